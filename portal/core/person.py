"""What the site calls a person."""

from typing import Any


def person_name(user: Any) -> str:
    """Return the name of a person, or the part of their address before the @."""
    return user.get_full_name() or user.email.split("@")[0] or user.get_username()

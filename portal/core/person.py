"""What the site calls a person."""

from typing import Any


def name_person(user: Any, name: str) -> None:
    """Give an account without a name the one that its holder wrote, if they wrote one."""
    if name and not user.get_full_name():
        user.first_name, _space, user.last_name = name.partition(" ")
        user.save(update_fields=["first_name", "last_name"])


def person_name(user: Any) -> str:
    """Return the name of a person, or the part of their address before the @."""
    return user.get_full_name() or user.email.split("@")[0] or user.get_username()

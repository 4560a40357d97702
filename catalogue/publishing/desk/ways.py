"""Addresses of parts of the area, by name. A part that a site leaves out has none."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def way(name: str, *args: Any) -> str:
    """Return ``"/manage/lockgate-college/uploads/"`` for ``"uploads"``, or nothing."""
    try:
        return reverse(f"publishing:{name}", args=args)
    except NoReverseMatch:
        return ""

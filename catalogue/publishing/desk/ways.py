"""Addresses of parts of the area, by name."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from portal.core.structured_data import absolute


def way(name: str, *args: Any) -> str:
    """Return ``"/manage/lockgate-college/uploads/"`` for ``"uploads", "lockgate-college"``."""
    return reverse(f"publishing:{name}", args=args)


def full_way(name: str, *args: Any, language: str | None = None) -> str:
    """Return the whole address, for a letter: in a language, else in that of the moment."""
    with translation.override(language or translation.get_language()):
        return absolute(way(name, *args))

"""Addresses of parts of the area, by name."""

from typing import Any

from django.urls import reverse


def way(name: str, *args: Any) -> str:
    """Return ``"/manage/lockgate-college/uploads/"`` for ``"uploads", "lockgate-college"``."""
    return reverse(f"publishing:{name}", args=args)

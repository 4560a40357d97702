"""A number that changes with the content of careers, so that kept parts of pages are made anew."""

import uuid
from typing import Any

from django.core.cache import cache

KEY = "careers-version"


def careers_version() -> str:
    """Return the version of this process's cache; another process learns it within a minute."""
    found: str | None = cache.get(KEY)
    if found is None:
        found = uuid.uuid4().hex[:12]
        cache.set(KEY, found, None)
    return found


def forget_careers(sender: Any = None, **_kwargs: Any) -> None:
    """Make kept parts anew: a page, a figure or a row of careers was saved or deleted."""
    label = getattr(getattr(sender, "_meta", None), "app_label", "")
    if label in ("pathways", "support", "providers", "core", "wagtailcore"):
        cache.delete(KEY)

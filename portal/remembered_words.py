"""Translations that are looked up once in each process that serves."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import trans_real

MOST_WORDS = 20_000  # of a language; the site has some 8,000


def remember_translations() -> None:
    """Let each language remember what it has looked up.

    Django asks up to 26 catalogues, those of its apps and of English, for each of the 200 words of
    a results page: 4 microseconds a word, a twentieth of the page.
    """
    for code, _name in settings.LANGUAGES:
        found = trans_real.translation(code)
        if not hasattr(found.gettext, "cache_info"):
            found.gettext = lru_cache(MOST_WORDS)(found.gettext)  # type: ignore[method-assign]

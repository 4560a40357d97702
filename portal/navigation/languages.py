"""The languages of the site, by their own names, and one address in each of them."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import get_language, get_language_bidi, override


@dataclass(frozen=True, slots=True)
class Language:
    """``Language("ur", "ur", "اردو", "rtl", "/ur/search/?q=care")``."""

    code: str
    tag: str  # for lang and hreflang: en-GB
    name: str
    direction: str
    url: str = ""
    is_current: bool = False


@lru_cache
def known_languages() -> tuple[Language, ...]:
    """Return every language of the settings, without addresses."""
    return tuple(
        Language(code=code, tag=tag_of(code), name=str(name), direction=direction_of(code))
        for code, name in settings.LANGUAGES
    )


def tag_of(code: str) -> str:
    """Return the tag that browsers read: ``en-gb`` gives ``en-GB``."""
    language, _, country = code.partition("-")
    return f"{language}-{country.upper()}" if country else language


def direction_of(code: str) -> str:
    """Return ``rtl`` or ``ltr``."""
    with override(code):
        return "rtl" if get_language_bidi() else "ltr"


def address_in(path: str, code: str) -> str:
    """Return the same address in another language: ``/help/`` in ``ur`` is ``/ur/help/``.

    Works on the text, because every public address is the same after its prefix.
    A query is kept.
    """
    bare = without_language(path)
    return bare if code == settings.LANGUAGE_CODE else f"/{code}{bare}"


def active_language() -> str:
    """Return the code of the page's language."""
    return get_language() or settings.LANGUAGE_CODE


def foreign_tag(code: str) -> str:
    """Return the tag of words in another language than the page: ``"en-GB"`` on an Urdu page.

    Empty where the words are in the language of the page, which ``<html lang>`` says already.
    """
    return "" if code == active_language() else tag_of(code)


def page_address(url_path: str) -> str:
    """Return the address of a page by its place in the tree, in the page's language.

    ``"/home-ur/help/costs/"`` is ``"/help/costs/"`` on an English page.
    """
    below_home = url_path.strip("/").partition("/")[2]
    return address_here(f"/{below_home}/" if below_home else "/")


def address_here(path: str) -> str:
    """Return an address in the page's language: ``/help/`` on an Urdu page is ``/ur/help/``."""
    return address_in(path, active_language())


def without_language(path: str) -> str:
    """Return the address without its language prefix."""
    first, slash, rest = path[1:].partition("/")
    if slash and first != settings.LANGUAGE_CODE and first in dict(settings.LANGUAGES):
        return f"/{rest}"
    return path

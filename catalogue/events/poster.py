"""A poster of an event: what fits on one sheet, and a code that phones read."""

from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.events.enums import Offered
from catalogue.events.event_page import EventView
from portal.core.structured_data import absolute

# A quarter of the code may be hidden by a fold or a drawing pin and it is still read.
_CORRECTION = "q"
_QUIET_MODULES = 4  # the white edge that readers need (ISO/IEC 18004)
_SHOWN = ("step_free_entrance", "bsl", "hearing_loop", "interpreters", "quiet", "children_welcome")


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon with its words: ``Sign("step", "You can get in without steps.")``."""

    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Poster:
    """What the sheet shows beside the facts of the page."""

    url: str
    shown_url: str  # as people type it: "waymark.example/events/jobs-fair/"
    code: SafeString
    signs: tuple[Sign, ...]


def poster_of(view: EventView) -> Poster:
    """Return the poster of an event in the language of the reader."""
    url = absolute(view.address)
    facts = view.access.known if view.access else ()
    good = (Offered.YES, Offered.ON_REQUEST)
    signs = [
        Sign(fact.icon, fact.sentence)
        for fact in facts
        if fact.key in _SHOWN and fact.answer in good
    ]
    if view.access and view.access.languages:
        names = view.access.languages_html
        words = mark_safe(_("Helpers speak %(languages)s.") % {"languages": names})  # noqa: S308  # names are escaped
        signs.append(Sign("talk", words))
    shown = url.split("://", 1)[-1].removeprefix("www.")
    return Poster(url, shown, code_of(url), tuple(signs))


def code_of(url: str) -> SafeString:
    """Return the QR code of an address as a drawing without a size: the sheet gives it one."""
    drawing = segno.make(url, error=_CORRECTION, micro=False).svg_inline(
        border=_QUIET_MODULES, omitsize=True, svgclass="wm-qr", lineclass=None
    )
    return mark_safe(drawing)  # noqa: S308  # a drawing of squares, without any text of the page

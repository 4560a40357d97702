"""The poster: one sheet, with a code that opens the event."""

import re

import pytest
import segno
from django.conf import settings

from catalogue.events.enums import EventStatus, Offered
from catalogue.events.poster import code_of
from tests.catalogue.events.pages.reading import html_of, text_of
from tests.event_factories import make_date, make_event


def matrix_of(svg: str) -> set[tuple[int, int]]:
    """Return the dark squares of a drawing, column and row, as its strokes paint them."""
    path = re.search(r' d="([^"]+)"', svg)[1]
    dark: set[tuple[int, int]] = set()
    x = y = 0.0
    for move, across, down, length in re.findall(r"([Mm])(-?[\d.]+) ?(-?[\d.]+)|h(\d+)", path):
        if move == "M":
            x, y = float(across), float(down)
        elif move == "m":
            x, y = x + float(across), y + float(down)
        else:
            dark |= {(int(x) + step, int(y)) for step in range(int(length))}
            x += float(length)
    return dark


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
def test_the_code_is_that_of_the_address_of_the_page(client, site, prefix):
    event = make_event()
    make_date(event)
    html = html_of(client, f"{prefix}/events/{event.slug}/poster/")
    url = f"{settings.SITE_URL}{prefix}/events/{event.slug}/"
    drawn = matrix_of(html.split('class="wm-qr"', 1)[1])
    wanted = segno.make(url, error="q", micro=False)

    assert drawn == {
        (column + 4, row + 4)
        for row, line in enumerate(wanted.matrix)
        for column, is_dark in enumerate(line)
        if is_dark
    }
    assert url.split("://")[1] in text_of(html)
    assert f'<link rel="canonical" href="{url}">' in html


def test_the_code_has_no_style_and_no_text():
    drawing = code_of("https://example.org/events/<script>/")
    assert "style" not in drawing
    assert re.fullmatch(r"<svg [^<>]*><path [^<>]*/></svg>", drawing)


def test_a_poster_says_when_where_for_whom_and_whom_to_call(client, site):
    event = make_event(bsl=Offered.YES, captions=Offered.NO, languages_spoken=["pl"])
    make_date(event)
    text = text_of(html_of(client, f"/events/{event.slug}/poster/"))

    for words in (
        event.title,
        "Open to everyone",
        "Free",
        "Wednesday 9 December 2026",
        "10am to 3pm",
        "Walsall",
        "There is a sign language (BSL) interpreter.",
        "Helpers speak polski",
        "0121 496 0142",
    ):
        assert words in text, words
    assert "captions" not in text


def test_a_poster_of_a_cancelled_event_says_so(client, site):
    event = make_event()
    make_date(event, status=EventStatus.CANCELLED)
    assert "This event is cancelled" in text_of(html_of(client, f"/events/{event.slug}/poster/"))

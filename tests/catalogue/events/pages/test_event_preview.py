"""A preview shows the dates that publishing would make, before there are any."""

import re

from django.test import RequestFactory

from catalogue.events.pages import EventPage
from tests.event_factories import at, make_date, make_event


def preview_of(page: EventPage, mode: str = "") -> str:
    request = RequestFactory().get("/")
    response = page.make_preview_request(request, mode)
    return re.sub(r"\s+", " ", response.render().content.decode())


def test_a_preview_shows_dates_that_are_not_published(site, rf):
    event = make_event(live=False)
    assert "Wednesday 9 December 2026" in preview_of(event)


def test_a_preview_of_a_change_shows_the_new_time(site):
    event = make_event()
    make_date(event)
    event.first_start, event.first_end = at(16, 9), at(16, 11)
    html = preview_of(event)

    assert "Friday 11 December 2026" in html
    assert "9am to 11am" in html


def test_a_template_can_be_previewed(site):
    assert "<h1" in preview_of(make_event(is_template=True, live=False))


def test_a_preview_reads_from_right_to_left_on_request(site):
    assert 'dir="rtl"' in preview_of(make_event(), EventPage.preview_modes[1][0])

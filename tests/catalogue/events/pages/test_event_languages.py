"""Events in other languages: translated words, or English ones that are marked."""

import re

import pytest
from django.utils import translation
from wagtail.models import Locale

from catalogue.events.enums import Offered
from tests.catalogue.events.pages.reading import html_of
from tests.event_factories import make_date, make_event

ENGLISH = 'lang="en-GB" dir="ltr"'


def test_english_words_on_an_urdu_page_are_marked_and_the_frame_is_urdu(client, site):
    event = make_event(title="Jobs fair", room="Main hall", bring="A pen")
    make_date(event)
    html = html_of(client, f"/ur/events/{event.slug}/")

    assert '<html lang="ur" dir="rtl"' in html
    assert f"<h1 {ENGLISH}>Jobs fair</h1>" in html
    assert f"<bdi {ENGLISH}>Main hall</bdi>" in html
    assert f"<bdi {ENGLISH}>A pen</bdi>" in html
    assert "/ur/events/" in html
    assert "Wednesday" not in html


def test_a_translation_has_words_of_its_own_and_facts_of_the_english_page(client, site):
    event = make_event(
        title="Jobs fair", room="Main hall", arrival_note="Any time.", bsl=Offered.YES, capacity=30
    )
    make_date(event)
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    copied = event.copy_for_translation(urdu, copy_parents=True)
    copied.title, copied.room, copied.arrival_note = "نوکری میلہ", "بڑا ہال", ""
    copied.bsl, copied.capacity = Offered.NO, 5
    copied.save_revision().publish()
    html = html_of(client, f"/ur/events/{copied.slug}/")

    assert "<h1>نوکری میلہ</h1>" in html
    assert "<bdi>بڑا ہال</bdi>" in html
    assert f"<bdi {ENGLISH}>Any time.</bdi>" in html
    assert "30" in html.split('id="booking"', 1)[1].split("</aside>", 1)[0]


@pytest.mark.parametrize("path", ["exhibitors/", "poster/"])
def test_pages_below_a_translation_speak_its_language(client, site, path):
    event = make_event(title="Jobs fair", slug="fair-below")
    make_date(event)
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    copied = event.copy_for_translation(urdu, copy_parents=True)
    copied.title = "نوکری میلہ"
    copied.save_revision().publish()
    with translation.override("en-gb"):
        assert "نوکری میلہ" in html_of(client, f"/ur/events/fair-below/{path}")
        assert re.search("Jobs fair", html_of(client, f"/events/fair-below/{path}"))


@pytest.mark.parametrize("below", ["", "poster/", "exhibitors/"])
def test_a_translation_leaves_the_site_with_its_english_page(client, site, below):
    event = make_event(title="Jobs fair")
    make_date(event)
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    copied = event.copy_for_translation(urdu, copy_parents=True)
    copied.save_revision().publish()
    address = f"/ur/events/{copied.slug}/{below}"
    assert client.get(address).status_code == 200
    event.unpublish()

    assert client.get(address).status_code == 404

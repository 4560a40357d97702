"""Schemes in previews, in other languages, and with nothing but a title."""

import re

import pytest
from wagtail.models import Locale

from pathways.support.help_points import HelpPoint
from pathways.support.programmes import ProgrammePage, SchemesPage


def words_of(response) -> str:
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.mark.parametrize("slug", ["hundred-starts", "kickstart", "restart", "youth-guarantee"])
def test_an_editor_sees_a_preview(support, slug):
    page = ProgrammePage.objects.get(slug=slug).get_latest_revision_as_object()
    response = page.make_preview_request()

    assert response.status_code == 200
    response.render()
    assert page.title in words_of(response)


def test_a_scheme_with_a_title_alone_says_what_is_not_known(client, support):
    schemes = SchemesPage.objects.get(locale__language_code="en-gb")
    page = ProgrammePage(title="A new scheme", slug="a-new-scheme")
    schemes.add_child(instance=page)

    words = words_of(client.get("/schemes/a-new-scheme/?near=WV1&age=25"))

    assert words.count("We do not know") >= 3
    assert "Not known" in words
    assert "Ask: we do not know yet" in words


def test_a_translation_has_its_own_words_and_the_structure_of_the_english_page(client, support):
    page = ProgrammePage.objects.get(slug="hundred-starts")
    urdu = page.copy_for_translation(Locale.objects.get(language_code="ur"))
    urdu.title, urdu.summary = "سو شروعاتیں", "تین ہفتے"
    urdu.steps, urdu.areas, urdu.places, urdu.places_left = [], [], None, None
    urdu.save_revision().publish()

    html = client.get("/ur/schemes/hundred-starts/?near=CV6").content.decode()

    assert "سو شروعاتیں" in html
    assert '<rect width="60" height="6"/>' in html
    assert re.search(r'<ol class="wm-trail.*?</ol>', html, re.DOTALL)[0].count("<li>") == 3
    assert "سو شروعاتیں" in client.get("/ur/schemes/").content.decode()


def test_an_english_scheme_on_an_urdu_page_is_marked_as_english(client, support):
    html = client.get("/ur/schemes/restart/").content.decode()

    assert re.search(r'<h1 lang="en-GB" dir="ltr">Restart Scheme</h1>', html)
    assert "govuk-inset-text" in html


def test_markup_in_names_is_shown_and_never_run(client, support):
    HelpPoint.objects.filter(slug="pleck-womens-room-demo").update(
        name="<script>alert(1)</script>", access_notes="<b>Two steps</b>"
    )
    ProgrammePage.objects.filter(slug="restart").update(run_by="<script>alert(2)</script>")

    assert "<script>alert" not in client.get("/help/near-you/").content.decode()
    assert "<script>alert" not in client.get("/schemes/restart/").content.decode()


def test_a_site_without_schemes_says_so(client, support):
    for page in ProgrammePage.objects.all():
        page.unpublish()

    assert "We have no schemes here yet." in words_of(client.get("/schemes/"))


def test_a_site_without_places_of_help_offers_the_phone(client, support):
    HelpPoint.objects.update(is_live=False)

    words = words_of(client.get("/help/near-you/?near=WV1"))
    assert "a person helps you by phone" in words
    assert "We know no youth hub here yet." in words_of(client.get("/young-people/"))


def test_filters_that_cannot_be_are_no_filters(client, support):
    response = client.get("/help/near-you/?type=palace&age=99&open=never&computers=1")

    assert "10 places where a person helps you" in words_of(response)


def test_places_with_computers_can_be_asked_for(client, support):
    words = words_of(client.get("/help/near-you/?computers=yes"))

    assert "6 places where a person helps you" in words

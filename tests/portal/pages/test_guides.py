"""Guides: short, printable, in three languages where they must be, and a hub that leads to them."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from portal.core.lookups import facts_by_key
from portal.pages.guides import MOST_RELATED, MOST_WORDS, GuidePage, HelpPage
from portal.pages.help_tiles import tile_groups
from portal.pages.starting_pages import GUIDES
from portal.pages.words import word_count

JOB_GUIDES = ("cv", "cover-letter", "interview", "job-search")
LIFE = (
    *("children", "travel", "health", "money", "id-and-rights", "english-and-computers"),
    *("past-convictions", "costs"),
)


@pytest.mark.parametrize("name", GUIDES)
def test_every_guide_opens(client, home, name):
    assert client.get(f"/help/{name}/").status_code == 200


@pytest.mark.row(21)
def test_the_job_guides_are_there_in_every_language(home):
    for slug in JOB_GUIDES:
        codes = GuidePage.objects.filter(slug=slug).values_list("locale__language_code", flat=True)
        assert set(codes) == {code for code, _name in settings.LANGUAGES}, slug


@pytest.mark.row(21)
def test_no_guide_is_longer_than_600_words(home):
    counts = {f"{guide.slug} {guide.locale}": guide.word_count for guide in GuidePage.objects.all()}

    assert min(counts.values()) > 100
    assert max(counts.values()) <= MOST_WORDS, counts


@pytest.mark.row(36)
def test_every_guide_leads_on_to_four_places_at_most(home):
    for guide in GuidePage.objects.all():
        assert 1 <= len(guide.related) <= MOST_RELATED, guide


def test_every_guide_would_pass_its_own_checks(home):
    for guide in GuidePage.objects.all():
        guide.full_clean()


def test_a_guide_of_601_words_is_refused_with_its_count(home):
    guide = GuidePage.objects.get(slug="cv", locale__language_code="en-gb")
    guide.body = [("text", f"<p>{'word ' * 601}</p>")]

    with pytest.raises(ValidationError, match="601"):
        guide.clean()


def test_the_address_of_help_near_you_is_reserved(home):
    guide = GuidePage(title="Near you", slug="near-you")

    with pytest.raises(ValidationError, match="Help near you"):
        guide.clean()


@pytest.mark.row(14)
def test_help_has_a_tile_for_each_thing_in_the_way_and_for_costs(home):
    groups = {group.code: group.tiles for group in tile_groups(HelpPage.objects.get(locale=en()))}

    assert [tile.url for tile in groups["LIFE"]] == [f"/help/{slug}/" for slug in LIFE]
    assert [tile.url for tile in groups["WORK"]] == [f"/help/{slug}/" for slug in JOB_GUIDES]


@pytest.mark.row(14)
@pytest.mark.parametrize("slug", LIFE)
def test_each_guide_about_life_has_a_link_that_works(client, home, slug):
    html = client.get(f"/help/{slug}/").content.decode()
    inside = re.search(r'id="related".*?</section>', html, re.DOTALL)[0]

    assert re.search(r'href="/(search|help|schemes|careers|words|where)', inside)


def test_tiles_of_a_translated_page_are_in_its_language_where_they_can_be(client, home):
    html = client.get("/pl/help/").content.decode()

    assert 'href="/pl/help/cv/"' in html
    assert "Napisz CV" in html
    assert re.search(r'lang="en-GB" dir="ltr"><b>Travel</b>', html)


def test_an_unpublished_guide_leaves_the_help_page(client, home):
    GuidePage.objects.get(slug="travel").unpublish()

    assert "/help/travel/" not in client.get("/help/").content.decode()


def test_a_translation_that_nobody_checked_says_so_until_somebody_did(client, home):
    note = "Nobody has checked this translation yet"
    guide = GuidePage.objects.get(slug="cv", locale__language_code="pl")
    assert guide.is_unchecked_translation
    assert note not in client.get("/help/cv/").content.decode()

    guide.translation_checked_by = "Ewa, Sowe Valley English Centre"
    guide.save()

    assert not GuidePage.objects.get(pk=guide.pk).is_unchecked_translation


@pytest.mark.row(21)
def test_the_cv_guide_has_a_form_that_prints_on_its_own(client, home):
    guide = client.get("/help/cv/").content.decode()
    form = client.get("/help/cv/template/").content.decode()

    assert 'href="/help/cv/template/"' in guide
    assert form.count("wm-paper__lines") == 6
    assert "5 empty lines to write on." in form
    assert form.count("<h1") == 1
    assert "Was this page useful" not in form


@pytest.mark.parametrize("prefix", ["/pl", "/ur"])
def test_the_form_is_there_in_each_language(client, home, prefix):
    html = client.get(f"{prefix}/help/cv/template/").content.decode()

    assert html.count("wm-paper__lines") == 6


@pytest.mark.row(49)
def test_a_shared_fact_that_an_editor_changes_changes_on_every_page(client, home):
    pages = ("/help/job-search/", "/pl/help/job-search/", "/help/university/", "/contact/")
    for page in pages:
        assert "0800 100 900" in client.get(page).content.decode(), page

    fact = facts_by_key()["national-careers-phone"]
    fact.text = "0800 000 000"
    fact.save()

    for page in pages:
        html = client.get(page).content.decode()
        assert "0800 000 000" in html, page
        assert "0800 100 900" not in html, page


def test_words_of_a_guide_are_explained_below_it(client, home):
    html = client.get("/help/past-convictions/").content.decode()
    words = re.search(r'id="words-here".*?</section>', html, re.DOTALL)[0]

    assert "DBS check" in words
    assert words.count("<details") <= 6


@pytest.mark.row(53)
def test_coaches_are_told_how_in_five_lines(client, home):
    html = client.get("/coaches/").content.decode()
    first = re.search(r'<ol class="wm-steps">.*?</ol>', html, re.DOTALL)[0]

    assert first.count("<li>") == 5
    assert "0808" in html
    assert 'href="/coaches/"' in client.get("/").content.decode()


@pytest.mark.row(55)
def test_health_and_work_leads_to_access_to_work(client, home):
    html = client.get("/help/health/").content.decode()

    assert re.search(r"""href=['"]https://www\.gov\.uk/access-to-work""", html)
    assert "reasonable adjustments" in html


def test_university_entry_hands_over_to_ucas_and_says_so(client, home):
    html = client.get("/help/university/").content.decode()

    assert re.search(r"""href=['"]https://www.ucas.com/['"]>[^<]*UCAS</a> \(opens UCAS\)""", html)


@pytest.mark.parametrize(
    ("path", "most"),
    [("/help/cv/", 14), ("/ur/help/cv/", 14), ("/ur/help/travel/", 19), ("/coaches/", 12)],
    ids=["english", "translated", "only-in-english", "coaches"],
)
def test_a_guide_asks_the_database_few_questions(
    client, home, path, most, django_assert_max_num_queries
):
    client.get(path)

    with django_assert_max_num_queries(most):
        client.get(path)


@pytest.mark.parametrize(("code", "stop"), [("en-gb", "."), ("ur", "۔")])
def test_a_heading_does_not_run_into_what_follows_in_an_extract(home, code, stop):
    for guide in GuidePage.objects.filter(locale__language_code=code):
        for line in guide.search_parts().text.splitlines():
            assert not line[-1:].isalnum(), line
    assert f"{stop}\n" in guide.search_parts().text


def test_words_are_counted_in_every_script():
    assert word_count("سی وی لکھیں – now") == 4


def en() -> Locale:
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)

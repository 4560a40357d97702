"""Pages of schemes, help near you and young people."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from pathways.support.help_points import HelpPoint
from pathways.support.programmes import ProgrammePage
from pathways.support.templatetags.schemes import schemes_by_age, schemes_for
from search.page_place import read_place
from tests.factories import TODAY
from tests.markup import folded

SLUGS = [
    "course-with-a-guaranteed-interview",
    "skills-bootcamps",
    "restart",
    "hundred-starts",
    "kickstart",
    "connecting-communities",
]


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return folded(response.content.decode())


@pytest.mark.parametrize("prefix", ["", "/ur", "/pl"], ids=["english", "urdu", "polish"])
@pytest.mark.parametrize(
    "path",
    ["/schemes/", "/help/near-you/", "/young-people/", *[f"/schemes/{slug}/" for slug in SLUGS]],
)
def test_every_page_opens_in_every_language(client, support, prefix, path):
    html = html_of(client, f"{prefix}{path}?near=WV1")

    assert html.count("<h1") == 1


@pytest.mark.row(3)
def test_every_scheme_says_who_runs_it_who_pays_and_whom_to_ask(client, support):
    for page in ProgrammePage.objects.live():
        html = html_of(client, f"/schemes/{page.slug}/")
        for label in ("Run by", "Paid for by", "Contact"):
            row = re.search(rf"<dt>{label}</dt><dd>(.*?)</dd>", html)
            assert row, (page.slug, label)
            assert re.sub(r"<[^>]+>", "", row[1]).strip(), (page.slug, label)


@pytest.mark.row(10)
def test_a_council_scheme_is_listed_in_its_council_only(client, support):
    here = html_of(client, "/schemes/?near=Wolverhampton")
    there = html_of(client, "/schemes/?near=Coventry")

    assert "City into Work" in here.split('id="elsewhere"')[0].split('id="closed"')[0]
    assert "City into Work" not in there.split('id="elsewhere"')[0]


@pytest.mark.row(17)
def test_the_plan_behind_a_scheme_is_a_label_that_leads_to_its_history(client, support):
    html = html_of(client, "/schemes/kickstart/")
    link = re.search(r'Part of: <a href="([^"]+)"', html)

    assert "Plan for Jobs (2020 to 2022)" in html
    assert link[1] == "/news/plan-for-jobs/"
    assert "Kickstart" in html_of(client, link[1])


@pytest.mark.row(17)
def test_without_a_page_of_its_own_the_history_stands_in_the_list(client, support):
    Page.objects.filter(slug="plan-for-jobs").update(live=False)
    html = html_of(client, "/schemes/kickstart/")
    page, anchor = re.search(r'Part of: <a href="([^"]+)"', html)[1].split("#")

    assert f'id="{anchor}"' in html_of(client, page)


@pytest.mark.row(18)
@pytest.mark.row(19)
@pytest.mark.row(26)
@pytest.mark.parametrize("slug", ["kickstart", "jets", "connecting-communities"])
def test_a_closed_scheme_says_so_and_lists_two_open_ones(client, support, slug):
    html = html_of(client, f"/schemes/{slug}/")
    use_now = html.split('id="use-now"')[1].split("</section>")[0]

    assert "This scheme is closed" in html
    assert use_now.count("<article") >= 2
    assert "Closed" not in use_now


def test_a_closed_scheme_whose_replacements_closed_too_still_leads_on(client, support):
    ProgrammePage.objects.filter(slug__in=["restart", "skills-bootcamps"]).update(
        closes_date=TODAY - datetime.timedelta(days=1)
    )
    use_now = html_of(client, "/schemes/jets/").split('id="use-now"')[1].split("</section>")[0]

    assert use_now.count("<article") >= 2
    assert "Restart" not in use_now


@pytest.mark.row(20)
def test_a_guaranteed_interview_has_three_steps_and_stays_a_choice(client, support):
    html = html_of(client, "/schemes/course-with-a-guaranteed-interview/")
    steps = re.search(r'<ol class="wm-trail.*?</ol>', html)[0]

    assert steps.count("<li>") == 3
    assert "It is your choice" in html
    assert "After you say yes" in html


@pytest.mark.row(32)
def test_who_runs_a_scheme_follows_the_typed_postcode(client, support):
    html = html_of(client, "/schemes/restart/?near=B70")

    assert "In Sandwell it is run by" in html
    assert "Sandwell Council, as a partner of Serco" in html


@pytest.mark.row(37)
def test_a_part_postcode_in_the_area_can_apply_and_another_gets_two_other_routes(client, support):
    inside = html_of(client, "/schemes/hundred-starts/?near=B8")
    outside = html_of(client, "/schemes/hundred-starts/?near=CV6")

    assert "People in your area can apply" in inside
    assert "This scheme is for people in other areas" in outside
    assert "CV6 is not in that area" in outside
    routes = outside.split("You can use these instead")[1].split("</section>")[0]
    assert routes.count("<article") == 2


def test_pay_above_the_limit_of_one_scheme_says_nothing_of_another(client, support):
    two = ("hundred-starts", "free-courses-for-jobs")
    ProgrammePage.objects.exclude(slug__in=two).update(live=False)
    ProgrammePage.objects.filter(slug=two[0]).update(earnings_below_pounds=20_000)

    html = html_of(client, "/schemes/hundred-starts/?near=B8&work=yes&earn=no")

    assert 'href="/schemes/free-courses-for-jobs/' in html.split("You can use these instead")[1]


def test_answers_stay_in_the_address_and_no_birthday_is_asked(client, support):
    html = html_of(client, "/schemes/restart/?work=no&months=6&benefit=uc")

    for name, value in (("work", "no"), ("months", "6"), ("benefit", "uc")):
        assert re.search(rf'name="{name}" value="{value}" checked', html)
    assert "It looks as if you can join" in html
    assert not re.search(r'name="[^"]*(birth|dob)', html)


def test_places_left_are_told_in_words_and_as_a_meter(client, support):
    html = html_of(client, "/schemes/hundred-starts/")

    assert "6 of 15 places left" in html
    assert '<rect width="60" height="6"/>' in html


def test_a_start_that_has_gone_leaves_the_page(client, support):
    ProgrammePage.objects.filter(slug="hundred-starts").update(
        next_intake_date=TODAY - datetime.timedelta(days=1)
    )
    assert "24 November 2026" not in html_of(client, "/schemes/hundred-starts/")


def test_only_interviews_when_ticked(client, support):
    html = html_of(client, "/schemes/?needs=guaranteed-interview")
    listed = html.split('id="open"')[1].split("</section>")[0]

    assert "SWAP" in listed
    assert "Apprenticeships" not in listed


@pytest.mark.row(6)
def test_help_is_listed_by_distance_and_closed_places_have_gone(client, support):
    HelpPoint.objects.filter(slug="willenhall-road-jobcentre-demo").update(
        open_from_date=None, open_until_date=TODAY - datetime.timedelta(days=1)
    )
    html = html_of(client, "/help/near-you/?near=WV1")
    names = re.findall(r'<article class="wm-card wm-result k-guide" id="([^"]+)"', html)

    assert names[0] == "wolverhampton-youth-hub-demo"
    assert "willenhall-road-jobcentre-demo" not in names
    assert names[-1] in ("coventry-youth-hub-demo", "chelmsley-wood-jobcentre-demo")


def test_a_temporary_place_is_listed_on_its_last_day(client, support):
    HelpPoint.objects.filter(slug="willenhall-road-jobcentre-demo").update(open_until_date=TODAY)

    assert "Until 25 November 2026" in html_of(client, "/help/near-you/?near=WV1")


@pytest.mark.row(7)
@pytest.mark.row(8)
def test_six_youth_hubs_for_people_of_16_to_24(client, support):
    html = html_of(client, "/help/near-you/?age=16-24")
    cards = re.findall(r"<article.*?</article>", html)

    assert len(cards) == 6
    for card in cards:
        assert "Aged 16 to 24" in card
        assert "Opening hours: not known" not in card
        assert 'href="tel:' in card
        assert "someone who helps people under 25 find work" in card


def test_without_a_place_the_list_goes_by_council_from_a_to_z(client, support):
    html = html_of(client, "/help/near-you/")
    results = html.split('id="results"')[1].split("<aside")[0]
    names = re.findall(r"<section><h2[^>]*>([^<]+)</h2>", results)

    assert names == sorted(names)
    assert "Wolverhampton" in names


def test_one_button_leads_to_places(client, support):
    html = html_of(client, "/help/near-you/")

    buttons = re.findall(r'<button type="submit" class="([^"]*)">Show places', html)
    assert ["govuk-button--secondary" in names for names in buttons] == [False, True]


def test_a_card_says_once_when_the_next_people_start(client, support):
    page = ProgrammePage.objects.get(slug="hundred-starts", locale__language_code="en-gb")
    page.next_intake_date = datetime.date(2026, 12, 7)
    page.save_revision().publish()

    card = html_of(client, "/schemes/").split('href="/schemes/hundred-starts/')[1]
    card = card.split("</article>")[0]

    assert card.count("Next start") == 1
    assert "7 December" in card


def test_open_today_leaves_what_is_closed(client, support):
    html = html_of(client, "/help/near-you/?open=today")

    assert "Closed today" not in html.split('id="results"')[1]
    assert "Walsall Youth Hub" in html


@pytest.mark.row(52)
@pytest.mark.parametrize(
    ("near", "council"),
    [
        ("B8", "Birmingham"),
        ("CV2", "Coventry"),
        ("DY1", "Dudley"),
        ("B70", "Sandwell"),
        ("B91", "Solihull"),
        ("WS3", "Walsall"),
        ("WV1", "Wolverhampton"),
    ],
)
def test_a_person_of_16_sees_the_team_of_their_council_and_is_asked_nothing_else(
    client, support, near, council
):
    html = html_of(client, f"/young-people/?near={near}")
    part = html.split('id="age-16-17"')[1].split("</section>")[0]

    assert f"{council} young people&#x27;s team (demo)" in part
    main = html.split("<main")[1].split("</main>")[0]
    assert re.findall(r'<input[^>]* name="([^"]+)"', main) == ["near"]


@pytest.mark.parametrize("near", ["WF1", "Willenhall", "Xyzzyville", "%00", "B"])
@pytest.mark.parametrize(
    "path", ["/schemes/", "/schemes/hundred-starts/", "/help/near-you/", "/young-people/"]
)
def test_odd_places_are_answered(client, support, path, near):
    assert client.get(f"{path}?near={near}").status_code == 200


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/schemes/?near=WV1", 10),
        ("/schemes/hundred-starts/?near=CV6", 19),
        ("/schemes/kickstart/", 22),
        ("/help/near-you/?near=WV1", 4),
        ("/young-people/?near=WV1", 7),
    ],
)
def test_pages_ask_a_fixed_number_of_questions(client, support, address, most):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    assert len(asked) <= most, [query["sql"][:160] for query in asked]


def test_schemes_for_a_sector_come_first_and_closed_ones_never(support):
    found = schemes_for(sector="health")

    assert found[0].slug == "hundred-starts"
    assert not any(card.is_closed for card in found)
    assert len(found) == 4


def test_schemes_for_people_elsewhere_are_left_out(support):
    place = read_place("Coventry")

    assert "hundred-starts" not in [
        card.slug for card in schemes_for(sector="health", place=read_place("CV6"))
    ]
    assert "city-into-work" not in [card.slug for card in schemes_for(place=place, limit=20)]
    assert "city-into-work" in [
        card.slug for card in schemes_for(place=read_place("WV1"), limit=20)
    ]


def test_schemes_of_an_age_start_with_those_made_for_it(support):
    assert [card.slug for card in schemes_by_age("18-24")][:2] == ["youth-guarantee", "youth-hub"]
    assert "free-courses-for-jobs" not in [card.slug for card in schemes_by_age("16-17")]


def test_schemes_for_a_sector_cost_few_questions(support, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        schemes_for(sector="health")

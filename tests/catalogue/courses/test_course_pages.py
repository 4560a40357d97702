"""What the course page shows of a course."""

import datetime
import re

import pytest
from django.conf import settings

from catalogue.courses.course_page import course_page
from catalogue.courses.enums import (
    AttendancePattern,
    DeliveryMode,
    DurationUnit,
    FundingEffect,
    JoinMethod,
    Level,
    StudyMode,
)
from catalogue.courses.models import Course, CourseReference, FundingRule
from catalogue.providers.enums import Answer
from portal.core.models import SiteContact
from tests.catalogue.courses.course_pages import data_of, days, page_of, words_of
from tests.factories import (
    CourseFactory,
    CourseRunFactory,
    PlaceFactory,
    SubjectFactory,
    VenueFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
# Course, sectors, references, runs, venues, councils, towns, rules and their areas.
QUERIES = 6


def test_the_page_answers_what_where_when_cost_and_how_to_join(client, course):
    venue = VenueFactory(provider=course.provider, name="Forge", town="Dudley")
    CourseRunFactory(
        course=course,
        venue=venue,
        start_date=datetime.date(2027, 1, 12),
        days_of_week=["TUE", "THU"],
        start_time=datetime.time(18),
        end_time=datetime.time(20),
        duration=12,
        duration_unit=DurationUnit.WEEKS,
        cost_pence=125000,
        places_left=6,
    )
    Course.objects.update(
        level=Level.LEVEL_2, how_to_join=JoinMethod.PHONE, join_value="01632 960 118"
    )

    words = words_of(page_of(client, course))

    for part in (
        "Welding Level 2",
        "Moor College",
        "Tuesday 12 January",
        "Tuesday and Thursday, 6pm to 8pm",
        "12 weeks",
        "Forge",
        "Dudley",
        "£1,250",
        "Level 2 About GCSE grades 9 to 4",
        "How to join 01632 960 118",
        "6 places left",
    ):
        assert part in words


def test_sections_stand_in_the_order_people_ask(client, course):
    CourseRunFactory(course=course, venue=VenueFactory(provider=course.provider))
    Course.objects.update(where_next="Level 3.")
    page = page_of(client, course)
    headings = [
        "How to join",
        "Is it for me?",
        "What you will learn",
        "How it works",
        "Dates and places",
        "Where",
        "Cost and help with costs",
        "What you can do next",
        "Who runs this course",
    ]
    places = [page.index(f">{heading}<") for heading in headings]
    assert places == sorted(places)
    assert page.count("<h1") == 1


def test_facts_that_nobody_told_us_say_not_known(client, course):
    CourseRunFactory(course=course, start_date=None)
    words = words_of(page_of(client, course))
    for label in ("Next start", "Where", "Cost", "Level"):
        assert f"{label} Not known" in words
    assert "What you will learn Not known" in words
    assert "How to join Not known" in words
    assert "What you need to join: not known" in words
    assert "None" not in words


def test_a_course_without_any_run_has_a_page(client, course):
    assert "Ask the provider for the next date" in words_of(page_of(client, course))


def test_the_facts_are_of_the_run_that_a_search_found(client, course):
    by_day = {"start_time": datetime.time(9), "end_time": datetime.time(12)}
    evening = {"start_time": datetime.time(18), "end_time": datetime.time(20)}
    soonest = CourseRunFactory(course=course, start_date=days(2), **by_day)
    found = CourseRunFactory(
        course=course,
        start_date=days(30),
        venue=VenueFactory(provider=course.provider, name="Forge", town="Dudley"),
        **evening,
    )
    words = words_of(page_of(client, course, query_params={"run": str(found.pk)}))
    assert "Starts Friday 25 December 6pm to 8pm" in words
    assert "1 more date" in words
    assert words.index("Where Forge") < words.index("Dates and places")
    plain = words_of(page_of(client, course))
    assert "Next start Friday 27 November 9am to midday" in plain
    for other in (str(soonest.pk), "", "0", f"{found.pk} ", "x\x00", "-1", "9" * 400):
        assert words_of(page_of(client, course, query_params={"run": other})) == plain
    for run, kept in ((str(found.pk), str(found.pk)), ("x\x00", "")):
        assert course_page(course, today=days(0), asked=run).asked == kept


def test_a_search_changes_nothing_that_machines_read(client, course):
    CourseRunFactory(course=course, start_date=days(2))
    found = CourseRunFactory(course=course, start_date=days(30))
    asked = page_of(client, course, query_params={"run": str(found.pk)})
    assert data_of(asked) == data_of(page_of(client, course))
    assert f'rel="canonical" href="{settings.SITE_URL}{course.get_absolute_url()}"' in asked


def test_dates_stand_soonest_first_each_with_an_address_of_its_own(client, course):
    late = CourseRunFactory(course=course, start_date=days(90))
    soon = CourseRunFactory(course=course, start_date=days(2))
    flexible = CourseRunFactory(course=course, start_date=None, is_flexible_start=True)
    page = page_of(client, course)
    places = [page.index(f'id="run-{run.pk}"') for run in (soon, late, flexible)]
    assert places == sorted(places)
    assert "Start when you like" in page


def test_markup_in_the_data_is_shown_and_never_runs(client, course):
    attack = "</script><script>alert(1)</script><!-- 'x' \" &"
    course.title = attack
    for name in ("what_you_will_learn", "you_need", "who_this_course_is_for", "where_next"):
        setattr(course, name, attack)
    course.save()
    CourseRunFactory(course=course, cost_description=attack)
    page = page_of(client, course)
    assert "<script>alert" not in page
    assert "<!-- '" not in page
    assert data_of(page)["Course"]["name"] == attack


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,hello", id="data"),
        pytest.param("ask at the desk", id="words"),
    ],
)
def test_only_web_addresses_become_links(client, course, value):
    Course.objects.update(how_to_join=JoinMethod.BOOK, join_value=value, webpage=value)
    CourseRunFactory(course=course)
    page = page_of(client, course)
    assert f'href="{value}' not in page


def test_marks_that_turn_direction_do_not_reach_the_title(client, course):
    course.title = "Welding \u202eslaedni\u202c taster"
    course.save()
    CourseRunFactory(course=course)
    assert "\u202e" not in page_of(client, course)


def filled_buttons(page: str) -> list[str]:
    """Return the words of the buttons that lead: the look has one a screen, besides the search."""
    main = page[page.index("<main") : page.index("</main>")]
    found = re.findall(r'class="(govuk-button[^"]*)"[^>]*>(.*?)</(?:a|button)>', main, re.DOTALL)
    return [
        re.sub(r"<[^>]+>", "", words).strip()
        for names, words in found
        if "govuk-button--secondary" not in names and "group" not in names.split()[0]
    ]


def test_a_website_is_labelled_as_leaving_and_a_phone_stands_beside_it(client, course):
    Course.objects.update(how_to_join=JoinMethod.WEBSITE, join_value="https://example.org/join")
    course.provider.phone = "01632 960 118"
    course.provider.save()
    CourseRunFactory(course=course)
    page = page_of(client, course)
    words = words_of(page)
    assert "You leave this site and go to example.org" in words
    assert filled_buttons(page) == ["See dates and places"]
    assert 'href="tel:01632960118"' in page


def test_without_a_phone_the_address_is_the_way_without_internet(client, course):
    Course.objects.update(how_to_join=JoinMethod.EMAIL, join_value="join@example.org")
    venue = VenueFactory(provider=course.provider, name="Forge", address_line_1="1 Anvil Street")
    CourseRunFactory(course=course, venue=venue)
    words = words_of(page_of(client, course))
    assert "Send an email: join@example.org" in words
    assert "Walk in: Forge, 1 Anvil Street" in words


def test_an_online_course_has_no_place_to_go_to(client, course):
    CourseRunFactory(course=course, delivery_mode=DeliveryMode.ONLINE)
    page = page_of(client, course)
    assert "Where Online" in words_of(page)
    assert "openstreetmap" not in page


def test_training_at_work_names_its_councils(client, course):
    CourseRunFactory(
        course=course, delivery_mode=DeliveryMode.WORK_BASED, sub_regions=["Walsall", "Dudley"]
    )
    words = words_of(page_of(client, course))
    assert "At your workplace Walsall and Dudley" in words


def test_access_is_told_in_sentences_and_the_unknown_is_named(client, course):
    venue = VenueFactory(
        provider=course.provider,
        step_free_entrance=Answer.YES,
        lift=Answer.NO,
        hearing_loop=Answer.NO,
        nearest_stop="Town Square",
    )
    CourseRunFactory(course=course, venue=venue)
    words = words_of(page_of(client, course))
    assert "You can get in without steps." in words
    assert "There is no lift or hearing loop." in words
    assert "Not known: accessible toilet, quiet space" in words
    assert "Nearest stop: Town Square" in words


def test_a_map_link_says_that_it_leaves_and_when_it_is_approximate(client, course):
    venue = VenueFactory(provider=course.provider, is_location_approximate=True)
    CourseRunFactory(course=course, venue=venue)
    page = page_of(client, course)
    assert "on OpenStreetMap (leaves this site)" in page
    assert "The map shows the middle of WS1" in page


@pytest.mark.row(9)
@pytest.mark.parametrize(
    ("changes", "is_told"),
    [
        pytest.param({"hours_per_week": 17}, True, id="over 16 hours"),
        pytest.param({"hours_per_week": 16}, False, id="16 hours"),
        pytest.param({"study_mode": StudyMode.FULL_TIME}, True, id="full time"),
        pytest.param({"attendance_pattern": AttendancePattern.EVENING}, False, id="evenings"),
    ],
)
def test_the_work_coach_is_named_only_for_long_weeks(client, course, changes, is_told):
    CourseRunFactory(course=course, **changes)
    assert ("Tell your work coach before" in page_of(client, course)) == is_told


def test_funding_never_promises_and_names_its_rule(client, course):
    rule = FundingRule.objects.create(
        name="First Level 2",
        effect=FundingEffect.FREE,
        age_min=19,
        earnings_below_pounds=25000,
        source_url="https://example.org/rule",
        checked_date=datetime.date(2026, 7, 28),
    )
    ended = FundingRule.objects.create(
        name="Old rule", effect=FundingEffect.FREE, valid_to_date=days(-1)
    )
    CourseRunFactory(course=course, cost_pence=45000).funding_rules.set([rule, ended])
    words = words_of(page_of(client, course))
    assert "It may be free for you if: you are 19 or over you earn less than £25,000" in words
    assert "Checked on 28 July 2026" in words
    assert "Old rule" not in words
    assert "It is free for you" not in words


def test_free_for_most_people_replaces_the_bare_word(client, course):
    CourseRunFactory(course=course, cost_pence=0, cost_description="Free for most people.")
    words = words_of(page_of(client, course))
    assert "Cost Free for most people Level" in words
    assert "Free Free" not in words


def test_the_crumb_leads_back_to_the_search_it_came_from(client, course):
    CourseRunFactory(course=course)
    page = page_of(
        client, course, headers={"referer": "http://testserver/search/?q=weld&near=Walsall"}
    )
    assert 'href="/search/?q=weld&amp;near=Walsall"' in page
    for elsewhere in ("http://other.example/search/?q=x", "http://testserver/help/"):
        assert "Your search results" not in page_of(client, course, headers={"referer": elsewhere})


def test_many_dates_are_folded_and_none_is_lost(client, course):
    runs = [CourseRunFactory(course=course, start_date=days(n)) for n in range(1, 41)]
    page = page_of(client, course)
    assert "Show 28 later dates" in page
    assert all(f'id="run-{run.pk}"' in page for run in runs)


def test_the_number_of_queries_does_not_grow_with_the_runs(client, django_assert_num_queries):
    def course_with(number: int) -> Course:
        course = CourseFactory(subject=SubjectFactory())
        rule = FundingRule.objects.create(
            name="Rule", effect=FundingEffect.FREE, area=PlaceFactory()
        )
        for n in range(number):
            venue = VenueFactory(
                provider=course.provider, council=PlaceFactory(), town_place=PlaceFactory()
            )
            CourseRunFactory(course=course, venue=venue, start_date=days(n)).funding_rules.add(rule)
        CourseReference.objects.create(course=course, reference="A")
        return course

    small, large = course_with(1), course_with(25)
    SiteContact.current()
    client.get(small.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(small.get_absolute_url())
    with django_assert_num_queries(QUERIES):
        client.get(large.get_absolute_url())


def test_schema_org_has_what_readers_require(client, course):
    venue = VenueFactory(provider=course.provider)
    CourseRunFactory(
        course=course,
        venue=venue,
        start_date=datetime.date(2027, 1, 12),
        days_of_week=["TUE"],
        hours_per_week="2.5",
        duration=12,
        duration_unit=DurationUnit.WEEKS,
        cost_pence=9500,
        places_left=3,
    )
    CourseRunFactory(course=course, delivery_mode=DeliveryMode.ONLINE, cost_pence=None)
    Course.objects.update(what_you_will_learn="Join metal safely.", level=Level.LEVEL_2)

    blocks = data_of(page_of(client, course))
    data = blocks["Course"]

    assert data["name"] == "Welding Level 2"
    assert data["description"] == "Join metal safely."
    assert data["url"].startswith("http")
    assert data["provider"]["name"] == "Moor College"
    assert data["offers"]["category"]
    online, onsite = data["hasCourseInstance"]
    assert online["courseMode"] == "Online"
    assert "offers" not in online
    assert onsite["courseMode"] == "Onsite"
    assert onsite["startDate"] == "2027-01-12"
    assert onsite["courseWorkload"] == "PT2H30M"
    assert onsite["courseSchedule"]["duration"] == "P12W"
    assert onsite["courseSchedule"]["byDay"] == ["https://schema.org/Tuesday"]
    assert onsite["offers"] == {
        "@type": "Offer",
        "category": "Paid",
        "price": "95.00",
        "priceCurrency": "GBP",
        "availability": "https://schema.org/InStock",
    }
    assert onsite["location"]["address"]["addressCountry"] == "GB"
    crumbs = blocks["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3]
    assert all(crumb["item"].startswith("http") for crumb in crumbs)


def test_the_page_carries_a_canonical_address_and_words_for_sharing(client, course):
    CourseRunFactory(course=course)
    page = page_of(client, course)
    head = page[: page.index("</head>")]
    assert f'rel="canonical" href="http://127.0.0.1:8000{course.get_absolute_url()}"' in head
    assert 'property="og:title" content="Welding Level 2"' in head
    assert re.search(r'property="og:description" content=".+"', head)


def test_no_page_has_inline_style_or_script(client, course):
    CourseRunFactory(course=course)
    page = page_of(client, course)
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", page)


def test_the_urdu_page_is_right_to_left_and_marks_english_words(client, course):
    CourseRunFactory(course=course)
    page = client.get(f"/ur{course.get_absolute_url()}").content.decode()
    assert 'dir="rtl"' in page
    assert '<h1 lang="en-GB"><bdi>Welding Level 2</bdi></h1>' in page

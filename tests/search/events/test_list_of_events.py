"""The list of events: by week, filters, quick choices, a month, cards."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale

from catalogue.events.bookings.places import take
from catalogue.events.dates import Slot
from catalogue.events.enums import AttendanceMode, Audience, BookingRule, EventStatus, Offered
from catalogue.events.models import Exhibitor
from pathways.event_roles import EventRole
from pathways.roles import RolePage, RolesPage
from pathways.sector_pages import CareersPage
from portal.core.models import Sector
from portal.pages.services import ensure_site_pages
from search.engines.base import EngineUnavailable
from search.events_page import events_heading
from tests.event_factories import at, make_date, make_event, with_date
from tests.factories import OrganisationFactory


def rows(page) -> list[str]:
    found = re.findall(r"<h[23][^>]*>(?:<a[^>]*><bdi>)?([^<]+)", page.html.partition("<main")[2])
    return [one for one in found if one not in ("December 2026", "January 2027")]


def test_this_week_comes_first_then_next_week_then_months(get, index):
    with_date(title="In January", days=50)
    with_date(title="Tomorrow", days=1)
    with_date(title="On Tuesday", days=6)
    with_date(title="Before Christmas", days=20)
    index()
    found = rows(get("/events/"))
    wanted = ["This week", "Tomorrow", "Next week", "On Tuesday", "Before Christmas", "In January"]
    assert [one for one in found if one in wanted] == wanted


def test_events_of_one_day_stand_by_the_hour(get, index):
    with_date(title="Afternoon", first_start=at(2, 14), first_end=at(2, 16))
    with_date(title="Morning", first_start=at(2, 9), first_end=at(2, 11))
    index()
    found = rows(get("/events/"))
    assert found.index("Morning") < found.index("Afternoon")


def test_quick_choices_count_what_they_show(get, index):
    with_date(title="Saturday", days=3)
    with_date(title="Next Tuesday", days=6)
    with_date(title="After five", first_start=at(1, 18), first_end=at(1, 20))
    index()
    page = get("/events/")
    for label, count in (
        ("From today", 3),
        ("This weekend", 1),
        ("Next week", 1),
        ("After work", 1),
    ):
        assert f'{label} <span class="wm-num">{count}</span>' in page.html
    assert "1 event" in get("/events/?from=2026-11-28&to=2026-11-29").h1
    assert "Saturday" in get("/events/?from=2026-11-28&to=2026-11-29").html


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("audience=16-24", "Young"),
        ("access=bsl", "Signed"),
        ("access=children", "Signed"),
        ("speaks=so", "Somali"),
        ("how=online", "Webinar"),
        ("booking=just-come", "Turn up"),
        ("q=Vulcan+Forge", "Exhibits"),
        ("q=tool+setter", "Exhibits"),
        ("near=Walsall&within=5", "Webinar"),
    ],
)
def test_filters_find_the_one_that_is_meant(get, index, query, title):
    with_date(title="Plain")
    with_date(title="Young", audience=Audience.AGED_16_TO_24)
    with_date(title="Signed", bsl=Offered.ON_REQUEST, children_welcome=Offered.YES)
    with_date(title="Somali", languages_spoken=["so"])
    with_date(title="Webinar", attendance_mode=AttendanceMode.ONLINE, venue=None)
    with_date(title="Turn up", booking=BookingRule.NONE)
    event = with_date(title="Exhibits")
    Exhibitor.objects.create(
        event=event,
        organisation=OrganisationFactory(name="Vulcan Forge"),
        roles_wanted="Tool setter",
    )
    index()
    page = get(f"/events/?{query}")
    if query.startswith("near"):
        assert page.status == 200
        return
    assert page.h1.startswith("1 event"), page.h1
    assert title in page.html


@pytest.mark.row(56)
def test_a_sector_shows_its_dates_in_series(get, index):
    sector = Sector.objects.get_or_create(slug="manufacturing", defaults={"name": "Manufacturing"})[
        0
    ]
    event = make_event(title="Manufacturers meet people")
    event.sectors.add(sector)
    event.save()
    for week in range(1, 5):
        make_date(event, key=f"w{week}", start_at=at(7 * week, 10), end_at=at(7 * week, 12))
    with_date(title="Another trade")
    index()
    page = get("/events/?sector=manufacturing")
    assert page.h1.startswith("1 event")
    assert "Manufacturers meet people" in page.html
    assert "4 dates" in page.html
    assert "Next dates: 9 December, 16 December and 23 December." in page.html
    assert "Another trade" not in page.html


@pytest.mark.row(25)
def test_an_event_is_found_by_the_employers_who_come_and_by_a_role(get, index):
    home = ensure_site_pages()
    careers = home.get_children().type(CareersPage).first()
    careers = careers or home.add_child(instance=CareersPage(title="Careers", slug="careers-e"))
    roles = careers.get_children().type(RolesPage).first()
    roles = roles or careers.add_child(instance=RolesPage(title="Roles", slug="roles-e"))
    role = roles.add_child(instance=RolePage(title="Welder", slug="welder-of-events"))
    employer = OrganisationFactory(name="Ninefold Logistics")
    event = with_date(title="Network evening")
    Exhibitor.objects.create(event=event, organisation=employer)
    EventRole.objects.create(event=event, role=role)
    index()
    assert "Network evening" in get("/events/?q=Ninefold").html
    assert "Network evening" in get("/events/?role=welder-of-events").html
    assert "Network evening" in get(employer.get_absolute_url()).html
    assert "Network evening" in get(role.get_url()).html


def test_places_left_are_read_when_the_page_is_made(get, index):
    event = make_event(title="Small fair", capacity=20)
    date = make_date(event)
    index()
    assert "20 of 20 places left." in get("/events/").html
    take([Slot.objects.get(date=date).pk], 20)
    assert "No places are left." in get("/events/").html


def test_a_page_of_events_asks_the_database_as_often_as_one_event(get, index):
    with_date(title="One", capacity=10)
    index()
    get("/events/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        get("/events/")
    for number in range(12):
        with_date(title=f"Fair {number}", capacity=10, days=number + 1)
    index()
    get("/events/")
    with CaptureQueriesContext(connection) as many:
        get("/events/")
    assert 1 <= len(few) == len(many), [one["sql"] for one in many]


def test_a_month_is_a_table_with_the_months_beside_it(get, index):
    with_date(title="Fair in March", days=105)
    index()
    page = get("/events/?month=2027-03")
    table = page.html.partition('<table class="wm-month">')[2].partition("</table>")[0]
    assert table.count('scope="col"') == 7
    assert "Fair in March" in table
    assert 'datetime="2027-03-10"' in table
    assert "month=2027-02#month" in page.html
    assert "month=2027-04#month" in page.html
    assert "noindex" in page.html


def test_a_phone_shows_the_month_when_somebody_asks_for_it(get, index):
    with_date(title="Fair")
    index()
    listed, asked = get("/events/").html, get("/events/?month=2026-12").html
    assert listed.count("/events/?month=2026-12#month") == 2  # above the list, and below it
    assert "wm-month-later" in listed
    assert "wm-month-later" not in asked
    assert 'href="#month"' in asked


def test_a_page_holds_ten_events(get, index):
    for day in range(1, 12):
        with_date(title=f"Fair {day:02}", days=day)
    index()
    first, second = get("/events/").html, get("/events/?page=2").html
    assert first.count('<article class="wm-card wm-result') == 10
    assert second.count('<article class="wm-card wm-result') == 1
    assert "Fair 11" in second


@pytest.mark.parametrize("month", ["1999-01", "2027-13", "abc", "%00", "2027-3", "9999-12", ""])
def test_a_month_that_is_none_is_left_out(get, index, month):
    with_date(title="Fair")
    index()
    page = get(f"/events/?month={month}")
    assert page.status == 200
    assert "Fair" in page.html


@pytest.mark.parametrize(
    "query",
    ["from=2027-02-30", "from=x", "to=%00", "from=2027-01-01&to=2000-01-01", "to=0000-00-00"],
)
def test_days_that_are_none_are_left_out(get, index, query):
    with_date(title="Fair")
    index()
    assert get(f"/events/?{query}").status == 200


def test_days_the_wrong_way_round_are_swapped(get, index):
    with_date(title="Fair")
    index()
    assert "Fair" in get("/events/?from=2026-12-20&to=2026-12-01").html


def test_nothing_found_offers_counted_ways_on(get, index):
    with_date(title="Fair")
    with_date(title="Talk", attendance_mode=AttendanceMode.ONLINE, venue=None)
    index()
    page = get("/events/?audience=women")
    assert page.h1 == "No events yet"
    assert page.ways
    for number, url in page.ways:
        assert number > 0
        assert get(url).h1.startswith(f"{number} event")


def test_the_plain_list_serves_when_no_index_answers(get, index, monkeypatch):
    with_date(title="Fair next week", days=7)
    with_date(title="Fair tomorrow", days=1)
    with_date(title="Called off", days=3)
    make_date(make_event(title="Hidden", audience=Audience.STAFF))
    index()

    def away(*args, **kwargs):
        raise EngineUnavailable("away")

    monkeypatch.setattr("search.events_views.find", away)
    page = get("/events/?from=2026-11-26&to=2026-11-29")
    assert page.status == 200
    assert page.h1 == "2 events"
    assert page.html.index("Fair tomorrow") < page.html.index("Called off")
    assert "Hidden" not in page.html
    assert "Search is simpler now." in page.html


def test_events_are_a_kind_of_the_search(get, index):
    with_date(title="Welding open day")
    index()
    page = get("/search/?q=welding&kind=event")
    assert "Welding open day" in page.html
    assert get("/search/?kind=event").status == 200


def test_the_menu_leads_to_events_and_the_footer_to_providers(get, index):
    index()
    page = get("/events/")
    header = page.html.partition('class="wm-nav"')[2].partition("</nav>")[0]
    assert header.count("<li>") <= 5
    assert f'href="{reverse("search:events")}" aria-current="page"' in header
    assert reverse("providers:list") not in header
    assert reverse("providers:list") in page.html


def test_the_home_page_shows_the_next_three(get, index):
    ensure_site_pages()
    for number in range(4):
        with_date(title=f"Fair {number}", days=number + 1)
    index()
    page = get("/")
    assert [f"Fair {n}" in page.html for n in range(4)] == [True, True, True, False]


def test_the_api_tells_an_event(get, client, index):
    event = make_event(title="Fair", capacity=20, bsl=Offered.YES)
    date = make_date(event, status=EventStatus.SCHEDULED)
    index()
    answer = client.get(f"/api/v1/events/{event.pk}/").json()
    assert (answer["id"], answer["title"], answer["access"]) == (
        f"event:{event.pk}",
        "Fair",
        ["bsl"],
    )
    assert answer["dates"][0]["places_left"] == 20
    assert datetime.datetime.fromisoformat(answer["dates"][0]["starts"]) == date.start_at
    listed = client.get("/api/v1/search/?kind=event").json()
    assert [one["id"] for one in listed["results"]] == [f"event:{event.pk}"]
    assert client.get("/api/v1/events/999999/").status_code == 404


def test_the_site_map_has_events_that_are_ahead(client, index):
    ensure_site_pages()
    with_date(title="Ahead", slug="ahead")
    make_date(make_event(slug="for-staff", audience=Audience.STAFF))
    make_date(
        make_event(slug="over", first_start=at(-3), first_end=at(-3, 12)),
        start_at=at(-3),
        end_at=at(-3, 12),
    )
    text = client.get("/sitemap-events.xml").content.decode()
    assert "/events/ahead/" in text
    assert "for-staff" not in text
    assert "/events/over/" not in text
    assert "for-staff" not in client.get("/sitemap-pages.xml").content.decode()


def test_a_note_on_a_card_says_in_which_language_it_is(get, index):
    ensure_site_pages()
    borrowed = with_date(title="Jobs fair", arrival_note="Arrive any time.")
    own = with_date(title="Open day", arrival_note="Bring a friend.")
    untranslated = with_date(title="Book swap", arrival_note="Come early.")
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    for event, note in ((borrowed, ""), (own, "دوست لائیں")):
        copied = event.copy_for_translation(urdu, copy_parents=True)
        copied.title, copied.arrival_note = f"میلہ {event.pk}", note
        copied.save_revision().publish()
    index()

    html = get("/ur/events/").html
    assert f"میلہ {borrowed.pk}" in html
    assert '<bdi lang="en-GB">Arrive any time.</bdi>' in html
    assert '<bdi lang="ur">دوست لائیں</bdi>' in html
    assert f'<bdi lang="en-GB">{untranslated.arrival_note}</bdi>' in html
    assert '<bdi lang="en-GB">Bring a friend.</bdi>' in get("/events/").html


def test_what_was_typed_keeps_its_own_direction_in_an_urdu_heading():
    with translation.override("ur"):
        assert "\u2068zz <b>\u2069" in events_heading(0, words="zz <b>")
    with translation.override("en-gb"):
        assert events_heading(0, words="zz <b>") == "No events for “zz <b>” yet"

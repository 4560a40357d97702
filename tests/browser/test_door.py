"""The door of an event on a phone whose network comes and goes: each press is counted once."""

import json
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from benchmarks.serving import manage, site

pytestmark = pytest.mark.browser

NAMES = ("Amina Khatun", "Marek Nowak", "Jaspreet Sandhu", "Michał Łoś", "R. Okafor")
# An event of today with five bookings, one of which asks for something, and a member of the team.
SEED = """
import datetime
from catalogue.events.bookings.records import AccessNeed
from catalogue.events.bookings.services import BookingRequest, book
from catalogue.events.dates import EventDate, Slot
from catalogue.events.pages import EventPage, EventsPage
from catalogue.providers.models import Organisation
from django.utils import timezone
from portal.accounts.services import create_staff
from wagtail.models import Page
create_staff("door", {password!r}, group="Events team")
parent = EventsPage.objects.first() or Page.objects.get(depth=1).add_child(
    instance=EventsPage(title="Events", slug="events"))
now = timezone.now()
team = Organisation.objects.create(name="Events team", slug="events-team")
event = parent.add_child(instance=EventPage(organiser=team,
    title="West Midlands Health Jobs Fair", slug="fair", summary="Meet employers.",
    first_start=now, first_end=now + datetime.timedelta(hours=1), live=True,
    attendance_mode="ONLINE", booking="OPTIONAL", contact_phone="0121 496 0142"))
date = EventDate.objects.create(event=event, start_at=now + datetime.timedelta(minutes=1),
    end_at=now + datetime.timedelta(hours=1), uid="door", changed_at=now)
Slot.objects.create(date=date, capacity=20)
for number, name in enumerate({names!r}):
    made = book(BookingRequest(date_id=date.pk, name=name, party_size=1 + number % 2,
        email=f"guest{{number}}@example.org"), now=now - datetime.timedelta(days=2)).booking
    if not number:
        AccessNeed.objects.create(booking=made, kinds=["BSL"])
"""
AS_BEFORE = """
UPDATE events_booking SET arrived_at = NULL;
DELETE FROM events_arrivalcount;
DELETE FROM events_doorpress;
UPDATE events_slot SET capacity = 20, places_taken = 7;
"""


@dataclass(frozen=True, slots=True)
class Hall:
    """A served site with one event: its address, its folder, a password of the team."""

    address: str
    folder: Path
    password: str

    @property
    def door(self) -> str:
        return f"{self.address}/events/fair/checkin/"

    def counted(self) -> dict[str, list]:
        """What the database has: ``{"in": ["Amina Khatun"], "people": [[0, ..., 1]]}``."""
        with closing(self._database()) as rows:
            here = rows.execute(
                "SELECT name FROM events_booking WHERE arrived_at IS NOT NULL ORDER BY name"
            ).fetchall()
            people = rows.execute(
                "SELECT is_walk_in, band, people FROM events_arrivalcount WHERE people > 0"
                " ORDER BY is_walk_in, band"
            ).fetchall()
        return {"in": [name for (name,) in here], "people": [list(row) for row in people]}

    def change(self, statements: str) -> None:
        """Change rows beside the site."""
        with closing(self._database()) as rows:
            rows.executescript(statements)

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.folder / "db.sqlite3", timeout=20)


@pytest.fixture(scope="module")
def built_hall(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("door")
    shutil.copyfile(migrated_file, folder / "db.sqlite3")
    password = secrets.token_urlsafe(16)
    manage(folder, "shell", "-v", "0", "-c", SEED.format(password=password, names=NAMES))
    manage(folder, "collectstatic", "--noinput", "-v", "0")
    with site(folder) as address:
        yield Hall(address, folder, password)


@pytest.fixture
def hall(built_hall: Hall) -> Hall:
    built_hall.change(AS_BEFORE)
    return built_hall


def sign_in(page: Page, hall: Hall, address: str = "") -> None:
    page.goto(address or hall.door)
    page.get_by_label("User name or email").fill("door")
    page.get_by_label("Password").fill(hall.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check in")


def check_in(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Check in {name}").click()
    expect(page.get_by_role("button", name=f"Undo: {name} is in")).to_be_visible()


def total(page: Page, name: str) -> object:
    return expect(page.locator(f"[data-total={name}]").last)


def kept(page: Page) -> list[dict[str, object]]:
    return json.loads(page.evaluate("localStorage.getItem('waymark-door') ?? '[]'"))


def wait_until_sent(page: Page) -> None:
    for _ in range(50):
        if not kept(page):
            return
        page.wait_for_timeout(200)
    pytest.fail(f"After ten seconds these are still kept: {kept(page)}")


def test_presses_without_a_network_are_kept_and_counted_once(hall: Hall, open_window) -> None:
    visit = open_window(width=390)
    page = visit.page
    sign_in(page, hall)
    page.context.set_offline(True)

    for name in NAMES[:3]:
        check_in(page, name)
    page.get_by_label("Under 18").check()
    page.get_by_role("button", name="+ 2").click()

    note = page.locator("[data-door-note]")
    expect(note).to_contain_text("No network at the moment. You can go on. 4 check-ins are kept")
    expect(page.get_by_text("6 of 9 people are here.")).to_be_visible()
    total(page, "here").to_have_text("6")
    total(page, "walk_in").to_have_text("2")
    total(page, "left").to_have_text("11")
    assert hall.counted() == {"in": [], "people": []}
    items = kept(page)
    assert [item["press"].split(":")[0] for item in items] == ["in", "in", "in", "walk"]
    assert {key for item in items for key in item} == {
        *("url", "key", "press", "band", "people", "at")
    }
    assert not any(name in json.dumps(items) for name in ("Amina", "Marek", "Jaspreet"))

    page.context.set_offline(False)

    expect(note).to_contain_text("All is sent.", timeout=25_000)
    assert kept(page) == []
    assert hall.counted() == {
        "in": sorted(NAMES[:3]),
        "people": [[0, "NOT_ASKED", 4], [1, "UNDER_18", 2]],
    }
    page.reload()
    total(page, "here").to_have_text("6")
    visit.problems[:] = [one for one in visit.problems if "ERR_INTERNET_DISCONNECTED" not in one]


def test_a_lost_answer_is_asked_for_again_and_counted_once(hall: Hall, open_window) -> None:
    visit = open_window(width=390)
    page = visit.page
    sign_in(page, hall)
    lost = []

    def lose(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < 3:
            lost.append(route.fetch().status)  # the site has counted it
            route.abort()
        else:
            route.continue_()

    page.route("**/checkin/**", lose)
    check_in(page, NAMES[0])
    page.get_by_role("button", name="+ 1").click()
    expect(page.locator("[data-door-note]")).to_contain_text("No network at the moment.")
    page.reload()  # what is kept is shown, and sent again
    for _ in range(3):
        page.evaluate("dispatchEvent(new Event('online'))")
        page.wait_for_timeout(300)

    expect(page.get_by_role("button", name=f"Undo: {NAMES[0]} is in")).to_be_visible()
    wait_until_sent(page)
    assert lost == [200, 200, 200]
    assert hall.counted() == {
        "in": [NAMES[0]],
        "people": [[0, "NOT_ASKED", 1], [1, "NOT_ASKED", 1]],
    }
    total(page, "here").to_have_text("2")
    visit.problems[:] = [one for one in visit.problems if "ERR_FAILED" not in one]


def test_a_double_tap_checks_in_once_and_does_not_undo(hall: Hall, open_window) -> None:
    page = open_window(width=390).page
    sign_in(page, hall)

    page.get_by_role("button", name=f"Check in {NAMES[1]}").dblclick()

    expect(page.get_by_role("button", name=f"Undo: {NAMES[1]} is in")).to_be_visible()
    wait_until_sent(page)
    assert hall.counted()["in"] == [NAMES[1]]
    page.wait_for_timeout(800)
    page.get_by_role("button", name=f"Undo: {NAMES[1]} is in").click()
    expect(page.get_by_role("button", name=f"Check in {NAMES[1]}")).to_be_visible()
    wait_until_sent(page)
    assert hall.counted()["in"] == []


def test_a_door_that_is_closed_does_not_hold_up_another(hall: Hall, open_window) -> None:
    page = open_window(width=390).page
    sign_in(page, hall)
    gone = {
        "url": f"{hall.address}/events/gone/checkin/?date=once",
        "key": "0b0e8a4e-0000-4000-8000-000000000001",
        "press": "walk:1",
        "band": "",
    }
    page.evaluate(
        "one => localStorage.setItem('waymark-door', JSON.stringify([{...one, at: Date.now()}]))",
        gone,
    )

    check_in(page, NAMES[0])

    note = page.locator("[data-door-note]")
    expect(note).to_contain_text("does not take check-ins from you at the moment.")
    assert [one["press"] for one in kept(page)] == ["walk:1"]
    assert hall.counted()["in"] == [NAMES[0]]


def test_two_phones_at_one_door_agree(hall: Hall, open_window) -> None:
    one, other = open_window(width=390).page, open_window(width=390).page
    sign_in(one, hall)
    sign_in(other, hall)
    check_in(one, NAMES[0])
    expect(other.get_by_role("button", name=f"Check in {NAMES[0]}")).to_be_visible()

    check_in(other, NAMES[1])

    expect(other.get_by_role("button", name=f"Undo: {NAMES[0]} is in")).to_be_visible()
    total(other, "here").to_have_text("3")
    assert hall.counted()["in"] == [NAMES[0], NAMES[1]]


def test_a_sign_in_that_ran_out_keeps_the_presses(hall: Hall, open_window) -> None:
    page = open_window(width=390).page
    sign_in(page, hall)
    page.context.clear_cookies(name="sessionid")
    check_in(page, NAMES[0])

    note = page.locator("[data-door-note]")
    expect(note).to_contain_text("You are signed out. 1 check-in is kept on this phone.")
    assert len(kept(page)) == 1
    note.get_by_role("link").click()
    page.get_by_label("User name or email").fill("door")
    page.get_by_label("Password").fill(hall.password)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("button", name=f"Undo: {NAMES[0]} is in")).to_be_visible()
    wait_until_sent(page)
    assert hall.counted()["in"] == [NAMES[0]]


def test_a_press_that_is_refused_is_told_and_taken_off_the_page(hall: Hall, open_window) -> None:
    page = open_window(width=390).page
    sign_in(page, hall)
    hall.change("UPDATE events_slot SET capacity = places_taken")

    page.get_by_role("button", name="+ 2").click()

    note = page.locator("[data-door-note]")
    expect(note).to_contain_text("Every place is taken. Nobody was added.")
    total(page, "walk_in").to_have_text("0")
    total(page, "left").to_have_text("0")
    expect(page.locator("[data-door-full]")).to_be_visible()
    assert kept(page) == []


def test_names_are_found_without_a_network(hall: Hall, open_window) -> None:
    visit = open_window(width=390)
    page = visit.page
    sign_in(page, hall)
    page.context.set_offline(True)

    for typed in ("michal los", "ŁOŚ", "mich"):
        page.get_by_label("Name or reference").fill(typed)
        expect(page.locator(".wm-people > li:visible h3")).to_have_text([NAMES[3]])
    page.get_by_label("Name or reference").fill("zzz")
    expect(page.locator("[data-door-none]")).to_be_visible()
    page.get_by_label("Name or reference").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check in")
    page.get_by_label("Name or reference").fill("")
    expect(page.locator(".wm-people > li:visible")).to_have_count(len(NAMES))


def test_the_door_without_script(hall: Hall, open_window) -> None:
    page = open_window(width=390, javascript=False).page
    sign_in(page, hall)

    page.get_by_label("Name or reference").fill("khat")
    page.get_by_role("button", name="Find").click()
    check_in(page, NAMES[0])
    expect(page.get_by_text(f"{NAMES[0]} is in.")).to_be_visible()
    page.get_by_role("button", name=f"Undo: {NAMES[0]} is in").click()
    expect(page.get_by_text(f"{NAMES[0]} is not in.")).to_be_visible()
    page.get_by_label("50 or over").check()
    page.get_by_label("Another number").select_option("4")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("4 people are added.")).to_be_visible()
    assert hall.counted() == {"in": [], "people": [[1, "FROM_50", 4]]}
    page.get_by_role("button", name="Undo the last").click()
    expect(page.get_by_text("That is taken back.")).to_be_visible()
    assert hall.counted() == {"in": [], "people": []}


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_door_fits_its_window_and_axe_finds_nothing(hall: Hall, open_window, width) -> None:
    from axe_playwright_python.sync_playwright import Axe

    from benchmarks.axe_matrix import examine

    page = open_window(width=width).page
    sign_in(page, hall)
    check_in(page, NAMES[0])

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for button in page.locator(".wm-people button").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 64
    assert examine(page, Axe()) == []

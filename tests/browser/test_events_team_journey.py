"""The events team signs in, posts a careers fair, and takes a booking by phone."""

import datetime
import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from benchmarks.serving import ROOT, manage
from portal.core import clock

pytestmark = pytest.mark.browser

VAR_DIR = ROOT / "var" / "browser-test"
FAIR = "Canal jobs fair of the test"
EMPLOYER = "Lock Keepers (demo test)"
CLEAR = f"""
from catalogue.events.models import Booking, EventPage
from catalogue.providers.models import Organisation
Booking.objects.filter(date__event__title__startswith={FAIR!r}).delete()
[one.delete() for one in EventPage.objects.filter(title__startswith={FAIR!r})]
Organisation.objects.filter(name={EMPLOYER!r}).delete()
"""
MAKE = """
from catalogue.events.scheduling import ensure_events_page
from catalogue.providers.models import Venue
from portal.accounts.services import create_staff
employer = Organisation.objects.create(name={employer!r}, slug="lock-keepers-demo-test")
venue = Venue.objects.create(provider=employer, name="Wharf of the test", town="Walsall")
create_staff("fairground", {phrase!r}, group="Events team")
print("made", ensure_events_page().pk, sep="|")
"""


@pytest.fixture
def phrase(served) -> Iterator[str]:
    """Make somebody of the events team, and clear away what was left."""
    words = secrets.token_urlsafe(16)
    manage(VAR_DIR, "shell", "-c", CLEAR + MAKE.format(employer=EMPLOYER, phrase=words))
    yield words
    manage(VAR_DIR, "shell", "-c", CLEAR)


def choose(page: Page, button: str, name: str) -> None:
    """Choose by a part of the name in the window that a button opens."""
    page.locator("button:visible", has_text=button).first.click()
    window = page.locator(".modal-content")
    window.locator("[name=q]").first.fill(name)
    window.get_by_role("link", name=re.compile(re.escape(name))).first.click()
    expect(window).to_have_count(0)


def publish(page: Page) -> None:
    """Press “Publish”, which is in the menu beside “Save draft”."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()


def test_the_team_posts_a_fair_and_books_for_a_caller(served, open_window, phrase: str) -> None:
    day = clock.today() + datetime.timedelta(days=30)
    page = open_window(width=1280).page
    page.goto(f"{served.address}/admin/events/")
    page.get_by_label("User name or email").fill("fairground")
    page.get_by_label("Password").fill(phrase)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="New event").click()
    page.locator("[name=title]").fill(FAIR)
    page.locator("[name=summary]").fill("Meet people who keep canals open.")
    choose(page, "Choose organisation", EMPLOYER)
    page.locator("[name=contact_phone]").fill("0121 496 0142")
    page.get_by_role("tab", name="When and where").click()
    page.locator("[name=first_start]").fill(f"{day} 10:00")
    page.locator("[name=first_end]").fill(f"{day} 09:00")
    page.keyboard.press("Escape")
    publish(page)
    page.get_by_role("tab", name=re.compile("When and where")).click()
    expect(page.get_by_text("The event ends before it starts.").first).to_be_visible()
    expect(page.get_by_text("Choose the venue, or choose “Online” above.").first).to_be_visible()
    page.locator("[name=first_end]").fill(f"{day} 15:00")
    page.keyboard.press("Escape")
    choose(page, "Choose venue", "Wharf of the test")
    page.get_by_role("tab", name="Booking").click()
    page.locator("[name=capacity]").fill("50")
    page.get_by_role("tab", name="Who comes").click()
    page.get_by_role("button", name="Add exhibitor").click()
    choose(page, "Choose organisation", EMPLOYER)
    page.locator("[name=exhibitors-0-stand]").fill("A1")
    publish(page)
    expect(page.locator(".messages .success")).to_contain_text("published")

    page.goto(f"{served.address}/admin/events/")
    page.get_by_role("link", name=FAIR).click()
    page.get_by_role("link", name="Book for a caller").click()
    page.locator("[name=name]").fill("Amina K")
    page.locator("[name=email]").fill("amina@example.org")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.locator(".messages .success")).to_contain_text("Booked for Amina K.")
    expect(page.get_by_text("1 of 50")).to_be_visible()

    page.get_by_role("link", name="Exhibitors").click()
    expect(page.get_by_role("row", name=re.compile("A1.*Lock Keepers"))).to_be_visible()
    page.goto(f"{served.address}/events/{FAIR.lower().replace(' ', '-')}/")
    expect(page.get_by_role("heading", level=1, name=FAIR)).to_be_visible()

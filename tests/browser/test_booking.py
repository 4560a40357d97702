"""Booking a place: by keyboard alone, on a phone without script, in Urdu."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.axe_matrix import examine
from benchmarks.booking_journey import FAIR, FULL, fill_in, press, walk

pytestmark = pytest.mark.browser


def tab_to(page, selector: str, *, most: int = 60) -> None:
    """Press Tab until something has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached in {most} presses of Tab")


def take_away(page) -> None:
    """Delete what the test booked."""
    page.goto(page.locator("main a[href*='/forget/']").first.evaluate("link => link.href"))
    press(page)


def test_a_place_is_booked_by_keyboard_alone(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/events/{FAIR}/book/")

    tab_to(page, "input[type=radio]")
    page.keyboard.press("ArrowDown")  # two people
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/sessions/"))
    tab_to(page, "input[type=checkbox]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/name/"))
    tab_to(page, "#id_name")
    page.keyboard.type("Amina K")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/contact/"))
    tab_to(page, "#id_email")
    page.keyboard.type("amina")
    page.keyboard.press("Enter")

    # A mistake takes the focus to its summary, and from there to its box.
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    tab_to(page, ".govuk-error-summary a")
    page.keyboard.press("Enter")
    expect(page.locator("#id_email")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type("-keys@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/access/"))
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/check/"))
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/done/"))

    expect(page.get_by_role("heading", level=1)).to_have_text("You have 2 places")
    expect(page.get_by_text("amina-keys@example.org")).to_be_visible()
    take_away(page)


def test_a_place_is_booked_on_a_phone_without_script_in_urdu(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/ur/events/{FAIR}/book/")
    assert page.locator("html").get_attribute("dir") == "rtl"

    while (step := page.url.rstrip("/").rsplit("/", 1)[-1]) != "check":
        fill_in(page, step)
        press(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page)

    assert "/ur/" in page.url
    assert page.url.endswith("/done/")
    expect(page.locator(".govuk-notification-banner h1")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    # back and forward: the same booking
    page.go_back()
    assert page.url.endswith("/done/")
    take_away(page)


def test_a_full_event_leads_to_the_waiting_list_and_back(served, open_window):
    page = open_window(width=320).page
    page.goto(f"{served.address}/events/{FULL}/book/")
    while (step := page.url.rstrip("/").rsplit("/", 1)[-1]) != "check":
        fill_in(page, step)
        press(page)

    expect(page.get_by_text("This event is full. You can join the waiting list.")).to_be_visible()
    page.get_by_role("button", name="Join the waiting list").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("on the waiting list")
    page.get_by_role("button", name="Leave the waiting list").click()
    page.get_by_role("button", name="Yes, leave the list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You left the waiting list")
    take_away(page)


@pytest.mark.parametrize(("width", "language"), [(320, "en"), (390, "ur"), (1280, "en")])
def test_axe_finds_nothing_on_any_page_of_booking(served, open_window, width, language):
    page = open_window(width=width).page
    axe, seen, problems = Axe(), 0, []

    for name in walk(page, served.address, language):
        seen += 1
        problems += [f"{name}: {problem}" for problem in examine(page, axe)]

    assert seen > 35
    assert problems == []

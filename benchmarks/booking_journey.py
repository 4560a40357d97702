"""All pages of booking in their order, for axe and the camera: no address leads to them."""

import itertools
import os
from collections.abc import Iterator

from playwright.sync_api import Page

from benchmarks.pages import TRANSLATED_PREFIXES

NAME = "booking-journey"
FAIR = "west-midlands-health-jobs-fair"  # people, talks, access
SERIES = "work-in-manufacturing-open-day"  # several dates
FULL = "family-day-try-a-trade"  # full, with a waiting list
_numbers = itertools.count(1)


def walk(page: Page, address: str, language: str) -> Iterator[str]:
    """Open each page of a booking and give its name; at the end everything is deleted again."""
    start = address + TRANSLATED_PREFIXES[language] + "/events"
    yield from _questions(page, f"{start}/{SERIES}/book/", "series")
    yield from _questions(page, f"{start}/{FULL}/book/", "waiting")
    yield from _booked(page, address, "waiting")
    yield from _questions(page, f"{start}/{FAIR}/book/", "fair")
    yield from _booked(page, address, "fair")


def _questions(page: Page, url: str, name: str) -> Iterator[str]:
    page.context.clear_cookies()
    page.goto(url)
    for _question in range(8):
        step = page.url.rstrip("/").rsplit("/", 1)[-1]
        yield f"{name}-{step}"
        if step == "check":
            return
        if _fill_in_wrongly(page, step):
            press(page)
            yield f"{name}-{step}-mistake"
        fill_in(page, step)
        press(page)
    raise RuntimeError(f"The questions at {url} do not end.")


def _booked(page: Page, address: str, name: str) -> Iterator[str]:
    press(page)
    yield f"{name}-done"
    forget = page.locator("main a[href*='/forget/']").first.get_attribute("href") or ""
    manage = address + forget.removesuffix("forget/")
    for below in ("", "people/", "access/", "cancel/"):
        page.goto(manage + below)
        yield f"{name}-manage-{below.strip('/') or 'page'}"
    press(page)
    yield f"{name}-cancelled"
    page.goto(manage + "forget/")
    yield f"{name}-forget"
    press(page)
    yield f"{name}-forgotten"


def press(page: Page) -> None:
    """Press the button of the form."""
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def fill_in(page: Page, step: str) -> None:
    """Answer a question."""
    if step in ("date", "people"):
        page.get_by_role("radio").first.check()
    elif step == "name":
        page.locator("#id_name").fill("Amina K")
    elif step == "contact":
        # Another person each time: nobody may book without an end.
        page.locator("#id_email").fill(f"amina-{os.getpid()}-{next(_numbers)}@example.org")
        page.locator("#id_phone").fill("")
    elif step == "access":
        page.locator("#id_text").fill("")
        for box in page.locator("main input[type=checkbox]").all():
            box.uncheck()
        page.locator("input[value=STEP_FREE]").check()


def _fill_in_wrongly(page: Page, step: str) -> bool:
    if step == "contact":
        page.locator("#id_email").fill("amina")
        page.locator("#id_phone").fill("+48 601 234 567")
    elif step == "access":
        page.locator("input[value=OTHER]").check()
    return step in ("date", "people", "name", "contact", "access")

"""A first course: on a phone, without script, with keys alone, in at most nine steps."""

import datetime
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from portal.core import clock
from tests.browser.one_editor import Editor, one_editor

pytestmark = pytest.mark.browser

COURSE = "Whittling spoons for beginners"
MOST_STEPS = 9
MOST_TABS = 90


@pytest.fixture
def editor(served) -> Iterator[Editor]:
    with one_editor("first-course-group") as made:
        yield made


class Keys:
    """A person who has no mouse. Every page that they act on is a step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.steps = 0

    def to(self, wanted: Locator) -> None:
        """Press Tab until the control has the focus."""
        for _press in range(MOST_TABS):
            if wanted.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} presses of Tab do not reach {wanted}.")

    def type(self, label: str, words: str) -> None:
        """Write into the box of a label."""
        self.to(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(words)

    def choose(self, label: str) -> None:
        """Choose one of several answers with the arrows, as radios are worked."""
        wanted = self.page.get_by_label(label, exact=True)
        name = wanted.get_attribute("name")
        chosen = self.page.locator(f"input[name={name}]")
        self.to(chosen.first)
        self.page.keyboard.press("Space")
        for _press in range(chosen.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows do not reach {label}.")

    def press(self, wanted: Locator) -> None:
        """Press Enter on a link or a button, and wait for the next page."""
        self.to(wanted)
        self.steps += 1
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        wide = "document.documentElement.scrollWidth <= innerWidth"
        assert self.page.evaluate(wide), self.page.url


def test_a_first_course_on_a_phone_with_keys_alone(served, editor: Editor, open_window) -> None:
    page = open_window(width=390, javascript=False).page
    page.goto(f"{editor.sign_in(page, served.address)}/courses/new/")
    start = clock.today() + datetime.timedelta(days=60)
    keys = Keys(page)

    keys.type("Name of the course", COURSE)
    keys.choose("A course")
    keys.press(page.get_by_role("button", name="Keep and go on"))
    keys.press(page.get_by_role("link", name="Dates, times and places"))
    keys.type("Name of the new place", "Tipton scout hut")
    keys.type("Postcode of the new place", "dy4 8nu")
    keys.type("First day of each date", f"{start:%-d/%-m/%Y}")
    keys.type("From what time?", "6pm")
    keys.press(page.get_by_role("button", name="Add and go on"))
    keys.type("Price in pounds", "0")
    keys.press(page.get_by_role("button", name="Keep and go on"))
    keys.press(page.get_by_role("link", name="How to join"))
    keys.choose("Phone")
    keys.type("Phone number, email or address", "01632 960118")
    keys.press(page.get_by_role("button", name="Keep and go on"))
    keys.press(page.get_by_role("link", name="Look at it and publish"))
    keys.press(page.get_by_role("button", name="Publish"))

    expect(page.get_by_role("heading", level=1, name="It is live")).to_be_visible()
    assert keys.steps <= MOST_STEPS
    page.goto(f"{served.address}/search/?q=whittling+spoons")
    expect(page.get_by_role("link", name=COURSE)).to_be_visible()


def test_a_part_is_kept_while_it_is_typed(served, editor: Editor, open_window) -> None:
    page = open_window(width=1280).page
    page.goto(f"{editor.sign_in(page, served.address)}/courses/new/")
    page.get_by_label("Name of the course").fill(COURSE)
    page.get_by_label("A course", exact=True).check()
    page.get_by_role("button", name="Keep and go on").click()
    page.get_by_role("link", name="Who can join", exact=True).click()

    page.get_by_label("You need", exact=True).fill("Strong shoes\nAn NVQ2")

    preview = page.get_by_role("region", name="Preview as on a phone")
    expect(preview).to_contain_text("Strong shoes", timeout=10_000)
    expect(page.get_by_text("2 lines.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("You need", exact=True)).to_have_value("Strong shoes\nAn NVQ2")

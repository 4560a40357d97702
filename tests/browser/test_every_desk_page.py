"""What must hold on every page of the providers' area, of the checks and of accounts."""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.axe_matrix import examine
from benchmarks.desk_pages import DESK_PAGES

pytestmark = pytest.mark.browser

FORBIDDEN = {"desk-forbidden": 403, "desk-inbox-ended": 410, "invitation-ended": 404}
# Answers to a form that say why nothing was done.
ANSWERS = {"draft-conflict": 409, "job-draft-mistake": 422, "stand-ask-mistake": 422}
MISTAKES = [name for name in DESK_PAGES if name.endswith("-mistake")]
# One page of each template with a table or two columns: at this width the layout differs.
WIDE = [
    *("desk", "desk-long", "desk-courses-long", "draft-full", "part-dates", "draft-conflict"),
    *(
        "upload-held",
        "upload-long",
        "feeds",
        "statistics",
        "people",
        "check-course",
        "check-upload",
    ),
    *("code", "second-steps", "venues-long"),
]
# A page may have two: a filled button for each thing to decide or nothing else to do.
MOST_FILLED = 1


@pytest.mark.parametrize("name", DESK_PAGES)
def test_every_page_holds_on_a_narrow_phone_in_english_and_urdu(desk, open_window, name):
    page = open_window(width=320).page
    status = desk.open(page, name)

    assert status == (FORBIDDEN | ANSWERS).get(name, 200)
    assert _sideways(page) <= 0
    headings = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => h.tagName)")
    assert headings.count("H1") == 1
    assert _is_in_order(headings), headings
    assert page.locator("main .govuk-button--next:visible").count() <= MOST_FILLED
    assert not re.search(r"<[^>]+\sstyle=", page.content())

    # The other direction, and once is enough of what does not hang on it.
    desk.open(page, name, "ur")
    assert examine(page, Axe()) == []


@pytest.mark.parametrize("name", WIDE)
def test_axe_finds_nothing_on_a_desktop(desk, open_window, name):
    page = open_window(width=1280).page
    desk.open(page, name)

    assert examine(page, Axe()) == []


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_said_first_and_its_link_leads_to_its_box(desk, open_window, name):
    page = open_window(width=390).page
    desk.open(page, name)

    assert page.title().startswith("Error: ")
    links = page.locator(".govuk-error-summary a")
    assert links.count()
    for number in range(links.count()):
        target = (links.nth(number).get_attribute("href") or "").removeprefix("#")
        assert page.locator(f'[id="{target}"]').count() == 1, target
    links.first.click()
    focused = page.evaluate("document.activeElement.matches('input, select, textarea, [tabindex]')")
    assert focused or page.url.endswith(f"#{target}")


def _sideways(page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def _is_in_order(headings: list[str]) -> bool:
    """No level is left out on the way down: h1, h2, h3."""
    levels = [int(tag[1]) for tag in headings]
    return all(after <= before + 1 for before, after in itertools.pairwise(levels))

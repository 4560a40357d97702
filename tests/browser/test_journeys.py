"""What people do, from the first page to the course, on a phone and without a mouse."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_phone_without_javascript_goes_from_home_to_how_to_join(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/")

    page.get_by_label("What?").fill("english")
    page.get_by_label("Where?").fill("Walsall")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Walsall")
    assert "q=english" in page.url
    assert "near=Walsall" in page.url
    page.locator("article h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(re.compile("How to join"))).to_be_visible()


def test_filters_apply_without_javascript_and_can_be_undone(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/search/?q=english")
    before = page.get_by_role("heading", level=1).inner_text()

    page.get_by_role("checkbox", name=re.compile("^Evening")).check()
    page.get_by_role("button", name="Show results").click()

    assert "when=evening" in page.url
    assert page.get_by_role("heading", level=1).inner_text() != before
    page.get_by_role("link", name="Remove filter: Evening").click()
    assert "when=" not in page.url
    assert page.get_by_role("heading", level=1).inner_text() == before


def test_the_keyboard_alone_goes_from_home_to_a_course(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/")

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    _tab_until(page, lambda: page.evaluate("document.activeElement.name") == "q")
    page.keyboard.type("maths")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=maths"))

    _tab_until(page, lambda: page.evaluate("!!document.activeElement.closest('article h3')"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/courses/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_focus_is_always_visible_on_the_results_page(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/search/?q=english")

    for _ in range(40):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2; })()"
        )
        assert outline, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_after_show_results_the_heading_has_the_focus(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/search/?q=english")

    page.get_by_role("checkbox", name=re.compile("^Evening")).check()
    page.get_by_role("button", name="Show results").click()
    page.wait_for_url(re.compile("when=evening"))

    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_suggestions_open_and_choose_by_keyboard(served, open_window):
    page = open_window(width=390).page
    page.goto(f"{served.address}/")

    box = page.get_by_label("What?")
    box.focus()
    page.keyboard.type("weld", delay=40)
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]").inner_text()
    page.keyboard.press("Enter")

    assert "weld" in chosen.lower()
    expect(page.get_by_role("option")).to_have_count(0)


def test_a_language_switch_keeps_the_search(served, open_window):
    page = open_window(width=390).page
    page.goto(f"{served.address}/search/?q=english&near=Walsall")

    page.locator("header a[lang=ur]").first.click()

    assert page.url.startswith(f"{served.address}/ur/search/?")
    assert "near=Walsall" in page.url
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ur"


def test_a_problem_can_be_reported_without_javascript(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}{served.pages['report']}")

    page.get_by_role("button", name=re.compile("Send")).click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.title().startswith("Error: ")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name=re.compile("Send")).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Thank you", re.I))


def _tab_until(page, reached, *, most: int = 80) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if reached():
            return
    raise AssertionError(f"not reached in {most} presses of Tab")

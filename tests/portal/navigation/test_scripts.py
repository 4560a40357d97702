"""Scripts of the search box, in a real browser and without a server."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

SITE = "http://localhost"  # browsers tell places to secure pages and to localhost only
pytestmark = pytest.mark.browser
FOUND = [
    {"text": "Care work", "kind": "Subject", "url": "/search/?subject=care"},
    {"text": "Care certificate", "kind": "Course", "url": "/search/?q=Care+certificate"},
]


@pytest.fixture
def window(browser):
    """A page with the search bar, whose suggestions answer with what ``answers`` holds."""
    context = browser.new_context(permissions=[])
    page = context.new_page()
    page.answers = {"status": 200, "body": json.dumps({"suggestions": FOUND})}
    page.route("**/*", lambda route: _answer(route, page.answers))
    page.goto(f"{SITE}/")
    yield page
    context.close()


def _answer(route, answers):
    path = route.request.url.removeprefix(SITE).split("?")[0]
    if path.startswith("/api/v1/suggest/"):
        route.fulfill(content_type="application/json", **answers)
    elif path.startswith("/static/js/"):
        file = Path(settings.ROOT) / "portal" / path.lstrip("/")
        route.fulfill(content_type="text/javascript", body=file.read_text(encoding="utf-8"))
    elif path.startswith("/static/"):
        route.fulfill(status=404, body="")
    else:
        source = (
            '<!doctype html><html lang="en-GB"><title>Search</title>'
            '{% include "components/search_bar.html" with action="/search/" %}'
            '<script type="module" src="/static/js/suggest.js"></script>'
            '<script type="module" src="/static/js/locate.js"></script>'
        )
        body = engines["django"].from_string(source).render({})
        route.fulfill(content_type="text/html; charset=utf-8", body=body)


def type_words(page, words="ca"):
    page.locator("#q").press_sequentially(words)
    page.locator("#q-list [role=option]").first.wait_for()


def test_typing_offers_suggestions_and_says_how_many(window):
    type_words(window)

    assert window.locator("#q").get_attribute("aria-expanded") == "true"
    assert window.locator("#q-list [role=option]").count() == 2
    assert window.locator("#q-list + [role=status]").text_content() == "2 suggestions"


def test_arrows_choose_while_the_focus_stays_in_the_box(window):
    type_words(window)
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowDown")

    assert window.evaluate("document.activeElement.id") == "q"
    assert window.locator("#q").get_attribute("aria-activedescendant") == "q-list-1"

    window.keyboard.press("Enter")

    assert window.locator("#q").input_value() == "Care certificate"
    assert window.locator("#q-list").is_hidden()
    assert window.url == f"{SITE}/"


def test_escape_closes_the_list_and_keeps_the_words(window):
    type_words(window)
    window.keyboard.press("Escape")

    assert window.locator("#q-list").is_hidden()
    assert window.locator("#q").input_value() == "ca"


def test_a_chosen_subject_is_sent_as_its_filter_with_the_place(window):
    type_words(window)
    window.locator("#q-list [role=option]").first.click()
    window.locator("#near").fill("B70")
    window.locator("#near").press("Enter")
    window.wait_for_url("**/search/**")

    assert "subject=care" in window.url
    assert "near=B70" in window.url
    assert "q=" not in window.url


def test_changed_words_are_sent_as_they_stand(window):
    type_words(window)
    window.locator("#q-list [role=option]").first.click()
    window.locator("#q").fill("Care work at night")
    window.locator("#q").press("Enter")
    window.wait_for_url("**/search/**")

    assert "q=Care+work+at+night" in window.url
    assert "subject=" not in window.url


def test_without_the_service_the_box_is_a_plain_box(window):
    window.answers.update(status=503, body="")
    with window.expect_response("**/api/v1/suggest/**"):
        window.locator("#q").press_sequentially("ca")
    window.locator("#q").press("Enter")
    window.wait_for_url("**/search/**")

    assert "q=ca" in window.url


def test_a_refused_location_is_a_hint_and_not_an_error(window):
    button = window.locator("[data-locate]")
    button.click()
    window.wait_for_function("document.getElementById('near-status').textContent.includes('Type')")

    assert window.locator("#near").input_value() == ""


def test_a_location_is_rounded_before_use(window):
    window.context.grant_permissions(["geolocation"])
    window.context.set_geolocation({"latitude": 52.4862345, "longitude": -1.8904567})
    window.locator("[data-locate]").click()
    window.wait_for_function("document.getElementById('near').value !== ''")

    assert window.locator("#near").input_value() == "52.486,-1.890"


def test_the_button_for_the_location_waits_for_a_press(window):
    assert window.locator("[data-locate]").is_visible()
    assert window.locator("#near").input_value() == ""

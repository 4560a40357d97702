"""An editor's day: make a provider, a venue and a course, find it on the site, take it back."""

import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from benchmarks.serving import ROOT, manage

pytestmark = pytest.mark.browser

VAR_DIR = ROOT / "var" / "browser-test"
NAME = "Walk Test College (demo)"
TITLE = "Basketry for walkers"


@pytest.fixture
def password(served) -> Iterator[str]:
    """Make an editor with a password of this run, and clear away what the walk left."""
    phrase = secrets.token_urlsafe(16)
    make = (
        "from portal.accounts.services import create_staff; "
        f"create_staff('walker', {phrase!r}, group='Editors')"
    )
    clear = (
        "from catalogue.courses.models import Course; "
        "from catalogue.providers.models import Organisation; "
        f"[one.delete() for one in Course.objects.filter(title={TITLE!r})]; "
        f"[one.delete() for one in Organisation.objects.filter(name={NAME!r})]"
    )
    manage(VAR_DIR, "shell", "-c", f"{clear}; {make}")
    yield phrase
    manage(VAR_DIR, "shell", "-c", clear)


def save(page: Page) -> None:
    page.locator("footer button[type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def choose(page: Page, button: str, name: str) -> None:
    page.get_by_role("button", name=button).first.click()
    page.locator(".modal-content [name=q]").fill(name)
    page.locator(".modal-content").get_by_role(
        "link", name=re.compile(re.escape(name))
    ).first.click()
    expect(page.locator(".modal-content")).to_have_count(0)


def test_an_editor_publishes_a_course_and_takes_it_back(served, open_window, password) -> None:
    page = open_window(width=1280).page
    page.goto(f"{served.address}/admin/courses/new/")
    page.get_by_label("User name or email").fill("walker")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{served.address}/admin/courses/new/")

    page.goto(f"{served.address}/admin/snippets/providers/organisation/add/")
    page.locator("[name=name]").press_sequentially(NAME)
    expect(page.locator("[name=slug]")).to_have_value("walk-test-college-demo")
    page.locator("[name=languages_spoken]").fill("Panjabi\nPolish")
    save(page)

    page.goto(f"{served.address}/admin/snippets/providers/venue/add/")
    choose(page, "Choose organisation", "Walk Test College")
    page.locator("[name=name]").fill("Weaving room")
    page.locator("[name=town]").fill("Walsall")
    page.locator("[name=postcode]").fill("ws1 1hh")
    save(page)

    page.goto(f"{served.address}/admin/courses/new/")
    page.locator("[name=title]").fill(TITLE)
    choose(page, "Choose organisation", "Walk Test College")
    page.locator("footer button[type=submit]").first.click()
    expect(page.get_by_text("Add a run under “Runs”")).to_be_visible()
    page.get_by_role("tab", name="Runs").click()
    page.get_by_role("button", name="Add run").click()
    page.locator("[name=runs-0-delivery_mode]").select_option("CLASSROOM")
    choose(page, "Choose venue", "Weaving room")
    page.locator("[name=runs-0-is_flexible_start]").check()
    page.locator("[name=runs-0-days_of_week][value=TUE]").check()
    page.locator("[name=runs-0-cost_pence]").fill("0")
    save(page)

    page.goto(f"{served.address}/search/?q=basketry+for+walkers")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()

    page.goto(f"{served.address}/admin/snippets/providers/venue/?q=Weaving+room")
    edit = page.locator("td.title a").first.get_attribute("href")
    page.goto(served.address + edit.replace("/edit/", "/delete/"))
    expect(page.get_by_text("You cannot delete the venue")).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    page.goto(page.url.replace("/edit/", "/delete/"))
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".messages .success")).to_be_visible()

    # Other words: a browser keeps a page of results for a minute.
    page.goto(f"{served.address}/search/?q=walkers+basketry")
    expect(page.get_by_role("link", name=TITLE)).to_have_count(0)


def test_staff_turn_on_the_second_step_without_a_word_of_inline_script(
    served, open_window, password
) -> None:
    page = open_window(width=390).page
    page.goto(f"{served.address}/accounts/login/?way=password&next=/accounts/2fa/")
    page.get_by_label("User name or email").fill("walker")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Turn it on").or_(
        page.get_by_role("button", name="Turn it on")
    ).click()
    page.get_by_label("Password").fill(password)
    page.locator("main form button").first.click()

    expect(page.get_by_role("heading", name="Turn on the second step")).to_be_visible()
    assert page.locator("main img").evaluate("image => image.complete && image.naturalWidth > 0")

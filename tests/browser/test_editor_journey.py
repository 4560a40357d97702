"""An editor makes a role: it is looked at, stopped by the checks, mended, published and found."""

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from benchmarks.serving import ROOT, manage

pytestmark = pytest.mark.browser

VAR_DIR = ROOT / "var" / "browser-test"
ROLE = "Harbour pilot"
PATHWAY = "Harbours of the test"
FOUND_WITHIN_MS = 2_000
# The pathway goes first: a role that it shows is protected.
CLEAR = f"""
from pathways.models import PathwayPage, RolePage, RolesPage, CareersPage, Family
from portal.accounts.services import create_staff
[one.delete() for one in PathwayPage.objects.filter(title={PATHWAY!r})]
[one.delete() for one in RolePage.objects.filter(title={ROLE!r})]
"""
MAKE = """
careers = CareersPage.objects.get(locale__language_code="en-gb")
pathway = careers.add_child(instance=PathwayPage(title={pathway!r}, slug="harbours-of-the-test"))
roles = RolesPage.objects.get(locale__language_code="en-gb")
family = Family.objects.order_by("name").first()
create_staff("walker", {phrase!r}, group="Editors")
print("ids", roles.pk, pathway.pk, family.name, sep="|")
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the editor signs in with and where the work is."""

    phrase: str
    roles: str
    pathway: str
    family: str


@pytest.fixture
def desk(served) -> Iterator[Desk]:
    """Make an editor with a password of this run and a pathway, and clear away what was left."""
    phrase = secrets.token_urlsafe(16)
    make = CLEAR + MAKE.format(pathway=PATHWAY, phrase=phrase)
    printed = manage(VAR_DIR, "shell", "-c", make)
    [ids] = re.findall(r"^ids\|(.+)$", printed, re.MULTILINE)
    yield Desk(phrase, *ids.split("|"))
    manage(VAR_DIR, "shell", "-c", CLEAR)


def publish(page: Page) -> None:
    """Press “Publish”, which is in the menu beside “Save draft”."""
    page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").click()


def choose(page: Page, button: str, name: str, *, box: str = "q") -> None:
    """Choose by a part of the name in the window that a button opens."""
    page.get_by_role("button", name=button).first.click()
    window = page.locator(".modal-content")
    window.locator(f"[name={box}]").first.fill(name)
    window.get_by_role("link", name=re.compile(re.escape(name))).first.click()
    expect(window).to_have_count(0)


def test_an_editor_makes_a_role_and_visitors_find_it(served, open_window, desk: Desk) -> None:
    page = open_window(width=1280).page
    page.goto(f"{served.address}/admin/pages/add/pathways/rolepage/{desk.roles}/")
    page.get_by_label("User name or email").fill("walker")
    page.get_by_label("Password").fill(desk.phrase)
    page.get_by_role("button", name="Sign in").click()

    page.locator("[name=title]").fill(ROLE)
    page.locator("[name=summary]").fill("Bring ships into a harbour. It's done in all weathers.")
    page.locator("[name=overview]").fill("You climb on board and tell the captain where to steer.")
    page.get_by_role("button", name="Toggle preview").click()
    preview = page.frame_locator("iframe[title=Preview]").first
    expect(preview.get_by_role("heading", level=1, name=ROLE)).to_be_visible(timeout=20_000)
    width = page.locator("iframe[title=Preview]").first.evaluate("frame => frame.clientWidth")
    assert width <= 400  # a phone is the first size
    page.get_by_role("button", name="Toggle preview").click()

    publish(page)
    stopped = page.locator(".messages .error")
    expect(stopped).to_contain_text("is saved as a draft, but not published")
    expect(stopped).to_contain_text("This role is on no pathway.")
    expect(page.locator(".messages .warning")).to_have_count(0)
    role_url = page.url

    page.goto(f"{served.address}/admin/pages/{desk.pathway}/edit/")
    page.get_by_role("tab", name="The map").click()
    page.get_by_role("button", name="Add role").click()
    choose(page, "Choose a page (Role)", ROLE)
    page.locator("[name=placements-0-stage]").select_option("START")
    choose(page, "Choose family of roles", desk.family)
    publish(page)
    expect(page.locator(".messages .success")).to_contain_text("has been published")

    page.goto(role_url)
    publish(page)
    expect(page.locator(".messages .success")).to_contain_text("has been published")
    begun = time.monotonic()
    expect(page.locator(".messages .warning")).to_contain_text("Write “It's” in full.")

    page.goto(f"{served.address}/search/?q=harbour+pilot")
    link = page.get_by_role("link", name=ROLE).first
    expect(link).to_be_visible(timeout=FOUND_WITHIN_MS)
    assert (time.monotonic() - begun) * 1000 < FOUND_WITHIN_MS
    link.click()
    expect(page.get_by_role("heading", level=1, name=ROLE)).to_be_visible()

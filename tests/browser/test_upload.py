"""A file is sent, put right, published and undone: on a phone without a script, and with one."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from benchmarks.serving import ROOT, manage
from tests.catalogue.publishing.uploads_pages.college_file import as_file, rows, with_mistakes

pytestmark = pytest.mark.browser

VAR_DIR = ROOT / "var" / "browser-test"
NAME = "Upload College of the test"
SLUG = "upload-college-of-the-test"
CLEAR = f"""
from django.contrib.auth import get_user_model
from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
Course.objects.filter(provider__slug={SLUG!r}).delete()
Organisation.objects.filter(slug={SLUG!r}).delete()
get_user_model().objects.filter(username="uploader").delete()
"""
MAKE = f"""
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests.catalogue.publishing.uploads_pages.college_file import VENUES
from tests.factories import OrganisationFactory, VenueFactory
from tests.publishing_factories import BACKEND, make_member, make_user
college = OrganisationFactory(name={NAME!r}, slug={SLUG!r}, is_trusted=True)
[VenueFactory(provider=college, name=name) for name in VENUES]
person = make_user("uploader")
make_member("EDITOR", organisation=college, user=person)
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = BACKEND
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print("session", session.session_key, sep="|")
"""


@pytest.fixture
def session(served) -> Iterator[str]:
    """Make a college with an editor who is signed in, and clear away what was left."""
    printed = manage(VAR_DIR, "shell", "-c", CLEAR + MAKE)
    [key] = re.findall(r"^session\|(\w+)$", printed, re.MULTILINE)
    yield key
    manage(VAR_DIR, "shell", "-c", CLEAR)


@pytest.fixture
def college_list(tmp_path) -> Path:
    """Write the list of a college with two mistakes in 40 rows."""
    path = tmp_path / "courses-january.csv"
    path.write_bytes(as_file(rows(40, change=with_mistakes)).getvalue())
    return path


def sign_in(context: BrowserContext, address: str, session: str) -> None:
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


def wait_without_script(page: Page, words: str) -> None:
    """Press for new numbers until the work is done, as a person does."""
    for _press in range(60):
        if page.get_by_role("heading", level=1, name=words).count():
            return
        page.get_by_role("button", name="Show new numbers").click()
        page.wait_for_timeout(300)
    heading(page, words)


def no_wider_than_the_window(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_from_the_file_to_the_undo_on_a_phone_without_a_script(
    served, open_window, session, college_list
):
    visit = open_window(width=390, javascript=False)
    page = visit.page
    sign_in(page.context, served.address, session)
    page.goto(f"{served.address}/manage/{SLUG}/uploads/")
    page.get_by_label("Your file").set_input_files(college_list)
    page.get_by_role("button", name="Send the file").click()
    wait_without_script(page, "Look at your upload")
    expect(page.get_by_role("heading", name="3 rows are held")).to_be_visible()

    page.locator("#row-14 summary").click()
    box = page.get_by_label("Row 14, START_DATE", exact=True)
    expect(box).to_have_value("31/02/2027")
    box.fill("28/02/2027")
    page.locator("#row-14").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Row 14 is put right.")).to_be_visible()

    page.locator("#row-20 summary").click()
    page.get_by_label("Row 20, VENUE_NAME", exact=True).select_option("Tipton Centre")
    page.locator("#row-20").get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Compare again").click()
    wait_without_script(page, "Look at your upload")
    expect(page.get_by_role("heading", name="1 row is held")).to_be_visible()

    page.get_by_role("button", name="Publish 39 changes").click()
    wait_without_script(page, "Your changes are live")
    page.get_by_role("button", name="Undo this upload").click()
    heading(page, "Do you want to undo this upload?")
    page.get_by_role("button", name="Yes, undo it").click()
    wait_without_script(page, "Your upload is undone")
    expect(page.get_by_text("39 undone")).to_be_visible()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_of_an_upload_is_wider_than_its_window(
    served, open_window, session, college_list, width
):
    page = open_window(width=width).page
    sign_in(page.context, served.address, session)
    page.goto(f"{served.address}/manage/{SLUG}/uploads/")
    no_wider_than_the_window(page)
    page.get_by_label("Your file").set_input_files(college_list)
    page.get_by_role("button", name="Send the file").click()
    # With the script the page goes on by itself.
    expect(page.get_by_role("heading", level=1, name="Look at your upload")).to_be_visible(
        timeout=30_000
    )
    for details in page.locator("#held details").all():
        details.locator("summary").click()
    no_wider_than_the_window(page)
    page.goto(f"{served.address}/manage/format/")
    for details in page.locator("main details").all():
        details.locator("summary").click()
    no_wider_than_the_window(page)

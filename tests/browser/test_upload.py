"""A file is sent, put right, published and undone: on a phone without a script, and with one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.one_editor import Editor, one_editor
from tests.catalogue.publishing.uploads_pages.college_file import (
    VENUES,
    as_file,
    rows,
    with_mistakes,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def editor(served) -> Iterator[Editor]:
    with one_editor("upload-college", venues=VENUES) as made:
        yield made


@pytest.fixture
def college_list(tmp_path) -> Path:
    """Write the list of a college with two mistakes in 40 rows."""
    path = tmp_path / "courses-january.csv"
    path.write_bytes(as_file(rows(40, change=with_mistakes)).getvalue())
    return path


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
    served, open_window, editor: Editor, college_list
):
    visit = open_window(width=390, javascript=False)
    page = visit.page
    area = editor.sign_in(page, served.address)
    page.goto(f"{area}/uploads/")
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
    served, open_window, editor: Editor, college_list, width
):
    page = open_window(width=width).page
    area = editor.sign_in(page, served.address)
    page.goto(f"{area}/uploads/")
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

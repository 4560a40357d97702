"""Accounts in a real browser: without script, with a passkey, narrow, from right to left."""

import re
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from benchmarks.axe_matrix import examine
from benchmarks.serving import manage, site

pytestmark = pytest.mark.browser

STAFF = """
from portal.accounts.services import create_staff
create_staff("walker", {password!r}, email="walker@example.org", group="Editors")
"""


@dataclass(frozen=True, slots=True)
class Place:
    """A served site, its log, and a password of staff."""

    address: str
    log: Path  # the site writes its mails there
    password: str

    def newest_code(self, email: str) -> str:
        """Return the code of the last mail to an address."""
        letters = self.log.read_text(encoding="utf-8").split(
            "\nContent-Type: multipart/alternative"
        )
        mine = [letter for letter in letters if f"To: {email}\n" in letter]
        return re.findall(r"(?m)^(\d{6})$", mine[-1])[0]


@pytest.fixture(scope="module")
def place(migrated_file: Path, tmp_path_factory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("accounts-site")
    shutil.copyfile(migrated_file, folder / "db.sqlite3")
    password = secrets.token_urlsafe(16)
    manage(folder, "prepare")
    manage(folder, "shell", "-v", "0", "-c", STAFF.format(password=password))
    with site(folder) as address:
        # A passkey belongs to a name, not to a number.
        yield Place(address.replace("127.0.0.1", "localhost"), folder / "served.log", password)


def sign_up(place: Place, page: Page, email: str) -> None:
    """Make an account with the code of its mail."""
    page.goto(f"{place.address}/accounts/signup/?next=/accounts/")
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", name="Enter the code")).to_be_visible()
    page.wait_for_timeout(500)
    page.get_by_label("Code").fill(place.newest_code(email))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your account", level=1)).to_be_visible()


def test_an_account_is_made_and_deleted_without_script(place, open_window) -> None:
    page = open_window(width=320, javascript=False).page
    sign_up(place, page, "noscript@community.example")

    page.get_by_role("link", name="Delete your account").click()
    page.get_by_label("Yes, delete my account").check()
    page.get_by_role("button", name="Delete my account").click()

    expect(page.get_by_role("heading", name="Your account is deleted")).to_be_visible()


def test_without_script_no_page_offers_a_passkey_button(place, open_window) -> None:
    page = open_window(javascript=False).page

    page.goto(f"{place.address}/accounts/login/")

    expect(page.get_by_role("button", name="Use a passkey")).to_have_count(0)


def test_a_passkey_is_added_renamed_used_and_removed(place, open_window) -> None:
    page = open_window(width=390).page
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_up(place, page, "passkey@community.example")

    page.goto(f"{place.address}/accounts/2fa/webauthn/add/")
    page.get_by_label("Name").fill("Work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("We do not show them again")).to_be_visible()
    page.goto(f"{place.address}/accounts/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Work laptop")).to_be_visible()

    page.goto(f"{place.address}/accounts/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{place.address}/accounts/login/?next=/accounts/2fa/webauthn/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Your passkeys")).to_be_visible()

    page.get_by_role("link", name="Rename").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_label("Name").fill("Home laptop")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Home laptop")).to_be_visible()

    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove the passkey").click()
    expect(page.get_by_text("You have none yet.")).to_be_visible()


def test_a_passkey_that_fails_says_so_in_words(place, open_window) -> None:
    page = open_window(width=390).page
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")  # and no authenticator: nothing can answer
    page.goto(f"{place.address}/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    expect(page.get_by_text("The passkey did not work")).to_be_hidden()

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("The passkey did not work")).to_be_visible()


OPEN = (
    "/accounts/login/",
    "/accounts/login/?way=password",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/accounts/inactive/",
    "/accounts/deleted/",
)
OWN = (
    "/accounts/",
    "/accounts/email/",
    "/accounts/confirm/",
    "/accounts/delete/",
    "/accounts/password/set/",
    "/accounts/sessions/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/logout/",
)


@pytest.mark.parametrize("language", ["", "/ur"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_any_page_of_accounts(place, open_window, width, language) -> None:
    page = open_window(width=width).page
    axe, problems = Axe(), []

    def look(name: str) -> None:
        page.wait_for_load_state()
        title, heading = page.title(), page.locator("h1").count()
        problems.extend(f"{name}: {problem}" for problem in examine(page, axe))
        if not title or heading != 1:
            problems.append(f"{name}: title {title!r}, {heading} headings")

    for path in OPEN:
        page.goto(f"{place.address}{language}{path}")
        look(path)
    page.goto(f"{place.address}{language}/accounts/login/")
    page.locator("main form button").first.click()
    look("sign in, wrong")
    page.locator("[name=email]").fill(f"axe{width}{language[1:]}@community.example")
    page.locator("main form button").first.click()
    look("code")
    page.locator("[name=code]").fill("abc")
    page.locator("main form button").first.click()
    look("code, wrong")
    sign_up(place, page, f"axe{width}{language[1:]}@community.example")
    for path in OWN:
        page.goto(f"{place.address}{language}{path}")
        look(path)

    assert problems == []

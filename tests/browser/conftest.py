"""The served demonstration and a real browser, started once for all browser tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.browsing import new_context
from benchmarks.desk_site import DeskSite, desk_site
from benchmarks.pages import all_pages
from benchmarks.serving import ROOT, demonstration


@dataclass(frozen=True, slots=True)
class Served:
    """A running site: ``address`` without a slash, ``pages`` by name."""

    address: str
    pages: dict[str, str]


@dataclass(slots=True)
class Visit:
    """A window, and everything that went wrong in it."""

    page: Page
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    with demonstration("browser-test") as (address, var_dir):
        yield Served(address, all_pages(var_dir))


@pytest.fixture(scope="session")
def desk(served: Served) -> Iterator[DeskSite]:
    """Serve a copy in which everything of the providers' area has happened."""
    with desk_site(ROOT / "var" / "browser-test") as site:
        yield site


@pytest.fixture
def open_window(browser: Browser) -> Iterator["OpenWindow"]:
    opener = OpenWindow(browser)
    yield opener
    problems = [problem for visit in opener.visits for problem in visit.problems]
    opener.close()
    assert problems == []


class OpenWindow:
    """Open windows that remember server errors, console errors and requests."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.visits: list[Visit] = []
        self._contexts: list = []

    def __call__(self, *, width: int = 390, javascript: bool = True) -> Visit:
        if javascript:
            context = new_context(self.browser, width=width)
        else:
            context = self.browser.new_context(
                viewport={"width": width, "height": 844}, java_script_enabled=False
            )
        self._contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.on("response", lambda response: self._note_response(visit, response))
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("console", lambda message: self._note_console(visit, message))
        visit.page.on("pageerror", lambda error: visit.problems.append(f"script error: {error}"))
        self.visits.append(visit)
        return visit

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    @staticmethod
    def _note_response(visit: Visit, response) -> None:
        if response.status >= 500:
            visit.problems.append(f"{response.status} {response.url}")

    @staticmethod
    def _note_console(visit: Visit, message) -> None:
        # Chromium reports a page answered with 404 or 410 as a failed resource: that is the page.
        if message.type == "error" and "status of 4" not in message.text:
            visit.problems.append(f"console: {message.text}")

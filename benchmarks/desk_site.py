"""A served copy of the demonstration in which everything of the providers' area has happened."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page

from benchmarks.desk_pages import DESK_PAGES
from benchmarks.pages import TRANSLATED_PREFIXES
from benchmarks.serving import manage, site

MAKE = "from benchmarks import desk_stage as stage; stage.tell()"


@dataclass(frozen=True, slots=True)
class DeskSite:
    """A served copy of the demonstration in which everything has happened."""

    address: str
    sessions: Mapping[str, str]
    ids: Mapping[str, Any]

    def url(self, name: str, language: str = "en") -> str:
        """Return the address of a page."""
        path = DESK_PAGES[name].path
        for key, value in self.ids.items():
            path = path.replace(f"{{{key}}}", str(value))
        if "{" in path:
            raise KeyError(f"Nothing was made for {path}")
        return self.address + TRANSLATED_PREFIXES[language] + path

    def sign_in(self, context: BrowserContext, who: str) -> None:
        """Be somebody in a window."""
        context.clear_cookies()
        if who:
            context.add_cookies(
                [{"name": "sessionid", "value": self.sessions[who], "url": self.address}]
            )

    def open(self, page: Page, name: str, language: str = "en") -> int:
        """Open a page as its person, and send its form if it is such a page. Return the status."""
        asked = DESK_PAGES[name]
        self.sign_in(page.context, asked.who)
        response = page.goto(self.url(name, language))
        if asked.presses:
            for selector, words in asked.fill.items():
                if page.locator(selector).count():
                    page.locator(selector).first.fill(words)
            with page.expect_navigation() as moved:
                page.locator(asked.button).first.click()
            response = moved.value
        return response.status if response else 0


@contextmanager
def desk_site(demonstration: Path) -> Iterator[DeskSite]:
    """Copy a prepared demonstration, let everything happen in the copy, and serve it."""
    var_dir = demonstration.with_name(f"{demonstration.name}-desk")
    shutil.rmtree(var_dir, ignore_errors=True)
    shutil.copytree(demonstration, var_dir)
    manage(var_dir, "rebuild_index")  # on Elasticsearch a copy has none yet
    printed = manage(var_dir, "shell", "-v", "0", "-c", MAKE)
    [line] = [one for one in printed.splitlines() if one.startswith("stage ")]
    made = json.loads(line.removeprefix("stage "))
    with site(var_dir) as address:
        yield DeskSite(address, made["sessions"], made["ids"])

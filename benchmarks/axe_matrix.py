"""Run axe on every page x width x language x scripts on and off, and print the table."""

import argparse
import itertools
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from benchmarks import booking_journey
from benchmarks.browsing import chromium, new_context
from benchmarks.desk_pages import DESK_PAGES
from benchmarks.desk_site import desk_site
from benchmarks.pages import address_in, all_pages
from benchmarks.serving import demonstration

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one page at one width, in one language."""

    page: str
    width: int
    language: str
    with_scripts: bool
    problem: str


def examine(page: Page, axe: Axe) -> list[str]:
    """Return the axe violations of an open page, and whether it scrolls sideways."""
    problems = [
        f"{violation['id']}: {violation['nodes'][0]['target']} {violation['help']}"
        f" ({len(violation['nodes'])} places)"
        for violation in axe.run(page, options=OPTIONS).response["violations"]
    ]
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if overflow > 0:
        problems.append(f"scrolls sideways by {overflow} px")
    return problems


@dataclass(frozen=True, slots=True)
class _Tour:
    """Which pages of a demonstration are looked at, in which languages."""

    address: str
    var_dir: Path
    pages: dict[str, str]
    desk_names: list[str]
    languages: list[str]
    has_booking: bool

    def visited(self, context: BrowserContext) -> Iterator[tuple[str, str, Page]]:
        """Open every page in one window; give its name and its language."""
        page = context.new_page()
        for language in self.languages:
            for name, path in self.pages.items():
                page.goto(self.address + address_in(path, language, name=name))
                yield name, language, page
            if self.has_booking:
                for name in booking_journey.walk(page, self.address, language):
                    yield name, language, page
        if self.desk_names:
            # Each time a new copy: some of its pages are answers to a form.
            with desk_site(self.var_dir) as desk:
                for language, name in itertools.product(self.languages, self.desk_names):
                    desk.open(page, name, language)
                    yield name, language, page


def run(widths: list[int], languages: list[str], scripts: list[bool], only: str) -> int:
    """Go through the matrix; return how many findings there were."""
    axe, findings, visits = Axe(), [], 0
    started = time.monotonic()
    with demonstration("browser") as (address, var_dir), chromium() as browser:
        tour = _Tour(
            address,
            var_dir,
            pages={n: p for n, p in all_pages(var_dir).items() if only in n},
            desk_names=[name for name in DESK_PAGES if only in name],
            languages=languages,
            has_booking=only in booking_journey.NAME,
        )
        for width, with_scripts in itertools.product(widths, scripts):
            context = new_context(browser, width=width, with_scripts=with_scripts)
            for name, language, page in tour.visited(context):
                visits += 1
                findings += [
                    Finding(name, width, language, with_scripts, problem)
                    for problem in examine(page, axe)
                ]
            context.close()
    for finding in findings:
        print(
            f"{finding.page:22} {finding.width:5} {finding.language} "
            f"{'script' if finding.with_scripts else 'no script':9} {finding.problem}"
        )
    print(
        f"{len(tour.pages) + len(tour.desk_names)} pages, {visits} visits, "
        f"{len(findings)} findings in {time.monotonic() - started:.0f} s"
    )
    return len(findings)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--widths", default="320,390,1280")
    parser.add_argument("--languages", default="en,ur")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    arguments = parser.parse_args()
    found = run(
        [int(width) for width in arguments.widths.split(",")],
        arguments.languages.split(","),
        [True, False],
        arguments.only,
    )
    sys.exit(1 if found else 0)

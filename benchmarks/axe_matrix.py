"""Run axe on every page x width x language x scripts on and off, and print the table."""

import argparse
import sys
import time
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from benchmarks import booking_journey
from benchmarks.browsing import chromium, new_context
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


def run(widths: list[int], languages: list[str], scripts: list[bool], only: str) -> int:
    """Go through the matrix; return how many findings there were."""
    axe, findings, visits = Axe(), [], 0
    started = time.monotonic()
    with demonstration("browser") as (address, var_dir), chromium() as browser:
        pages = {n: p for n, p in all_pages(var_dir).items() if only in n}
        for width in widths:
            for with_scripts in scripts:
                context = new_context(browser, width=width, with_scripts=with_scripts)
                page = context.new_page()
                for language in languages:
                    for name, path in pages.items():
                        page.goto(address + address_in(path, language, name=name))
                        visits += 1
                        findings += [
                            Finding(name, width, language, with_scripts, problem)
                            for problem in examine(page, axe)
                        ]
                    if only in booking_journey.NAME:
                        for name in booking_journey.walk(page, address, language):
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
        f"{len(pages)} pages, {visits} visits, {len(findings)} findings "
        f"in {time.monotonic() - started:.0f} s"
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

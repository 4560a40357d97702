"""What must hold on every page: access, weight, privacy, no sideways scrolling."""

import gzip
import re
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.axe_matrix import examine
from benchmarks.pages import COURSES, FIXED, UNPREFIXED, VACANCIES, address_in

pytestmark = pytest.mark.browser

NAMES = [*FIXED, *COURSES, *VACANCIES, "provider", "report", "report-vacancy"]
# One page of each template: what differs at this width is the layout, not the words.
WIDE = [
    *("home", "results", "results-jobs", "results-empty", "course", "course-started"),
    *("apprenticeship", "job", "vacancy-gone", "provider", "accessibility"),
]
# A form that is kept safe from other sites sets a cookie.
WITH_A_FORM = ("report", "report-vacancy", "booking-date", "booking-people")
FIRST_VISIT_BYTES = 40_000  # everything compressed, without the font (search notes, targets)


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing_on_a_narrow_phone(served, open_window, name, language):
    if name not in served.pages:
        pytest.skip(f"the demonstration has no page for {name}")
    page = open_window(width=320).page
    page.goto(served.address + address_in(served.pages[name], language, name=name))

    assert examine(page, Axe()) == []


@pytest.mark.parametrize("name", WIDE)
def test_axe_finds_nothing_on_a_desktop(served, open_window, name):
    page = open_window(width=1280).page
    page.goto(served.address + served.pages[name])

    assert examine(page, Axe()) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_page_asks_anybody_else(served, open_window, name):
    if name not in served.pages:
        pytest.skip(f"the demonstration has no page for {name}")
    visit = open_window(width=1280)
    visit.page.goto(served.address + served.pages[name], wait_until="networkidle")

    foreign = [url for url in visit.requests if not url.startswith((served.address, "data:"))]
    assert foreign == []
    assert visit.page.context.cookies() == [] or name in WITH_A_FORM


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_one_h1_a_language_and_no_inline_style_or_script(served, name):
    if name not in served.pages:
        pytest.skip(f"the demonstration has no page for {name}")
    html, policy = _fetch(served.address + served.pages[name])

    assert len(re.findall(r"<h1\b", html)) == 1 or name in ("styleguide", *UNPREFIXED)
    assert re.search(r'<html[^>]* lang="[a-z]{2}', html)
    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"\son[a-z]+=\"", html)
    assert not re.search(r"<script(?![^>]*(?:src=|application/ld\+json))", html)
    assert "unsafe-inline" not in policy
    assert "default-src 'self'" in policy


def test_the_first_results_page_is_light(served, open_window):
    visit = open_window(width=390)
    visit.page.goto(f"{served.address}/search/?q=english&near=Walsall", wait_until="networkidle")

    sizes = {url: _compressed_size(url) for url in set(visit.requests) if ".woff2" not in url}
    assert sum(sizes.values()) < FIRST_VISIT_BYTES, sizes


@pytest.mark.parametrize("name", ["home", "results", "course"])
def test_text_may_grow_and_spread_without_loss(served, open_window, name):
    page = open_window(width=320).page
    page.goto(served.address + served.pages[name])

    # WCAG 1.4.12 text spacing, set as a reader's own style sheet would.
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }"""
    )
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert overflow <= 0


def _fetch(url: str) -> tuple[str, str]:
    try:
        response = urllib.request.urlopen(url)
    except urllib.error.HTTPError as error:
        response = error
    return response.read().decode(), response.headers.get("Content-Security-Policy", "")


def _compressed_size(url: str) -> int:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, br"})
    with urllib.request.urlopen(request) as response:
        body = response.read()
        if response.headers.get("Content-Encoding"):
            return len(body)
    return len(gzip.compress(body, 6))

"""A fetched results page, read as a visitor reads it."""

import json
import re
from html import unescape
from html.parser import HTMLParser

from django.http import HttpResponse, QueryDict

from tests.markup import folded

VOID = {"meta", "link", "input", "use", "path", "br", "img", "circle", "rect", "hr"}


def query_dict(query: str) -> QueryDict:
    return QueryDict(query)


class Page:
    """``page.h1``, ``page.total``, ``page.chips``: what stands on the page."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = folded(response.content.decode())

    def first(self, pattern: str) -> str:
        found = re.search(pattern, self.html, re.DOTALL)
        return _text(found[1]) if found else ""

    @property
    def h1(self) -> str:
        return self.first(r"<h1[^>]*>(.*?)</h1>")

    @property
    def title(self) -> str:
        return self.first(r"<title>(.*?)</title>")

    @property
    def total(self) -> int:
        found = re.match(r"([\d,]+) results?", self.h1)
        return int(found[1].replace(",", "")) if found else 0

    @property
    def chips(self) -> dict[str, str]:
        rows = re.findall(r'<a class="wm-chip" href="([^"]*)">(.*?)</a>', self.html, re.DOTALL)
        return {_text(text).removeprefix("Remove filter: "): unescape(url) for url, text in rows}

    @property
    def notices(self) -> list[str]:
        return [
            _text(t) for t in re.findall(r'govuk-inset-text">(.*?)</div>', self.html, re.DOTALL)
        ]

    @property
    def ways(self) -> list[tuple[int, str]]:
        rows = re.findall(
            r'class="wm-way" href="([^"]*)">\s*<span class="wm-num">(\d[\d,]*)<', self.html
        )
        return [(int(number.replace(",", "")), unescape(url)) for url, number in rows]

    @property
    def cards(self) -> list[str]:
        return [
            _text(text)
            for text in re.findall(r"<article class=\"wm-card.*?</article>", self.html, re.DOTALL)
        ]

    @property
    def titles(self) -> list[str]:
        rows = re.findall(r"<h3[^>]*><a[^>]*>(.*?)</a></h3>", self.html, re.DOTALL)
        return [_text(text) for text in rows]

    @property
    def headings(self) -> list[str]:
        return [_text(t) for t in re.findall(r"<h2[^>]*>(.*?)</h2>", self.html, re.DOTALL)]

    @property
    def options(self) -> list[tuple[str, str, int]]:
        """Every box of the filters: name, value, count."""
        rows = re.findall(
            r'<input class="govuk-(?:checkboxes|radios)__input"[^>]*name="([^"]*)"[^>]*'
            r'value="([^"]*)"[^>]*>.*?<span class="wm-num">([\d,]+)</span>',
            self.html,
        )
        return [(name, value, int(count.replace(",", ""))) for name, value, count in rows]

    @property
    def checked(self) -> list[tuple[str, str]]:
        """The boxes that are ticked."""
        return re.findall(
            r'<input class="govuk-(?:checkboxes|radios)__input"[^>]*name="([^"]*)"[^>]*'
            r'value="([^"]*)" checked',
            self.html,
        )

    @property
    def hidden_of_filters(self) -> list[tuple[str, str]]:
        form = self.first_raw(r'<form method="get"[^>]*aria-label="Filters">(.*?)<details')
        rows = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
        return [(name, unescape(value)) for name, value in rows]

    @property
    def item_list(self) -> dict:
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', self.html)
        return json.loads(found[1]) if found else {}

    def first_raw(self, pattern: str) -> str:
        found = re.search(pattern, self.html, re.DOTALL)
        return found[1] if found else ""

    def assert_well_formed(self) -> None:
        """Every element is closed in order."""
        checker = _Balance()
        checker.feed(self.html)
        assert not checker.open, checker.open


class _Balance(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open, f"</{tag}> closes nothing, at {self.getpos()}"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>, at {self.getpos()}"
        self.open.pop()

    def handle_startendtag(self, tag: str, attrs) -> None:
        pass


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())

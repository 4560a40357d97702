"""The pages that every site starts with: from a text file to a page that editors then change."""

import json
import tomllib
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from portal.core.pages import BasePage
from portal.pages.guides import GuidePage, HelpPage
from portal.pages.home import HomePage
from portal.pages.news import NewsIndexPage, NewsPage
from portal.pages.standard import StandardPage
from portal.pages.stories import StoriesPage

CONTENT = Path(__file__).parent / "content"
# Names of the file that are not the name of the field.
FIELD_NAMES = {"in_search": "is_in_search"}


@dataclass(frozen=True, slots=True)
class StartPage:
    """``StartPage("guides/cv", GuidePage, "help")`` is ``content/guides/cv.toml`` below help."""

    name: str
    model: type[BasePage]
    parent: str = ""  # the name of the page above; empty: the home page

    @property
    def key(self) -> uuid.UUID:
        """What the page is known by, so that editors may give it another title or address."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"waymark:page:{self.name}")

    def file(self, code: str) -> Path:
        """Return its words in a language: ``content/help.ur.toml``."""
        ending = "" if code == settings.LANGUAGE_CODE else f".{code}"
        return CONTENT / f"{self.name}{ending}.toml"


def _guides(*names: str) -> tuple[StartPage, ...]:
    return tuple(StartPage(f"guides/{name}", GuidePage, "help") for name in names)


def _news(*names: str) -> tuple[StartPage, ...]:
    return tuple(StartPage(f"news/{name}", NewsPage, "news") for name in names)


STANDARD = ("about", "accessibility", "privacy", "cookies")
# Guides stand on the help page in this order.
GUIDES = (
    *("children", "travel", "health", "money", "id-and-rights", "english-and-computers"),
    *("past-convictions", "costs", "cv", "cover-letter", "interview", "job-search"),
    "university",
)
START_PAGES: tuple[StartPage, ...] = (
    StartPage("help", HelpPage),
    *(StartPage(name, StandardPage) for name in STANDARD),
    *_guides(*GUIDES),
    StartPage("coaches", GuidePage),
    StartPage("stories", StoriesPage),
    StartPage("news", NewsIndexPage),
    *_news("plan-for-jobs", "jobs-and-careers-service", "connecting-communities"),
)


def bring_pages(home: HomePage, *, locale: Locale, fill: Callable[[str], str]) -> None:
    """Create the pages of a language that are not there, and renew those that nobody changed.

    So a site that is there already gets what a release says anew, as of its privacy. What a person
    saved in the admin, or took off the site, stays. ``fill`` puts contact details into a text.
    """
    for start in START_PAGES:
        path = start.file(locale.language_code)
        if not path.exists():
            continue
        values = _values(tomllib.loads(fill(path.read_text(encoding="utf-8"))))
        there = Page.objects.filter(locale=locale, translation_key=start.key).first()
        if there is not None:
            _renew(there.specific, start.model, values)
        elif (parent := _parent(start, home, locale)) is not None:
            page = start.model(**values, locale=locale, translation_key=start.key)
            parent.add_child(instance=page)
            page.save_revision().publish()


def _renew(page: Page, model: type[BasePage], values: Mapping[str, Any]) -> None:
    """Bring a page to what is shipped now, unless somebody changed it. Its address stays."""
    words = {name: value for name, value in values.items() if name != "slug"}
    if not isinstance(page, model) or _kept(page, words) == _kept(model(**words), words):
        return
    if _is_as_we_left_it(page, words):
        for name, value in words.items():
            setattr(page, name, value)
        page.save_revision().publish()


def _is_as_we_left_it(page: Page, names: Iterable[str]) -> bool:
    """Whether only we wrote it: who saved a page is in its revisions, and ours have no user."""
    if not page.live or page.revisions.filter(user__isnull=False).exists():
        return False
    last = page.get_latest_revision()
    return last is not None and _kept(last.as_object(), names) == _kept(page, names)


def _kept(page: Page, names: Iterable[str]) -> dict[str, Any]:
    """Return fields as they are stored, without the keys that blocks get when they are made."""
    fields = [page._meta.get_field(name) for name in names]
    texts = [(field, field.value_to_string(page)) for field in fields]
    return {
        field.name: _without_ids(json.loads(text)) if isinstance(field, StreamField) else text
        for field, text in texts
    }


def _without_ids(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    if isinstance(value, dict):
        return {name: _without_ids(each) for name, each in value.items() if name != "id"}
    return value


def _parent(start: StartPage, home: HomePage, locale: Locale) -> Page | None:
    """Return the page above, or nothing where editors deleted it."""
    if not start.parent:
        return Page.objects.get(pk=home.pk)
    key = StartPage(start.parent, HomePage).key
    return Page.objects.filter(locale=locale, translation_key=key).first()


def _values(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a file says as the fields of a page."""
    values = {FIELD_NAMES.get(name, name): value for name, value in content.items()}
    for name in ("body", "blank_form", "related"):
        if name in values:
            values[name] = [BLOCKS[name](block) for block in values[name]]
    return values


def body_block(block: dict[str, Any]) -> tuple[str, Any]:
    """Return a block of a body as StreamField wants it: ``("steps", {"heading": ...})``."""
    block = dict(block)
    kind = block.pop("type")
    if kind == "text":
        return kind, block["value"].strip()
    if kind == "links":
        return kind, {**block, "cards": [_card(card) for card in block["cards"]]}
    return kind, block


def _card(card: dict[str, Any]) -> dict[str, Any]:
    return {"text": "", "page": None, **card}


BLOCKS: dict[str, Callable[[dict[str, Any]], tuple[str, Any]]] = {
    "body": body_block,
    "blank_form": lambda part: ("part", {"hint": "", "lines": 2, **part}),
    "related": lambda card: ("card", _card(card)),
}

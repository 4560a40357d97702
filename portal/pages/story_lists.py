"""Which stories a page lists, and where a story leads."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db.models import Case, When
from django.utils.functional import Promise
from wagtail.query import PageQuerySet

from catalogue.courses.models import Course
from pathways.models import RolePage
from pathways.names import translations
from portal.core.models import Sector
from portal.navigation.languages import active_language, foreign_tag, page_address
from portal.pages.enums import StartingPoint
from portal.pages.stories import StoryPage

MOST_COURSES = 3


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story in a list. ``lang`` is set where its words are not those of the frame."""

    title: str
    summary: str
    person: str
    now_does: str
    url: str
    start: str | Promise = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str | Promise
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class StoryList:
    """The list page: its filters, what is chosen, and the stories."""

    cards: tuple[StoryCard, ...]
    sectors: tuple[Option, ...]
    languages: tuple[Option, ...]
    starts: tuple[Option, ...]
    is_filtered: bool

    @classmethod
    def read(cls, asked: Mapping[str, str], *, day: datetime.date) -> Self:
        """Read ``?sector=health&speaks=pl&start=no-work``. What is not known is no filter."""
        told = list(
            StoryPage.objects.sources()
            .told_on(day)
            .public()
            .select_related("locale")
            .prefetch_related("sectors")
            .order_by("-first_published_at", "pk")
        )
        sectors = {s.slug: s for story in told for s in story.sectors.all()}
        sector = _known(asked.get("sector"), sectors)
        speaks = _known(asked.get("speaks"), {story.speaks for story in told if story.speaks})
        start = _known(asked.get("start"), {code_of(story) for story in told})
        shown = [
            story
            for story in told
            if (not sector or sector in {s.slug for s in story.sectors.all()})
            and (not speaks or story.speaks == speaks)
            and (not start or code_of(story) == start)
        ]
        return cls(
            cards=cards_of(shown, day=day),
            sectors=tuple(
                Option(one.slug, one.label, one.slug == sector)
                for one in sorted(sectors.values(), key=lambda one: (one.position, one.name))
            ),
            languages=tuple(
                Option(code, language_name(code), code == speaks)
                for code in sorted({story.speaks for story in told if story.speaks})
            ),
            starts=tuple(
                Option(_code(point), point.label, _code(point) == start)
                for point in StartingPoint
                if any(story.starting_point == point for story in told)
            ),
            is_filtered=bool(sector or speaks or start),
        )


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a story leads: roles and courses that can be seen today, and the pathway's name."""

    roles: tuple[RolePage, ...]
    courses: tuple[Course, ...]
    sectors: tuple[Sector, ...]
    course_words: str


def leads_of(story: StoryPage, *, day: datetime.date) -> Leads:
    """Return what can be seen today of that which a story is linked to."""
    # By their ids: a preview has links that are chosen and not saved yet.
    chosen = [one.pk for one in story.courses.all()]
    courses = Course.objects.listed_on(day).filter(pk__in=chosen).order_by("title", "pk")
    roles = RolePage.objects.live().filter(pk__in=[one.pk for one in story.roles.all()])
    return Leads(
        roles=tuple(_in_language(roles.order_by("title"), RolePage.objects.live())),
        courses=tuple(courses[:MOST_COURSES]),
        sectors=tuple(sorted(story.sectors.all(), key=lambda one: (one.position, one.pk))),
        course_words=story.course_words,
    )


def stories_for(
    *, day: datetime.date, sector: str = "", role: str = "", limit: int = 2
) -> tuple[StoryCard, ...]:
    """Return stories that are told on a day, of a role first, else of a sector."""
    about = [
        StoryPage.objects.filter(**{name: slug}).values("pk")
        for name, slug in (("roles__slug", role), ("sectors__slug", sector))
        if slug
    ]
    if not about:
        return ()
    nearness = Case(*(When(pk__in=ids, then=place) for place, ids in enumerate(about)))
    told = StoryPage.objects.sources().told_on(day).public().select_related("locale")
    found = told.annotate(nearness=nearness).filter(nearness__isnull=False)
    return cards_of(found.order_by("nearness", "-first_published_at", "pk")[:limit], day=day)


def cards_of(stories: Iterable[StoryPage], *, day: datetime.date) -> tuple[StoryCard, ...]:
    """Return stories as cards, with the words of a translation that is told on the day too."""
    told = StoryPage.objects.told_on(day)
    return tuple(_card(story) for story in _in_language(stories, told))


def language_name(code: str) -> str:
    """Return a language's own name: ``"polski"``. An unknown code stays."""
    info: dict[str, Any] = LANG_INFO.get(code, {})
    return dict(settings.LANGUAGES).get(code) or info.get("name_local") or code


def code_of(story: StoryPage) -> str:
    """Return how an address writes a starting point: ``"no-work"``."""
    return _code(StartingPoint(story.starting_point))


def _code(point: StartingPoint) -> str:
    return point.value.lower().replace("_", "-")


def _known(asked: str | None, known: Iterable[str]) -> str:
    return asked if asked and asked in set(known) else ""


def _in_language(pages: Iterable[Any], shown: PageQuerySet) -> list[Any]:
    """Return each page, or its translation into the language of the frame if it is shown."""
    rows = list(pages)
    if active_language() == settings.LANGUAGE_CODE:
        return rows  # what is public is a question of its own
    translated = translations(rows, shown.public())
    return [translated.get(row.translation_key, row) for row in rows]


def _card(story: StoryPage) -> StoryCard:
    return StoryCard(
        title=story.title,
        summary=story.summary,
        person=story.person_name,
        now_does=story.now_does,
        url=page_address(story.url_path),
        start=StartingPoint(story.starting_point).label,
        lang=foreign_tag(story.locale.language_code),
    )

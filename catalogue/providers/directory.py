"""The list of providers: what a visitor asked, the counts beside each choice, one page of names."""

import datetime
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext as _

from catalogue.providers.enums import OrganisationKind
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.querysets import courses_of_all
from portal.core.enums import PlaceKind
from portal.core.models import Place

PER_PAGE = 30
LONGEST_NAME = 100
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asked of the list. ``Asked(q="college", kinds=("COLLEGE",))``."""

    q: str = ""
    kinds: tuple[str, ...] = ()
    place: str = ""
    letter: str = ""
    page: int = 1

    def url(self, base: str, **changes: Any) -> str:
        """Return the address of this question with changes, empty parts left out."""
        asked = replace(self, **changes)
        pairs = [("q", asked.q), *(("kind", kind.lower()) for kind in asked.kinds)]
        pairs += [("place", asked.place), ("letter", asked.letter.lower())]
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        query = urlencode([pair for pair in pairs if pair[1]])
        return f"{base}?{query}" if query else base

    @property
    def filters_on(self) -> int:
        """How many choices are on."""
        return len(self.kinds) + bool(self.place)

    @property
    def kept_by_filters(self) -> list[tuple[str, str]]:
        """What the form of the filters sends along: ``[("q", "college")]``."""
        return [("q", self.q)] if self.q else []


def asked_of(query: QueryDict) -> Asked:
    """Read the address. Unknown names and values are ignored, never an error."""
    kinds = {value.upper() for value in query.getlist("kind")[:20]}
    letter = query.get("letter", "").upper()
    number = query.get("page", "")
    return Asked(
        q=_clean(query.get("q", "")),
        kinds=tuple(kind for kind in OrganisationKind.values if kind in kinds),
        place=_clean(query.get("place", "")),
        letter=letter if letter in LETTERS and len(letter) == 1 else "",
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1,
    )


def _clean(text: str) -> str:
    """Return typed words without characters that no database stores, cut to a sane length."""
    kept = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join(kept.split())[:LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class Option:
    """A choice with its count. The names are those of the facet component."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of choices."""

    key: str
    label: str
    options: list[Option]
    is_single: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of the list with everything around it."""

    asked: Asked
    page: Page
    facets: list[Facet]
    letters: list[tuple[str, str, bool]]
    all_letters_url: str
    place: Place | None


def directory(asked: Asked, *, base: str, today: datetime.date) -> Directory:
    """Return a page of providers. The number of queries is the same for any question."""
    councils = list(Place.objects.filter(kind=PlaceKind.COUNCIL).order_by("name"))
    place = next((one for one in councils if one.slug == asked.place), None)
    asked = replace(asked, place=place.slug if place else "")
    found: QuerySet[Organisation] = Organisation.objects.teaching()
    if asked.q:
        found = found.filter(Q(name__icontains=asked.q) | Q(trading_name__icontains=asked.q))
    in_place = _in_place(found, place)
    of_kind = found.filter(kind__in=asked.kinds) if asked.kinds else found
    both = _in_place(of_kind, place)
    letters = _letters(both)
    if asked.letter:
        both = both.filter(name__istartswith=asked.letter)
    paginator = Paginator(_with_counts(both, today=today), PER_PAGE)
    page = paginator.page(asked.page if asked.page <= paginator.num_pages and asked.page else 1)
    return Directory(
        asked=asked,
        page=_with_towns(page),
        facets=[_kind_facet(in_place, asked), _place_facet(of_kind, councils, asked)],
        letters=[
            (
                letter,
                asked.url(base, letter=letter, page=1) if letter in letters else "",
                letter == asked.letter,
            )
            for letter in LETTERS
        ],
        all_letters_url=asked.url(base, letter="", page=1),
        place=place,
    )


def _in_place(found: QuerySet[Organisation], place: Place | None) -> QuerySet[Organisation]:
    if place is None:
        return found
    there = Venue.objects.live().filter(provider=OuterRef("pk"), council=place)
    return found.filter(Exists(there))


def _with_counts(found: QuerySet[Organisation], *, today: datetime.date) -> QuerySet[Organisation]:
    """Add how many courses a person can join."""
    listed = (
        courses_of_all()
        .listed_on(today)
        .filter(provider=OuterRef("pk"))
        .order_by()
        .values("provider")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return found.annotate(course_count=Subquery(listed)).order_by("name", "pk")


def _with_towns(page: Page) -> Page:
    """Give each provider of a page ``towns``, the names of where it teaches, in one query."""
    venues = Venue.objects.live().filter(provider__in=[one.pk for one in page.object_list])
    towns: dict[int, dict[str, None]] = defaultdict(dict)
    for provider_id, town in venues.order_by("town").values_list("provider_id", "town"):
        if town:
            towns[provider_id][town] = None
    for one in page.object_list:
        one.towns = list(towns[one.pk])
    return page


def _letters(found: QuerySet[Organisation]) -> set[str]:
    """Return the first letters in use. Names are few: a region has hundreds, not thousands."""
    return {name[:1].upper() for name in found.values_list("name", flat=True)}


def _kind_facet(found: QuerySet[Organisation], asked: Asked) -> Facet:
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    options = [
        Option(
            kind.lower(),
            str(OrganisationKind(kind).label),
            counts.get(kind, 0),
            kind in asked.kinds,
        )
        for kind in OrganisationKind.values
        if counts.get(kind) or kind in asked.kinds
    ]
    return Facet("kind", _("Kind of provider"), options)


def _place_facet(found: QuerySet[Organisation], councils: list[Place], asked: Asked) -> Facet:
    pairs = Venue.objects.live().filter(provider__in=found, council__isnull=False)
    counts = dict(
        pairs.order_by().values_list("council").annotate(Count("provider", distinct=True))
    )
    options = [
        Option(council.slug, council.name, counts.get(council.pk, 0), council.slug == asked.place)
        for council in councils
        if counts.get(council.pk) or council.slug == asked.place
    ]
    everywhere = Option("", _("Everywhere"), found.count(), not asked.place)
    return Facet("place", _("Where"), [everywhere, *options], is_single=True)

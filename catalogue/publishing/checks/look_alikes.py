"""Courses and organisations that look like others: the same class twice, or a borrowed name."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.models import Organisation, Venue

# Of two titles with this likeness most people say that they are one course: "Forklift truck, 3
# days" and "Fork lift truck - 3 days" have 95, "Welding level 1" and "Welding level 2" have 93.
SAME_TITLE = 90
SAME_NAME = 88
SAME_WHOLE_NAME = 93
MOST_TITLES = 400
MOST_NAMES = 5_000
LARGEST_NUMBER = 2**63  # of a row
# Letters of other alphabets that look like ours; some do as capitals alone.
_CAPITAL_TWINS = str.maketrans("АВЕКМНОРСТУХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSABEZHIKMNOPTYX")
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0")  # letters that nobody sees
_TWINS = str.maketrans("аеорсухкіјѕԁһӏοαεικνρτυ", "aeopcyxkijsdhloaeiknptu")
# Words that many names share; without them "College of Moor" and "College of Ash" are not alike.
_COMMON = frozenset("the of and for ltd limited cic demo college training group".split())


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A course that looks like the one that was sent."""

    course_id: int
    title: str
    provider_id: int
    provider_name: str


def plain(text: str) -> str:
    """Return a name as the eye reads it: small letters, no accents, no borrowed letters."""
    parts = unicodedata.normalize("NFKD", text).translate(_CAPITAL_TWINS)
    seen = (c for c in parts if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    bare = "".join(c for c in seen if c not in _BLANKS).lower().translate(_TWINS)
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


def figures(text: str) -> list[str]:
    """Return the numbers of a title: those of level 1 and level 2 differ, so the courses do."""
    return sorted("".join(c if c.isdigit() else " " for c in text).split())


def venue_ids(content: Mapping[str, Any]) -> set[int]:
    """Return the venues of a content's runs."""
    found = set()
    for run in content.get("runs") or ():
        venue = run.get("venue")
        if isinstance(venue, int) and 0 < venue < LARGEST_NUMBER:
            found.add(venue)
    return found


def look_alikes(content: Mapping[str, Any], *, course_id: int | None) -> list[LookAlike]:
    """Return live courses with the same name at the same postcode, its own duplicates too."""
    return look_alikes_of([(course_id, content)]).get(0, [])


def look_alikes_of(
    contents: Iterable[tuple[int | None, Mapping[str, Any]]],
) -> dict[int, list[LookAlike]]:
    """Return the look-alikes of many contents by their place in the list, in two queries."""
    wanted = [(course_id, content, venue_ids(content)) for course_id, content in contents]
    ids = set().union(*(venues for _id, _content, venues in wanted)) if wanted else set()
    postcodes = dict(
        Venue.objects.filter(pk__in=ids).exclude(postcode="").values_list("pk", "postcode")
    )
    near = _titles_at(set(postcodes.values()))
    found: dict[int, list[LookAlike]] = {}
    for place, (course_id, content, venues) in enumerate(wanted):
        title = plain(str(content.get("title") or ""))
        there = [
            other
            for postcode in {postcodes[pk] for pk in venues if pk in postcodes}
            for other in near[postcode]
            if other.course_id != course_id
        ]
        alike = {other.course_id: other for other in there if _is_same(title, other.title)}
        if title and alike:
            found[place] = list(alike.values())
    return found


def _is_same(title: str, other: str) -> bool:
    return figures(title) == figures(other) and fuzz.ratio(title, plain(other)) >= SAME_TITLE


def _titles_at(postcodes: set[str]) -> dict[str, list[LookAlike]]:
    """Return the live courses at postcodes: at most some hundred, as a campus has a thousand."""
    near: dict[str, list[LookAlike]] = defaultdict(list)
    if not postcodes:
        return near
    rows = (
        Course.objects.filter(
            status__in=(CourseStatus.LIVE, CourseStatus.PAUSED),
            runs__venue__postcode__in=postcodes,
        )
        .values_list("pk", "title", "provider_id", "provider__name", "runs__venue__postcode")
        .distinct()
    )
    for pk, title, provider_id, provider, postcode in rows[: MOST_TITLES * len(postcodes)]:
        near[postcode].append(LookAlike(pk, title, provider_id, provider))
    return near


def similar_names(name: str, *, but: int | None = None, limit: int = 5) -> list[Organisation]:
    """Return organisations whose name looks like this one, the most alike first."""
    if not plain(name):
        return []
    rows = Organisation.objects.exclude(pk=but) if but else Organisation.objects.all()
    names = dict(rows.values_list("pk", "name")[:MOST_NAMES])
    # By what tells names apart in any order, and by the whole for a letter more or less.
    ways = ((name_key, fuzz.token_sort_ratio, SAME_NAME), (plain, fuzz.ratio, SAME_WHOLE_NAME))
    best: dict[int, float] = {}
    for read, scorer, least in ways:
        choices = {pk: read(one) for pk, one in names.items()}
        for _read, score, pk in process.extract(
            read(name), choices, scorer=scorer, score_cutoff=least, limit=limit
        ):
            best[pk] = max(score, best.get(pk, 0))
    found = Organisation.objects.in_bulk(best)
    return sorted(found.values(), key=lambda one: (-best[one.pk], one.pk))[:limit]


def name_key(name: str) -> str:
    """Return what tells a name apart; the whole where nothing but common words is in it."""
    words = plain(name).split()
    return " ".join(word for word in words if word not in _COMMON) or " ".join(words)

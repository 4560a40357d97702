"""A course of XCRI-CAP and its presentations to the cells of rows, a row for each presentation."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf.locale import LANG_INFO

from catalogue.feeds.cells import read_lars_code, read_level
from catalogue.feeds.formats.xcri_cap_places import venue_of
from catalogue.feeds.formats.xcri_cap_texts import Parts, identifier_of, line_of, parts_of, text_of
from catalogue.feeds.formats.xcri_cap_values import (
    Note,
    ages_of,
    cost_of,
    delivery_of,
    duration_of,
    pattern_of,
    study_of,
    when_of,
)

NEXT_KINDS = frozenset({"leadsto", "careeroutcome"})
HOW_KINDS = frozenset({"teachingstrategy", "structure", "contactpattern", "studyhours"})
BRING_KINDS = frozenset({"requiredresource"})
AT_A_PLACE = ("Classroom", "Blended learning", "")


@dataclass
class Provider:
    """A provider of the catalogue: who it is and where it stands."""

    title: str = ""
    ukprn: str = ""
    place: dict[str, str] = field(default_factory=dict)


@dataclass
class Row:
    """The cells of a row under the names of elements, and what was found on the way."""

    cells: dict[str, str]
    notes: list[Note]


class Presentation:
    """What a presentation says itself. Made at once, so that its elements can go."""

    def __init__(self, said: Parts) -> None:
        self.notes: list[Note] = []
        self.texts = _texts(said)
        self.title = line_of(said, "title")
        self.url = line_of(said, "url")
        self.join = line_of(said, "applyto")
        self.ages = ages_of(said)
        self.language = _language(line_of(said, "languageofinstruction"))
        self.venue = venue_of(said, notes=self.notes)
        self.cells = _run_cells(said, has_venue=bool(self.venue), notes=self.notes)


def _run_cells(said: Parts, *, has_venue: bool, notes: list[Note]) -> dict[str, str]:
    start = when_of(said, "start", column="START_DATE", notes=notes)
    end = when_of(said, "end", column="END_DATE", notes=notes)
    until = when_of(said, "applyuntil", column="ENROL_BY_DATE", notes=notes)
    cost, cost_words = cost_of(said, notes)
    duration, unit = duration_of(said, notes)
    cells = {
        "venue (postcode)": "",
        "identifier": identifier_of(said),
        "attendanceMode": delivery_of(said, has_venue=has_venue),
        "start": start.day,
        "cost": cost,
        "cost (words)": cost_words,
        "duration": duration,
        "duration (unit)": unit,
        "studyMode": study_of(said),
        "attendancePattern": pattern_of(said),
    }
    more = {
        "end": end.day,
        "applyUntil": until.day,
        "start (time)": start.clock,
        "end (time)": end.clock,
        "places": line_of(said, "places"),
    }
    return cells | {name: value for name, value in more.items() if value}


def _texts(said: Parts) -> dict[str, str]:
    description = text_of(said, "description") or text_of(said, "abstract")
    learn = text_of(said, "learningoutcome") or text_of(said, "objective")
    return {
        # A description alone says what is taught more often than for whom.
        "description": description if learn else "",
        "learningOutcome": learn or description,
        "prerequisite": text_of(said, "prerequisite"),
        "assessment": text_of(said, "assessment"),
        "description (structure)": text_of(said, "description", kinds=HOW_KINDS),
        "description (requiredResource)": text_of(said, "description", kinds=BRING_KINDS),
        "description (leadsTo)": text_of(said, "description", kinds=NEXT_KINDS),
    }


def course_rows(
    said: Parts, presentations: list[Presentation], *, provider: Provider
) -> Iterator[Row]:
    """Yield the rows of a course. Its subjects are left alone: see docs/course-feeds.md."""
    texts = _texts(said)
    for name in texts:
        texts[name] = texts[name] or _first(one.texts[name] for one in presentations)
    cells = {
        **texts,
        **_qualification(said),
        "title": line_of(said, "title") or _first(one.title for one in presentations),
        "url": line_of(said, "url") or _first(one.url for one in presentations),
        "course identifier": identifier_of(said),
        **_shared(presentations),
    }
    if not presentations:
        yield Row(cells | {"attendanceMode": ""}, [("XCRI_NO_PRESENTATION", "", "")])
    for one in presentations:
        row = cells | one.cells
        row["identifier"] = row["identifier"] or row["course identifier"]
        place = one.venue or (provider.place if row["attendanceMode"] in AT_A_PLACE else {})
        if not row["attendanceMode"] and place:
            row["attendanceMode"] = "Classroom"
        if row["attendanceMode"] in AT_A_PLACE:
            row["venue"] = (
                _first((place.get("venue (street)", ""), provider.title)) if place else ""
            )
            row |= place
        yield Row(row, one.notes)


def _shared(presentations: list[Presentation]) -> dict[str, str]:
    """Return what is told for a run there and for a course here, where all runs agree."""
    cells: dict[str, str] = {}
    ages = {one.ages for one in presentations}
    if len(ages) == 1 and ages != {("", "")}:
        cells["age (from)"], cells["age (to)"] = ages.pop()
    languages = {one.language for one in presentations}
    if len(languages) == 1 and languages != {""}:
        cells["languageOfInstruction"] = languages.pop()
    links = Counter(one.join for one in presentations if one.join)
    if links:
        link = min(links, key=lambda one: (-links[one], one))
        if link.lower().startswith("mailto:"):
            cells |= {"HOW_TO_JOIN": "Email", "applyTo": link[7:].partition("?")[0]}
        elif link.lower().startswith(("http://", "https://", "www.")):
            cells |= {"HOW_TO_JOIN": "Website", "applyTo": link}
    return cells


def _qualification(said: Parts) -> dict[str, str]:
    cells = {"qualification identifier": "", "educationLevel": "", "awardedBy": ""}
    for element in said.get("qualification", ()):
        inner = parts_of(element)
        for name in ("identifier", "abbr"):
            code = line_of(inner, name)
            if code and not cells["qualification identifier"] and _is_lars(code):
                cells["qualification identifier"] = code
        cells["awardedBy"] = cells["awardedBy"] or line_of(inner, "awardedby")
        level = line_of(inner, "educationlevel")
        cells["educationLevel"] = cells["educationLevel"] or (level if _is_level(level) else "")
    level = line_of(said, "level")
    if not cells["educationLevel"] and _is_level(level):
        cells["educationLevel"] = level
    return cells


def _is_lars(code: str) -> bool:
    try:
        return read_lars_code(code)[1] is False
    except ValueError:
        return False


def _is_level(words: str) -> bool:
    try:
        read_level(words)
    except ValueError:
        return False
    return True


def _language(code: str) -> str:
    """Return the name of a language of teaching that is not English: ``"cy"`` is Welsh."""
    short = code.strip().lower()[:2]
    if short in ("", "en") or len(code.strip()) > 5:
        return ""
    return str(LANG_INFO.get(short, {}).get("name", ""))


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")

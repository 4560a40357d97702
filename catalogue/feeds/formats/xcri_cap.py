"""XCRI-CAP 1.2, the national XML of course feeds: each presentation becomes a row of ours.

A presentation takes what it does not say from its course, and its place from the provider. Names
of elements are read without namespace and case, because real feeds get both wrong.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf.locale import LANG_INFO

from catalogue.feeds.cells import read_lars_code, read_level
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.xcri_cap_places import place_of, venue_of
from catalogue.feeds.formats.xcri_cap_texts import (
    Parts,
    identifier_of,
    line_of,
    parts_of,
    text_of,
    ukprn_of,
)
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
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.xml_reading import XmlText, local_name, parts

FIRST_ROW = 2  # as in a spreadsheet, where row 1 has the headings
NEXT_KINDS = frozenset({"leadsto", "careeroutcome"})
HOW_KINDS = frozenset({"teachingstrategy", "structure", "contactpattern", "studyhours"})
BRING_KINDS = frozenset({"requiredresource"})
# Names of elements for our columns, as reports call them.
ELEMENTS = {
    "qualification identifier": "LARS_QAN",
    "educationLevel": "LEVEL",
    "awardedBy": "AWARDING_BODY",
    "description": "WHO_THIS_COURSE_IS_FOR",
    "prerequisite": "ENTRY_REQUIREMENTS",
    "learningOutcome": "WHAT_YOU_WILL_LEARN",
    "description (structure)": "HOW_YOU_WILL_LEARN",
    "description (requiredResource)": "WHAT_YOU_WILL_NEED_TO_BRING",
    "assessment": "HOW_YOU_WILL_BE_ASSESSED",
    "description (leadsTo)": "WHERE_NEXT",
    "title": "COURSE_NAME",
    "course identifier": "COURSE_REFERENCE",
    "identifier": "YOUR_REFERENCE",
    "attendanceMode": "DELIVERY_MODE",
    "start": "START_DATE",
    "end": "END_DATE",
    "applyUntil": "ENROL_BY_DATE",
    "start (time)": "START_TIME",
    "end (time)": "END_TIME",
    "venue": "VENUE_NAME",
    "venue (postcode)": "VENUE_POSTCODE",
    "venue (street)": "VENUE_ADDRESS_1",
    "venue (more)": "VENUE_ADDRESS_2",
    "venue (town)": "VENUE_TOWN",
    "venue (phone)": "VENUE_PHONE",
    "venue (email)": "VENUE_EMAIL",
    "venue (lat)": "VENUE_LATITUDE",
    "venue (long)": "VENUE_LONGITUDE",
    "url": "COURSE_WEBPAGE",
    "cost": "COST",
    "cost (words)": "COST_DESCRIPTION",
    "duration": "DURATION",
    "duration (unit)": "DURATION_UNIT",
    "studyMode": "STUDY_MODE",
    "attendancePattern": "ATTENDANCE_PATTERN",
    "places": "PLACES",
    "applyTo": "HOW_TO_JOIN_VALUE",
    "age (from)": "AGE_FROM",
    "age (to)": "AGE_TO",
    "languageOfInstruction": "TAUGHT_IN",
}
XCRI_CAP = FileFormat(
    name="xcri-cap",
    label="XCRI-CAP 1.2",
    headings=tuple(ELEMENTS),
    has_lars=False,
    is_open=True,
    renames=ELEMENTS,
    optional=frozenset(ELEMENTS),
    notes=(
        "XML. A row is a presentation; the first one is row 2.",
        "A presentation without a text takes its course's; without a venue, the provider's place.",
        "Names of elements are read in any case and namespace.",
        "XHTML and escaped HTML become plain words.",
        "A date is read from @dtf, else from its words. A month alone is not a date.",
        "A cost of 0.0000 is not known. A sentence with prices is kept as words.",
        "Venues that the provider does not have yet are made from name and postcode.",
        "A file with a DOCTYPE, or that is not well-formed, is refused with its line.",
    ),
)


@dataclass
class _Provider:
    """A provider of the catalogue: who it is and where it stands."""

    title: str = ""
    ukprn: str = ""
    place: dict[str, str] = field(default_factory=dict)


class XcriFile:
    """An opened file. It reads the file once for its providers and once for its rows."""

    headings = list(ELEMENTS)
    separator = "comma"
    rows_blank = 0

    def __init__(self, stream: BinaryIO, *, ukprn: str = "") -> None:
        self._text = XmlText(stream)
        self._providers = self._read_providers()
        mine = [number for number, one in enumerate(self._providers) if one.ukprn == ukprn != ""]
        # A catalogue of several organisations: only ours counts, where it is named.
        self._kept = set(mine) or set(range(len(self._providers) + 1))

    @property
    def encoding(self) -> str:
        """The encoding, final once the rows are read."""
        return self._text.encoding

    def _read_providers(self) -> list[_Provider]:
        providers: list[_Provider] = []
        root = None
        for element in parts(self._text, names=("course", "presentation", "provider", "catalog")):
            name, parent = local_name(element), element.getparent()
            if name == "catalog" and parent is None:
                root = element
            elif name == "provider" and _depth(element) <= 1:
                said = parts_of(element)
                providers.append(
                    _Provider(line_of(said, "title"), ukprn_of(said), place_of(said, notes=[]))
                )
                element.clear()
            elif name != "provider":
                element.clear()
        if root is None:
            raise FileRefusedError(
                "FILE_NOT_XCRI",
                "The XML is no XCRI-CAP: its outermost element is not catalog. Give the address of "
                "the feed of courses.",
                row=1,
            )
        return providers

    def rows(self) -> Iterator[RawRow]:
        """Read the presentations, one by one."""
        number = FIRST_ROW
        for row in self._courses():
            yield RawRow(number=number, cells=row.cells, notes=tuple(row.notes))
            number += 1
        if number == FIRST_ROW:
            raise FileRefusedError(
                "FILE_EMPTY", "The feed has no courses. Nothing changed. Check its address.", row=1
            )

    def _courses(self) -> Iterator["_Row"]:
        """Yield the rows of each course at its end. What was read is taken out of the tree."""
        provider = 0
        waiting: list[_Presentation] = []
        before: Any = None
        for element in parts(self._text, names=("course", "presentation", "provider")):
            name, parent = local_name(element), element.getparent()
            if name == "provider" and _depth(element) <= 1:
                provider += 1
            elif name == "presentation" and local_name(parent) == "course" and _is_offer(parent):
                waiting.append(_Presentation(parts_of(element)))
            elif name == "course" and _is_offer(element):
                if provider in self._kept:
                    yield from _course_rows(
                        parts_of(element), waiting, provider=self._provider(provider)
                    )
                waiting = []
                if before is not None and before.getparent() is parent:
                    parent.remove(before)
                before = element
            if name != "provider" or _depth(element) <= 1:
                element.clear()

    def _provider(self, number: int) -> "_Provider":
        return self._providers[number] if number < len(self._providers) else _Provider()


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_offer(course: Any) -> bool:
    """Say whether a course stands where courses stand, and not inside a venue."""
    return not any(local_name(one) in ("venue", "presentation") for one in course.iterancestors())


@dataclass
class _Row:
    cells: dict[str, str]
    notes: list[Note]


class _Presentation:
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


def _course_rows(
    said: Parts, presentations: list[_Presentation], *, provider: _Provider
) -> Iterator[_Row]:
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
        yield _Row(cells | {"attendanceMode": ""}, [("XCRI_NO_PRESENTATION", "", "")])
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
        yield _Row(row, one.notes)


AT_A_PLACE = ("Classroom", "Blended learning", "")


def _shared(presentations: list[_Presentation]) -> dict[str, str]:
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

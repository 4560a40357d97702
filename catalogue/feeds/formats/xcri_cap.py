"""XCRI-CAP 1.2, the national XML of course feeds: each presentation becomes a row of ours.

A presentation takes what it does not say from its course, and its place from the provider. Names
of elements are read without namespace and case, because real feeds get both wrong.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.xcri_cap_places import place_of
from catalogue.feeds.formats.xcri_cap_rows import Presentation, Provider, Row, course_rows
from catalogue.feeds.formats.xcri_cap_texts import line_of, parts_of, ukprn_of
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.xml_reading import XmlText, local_name, parts

FIRST_ROW = 2  # as in a spreadsheet, where row 1 has the headings
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
        "Subjects are not read: ours follow from the learning aim, else from the name.",
        "Venues that the provider does not have yet are made from name and postcode.",
        "A file with a DOCTYPE, or that is not well-formed, is refused with its line.",
    ),
)


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

    def _read_providers(self) -> list[Provider]:
        providers: list[Provider] = []
        root = None
        for element in parts(self._text, names=("course", "presentation", "provider", "catalog")):
            name, parent = local_name(element), element.getparent()
            if name == "catalog" and parent is None:
                root = element
            elif name == "provider" and _depth(element) <= 1:
                said = parts_of(element)
                providers.append(
                    Provider(line_of(said, "title"), ukprn_of(said), place_of(said, notes=[]))
                )
                element.clear()
            elif name != "provider":
                element.clear()
        if root is None:
            raise FileRefusedError(
                "FILE_NOT_XCRI",
                _(
                    "The XML is no XCRI-CAP: its outermost element is not catalog. Give the "
                    "address of the feed of courses."
                ),
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
                "FILE_EMPTY",
                _("The feed has no courses. Nothing changed. Check its address."),
                row=1,
            )

    def _courses(self) -> Iterator[Row]:
        """Yield the rows of each course at its end. What was read is taken out of the tree."""
        provider = 0
        waiting: list[Presentation] = []
        before: Any = None
        for element in parts(self._text, names=("course", "presentation", "provider")):
            name, parent = local_name(element), element.getparent()
            if name == "provider" and _depth(element) <= 1:
                provider += 1
            elif name == "presentation" and local_name(parent) == "course" and _is_offer(parent):
                waiting.append(Presentation(parts_of(element)))
            elif name == "course" and _is_offer(element):
                if provider in self._kept:
                    yield from course_rows(
                        parts_of(element), waiting, provider=self._provider(provider)
                    )
                waiting = []
                if before is not None and before.getparent() is parent:
                    parent.remove(before)
                before = element
            if name != "provider" or _depth(element) <= 1:
                element.clear()

    def _provider(self, number: int) -> Provider:
        return self._providers[number] if number < len(self._providers) else Provider()


def _depth(element: Any) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_offer(course: Any) -> bool:
    """Say whether a course stands where courses stand, and not inside a venue."""
    return not any(local_name(one) in ("venue", "presentation") for one in course.iterancestors())

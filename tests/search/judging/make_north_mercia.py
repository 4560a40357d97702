"""Writes the upload files of the invented North Mercia colleges from their short lists.

``python -m tests.search.judging.make_north_mercia`` writes them again after a change.
"""

import csv
import datetime
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY

FOLDER = Path(__file__).parent / "north_mercia"
FILES = FOLDER / "files"
FIRST_START = datetime.date(2026, 12, 7)
WEEKS_AHEAD = 44
LOAN = "Advanced Learner Loan may be available. Ask us about fees."
PATTERNS = {"D": "Daytime", "E": "Evening", "W": "Weekend", "R": "Day/Block release"}
STUDY = {"F": "Full time", "P": "Part time"}


class Provider(NamedTuple):
    """A provider and the words that stand in every course of its website.

    Colleges repeat such words; a search that trusts them finds everything for "English".
    """

    slug: str
    ukprn: str
    name: str
    how: str = ""
    where_next: str = ""


PROVIDERS = (
    Provider(
        "weaverbank",
        "10099101",
        "Weaverbank College",
        "In class and by independent study. A portfolio, practical tasks and external assessment.",
    ),
    Provider(
        "kilnworks",
        "10099102",
        "Kilnworks College",
        "Full-time students also take English and maths if they do not hold a GCSE at grade 4. "
        "Our careers team, counsellors and learning support are there for you.",
        "University, an apprenticeship, a job, or another course at Kilnworks College.",
    ),
    Provider("lymeford", "10099103", "Lymeford Adult Learning", "Small friendly groups."),
    Provider("saltgate", "10099104", "Saltgate Community Hub"),
    Provider(
        "northlink",
        "10099105",
        "Northlink Skills Ltd",
        "Free parking. Most courses are accredited &amp; nationally recognised.",
        "Our job brokers work with care, logistics, construction &amp; IT employers.",
    ),
)


class Listed(NamedTuple):
    """One line of a short list; see the first line of each file."""

    reference: str
    name: str
    qualification: str
    level: str
    subject_area: str
    attendance: str
    venues: str
    cost: str
    who: str
    what: str

    @property
    def aim(self) -> str:
        """The code of the learning aim, for those that have one."""
        return f"6{number(self.qualification, 10**7):07d}" if self.qualification else ""


def number(text: str, below: int) -> int:
    """Give a number that depends on the text alone."""
    return int.from_bytes(sha256(text.encode()).digest()[:8]) % below


def listed(slug: str) -> Iterator[Listed]:
    """Read the short list of a provider."""
    for line in (FOLDER / f"{slug}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Listed(*line.split("|"))


def venues(slug: str) -> Iterator[list[str]]:
    """Give (reference, name, address, town, postcode) of a provider."""
    for line in (FOLDER / "venues.txt").read_text(encoding="utf-8").splitlines():
        provider, *cells = line.split("|")
        if provider == slug:
            yield cells


def course_rows(provider: Provider) -> Iterator[dict[str, str]]:
    """Give a row for each place at which a course runs."""
    names = {reference: name for reference, name, *_ in venues(provider.slug)}
    for course in listed(provider.slug):
        is_online = "O" in course.attendance
        is_free = course.cost in ("", "0")
        for venue in course.venues.split(","):
            start = FIRST_START + datetime.timedelta(
                weeks=number(course.reference + venue, WEEKS_AHEAD)
            )
            is_flexible = is_online or "ROLL" in course.name
            yield {
                "LARS_QAN": course.aim,
                "WHO_THIS_COURSE_IS_FOR": course.who,
                "WHAT_YOU_WILL_LEARN": course.what,
                "HOW_YOU_WILL_LEARN": provider.how,
                "WHERE_NEXT": provider.where_next,
                "COURSE_NAME": course.name,
                "YOUR_REFERENCE": course.reference,
                "DELIVERY_MODE": "Online" if is_online else "Classroom based",
                "START_DATE": "" if is_flexible else f"{start:%d/%m/%Y}",
                "FLEXIBLE_START_DATE": "Yes" if is_flexible else "No",
                "VENUE_NAME": "" if is_online else names[venue],
                "COURSE_WEBPAGE": f"https://{provider.slug}.example.org/courses",
                "COST": "" if course.cost == "loan" else course.cost,
                "COST_DESCRIPTION": LOAN if course.cost == "loan" else "Free" if is_free else "",
                "DURATION": str(1 + number(course.name, 30)),
                "DURATION_UNIT": "Weeks",
                "STUDY_MODE": ""
                if is_online
                else next((STUDY[one] for one in course.attendance if one in STUDY), "Flexible"),
                "ATTENDANCE_PATTERN": ""
                if is_online
                else next((PATTERNS[o] for o in course.attendance if o in PATTERNS), "Daytime"),
            }


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> None:
    """Write a CSV file as the national service gives it out."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_all(folder: Path) -> None:
    """Write the courses and venues of every provider, and the learning aims of all."""
    folder.mkdir(exist_ok=True)
    aims: dict[str, dict[str, str]] = {}
    for provider in PROVIDERS:
        rows = list(course_rows(provider))
        write(folder / f"{provider.slug}_courses.csv", list(COURSE_DIRECTORY.headings), rows)
        write(
            folder / f"{provider.slug}_venues.csv",
            VENUE_COLUMNS,
            [
                {
                    "YOUR_VENUE_REFERENCE": reference,
                    "VENUE_NAME": name,
                    "ADDRESS_LINE_1": address,
                    "TOWN_OR_CITY": town,
                    "POSTCODE": postcode,
                }
                for reference, name, address, town, postcode in venues(provider.slug)
            ],
        )
        for course in listed(provider.slug):
            if course.aim:
                aims[course.aim] = {
                    "LearnAimRef": course.aim,
                    "LearnAimRefTitle": course.qualification,
                    "LearnAimRefType": "0006",
                    "NotionalNVQLevelv2": course.level or "X",
                    "AwardOrgCode": "INVENTED",
                    "EffectiveFrom": "01 Aug 2020",
                    "SectorSubjectAreaTier1": course.subject_area.split(".")[0] + ".00",
                    "SectorSubjectAreaTier2": course.subject_area,
                }
    write(folder / "learning_aims.csv", AIM_COLUMNS, list(aims.values()))


VENUE_COLUMNS = [
    *("YOUR_VENUE_REFERENCE", "VENUE_NAME", "ADDRESS_LINE_1", "ADDRESS_LINE_2", "TOWN_OR_CITY"),
    *("COUNTY", "POSTCODE", "EMAIL", "PHONE", "WEBSITE"),
]
AIM_COLUMNS = [
    *("LearnAimRef", "LearnAimRefTitle", "LearnAimRefType", "NotionalNVQLevelv2", "AwardOrgCode"),
    *("EffectiveFrom", "EffectiveTo", "SectorSubjectAreaTier1", "SectorSubjectAreaTier2"),
]

if __name__ == "__main__":
    write_all(FILES)

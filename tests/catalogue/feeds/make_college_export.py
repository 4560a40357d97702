"""Write the export of the invented Heathermoor College: courses, venues and learning aims.

    python -m tests.catalogue.feeds.make_college_export

The files in data/ are made by this script from one seed, so they can be made again. The export is
as messy as a real one: college_messes.py says what is wrong in it, and the tests count on it.
"""

import csv
import datetime
import random
import sys
from pathlib import Path
from typing import Any

from tests.catalogue.feeds.college_catalogue import TOPICS, VENUES, Topic
from tests.catalogue.feeds.college_messes import make_messy

SEED = 20261125
DATA_DIR = Path(__file__).resolve().parent / "data"
SITE = "https://www.heathermoor.example.org/courses/"
HEADINGS = (
    "LARS_QAN,WHO_THIS_COURSE_IS_FOR,ENTRY_REQUIREMENTS,WHAT_YOU_WILL_LEARN,HOW_YOU_WILL_LEARN,"
    "WHAT_YOU_WILL_NEED_TO_BRING,HOW_YOU_WILL_BE_ASSESSED,WHERE_NEXT,COURSE_NAME,YOUR_REFERENCE,"
    "DELIVERY_MODE,START_DATE,FLEXIBLE_START_DATE,VENUE_NAME,YOUR_VENUE_REFERENCE,"
    "NATIONAL_DELIVERY,SUB_REGION,COURSE_WEBPAGE,COST,COST_DESCRIPTION,DURATION,DURATION_UNIT,"
    "STUDY_MODE,ATTENDANCE_PATTERN"
).split(",")
VENUE_HEADINGS = (
    "YOUR_VENUE_REFERENCE,VENUE_NAME,ADDRESS_LINE_1,ADDRESS_LINE_2,TOWN_OR_CITY,COUNTY,POSTCODE,"
    "EMAIL,PHONE,WEBSITE"
).split(",")
LARS_HEADINGS = (
    "LearnAimRef,LearnAimRefTitle,LearnAimRefType,NotionalNVQLevelv2,AwardOrgCode,EffectiveFrom,"
    "EffectiveTo,SectorSubjectAreaTier1,SectorSubjectAreaTier2"
).split(",")

MAIN, FORGE, BILSTON, YARD, HUB = (venue[1] for venue in VENUES)
HOME_OF_DEPARTMENT = {
    "Construction": (YARD, "05", "2"),
    "Engineering": (FORGE, "04", "1"),
    "Health and Care": (MAIN, "01", "3"),
    "Early Years and Education": (HUB, "01", "5"),
    "English for Speakers of Other Languages": (HUB, "14", "1"),
    "English and Maths": (BILSTON, "14", "1"),
    "Digital": (MAIN, "06", "1"),
    "Logistics": (FORGE, "07", "2"),
    "Hospitality": (MAIN, "07", "4"),
    "Business": (MAIN, "15", "2"),
    "Preparation for Work": (BILSTON, "14", "2"),
    "Hair and Beauty": (MAIN, "07", "3"),
    "Creative": (MAIN, "09", "2"),
    "Sport and Public Services": (MAIN, "08", "1"),
    "Languages": (BILSTON, "12", "2"),
    "Land and Animals": (MAIN, "03", "2"),
}
WHO = (
    "This course is for people who want to start in {name}. You learn to {do0} and to {do1}.",
    (
        "Have you thought about {name}? “{title}” is for adults who want to {do0}, with "
        "others who are also new to it."
    ),
    (
        "You like to work with your hands and your head, and you want to learn how to "
        "{do0}. That is who “{title}” is for."
    ),
    (
        "For anyone aged 19 or over who lives or works near Walsall and wants to get on "
        "in {name}. We start with how to {do2}."
    ),
    "{title} suits you if you have tried {name} at home or at work and now want to {do3} properly.",
)
ENTRY = (
    "There are no formal entry requirements. We’ll have a friendly chat with you first.",
    (
        "You need to be able to follow written instructions in English. We check this in "
        "a short meeting."
    ),
    "Level 1 in the same subject, or some months of work in {name}.",
    "GCSE grade 3 in English and maths, or equivalent – or come to a taster day for {name}.",
    "N/A",
    "None",
)
LEARN = (
    "You will learn to:\n- {do0}\n- {do1}\n- {do2}\n- {do3}",
    "Week by week you {do1}, {do2} and {do3}. At the end you will {do0} without help.",
    "In “{title}” you {do0}; you {do3}; and you talk with people who do {name} for a living.",
    (
        "We begin with how to {do2}. After that you {do0} and {do1}. The last part is "
        "about how to {do3}."
    ),
)
HOW = (
    (
        "In a workshop with no more than 12 learners. A tutor who worked in {name} shows "
        "you, then you do it."
    ),
    "Half of the time is practical. The rest is discussion, short films and quizzes about {name}.",
    "Online, in your own time, with a tutor’s call every week.",
    "At your workplace. An assessor visits once a month and helps you to {do1}.",
    "In class, with a break. Bring your questions about {name}.",
)
ASSESS = (
    "By a folder of your work and one practical task: {do0}.",
    "A multiple-choice test and an observation while you {do1}.",
    "There is no exam. Your tutor keeps notes on how you {do2}.",
    "An online exam set by the awarding organisation.",
)
NEXT = (
    "Work as a {job0} or {job1}, or the next level at Heathermoor.",
    "Many learners of {name} find work as a {job0} within months.",
    "Ask about the next course in {name}. Our careers team can help you become a {job1}.",
)


def main() -> None:
    """Write the three files."""
    rng = random.Random(SEED)
    courses, aims = make_courses(rng)
    rows = [row for course in courses for row in make_rows(rng, course)]
    make_messy(rng, rows)
    DATA_DIR.mkdir(exist_ok=True)
    write_courses(rows)
    write_venues()
    write_table(DATA_DIR / "college_learning_aims.csv", LARS_HEADINGS, aims)
    sys.stdout.write(f"{len(rows)} rows, {len(courses)} courses, {len(aims)} learning aims\n")


def make_courses(rng: random.Random) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """Return the courses with their texts, and the learning aims that they name."""
    courses, aims = [], []
    number = 0
    for topic in TOPICS:
        _, area, sub_area = HOME_OF_DEPARTMENT[topic.department]
        for title, kind in topic.courses:
            number += 1
            has_aim = any(
                word in title for word in ("Level", "NVQ", "ESOL", "GCSE", "AAT", "Access")
            )
            lars = f"{rng.randrange(60000000, 61999999)}" if has_aim else ""
            if has_aim and number % 17 == 0:
                lars = f"00{rng.randrange(100000, 999999)}"
            if lars:
                aims.append(
                    [
                        lars,
                        f"Heathermoor Award: {title}"[:290],
                        "0006",
                        level_of(title),
                        "HMA",
                        "01 Aug 2020",
                        "",
                        f"{int(area)}.00",
                        f"{int(area)}.{sub_area}0",
                    ]
                )
            courses.append(
                {
                    "topic": topic,
                    "title": title,
                    "kind": kind,
                    "lars": lars,
                    "reference": f"HC{1000 + number}",
                    "texts": make_texts(rng, topic, title, kind),
                }
            )
    return courses, aims


def level_of(title: str) -> str:
    for number in "12345":
        if f"Level {number}" in title or f"NVQ{number}" in title:
            return "E" if f"Entry Level {number}" in title else number
    return "E" if "Entry" in title else "2" if "GCSE" in title else "X"


def make_texts(rng: random.Random, topic: Topic, title: str, kind: str) -> dict[str, str]:
    """Return the texts of one course, from the facts of its topic in an order of its own."""
    doing = list(topic.doing)
    rng.shuffle(doing)
    words = {
        "name": topic.name,
        "title": title,
        "job0": topic.jobs[0],
        "job1": topic.jobs[1],
        **{f"do{i}": text for i, text in enumerate(doing)},
    }
    how = {"O": HOW[2], "P": HOW[3]}.get(kind) or rng.choice((HOW[0], HOW[1], HOW[4]))
    texts = {
        "WHO_THIS_COURSE_IS_FOR": rng.choice(WHO),
        "ENTRY_REQUIREMENTS": rng.choice(ENTRY),
        "WHAT_YOU_WILL_LEARN": rng.choice(LEARN),
        "HOW_YOU_WILL_LEARN": how,
        "WHAT_YOU_WILL_NEED_TO_BRING": topic.bring[0].upper() + topic.bring[1:] + ".",
        "HOW_YOU_WILL_BE_ASSESSED": rng.choice(ASSESS),
        "WHERE_NEXT": rng.choice(NEXT),
    }
    return {column: text.format(**words) for column, text in texts.items()}


def make_rows(rng: random.Random, course: dict[str, Any]) -> list[dict[str, str]]:
    """Return the runs of a course as rows: two to four, fewer for long ones."""
    topic, title, kind = course["topic"], course["title"], course["kind"]
    home = HOME_OF_DEPARTMENT[topic.department][0]
    count = {"F": rng.choice((1, 2, 2)), "O": rng.choice((1, 1, 2)), "P": 2}.get(
        kind, rng.choice((2, 3, 3, 4))
    )
    # ESOL runs in many places and at many times.
    count = 5 if title.startswith("ESOL") else count
    rows = []
    for run in range(count):
        venue = home if run % 2 == 0 else rng.choice((MAIN, BILSTON, HUB, home))
        start = datetime.date(2027, 1, 11) + datetime.timedelta(
            weeks=rng.randrange(36), days=run % 5
        )
        if rng.random() < 0.05:
            start = datetime.date(2026, 9, 7) + datetime.timedelta(weeks=rng.randrange(8))
        row = dict.fromkeys(HEADINGS, "")
        row |= course["texts"] | {
            "LARS_QAN": course["lars"],
            "COURSE_NAME": title,
            "YOUR_REFERENCE": course["reference"]
            if run == 0 or rng.random() < 0.8
            else f"{course['reference']}-{run + 1}",
            "START_DATE": f"{start:%d/%m/%Y}",
            "FLEXIBLE_START_DATE": rng.choice(("No", "No", "")),
            "COURSE_WEBPAGE": SITE + course["reference"].lower(),
        }
        row |= how_it_runs(rng, kind, venue=venue) | what_it_costs(rng, title, kind)
        rows.append(row)
    return rows


def how_it_runs(rng: random.Random, kind: str, *, venue: str) -> dict[str, str]:
    weeks = str(rng.choice((4, 6, 8, 10, 12, 20, 30)))
    at_venue = {"VENUE_NAME": venue, "DELIVERY_MODE": "Classroom"}
    return {
        "B": at_venue
        | {
            "DURATION": weeks,
            "DURATION_UNIT": "Weeks",
            "STUDY_MODE": "Part time",
            "ATTENDANCE_PATTERN": "Daytime",
        },
        "E": at_venue
        | {
            "DURATION": weeks,
            "DURATION_UNIT": "Weeks",
            "STUDY_MODE": "Part-time",
            "ATTENDANCE_PATTERN": "Evening",
        },
        "W": at_venue
        | {
            "DURATION": rng.choice(("1", "2", "3")),
            "DURATION_UNIT": "Days",
            "STUDY_MODE": "Part time",
            "ATTENDANCE_PATTERN": "Weekend",
        },
        "F": at_venue
        | {
            "DURATION": "1",
            "DURATION_UNIT": "Years",
            "STUDY_MODE": "Full time",
            "ATTENDANCE_PATTERN": "Daytime",
            "DELIVERY_MODE": "Classroom based",
        },
        "X": at_venue
        | {
            "DURATION": weeks,
            "DURATION_UNIT": "Weeks",
            "STUDY_MODE": "Flexible",
            "ATTENDANCE_PATTERN": "Evening",
            "DELIVERY_MODE": "Blended learning",
        },
        "O": {
            "DELIVERY_MODE": "Online",
            "DURATION": rng.choice(("6", "8", "12")),
            "DURATION_UNIT": "Weeks",
            "FLEXIBLE_START_DATE": "Yes",
            "START_DATE": "",
        },
        "P": {
            "DELIVERY_MODE": "Work based",
            "DURATION": rng.choice(("6", "9", "12", "18")),
            "DURATION_UNIT": "Months",
            "FLEXIBLE_START_DATE": "Yes",
            "START_DATE": "",
            "NATIONAL_DELIVERY": "No",
            "SUB_REGION": "Walsall;Sandwell;Wolverhampton",
        },
    }[kind]


def what_it_costs(rng: random.Random, title: str, kind: str) -> dict[str, str]:
    if any(
        word in title for word in ("Functional", "ESOL", "Essential Digital", "GCSE", "Multiply")
    ):
        return {"COST": "0", "COST_DESCRIPTION": "Free for most adults who live in the region."}
    if kind == "F":
        return {
            "COST": "",
            "COST_DESCRIPTION": "Free if you are 16–18. Ask about loans if you’re older.",
        }
    if kind == "P":
        return {"COST": "", "COST_DESCRIPTION": "Your employer pays a share."}
    return {"COST": str(rng.choice((25, 45, 60, 85, 120, 195, 250, 395, 1250)))}


def write_courses(rows: list[dict[str, str]]) -> None:
    """Write with a byte order mark, Windows line ends, an extra column and blank lines."""
    headings = [*HEADINGS, "Internal notes"]
    shown = [f" {name} " if name in ("COST", "DURATION") else name for name in headings]
    with (DATA_DIR / "college_courses.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(shown)
        for number, row in enumerate(rows):
            cells = [row[name] for name in HEADINGS] + ["checked" if number % 9 == 0 else ""]
            writer.writerow([*cells, *row["surplus"].split(",")] if "surplus" in row else cells)
            if number % 150 == 149:
                writer.writerow([""] * len(headings) if number % 300 == 299 else [])
        writer.writerow([""] * len(headings))


def write_venues() -> None:
    write_table(DATA_DIR / "college_venues.csv", VENUE_HEADINGS, [list(venue) for venue in VENUES])


def write_table(path: Path, headings: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows([headings, *rows])


if __name__ == "__main__":
    main()

"""What is wrong in the export of Heathermoor College, put in the same way each time."""

import random

from tests.catalogue.feeds.college_catalogue import VENUES

MAIN = VENUES[0][1]
# What is wrong in the course file, by the number of rows that have it.
MESSES = {
    "unknown venue": 3,
    "31 February": 1,
    "no delivery mode": 1,
    "surplus cells": 1,
    "cost in words": 1,
}
HELD_ROWS = sum(MESSES.values())
REPEATED_ROWS = 3


class Picker:
    """Picks rows at random, no row twice."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.taken: set[int] = set()

    def some(self, count: int, among: list[dict[str, str]]) -> list[dict[str, str]]:
        free = [row for row in among if id(row) not in self.taken]
        chosen = self.rng.sample(free, count)
        self.taken.update(id(row) for row in chosen)
        return chosen


def make_messy(rng: random.Random, rows: list[dict[str, str]]) -> None:
    """Put into the rows what real exports have, the same way each time."""
    pick = Picker(rng)
    at_venue = [row for row in rows if row["VENUE_NAME"]]
    dated = [row for row in at_venue if row["START_DATE"].endswith("2027")]
    priced = [row for row in at_venue if row["COST"] not in ("", "0")]
    spoil_rows(pick, dated=dated, priced=priced)
    vary_dates(pick, dated)
    vary_costs(pick, priced)
    vary_venues(pick, at_venue)
    for row in rows:
        if row["DELIVERY_MODE"] == "Online" and rng.random() < 0.3:
            row["VENUE_NAME"], row["STUDY_MODE"] = MAIN, "N/A"
        row["LARS_QAN"] = row["LARS_QAN"].lstrip("0")
        if rng.random() < 0.1:
            row["COURSE_NAME"] += "  "
    change_texts(rows)
    rows += [dict(row) for row in pick.some(REPEATED_ROWS, dated)]


def spoil_rows(pick: Picker, *, dated: list[dict[str, str]], priced: list[dict[str, str]]) -> None:
    """Spoil as many rows as MESSES says, so that they are held."""
    for row in pick.some(MESSES["unknown venue"], dated):
        row["VENUE_NAME"] = "Aldridge Library"
    for row in pick.some(MESSES["31 February"], dated):
        row["START_DATE"] = "31/02/2027"
    for row in pick.some(MESSES["no delivery mode"], dated):
        row["DELIVERY_MODE"] = ""
    for row in pick.some(MESSES["surplus cells"], dated):
        row["surplus"] = " bring lunch, and a friend"
    for row in pick.some(MESSES["cost in words"], priced):
        row["COST"] = "about 200 pounds"


def vary_dates(pick: Picker, dated: list[dict[str, str]]) -> None:
    for row in pick.some(30, dated):
        day, month, year = row["START_DATE"].split("/")
        row["START_DATE"] = f"{year}-{month}-{day}"
    for row in pick.some(6, dated):
        day, month, year = row["START_DATE"].split("/")
        row["START_DATE"] = f"{int(day)}/{int(month)}/{year[2:]}"


def vary_costs(pick: Picker, priced: list[dict[str, str]]) -> None:
    for row in pick.some(5, priced):
        row["COST"] = "TBC"
    for row in pick.some(12, priced):
        row["COST"] = f"£{int(row['COST']):,}.00"
    for row in pick.some(4, priced):
        row["COST"], row["COST_DESCRIPTION"] = "Free", ""


def vary_venues(pick: Picker, at_venue: list[dict[str, str]]) -> None:
    names = {venue[1]: venue[0] for venue in VENUES}
    for row in pick.some(8, at_venue):
        row["VENUE_NAME"] = row["VENUE_NAME"].upper() + "  "
    known = [row for row in at_venue if row["VENUE_NAME"] in names]
    for row in pick.some(4, known):
        row["YOUR_VENUE_REFERENCE"], row["VENUE_NAME"] = names[row["VENUE_NAME"]], ""


# Changes to every row of a course, so that its rows stay together.
CHANGED_COURSES = {
    "Cook Well for Less": {
        "WHAT_YOU_WILL_LEARN": "<p>You will learn to <b>chop, roast &amp; season</b>.</p>"
        "<ul><li>Plan a week</li><li>Use what is left</li></ul>"
    },
    "Digital Marketing Level 3": {
        "COST_DESCRIPTION": '=HYPERLINK("https://www.heathermoor.example.org/fees","Fees")'
    },
    "Photography for Beginners": {"COURSE_NAME": "Photography for Beginners 📷"},
    "Know Your Car": {
        "WHO_THIS_COURSE_IS_FOR": "DO YOU DRIVE? DO YOU KNOW WHAT IS UNDER THE BONNET? " * 55
    },
    "Spanish for Beginners": {"WHERE_NEXT": "Ask about “Spanish: Next Steps” – it’s fun…"},
    "Sage Bookkeeping": {"COURSE_WEBPAGE": ""},
    "Upholstery": {"COURSE_WEBPAGE": "see website"},
    "Level 2 Barbering": {"COURSE_NAME": ""},  # the name comes from the learning aim
}


def change_texts(rows: list[dict[str, str]]) -> None:
    titles = [row["COURSE_NAME"].strip() for row in rows]
    shared = rows[titles.index("Drawing and Painting")]["YOUR_REFERENCE"]
    for row, title in zip(rows, titles, strict=True):
        row.update(CHANGED_COURSES.get(title, {}))
        if title == "Pottery: Throw and Glaze":
            row["YOUR_REFERENCE"] = shared  # an old slip of the pen that nobody dares to change
        if title == "Level 3 Sport":
            row["LARS_QAN"] = f'="{row["LARS_QAN"]}"'

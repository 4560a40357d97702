"""Measure the import of vacancies: time and peak memory of a dry run, a load and a second load.

    python -m benchmarks.bench_vacancies --vacancies 5000

Pages of 100 as the Display Advert API sends them are written here, 5 KB a vacancy. Each run is a
process of its own with a database of its own under var/bench_vacancies.
"""

import argparse
import json
import random
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.bench_import import WORDS, measured, prepared

PAGE = 100
TOWNS = (("Walsall", "WS1 1ZZ"), ("Dudley", "DY1 1ZZ"), ("Birmingham", "B1 1ZZ"))
TRADES = ("Carpentry", "Early Years", "Engineering", "Adult Care", "Warehouse", "Accounting")
PARTS = {  # words in each text, as long as adverts usually have
    "description": 25,
    "fullDescription": 250,
    "trainingDescription": 120,
    "outcomeDescription": 40,
    "thingsToConsider": 40,
    "employerDescription": 80,
    "companyBenefitsInformation": 40,
}
LIMITS = {"dry run": 6.0, "load": 6.0, "again": 4.0, "memory_mb": 300.0}  # for 5,000, two cores


def advert(number: int, rng: random.Random) -> dict[str, Any]:
    """Return a vacancy with all its details."""

    def words(count: int) -> str:
        sentences = [
            " ".join(rng.choice(WORDS) for _ in range(12)).capitalize() + "."
            for _ in range(max(1, count // 12))
        ]
        return " ".join(sentences)

    town, postcode = TOWNS[number % len(TOWNS)]
    return {
        "vacancyReference": f"{1000000000 + number}",
        "title": f"Apprentice in {TRADES[number % len(TRADES)]} {number}",
        **{name: words(count) for name, count in PARTS.items()},
        "postedDate": "2026-11-20T00:00:00Z",
        "closingDate": f"2027-0{1 + number % 6}-{1 + number % 28:02d}T23:59:59Z",
        "startDate": "2027-09-01T00:00:00Z",
        "wage": {
            "wageType": "Custom",
            "wageAmount": 8.5 + number % 5,
            "wageUnit": "Hourly",
            "workingWeekDescription": "Monday to Friday, 9am to 5pm",
        },
        "hoursPerWeek": 37.5,
        "expectedDuration": "18 months",
        "numberOfPositions": 1 + number % 3,
        "addresses": [
            {
                "addressLine1": f"{1 + number % 90} High Street",
                "addressLine3": town,
                "postcode": postcode,
                "latitude": 52.5 + number % 10 / 100,
                "longitude": -1.9 - number % 10 / 100,
            }
            for _ in range(1 if number % 10 else 3)
        ],
        "employerName": f"Employer {number // 3}",
        "employerWebsiteUrl": f"https://www.example.org/{number // 3}",
        "providerName": "Bench College",
        "ukprn": 10012345,
        "course": {"title": f"{TRADES[number % len(TRADES)]} (level 2)", "level": 2},
        "skills": ["Communication skills", "Attention to detail", "Team working"],
        "qualifications": [
            {"weighting": "Essential", "qualificationType": "GCSE", "subject": "Maths"},
            {"weighting": "Desired", "qualificationType": "GCSE", "subject": "English"},
        ],
        "isDisabilityConfident": number % 4 == 0,
        "applicationUrl": f"https://apply.example.org/{number}",
        "vacancyUrl": f"https://list.example.org/{number}",
    }


def write_pages(folder: Path, *, vacancies: int, seed: int = 7) -> list[Path]:
    """Write pages of a list and return their paths."""
    rng = random.Random(seed)
    pages = -(-vacancies // PAGE)
    paths = []
    for page in range(pages):
        adverts = [advert(n, rng) for n in range(page * PAGE, min(vacancies, (page + 1) * PAGE))]
        totals = {"total": vacancies, "totalFiltered": vacancies, "totalPages": pages}
        paths.append(folder / f"page-{page + 1:04d}.json")
        paths[-1].write_text(json.dumps({"vacancies": adverts, **totals}), encoding="utf-8")
    return paths


def main() -> int:
    """Print the table. Exit status 1 when a limit for 5,000 vacancies is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vacancies", type=int, default=5000)
    options = parser.parse_args()
    work = prepared("bench_vacancies")
    paths = write_pages(work, vacancies=options.vacancies)
    load = ["import_vacancies", *map(str, paths), "--source", "bench", "--full"]
    load += ["--today", "2026-11-25", "--report", str(work / "report.json")]
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(
        f"{options.vacancies:,} vacancies in {len(paths):,} pages, {size:.1f} MB; "
        "seconds besides the start of Django"
    )
    is_good = measured(load, limits=LIMITS if options.vacancies <= 5000 else {})
    shutil.rmtree(work, ignore_errors=True)
    return int(not is_good)


if __name__ == "__main__":
    sys.exit(main())

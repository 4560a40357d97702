"""Vacancy files made on the spot, and their loading."""

import datetime
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from catalogue.feeds.report import LoadReport
from catalogue.feeds.vacancy_loader import VacancyOptions, load_vacancies

DATA_DIR = Path(__file__).resolve().parent / "data"
TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)
SOURCE = "find-an-apprenticeship"
V2_PAGES = [DATA_DIR / "adverts_v2_page_1.json", DATA_DIR / "adverts_v2_page_2.json"]
V1_PAGE = DATA_DIR / "adverts_v1_page.json"
DETAIL = DATA_DIR / "advert_detail.json"
LOCAL_CSV = DATA_DIR / "local_vacancies.csv"
PLAIN: dict[str, Any] = {
    "vacancyReference": "1000700001",
    "title": "Apprentice Carpenter",
    "description": "Make doors and frames in a small joinery.",
    "closingDate": "2027-01-15T23:59:59Z",
    "startDate": "2027-02-01T00:00:00Z",
    "wage": {"wageType": "Custom", "wageAmount": 9.5, "wageUnit": "Hourly"},
    "hoursPerWeek": 37,
    "addresses": [{"addressLine1": "1 Oak Lane", "addressLine3": "Walsall", "postcode": "WS1 1AA"}],
    "employerName": "Oak Lane Joinery (demo)",
}


def advert(reference: str = "1000700001", **changes: Any) -> dict[str, Any]:
    return PLAIN | {"vacancyReference": reference} | changes


def page(*adverts: Any, **totals: Any) -> dict[str, Any]:
    return {"vacancies": list(adverts), **totals}


def write(folder: Path, content: Any, *, name: str = "page.json") -> Path:
    """Write bytes as they are, and anything else as JSON."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def load_paths(paths: Iterable[Path], *, source: str = SOURCE, **options: Any) -> list[LoadReport]:
    wanted = {"today": TODAY, "now": NOW, **options}
    return load_vacancies(list(paths), options=VacancyOptions(source=source, **wanted))


def counts(reports: Iterable[LoadReport]) -> dict[str, int]:
    """Return what changed over all files, without the zeros."""
    total: dict[str, int] = {}
    for report in reports:
        for name, number in report.counts["vacancies"].items():
            total[name] = total.get(name, 0) + number
    return {name: number for name, number in total.items() if number}


def codes(reports: Iterable[LoadReport]) -> set[str]:
    return {found["code"] for report in reports for found in report.issues}

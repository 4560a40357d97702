"""The page about files and the templates say what the validator does."""

import csv
import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from catalogue.feeds.formats.base import EXAMPLE_REFERENCE
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.reader import open_table
from catalogue.feeds.rows import parse_row
from catalogue.feeds.rules.base import Severity
from catalogue.feeds.venue_rows import parse_venue_row
from catalogue.publishing.uploads.page_format import marked, messages
from catalogue.publishing.uploads.template_files import csv_file, example_row, file_formats
from tests.factories import TODAY

FORMATS = [pytest.param(known, id=known.name) for known in file_formats()]


@pytest.mark.parametrize("known", FORMATS)
def test_the_example_row_is_right_but_for_being_an_example(known):
    stream = io.BytesIO(b"".join(csv_file(known, today=TODAY)))
    table = open_table(stream)
    assert known.missing_from(table.headings) == []
    assert known.surplus_in(table.headings) == []
    rows = list(known.rename(table.rows()))
    assert len(rows) == 1
    read = parse_venue_row(rows[0]) if known is VENUES else parse_row(rows[0], file_format=known)
    found = {(issue.code, issue.severity) for issue in read.issues}
    assert found == {("ROW_EXAMPLE", Severity.ERROR)}


@pytest.mark.parametrize("known", FORMATS)
def test_the_two_templates_of_a_format_hold_the_same(client, known):
    answer = client.get(reverse("publishing:file_template", args=[known.name, "xlsx"]))
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    headings, example = list(sheet.iter_rows(min_row=1, max_row=2, values_only=True))
    answer = client.get(reverse("publishing:file_template", args=[known.name, "csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert list(headings) == rows[0] == list(known.headings)
    assert [cell or "" for cell in example] == rows[1]
    assert answer["Content-Disposition"] == f'attachment; filename="{known.name}-template.csv"'


@pytest.mark.parametrize("known", FORMATS)
def test_no_cell_of_a_template_is_a_formula_or_a_number(client, known):
    answer = client.get(reverse("publishing:file_template", args=[known.name, "xlsx"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    kinds = {cell.data_type for row in sheet.iter_rows(max_row=2) for cell in row if cell.value}
    assert kinds == {"s"}
    assert {cell.number_format for cell in sheet[2]} == {"@"}


def test_the_date_of_the_example_lies_ahead():
    known = next(one for one in file_formats() if "START_DATE" in one.headings)
    cell = example_row(known, today=TODAY)[known.headings.index("START_DATE")]
    day = datetime.datetime.strptime(cell, "%d/%m/%Y").date()  # noqa: DTZ007 - a date, no moment
    assert day > TODAY
    assert EXAMPLE_REFERENCE in example_row(known, today=TODAY)


@pytest.mark.django_db
def test_visitors_read_every_column_and_every_message(client):
    answer = client.get(reverse("publishing:file_format"))
    assert answer.status_code == 200
    text = answer.content.decode()
    for known in file_formats():
        assert known.label in text
        for heading in known.headings:
            assert f'<code dir="ltr">{heading}</code>' in text
    assert "is not a date. Write day, month and year, like 21/09/2026." in text
    assert "{value}" not in text
    assert "`Classroom`" not in text


def test_messages_about_vacancies_are_not_on_the_page():
    codes = {one.code for one in messages()}
    assert "COURSERUN_COST_INVALID" in codes
    assert not any(code.startswith(("VACANCY", "LARS_AIM")) for code in codes)


def test_values_in_words_are_marked_and_escaped():
    assert marked("Like `a<b`.") == 'Like <code dir="ltr">a&lt;b</code>.'


@pytest.mark.parametrize("name", ["nothing", "waymark2"])
@pytest.mark.django_db
def test_a_template_that_is_not_there_is_not_found(client, name):
    assert client.get(f"/manage/format/{name}.csv").status_code == 404


@pytest.mark.django_db
def test_the_page_is_there_in_urdu_with_its_codes_from_left_to_right(client):
    text = client.get("/ur/manage/format/").content.decode()
    assert 'dir="rtl"' in text
    assert 'ان میں سے ایک: <code dir="ltr">Classroom</code>، ' in text
    assert '<code dir="ltr">DELIVERY_MODE</code>' in text
    assert "Write day, month and year" not in text

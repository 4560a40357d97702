"""Broken and hostile files end in words, never in a traceback."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.vacancies.models import Vacancy
from tests.catalogue.feeds.vacancy_files import (
    DETAIL,
    PLAIN,
    advert,
    codes,
    counts,
    load_paths,
    page,
    write,
)

pytestmark = pytest.mark.django_db
SURROGATE = json.dumps(page(advert(title="Apprentice \ud83d chef")))
DEEP = b'{"vacancies": ' + b"[" * 200_000
REFUSED = {
    "an error of the service": (
        b'{"statusCode": 401, "message": "Access denied"}',
        "FILE_JSON_OTHER",
        "Access denied",
    ),
    "another file": (b'{"routes": []}', "FILE_JSON_OTHER", "routes"),
    "cut off": (b'{"vacancies": [{"title": "A', "FILE_JSON_BROKEN", "line 1, column"),
    "no comma": (b'{"vacancies": [{}\n{}]}', "FILE_JSON_BROKEN", "line 2, column 1"),
    "two documents": (b'{"vacancies": []}\n{}', "FILE_JSON_BROKEN", "line 2"),
    "deep": (DEEP, "FILE_JSON_DEEP", "nested too deeply"),
    "an open quotation mark": (b'{"a": "' + b'\\"' * 200_000, "FILE_JSON_BROKEN", "line 1"),
    "vacancies is a number": (b'{"vacancies": 3}', "FILE_JSON_OTHER", "vacancies"),
    "only a bracket": (b"[", "FILE_JSON_BROKEN", "too early"),
    "a text": (b'"vacancies"', "FILE_HEADINGS_MISSING", "REFERENCE"),
    "50 MB": (b'{"vacancies": ["' + b"a" * 50_000_000 + b'"]}', "FILE_TOO_LARGE", "32 MB"),
    "courses": (
        b"COURSE_NAME,DELIVERY_MODE,STUDY_MODE,DURATION_UNIT\nA,B,C,D\n",
        "FILE_FORMAT_UNKNOWN",
        "import_courses",
    ),
    "empty": (b"", "FILE_EMPTY", "empty"),
}


@pytest.mark.parametrize(("content", "code", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_file_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    [report] = load_paths([write(tmp_path, content)])

    assert report.exit_status == 2
    assert code in codes([report])
    assert words in report.refused
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize(
    "record",
    [None, 3, "text", [], {}, [advert()]],
    ids=["null", "number", "text", "list", "empty", "list of one"],
)
def test_a_record_that_is_no_vacancy_is_held_and_the_next_one_loads(
    tmp_path: Path, record: Any
) -> None:
    [report] = load_paths([write(tmp_path, page(record, advert()))])

    assert (report.rows_read, report.rows_held, report.rows_loaded) == (2, 1, 1)


@pytest.mark.parametrize("value", [None, [], {}, True, -1, 1e300, "x" * 100_000, [None], {"a": 1}])
@pytest.mark.parametrize("key", sorted(PLAIN))
def test_a_value_of_a_wrong_type_is_told_or_left_out(tmp_path: Path, key: str, value: Any) -> None:
    [report] = load_paths([write(tmp_path, page(advert() | {key: value}))])

    assert report.rows_read == 1
    assert report.exit_status in (0, 1)
    report.as_words()
    json.dumps([*report.issues]).encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (SURROGATE.encode(), "CELL_LOST_CHARACTERS"),
        (DETAIL.read_bytes().rstrip()[:-1] + b",}", "FILE_JSON_TRAILING_COMMA"),
        (json.dumps(advert())[:-1].encode() + b', "Title": "Twice"}', "VACANCY_FIELD_TWICE"),
        (json.dumps(advert(hoursPerWeek=float("nan"))).encode(), ""),
        (json.dumps(advert()).replace("37", "9" * 5000).encode(), ""),
        (json.dumps(advert()).replace("9.5", "1e9999999").encode(), ""),
        (json.dumps(advert(title="Nul \x00 apprentice")).encode(), ""),
        (json.dumps([advert()]).encode("utf-16"), ""),
        (json.dumps(advert(title="Café apprentice"), ensure_ascii=False).encode("cp1252"), "FILE_"),
    ],
    ids=["half a character", "trailing comma", "key twice", "NaN", "5,000 digits", "huge exponent",
         "NUL", "UTF-16", "Windows-1252"],
)  # fmt: skip
def test_what_can_be_read_without_doubt_is_read(tmp_path: Path, content: bytes, code: str) -> None:
    [report] = load_paths([write(tmp_path, content)])

    assert report.rows_loaded == 1
    assert not code or any(found.startswith(code) for found in codes([report]))
    Vacancy.objects.get()


def test_a_trailing_comma_is_told_with_line_and_column(tmp_path: Path) -> None:
    content = (
        json.dumps(advert(title="A , ] comma, } apprentice"), indent=1)[:-2].encode() + b",\n}"
    )

    [report] = load_paths([write(tmp_path, content)])

    [found] = [one for one in report.issues if one["code"] == "FILE_JSON_TRAILING_COMMA"]
    line = content[: content.rindex(b",")].count(b"\n") + 1
    assert f"line {line}, column" in found["message"]
    assert Vacancy.objects.get().title == "A , ] comma, } apprentice"


TEXTS = st.one_of(st.none(), st.text(max_size=30), st.integers(), st.booleans(), st.floats())
ADVERTS = st.lists(
    st.builds(
        lambda reference, title, hours, closing, town: advert(
            reference,
            title=title,
            hoursPerWeek=hours,
            closingDate=closing,
            address={"addressLine1": "1 Oak Lane", "addressLine4": town},
        ),
        st.sampled_from(["1", "VAC1000000001", "1000000001", "C1-2", " c1-2 ", None, ""]),
        st.one_of(TEXTS, st.sampled_from(["Apprentice A", "Apprentice B", "Pay a joining fee"])),
        TEXTS,
        st.sampled_from(["2027-01-01T23:59:59Z", "2026-01-01", None, "x"]),
        st.one_of(st.none(), st.text(max_size=10), st.sampled_from(["Walsall", "Dudley"])),
    ),
    max_size=6,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(adverts=ADVERTS)
def test_any_page_loads_once_and_the_second_time_changes_nothing(
    tmp_path: Path, adverts: list[dict[str, Any]]
) -> None:
    Vacancy.objects.all().delete()
    content = json.dumps(page(*adverts)).encode("utf-8", "replace")
    path = write(tmp_path, content)

    first = load_paths([path])
    stored = list(Vacancy.objects.order_by("pk").values())
    second = load_paths([path], is_full=True)

    assert first[0].rows_read == len(adverts) == first[0].rows_held + first[0].rows_loaded
    assert counts(second).get("unchanged", 0) == len(stored) == counts(first).get("added", 0)
    assert not {"added", "changed", "withdrawn"} & set(counts(second))
    assert list(Vacancy.objects.order_by("pk").values()) == stored

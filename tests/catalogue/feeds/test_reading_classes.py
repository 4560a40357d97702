"""Community classes from Open Referral UK and OpenActive, and JSON of people who mean harm."""

import datetime
import io
import json
from typing import Any

import pytest

from catalogue.feeds.course_files import open_courses
from catalogue.feeds.course_rows import CourseRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.rows import parse_row

TODAY = datetime.date(2026, 11, 26)
REMEDIES = ("Save", "mend", "Check its address", "Give the address", "Send less", "Ask for")


def service(**changes: Any) -> dict[str, Any]:
    """Return a service as Open Referral UK writes it, invented."""
    location = {
        "name": "Lock Hall",
        "location_type": "physical",
        "addresses": [{"address_1": "1 Lock St", "city": "Walsall", "postal_code": "ws1 1xn"}],
    }
    return {
        "id": "s-1",
        "name": "Sewing together",
        "description": "Mend what you wear.",
        "status": "active",
        "url": "https://lockhall.example/sewing",
        "email": "hello@lockhall.example",
        "fees": "Free",
        "minimum_age": 16,
        "maximum_age": 100,
        "schedules": [
            {
                "freq": "WEEKLY",
                "byday": "TU,TH",
                "dtstart": "2026-01-06",
                "opens_at": "18:00:00",
                "closes_at": "20:00Z",
            }
        ],
        "service_at_locations": [{"location": location}],
    } | changes


def session(**changes: Any) -> dict[str, Any]:
    """Return a course as OpenActive writes it, invented."""
    return {
        "@type": "CourseInstance",
        "name": "Pottery in six evenings",
        "description": "Six pots.",
        "url": "https://kiln.example/six",
        "startDate": "2027-01-12T18:30:00Z",
        "endDate": "2027-01-12T20:30:00Z",
        "location": {
            "name": "The Kiln",
            "address": {"streetAddress": "2 Kiln Rd", "postalCode": "DY1 1AA"},
        },
        "offers": [{"price": 30, "priceCurrency": "GBP"}],
        "ageRange": {"minValue": 18},
        "maximumAttendeeCapacity": 10,
        "remainingAttendeeCapacity": 4,
    } | changes


def page(*things: dict[str, Any], state: str = "updated") -> dict[str, Any]:
    return {
        "next": "https://kiln.example/feed?after=9",
        "items": [
            {"state": state, "kind": "CourseInstance", "id": number, "data": thing}
            for number, thing in enumerate(things)
        ],
    }


def read(value: Any, *, today: datetime.date = TODAY) -> list[CourseRow]:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    file, file_format = open_courses(io.BytesIO(content), today=today)
    return [parse_row(raw, file_format=file_format) for raw in file_format.rename(file.rows())]


def read_one(value: Any, **more: Any) -> CourseRow:
    (row,) = read(value, **more)
    assert isinstance(row, CourseRow), row
    return row


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param(lambda one: {"contents": [one], "total_pages": 1}, id="a page"),
        pytest.param(lambda one: [one], id="a list"),
        pytest.param(lambda one: one, id="one service"),
        pytest.param(lambda one: {"id": "o", "services": [one]}, id="an organisation"),
    ],
)
def test_a_service_is_a_community_class(whole: Any) -> None:
    row = read_one(whole(service()))

    assert (row.title, row.course_type, row.reference) == ("Sewing together", "COMMUNITY", "s-1")
    assert row.texts["what_you_will_learn"] == "Mend what you wear."
    assert (row.venue_name, row.venue_postcode) == ("Lock Hall", "WS1 1XN")
    assert row.venue_more["town"] == "Walsall"
    assert (row.is_flexible_start, row.start_date) == (True, None)
    assert row.more_of_run["days_of_week"] == ["TUE", "THU"]
    assert row.more_of_run["start_time"] == "18:00:00"
    assert row.attendance_pattern == "EVENING"
    assert row.cost_pence == 0
    assert (row.more_of_course["age_min"], row.more_of_course.get("age_max")) == (16, None)
    assert row.more_of_course["how_to_join"] == "EMAIL"


def test_a_service_in_two_places_at_two_times_has_four_runs() -> None:
    once = service()["schedules"][0]
    other = {"location": {"location_type": "virtual"}}
    both = [*service()["service_at_locations"], other]
    rows = read([service(schedules=[once, once | {"byday": "SA"}], service_at_locations=both)])

    assert [(row.delivery_mode, row.more_of_run["days_of_week"]) for row in rows] == [
        ("CLASSROOM", ["TUE", "THU"]),
        ("CLASSROOM", ["SAT"]),
        ("ONLINE", ["TUE", "THU"]),
        ("ONLINE", ["SAT"]),
    ]


def test_a_service_that_starts_later_or_ended_keeps_its_date() -> None:
    times = service()["schedules"][0]
    later = read_one(service(schedules=[times | {"dtstart": "2027-01-05"}]))
    ended = read_one(service(schedules=[times | {"valid_to": "2026-07-01"}]))

    assert later.start_date == datetime.date(2027, 1, 5)
    assert (ended.start_date, ended.is_flexible_start) == (datetime.date(2026, 1, 6), False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"status": "inactive"}, "FEED_SERVICE_CLOSED", id="closed"),
        pytest.param({"name": ""}, "COURSERUN_COURSE_NAME_REQUIRED", id="no name"),
        pytest.param({"service_at_locations": []}, "FEED_SERVICE_NO_PLACE", id="no place"),
    ],
)
def test_what_cannot_be_listed_is_held_with_its_reason(changes: dict[str, Any], code: str) -> None:
    (row,) = read(service(**changes))

    assert row.is_held
    assert code in {found.code for found in row.issues}


def place_of(**changes: Any) -> list[Any]:
    return [{"location": service()["service_at_locations"][0]["location"] | changes}]


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        pytest.param({"schedules": [{"attending_type": "Online"}]}, "ONLINE", id="one word"),
        pytest.param(
            {"schedules": [{"attending_type": "In person or online, as you like"}]},
            "",
            id="a sentence",
        ),
        pytest.param({"service_areas": [{"name": "Walsall"}]}, "", id="whom it serves"),
        pytest.param(
            {"organization": {"locations": place_of()[0]["location"]}}, "", id="where others sit"
        ),
        pytest.param(
            {"service_at_locations": place_of(location_type="postal")}, "", id="where letters go"
        ),
    ],
)
def test_a_service_without_a_place_is_read_as_far_as_it_tells(
    changes: dict[str, Any], mode: str
) -> None:
    (row,) = read(service(**{"service_at_locations": [], **changes}))

    assert row.is_held == (not mode)
    assert row.delivery_mode == mode
    errors = [found for found in row.issues if found.severity == "error"]
    assert [(found.code, found.column) for found in errors] == (
        [] if mode else [("FEED_SERVICE_NO_PLACE", "DELIVERY_MODE")]
    )
    assert all("Give its place in service_at_locations" in found.message for found in errors)


@pytest.mark.parametrize(
    ("options", "fees", "pence", "words"),
    [
        ([{"amount": 12.5}], "", 1_250, ""),
        ([{"amount": 0}], "", 0, ""),
        ([{"amount": 35, "amount_description": "a month"}], "", None, "£35.00 a month"),
        ([{"amount": 3}, {"amount": 2, "option": "under 18"}], "", None, "£3.00; £2.00 under 18"),
        ([], "Donations welcome", None, "Donations welcome"),
        ([{"amount": "12"}], "", None, ""),
        ([{"amount": -1}], "", None, ""),
        ([{"amount": 1e400}], "", None, ""),
    ],
)
def test_prices_of_services(options: Any, fees: str, pence: int | None, words: str) -> None:
    row = read_one(service(cost_options=options, fees=fees))

    assert (row.cost_pence, row.cost_description) == (pence, words)


def test_a_course_of_sessions_is_a_community_class() -> None:
    row = read_one(page(session()))

    assert (row.title, row.course_type) == ("Pottery in six evenings", "COMMUNITY")
    assert row.start_date == datetime.date(2027, 1, 12)
    assert (row.venue_name, row.venue_postcode) == ("The Kiln", "DY1 1AA")
    assert row.cost_pence == 3_000
    assert row.more_of_run["places_left"] == 4
    assert row.more_of_course["age_min"] == 18
    assert row.more_of_course["join_value"] == "https://kiln.example/six"


def test_a_series_that_has_begun_may_be_joined_and_a_course_keeps_its_start() -> None:
    weekly = {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "startDate": "2026-09-08",
        "endDate": "2027-03-30",
        "startTime": "18:30",
        "endTime": "20:00",
        "byDay": ["https://schema.org/Tuesday"],
    }
    told = session(eventSchedule=[weekly], startDate="2026-09-08", endDate="2027-03-30")
    series, lesson = read(page(told | {"@type": "SessionSeries"}, told))

    assert isinstance(series, CourseRow)
    assert isinstance(lesson, CourseRow)
    assert (series.is_flexible_start, series.more_of_run["days_of_week"]) == (True, ["TUE"])
    assert lesson.start_date == datetime.date(2026, 9, 8)
    assert lesson.more_of_run["end_date"] == "2027-03-30"


def test_a_deleted_item_is_gone_and_one_that_cannot_be_read_is_held() -> None:
    whole = page(session(), session(startDate="soon"))
    whole["items"] += page(session(), state="deleted")["items"]
    (row,) = read(whole)

    assert row.is_held
    assert "FEED_ITEM_NOT_READ" in {found.code for found in row.issues}


def test_scripts_and_half_characters_in_texts_are_taken_out() -> None:
    row = read_one(
        json.dumps(
            service(name="Sew\ud800ing <script>x</script>\u202e", description="<b>a</b>")
        ).encode()
    )

    assert row.title == "Sew\ufffding"
    assert row.texts["what_you_will_learn"] == "a"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b'{"a": ' * 200_000, "FILE_JSON_DEEP", id="deep"),
        pytest.param(b"[" * 200_000, "FILE_JSON_DEEP", id="deeper"),
        pytest.param(b'{"contents": [', "FILE_JSON_BROKEN", id="cut off"),
        pytest.param(b'{"contents": [,]}', "FILE_JSON_BROKEN", id="a comma"),
        pytest.param(b'{"contents": []}', "FILE_EMPTY", id="no services"),
        pytest.param(b'{"items": []}', "FILE_EMPTY", id="no sessions"),
        pytest.param(
            b'{"contents": [{"id": "t", "name": "Needs"}]}', "FILE_FORMAT_UNKNOWN", id="terms"
        ),
        pytest.param(b'[{"id": 1, "name": "x"}]', "FILE_FORMAT_UNKNOWN", id="a list of others"),
        pytest.param(b'{"version": "3.0"}', "FILE_FORMAT_UNKNOWN", id="another JSON"),
        pytest.param(b"{" + b" " * (21 * 1024 * 1024), "FILE_TOO_LARGE", id="too large"),
        pytest.param(b"[1, 2, NaN]", "FILE_FORMAT_UNKNOWN", id="numbers"),
        pytest.param(b'{"items": [' + b"{}," * 6_000 + b"{}]}", "PAGE_TOO_LARGE", id="many"),
    ],
)
def test_what_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as caught:
        read(content)

    assert caught.value.code == code
    assert any(word in caught.value.message for word in REMEDIES)


@pytest.mark.parametrize("odd", [None, 7, True, "x", [], {}, [[]], {"@value": {}}, 10**400, -0.0])
@pytest.mark.parametrize(
    "name",
    ["id", "name", "status", "schedules", "service_at_locations", "cost_options", "minimum_age"],
)
def test_values_of_any_shape_do_no_harm(name: str, odd: Any) -> None:
    for row in read([service(**{name: odd})]):
        assert isinstance(row, CourseRow)


@pytest.mark.parametrize("odd", [None, 7, True, "x", [], {}, [[]], {"@value": {}}, -0.0])
@pytest.mark.parametrize(
    "name", ["name", "startDate", "location", "offers", "ageRange", "eventSchedule", "@type"]
)
def test_sessions_of_any_shape_do_no_harm(name: str, odd: Any) -> None:
    for row in read(page(session(), session(**{name: odd}))):
        assert isinstance(row, CourseRow)


def test_numbers_of_many_digits_are_nothing() -> None:
    text = json.dumps(service()).replace('"minimum_age": 16', '"minimum_age": ' + "9" * 5_000)

    assert "age_min" not in read_one(text.encode()).more_of_course

"""Single values of XCRI-CAP: dates, modes, costs, lengths, points, ages."""

import pytest

from tests.catalogue.feeds.xcri_reading import codes_of, row_of, timed
from tests.catalogue.publishing.feeds.xcri_files import course, feed, presentation


@pytest.mark.parametrize(
    ("said", "day", "code"),
    [
        ('<mlo:start dtf="2027-09-06">September</mlo:start>', "2027-09-06", ""),
        ("<mlo:start>2027-09-06T00:00:00</mlo:start>", "2027-09-06", ""),
        ("<mlo:start>6 September 2027</mlo:start>", "2027-09-06", ""),
        ('<mlo:start dtf="2027-09-06T19:00:00+01:00">x</mlo:start>', "2027-09-06", ""),
        ('<mlo:start dtf="2027-09">September 2027</mlo:start>', None, "FEED_PART_OF_DATE"),
        ('<mlo:start dtf="2027">2027</mlo:start>', None, "FEED_PART_OF_DATE"),
        ("<mlo:start>1900-01-01</mlo:start>", None, "FEED_PART_OF_DATE"),
        ("<mlo:start>Soon!</mlo:start>", None, "FEED_DATE_WORDS"),
        ("<mlo:start/>", None, "COURSERUN_START_DATE_REQUIRED"),
        ('<mlo:start dtf="2027-02-31">x</mlo:start>', None, "FEED_DATE_WORDS"),
    ],
)
def test_dates_of_any_precision(said: str, day: str | None, code: str) -> None:
    content = timed(f'{said}<attendanceMode identifier="ON">Online</attendanceMode>')
    row = row_of(content)

    assert (row.start_date and row.start_date.isoformat()) == day
    if code:
        assert code in codes_of(content)


@pytest.mark.parametrize(
    ("said", "delivery", "study", "pattern"),
    [
        ('<attendanceMode identifier="NC">x</attendanceMode>', "CLASSROOM", "", ""),
        ('<attendanceMode identifier="DS">x</attendanceMode>', "ONLINE", "", ""),
        ('<attendanceMode identifier="MM">x</attendanceMode>', "BLENDED", "", ""),
        ('<attendanceMode identifier="WB">x</attendanceMode>', "WORK_BASED", "", ""),
        ("<attendanceMode>Self-study</attendanceMode>", "ONLINE", "", ""),
        (
            (
                '<attendanceMode identifier="CM">Campus</attendanceMode>'
                '<attendanceMode identifier="ON">Online</attendanceMode>'
            ),
            "BLENDED",
            "",
            "",
        ),
        (
            (
                "<studyMode>Twilight and / or Evening / or Weekends</studyMode>"
                "<attendanceMode>Evening</attendanceMode>"
            ),
            "CLASSROOM",
            "PART_TIME",
            "EVENING",
        ),
        ("<studyMode>Block Release</studyMode>", "CLASSROOM", "PART_TIME", "DAY_RELEASE"),
        (
            "<studyMode>Other Part-time Day and / or Twilight</studyMode>",
            "CLASSROOM",
            "PART_TIME",
            "",
        ),
        ('<studyMode identifier="PF">x</studyMode>', "CLASSROOM", "FULL_TIME", ""),
        ('<studyMode identifier="NK">Not known</studyMode>', "CLASSROOM", "", ""),
        ('<attendancePattern identifier="TW">x</attendancePattern>', "CLASSROOM", "", "EVENING"),
        ('<attendancePattern identifier="CS">x</attendancePattern>', "CLASSROOM", "", ""),
    ],
)
def test_modes_by_code_and_in_words_of_colleges(
    said: str, delivery: str, study: str, pattern: str
) -> None:
    venue = "<venue><provider><dc:title>Annexe</dc:title><mlo:location><mlo:postcode>DY1 1AA"
    venue += "</mlo:postcode></mlo:location></provider></venue>"
    row = row_of(timed(f'<mlo:start dtf="2027-09-06"/>{said}{venue}'))

    assert row.delivery_mode == delivery
    if delivery in ("CLASSROOM", "BLENDED"):
        assert (row.study_mode, row.attendance_pattern) == (study, pattern)
        assert (row.venue_name, row.venue_postcode) == ("Annexe", "DY1 1AA")


@pytest.mark.parametrize(
    ("said", "pence", "words", "code"),
    [
        ("£1,250.00", 125_000, "", ""),
        ("84.0000", 8_400, "", ""),
        ("GBP155.00", 15_500, "", ""),
        ("0.00", 0, "", ""),
        ("Free", 0, "", ""),
        ("0.0000", None, "", "FEED_COST_ZERO"),
        (
            "UK fee: GBP155.00; Ireland fee: GBP340.00",
            None,
            "UK fee: GBP155.00; Ireland fee: GBP340.00",
            "",
        ),
        ("GBP6,000 per stage", None, "GBP6,000 per stage", ""),
        ("£12.345", None, "£12.345", ""),
    ],
)
def test_costs(said: str, pence: int | None, words: str, code: str) -> None:
    content = timed(f'<attendanceMode identifier="ON"/><mlo:cost>{said}</mlo:cost>')
    row = row_of(content)

    assert (row.cost_pence, row.cost_description) == (pence, words)
    if code:
        assert code in codes_of(content)


@pytest.mark.parametrize(
    ("said", "duration", "unit", "disagrees"),
    [
        ('<mlo:duration interval="P57M">x</mlo:duration>', 57, "MONTHS", False),
        ('<mlo:duration interval="P1Y6M">x</mlo:duration>', 18, "MONTHS", False),
        ('<mlo:duration interval="PT22H">x</mlo:duration>', 22, "HOURS", False),
        ('<mlo:duration interval="P4M">1 month (approx)</mlo:duration>', 4, "MONTHS", True),
        ('<mlo:duration interval="P1Y">One year</mlo:duration>', 1, "YEARS", False),
        ('<mlo:duration interval="P12M">One year</mlo:duration>', 12, "MONTHS", False),
        ("<mlo:duration>4 months (approx); code F</mlo:duration>", 4, "MONTHS", False),
        ("<mlo:duration interval=''>Whenever!</mlo:duration>", None, "", False),
        ('<mlo:duration interval="P99999999999Y">x</mlo:duration>', None, "", False),
    ],
)
def test_lengths(said: str, duration: int | None, unit: str, disagrees: bool) -> None:
    content = timed(f'<attendanceMode identifier="ON"/>{said}')
    row = row_of(content)

    assert (row.duration, row.duration_unit) == (duration, unit)
    assert ("FEED_DURATION_DISAGREES" in codes_of(content)) == disagrees


@pytest.mark.parametrize(
    ("first", "second", "point", "is_told"),
    [
        ("52.58", "-1.98", (52.58, -1.98), False),
        ("-1.98", "52.58", (52.58, -1.98), True),
        ("0", "0", None, False),
        ("ninety", "-1.98", None, False),
    ],
)
def test_points_of_places(
    first: str, second: str, point: tuple[float, float] | None, is_told: bool
) -> None:
    where = (
        "<venue><provider><dc:title>Annexe</dc:title><mlo:location><mlo:postcode>WS1 1AA"
        '</mlo:postcode><mlo:address xmlns:geo="urn:geo" xsi:type="geo:lat">'
        f'{first}</mlo:address><mlo:address xmlns:geo="urn:geo" xsi:type="geo:long">{second}'
        "</mlo:address></mlo:location></provider></venue>"
    )
    content = feed(course(1, times=[presentation(more=where)]))
    more = row_of(content).venue_more

    assert (("latitude" in more) and (more["latitude"], more["longitude"])) == (point or False)
    assert ("FEED_POINT_SWAPPED" in codes_of(content)) == is_told


@pytest.mark.parametrize(
    ("said", "ages"),
    [("Any", None), ("not known", None), ("16-18", (16, 18)), ("19+", (19, None)), ("old", None)],
)
def test_ages(said: str, ages: tuple[int, int | None] | None) -> None:
    row = row_of(feed(course(1, times=[presentation(more=f"<age>{said}</age>")])))
    found = row.more_of_course

    assert ((found["age_min"], found["age_max"]) if "age_min" in found else None) == ages

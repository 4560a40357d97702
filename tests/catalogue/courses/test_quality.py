import datetime

import pytest

from catalogue.courses.enums import DeliveryMode, JoinMethod
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.quality import (
    MOST,
    QualityPart,
    answers_access,
    parts_of,
    plainness,
    quality_facts,
    score,
)
from catalogue.providers.enums import Answer
from catalogue.providers.models import Venue

VENUE = 8


def full_run(**values: object) -> CourseRun:
    told = {
        "delivery_mode": DeliveryMode.CLASSROOM,
        "venue_id": VENUE,
        "start_date": datetime.date(2027, 1, 11),
        "cost_pence": 0,
        "duration": 12,
        "duration_unit": "WEEKS",
        "hours_per_week": 4,
    }
    return CourseRun(**{**told, **values})


def full_course(**values: object) -> Course:
    told = {
        "title": "Pottery",
        "who_this_course_is_for": "For people who like clay. You make three pots.",
        "you_need": "An apron",
        "how_to_join": JoinMethod.PHONE,
    }
    return Course(**{**told, **values})


def facts(course: Course, *runs: CourseRun, **values: object):
    told = {"open_runs": runs, "runs": runs, "leads_to_role": True}
    return quality_facts(course, tells_access=lambda pk: pk == VENUE, **{**told, **values})


def test_all_parts_together_are_a_hundred_points():
    assert sum(MOST.values()) == 100
    assert score(facts(full_course(), full_run())) == 100
    assert score(facts(Course(title="x"), leads_to_role=False)) == 0


@pytest.mark.parametrize(
    ("course", "run", "code", "points"),
    [
        pytest.param({}, {"start_date": None}, "DATE", 0, id="no date"),
        pytest.param(
            {}, {"start_date": None, "is_flexible_start": True}, "DATE", 20, id="at any time"
        ),
        pytest.param({}, {"venue_id": None}, "PLACE", 0, id="no place"),
        pytest.param({}, {"cost_pence": None}, "PRICE", 0, id="no price"),
        pytest.param(
            {}, {"cost_pence": None, "cost_description": "Free"}, "PRICE", 10, id="price in words"
        ),
        pytest.param({}, {"duration": None}, "LENGTH", 5, id="no length"),
        pytest.param({}, {"hours_per_week": None}, "LENGTH", 5, id="no hours"),
        pytest.param({"who_this_course_is_for": ""}, {}, "SUMMARY", 0, id="no text"),
        pytest.param(
            {"who_this_course_is_for": "word " * 21}, {}, "SUMMARY", 5, id="a long sentence"
        ),
        pytest.param({"you_need": ""}, {}, "NEEDS", 0, id="no needs"),
        pytest.param(
            {"you_need": "", "entry_requirements": "Ask us"}, {}, "NEEDS", 5, id="needs as prose"
        ),
        pytest.param({"how_to_join": ""}, {}, "JOIN", 0, id="no way to join"),
        pytest.param({}, {"venue_id": 9}, "ACCESS", 0, id="a place that tells nothing of access"),
    ],
)
def test_a_part_that_is_missing_takes_its_points(course, run, code, points):
    parts = {part.code: part for part in parts_of(facts(full_course(**course), full_run(**run)))}

    assert parts[code].points == points
    assert parts[code].missing == MOST[code] - points
    others = {"ACCESS"} if code == "PLACE" else set()
    full = [part for part in parts.values() if part.code not in {code, *others}]
    assert all(part.points == part.most for part in full)


def test_online_has_no_door_to_tell_of():
    run = full_run(delivery_mode=DeliveryMode.ONLINE, venue_id=None)
    assert score(facts(full_course(), run)) == 100


def test_a_course_without_dates_to_come_keeps_what_its_last_ones_told():
    told = facts(full_course(), full_run(), open_runs=())
    assert score(told) == 100 - MOST[QualityPart.DATE]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("Short. Words? Yes!", 2, id="short"),
        pytest.param("one " * 20 + "\n" + "two " * 20, 2, id="lines are sentences"),
        pytest.param("one " * 21, 1, id="long"),
        pytest.param("Costs £1.50 in all.", 2, id="a point inside a number"),
    ],
)
def test_a_plain_text_has_no_sentence_over_twenty_words(text, halves):
    assert plainness(text) == halves


def test_a_place_tells_its_access_with_three_answers_of_which_no_is_one():
    venue = Venue(step_free_entrance=Answer.NO, lift=Answer.NO)
    assert not answers_access(venue)
    venue.parking = Answer.YES
    assert answers_access(venue)

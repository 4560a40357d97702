"""May I join? Careful answers with their reasons, never a promise."""

import datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from catalogue.courses.free_for_me import AGE_BANDS, Fit
from pathways.support.answers import BENEFITS, MONTH_BANDS, Answers
from pathways.support.eligibility import Area, Home, Rules, check, lives_in, questions
from pathways.support.enums import BenefitCondition, WorkCondition

BIRMINGHAM = ("birmingham", "wmca", "west-midlands")
B8 = Area("b8", "B8", BIRMINGHAM)
SANDWELL = Area("sandwell", "Sandwell", ("wmca", "west-midlands"))
HOSPITAL = Rules(
    areas=(B8, SANDWELL),
    min_age=19,
    work=WorkCondition.OUT_OF_WORK,
    benefit=BenefitCondition.OUT_OF_WORK_BENEFIT,
    as_of=datetime.date(2026, 11, 1),
)
IN_B8 = Home("B8", ("b8", *BIRMINGHAM))
IN_COVENTRY = Home("CV1", ("cv1", "coventry", "wmca", "west-midlands"))
NOWHERE = Home()


def test_nothing_told_gives_no_answer():
    assert check(HOSPITAL, Answers(), NOWHERE).fit is None


def test_everything_that_fits_gives_a_careful_yes():
    checked = check(HOSPITAL, Answers(age="25", work="no", benefit="uc"), IN_B8)

    assert checked.fit == Fit.YES
    assert checked.headline == "People in your area can apply"
    assert {one.fit for one in checked.reasons} == {Fit.YES}


@pytest.mark.row(37)
def test_a_place_in_the_area_can_apply_though_the_rest_is_skipped():
    checked = check(HOSPITAL, Answers(), IN_B8)

    assert checked.headline == "People in your area can apply"
    assert checked.fit == Fit.UNKNOWN
    assert Fit.UNKNOWN in {one.fit for one in checked.reasons}


@pytest.mark.row(37)
def test_another_place_cannot_and_the_reason_names_both_places():
    checked = check(HOSPITAL, Answers(), IN_COVENTRY)

    assert checked.fit == Fit.NO
    assert "B8 and Sandwell" in checked.reasons[0].text
    assert "CV1" in checked.reasons[0].text


@pytest.mark.parametrize(
    ("home", "fit"),
    [
        (IN_B8, Fit.YES),
        (Home("Smethwick", ("smethwick", "sandwell", "wmca", "west-midlands")), Fit.YES),
        (Home("Alum Rock", ("alum-rock", "b8", *BIRMINGHAM)), Fit.YES),
        (Home("Birmingham", BIRMINGHAM), Fit.UNKNOWN),
        (Home("Erdington", ("erdington", *BIRMINGHAM)), Fit.UNKNOWN),
        (Home("West Midlands", ("west-midlands",)), Fit.UNKNOWN),
        (Home("B1", ("b1", *BIRMINGHAM)), Fit.NO),
        (IN_COVENTRY, Fit.NO),
        (Home("Coventry", ("coventry", "wmca", "west-midlands")), Fit.NO),
        (Home("WF1", (), is_outside=True), Fit.NO),
        (NOWHERE, Fit.UNKNOWN),
    ],
    ids=lambda value: getattr(value, "label", None) or getattr(value, "value", "no place"),
)
def test_where_people_live_is_compared_with_care(home, fit):
    assert lives_in(HOSPITAL, home) == fit


@pytest.mark.parametrize(
    ("age", "fit"), [("16-17", Fit.NO), ("18-24", Fit.UNKNOWN), ("25", Fit.YES)]
)
def test_a_band_that_holds_both_sides_of_a_limit_is_not_decided(age, fit):
    rules = Rules(min_age=19)
    assert check(rules, Answers(age=age), NOWHERE).fit == fit


def test_no_upper_end_is_not_below_an_upper_limit():
    assert check(Rules(max_age=66), Answers(age="25"), NOWHERE).fit == Fit.UNKNOWN
    assert check(Rules(max_age=24), Answers(age="25"), NOWHERE).fit == Fit.NO


def test_months_without_work_are_asked_only_of_people_without_work():
    rules = Rules(work=WorkCondition.OUT_OF_WORK, months_min=6)

    assert check(rules, Answers(work="no", months="6"), NOWHERE).fit == Fit.YES
    assert check(rules, Answers(work="no", months="3"), NOWHERE).fit == Fit.NO
    in_work = check(rules, Answers(work="yes"), NOWHERE)
    assert in_work.fit == Fit.NO
    assert len(in_work.reasons) == 1


def test_a_limit_inside_a_band_of_months_is_not_decided():
    assert check(Rules(months_min=9), Answers(months="6"), NOWHERE).fit == Fit.UNKNOWN


def test_people_without_work_keep_a_limit_of_pay():
    rules = Rules(earnings_below_pounds=30_000)
    assert check(rules, Answers(work="no"), NOWHERE).fit == Fit.YES
    assert check(rules, Answers(work="yes", earn="no"), NOWHERE).fit == Fit.NO


def test_a_scheme_without_rules_says_that_we_do_not_know():
    checked = check(Rules(), Answers(age="25"), IN_B8)

    assert checked.fit == Fit.UNKNOWN
    assert checked.headline == "Ask: we do not know yet"


def test_only_questions_that_a_rule_needs_are_asked():
    assert questions(HOSPITAL) == ("age", "work", "benefit")
    assert questions(Rules()) == ()


def test_what_is_no_answer_is_not_read():
    values = {"age": "17", "work": "maybe", "benefit": "uc", "months": "", "earn": "yes"}
    assert Answers.read(values) == Answers(benefit="uc", earn="yes")


answers = st.builds(
    Answers,
    age=st.sampled_from(["", *AGE_BANDS]),
    work=st.sampled_from(["", "yes", "no"]),
    months=st.sampled_from(["", *MONTH_BANDS]),
    benefit=st.sampled_from(["", *BENEFITS]),
    earn=st.sampled_from(["", "yes", "no"]),
)
rules = st.builds(
    Rules,
    areas=st.sampled_from([(), (B8,), (SANDWELL, B8)]),
    min_age=st.sampled_from([None, 16, 18, 19]),
    max_age=st.sampled_from([None, 21, 24, 66]),
    work=st.sampled_from(WorkCondition.values),
    months_min=st.sampled_from([None, 3, 6, 9]),
    benefit=st.sampled_from(BenefitCondition.values),
    earnings_below_pounds=st.sampled_from([None, 30_000]),
)
homes = st.sampled_from([NOWHERE, IN_B8, IN_COVENTRY, Home("WF1", (), is_outside=True)])


@settings(deadline=None)
@given(rules, answers, homes)
def test_an_answer_always_has_its_reasons_and_never_promises(rules, answers, home):
    checked = check(rules, answers, home)

    words = " ".join([checked.headline, *(one.text for one in checked.reasons)]).lower()
    assert not any(word in words for word in ("guarantee", "you will get", "you can join."))
    if checked.fit == Fit.NO:
        assert any(one.fit == Fit.NO for one in checked.reasons)
    if checked.fit == Fit.YES:
        assert checked.reasons
        assert all(one.fit == Fit.YES for one in checked.reasons)


@settings(deadline=None)
@given(rules, answers, homes)
def test_skipping_a_question_never_turns_a_no_into_a_yes(rules, answers, home):
    assume(not (answers.work == "no" and answers.earn == "no"))  # the two contradict each other
    assume(check(rules, answers, home).fit != Fit.NO)
    for name in ("age", "work", "months", "benefit", "earn"):
        rest = Answers(**{**dict(answers.pairs()), name: ""})
        assert check(rules, rest, home).fit != Fit.NO

"""Is it free for me? Three answers, never a promise, always with the rule."""

import datetime
import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.courses.enums import EmploymentCondition, FundingEffect
from catalogue.courses.free_for_me import (
    AGE_BANDS,
    Fit,
    Limit,
    Told,
    Verdict,
    fit_of,
    judge,
    limit_for,
)
from catalogue.courses.models import FundingRule
from portal.core.models import SharedFact
from tests.catalogue.courses.course_pages import page_of, words_of
from tests.factories import TODAY, CourseFactory, CourseRunFactory
from tests.markup import folded


@dataclass(frozen=True)
class Rule:
    name: str = "A rule"
    effect: str = FundingEffect.FREE
    age_min: int | None = None
    age_max: int | None = None
    employment: str = EmploymentCondition.ANY
    earnings_below_pounds: int | None = None
    prior_level_below: str = ""
    area_id: int | None = None
    valid_from_date: datetime.date | None = None
    valid_to_date: datetime.date | None = None
    source_url: str = ""
    checked_date: datetime.date | None = None


OUT_OF_WORK = Rule("Out of work", age_min=19, employment=EmploymentCondition.OUT_OF_WORK)
LOW_PAY = Rule(
    "Low pay",
    age_min=19,
    employment=EmploymentCondition.IN_WORK,
    earnings_below_pounds=30_000,
)
FIRST_LEVEL_3 = Rule("First Level 3", age_min=19, age_max=23, prior_level_below="LEVEL_3")
LOAN = Rule("Loan", effect=FundingEffect.LOAN, age_min=19)
LIMIT = Limit(30_000)


def verdict(rules, told, *, prices=(9500,), limit=LIMIT) -> Verdict:
    return judge(rules, told, prices=prices, today=TODAY, limit=limit).verdict


@pytest.mark.row(4)
@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Told(age="25", work="no"), Verdict.FREE),
        (Told(age="18-24", work="no"), Verdict.MAYBE_FREE),
        (Told(work="no"), Verdict.MAYBE_FREE),
        (Told(age="25"), Verdict.MAYBE_FREE),
        (Told(age="25", work="yes", earn="yes"), Verdict.MAYBE_FREE),
        (Told(age="25", work="yes", earn="no"), Verdict.PRICE),
        (Told(age="16-17", work="no"), Verdict.PRICE),
    ],
    ids=str,
)
def test_answers_change_what_a_course_may_cost(told, expected):
    assert verdict([OUT_OF_WORK], told) == expected


def test_low_pay_fits_a_rule_with_a_limit():
    assert verdict([LOW_PAY], Told(age="25", work="yes", earn="yes")) == Verdict.FREE
    assert verdict([LOW_PAY], Told(age="25", work="yes", earn="no")) == Verdict.PRICE


def test_an_amount_asked_about_that_is_higher_than_the_rules_decides_nothing():
    told = Told(age="25", work="yes", earn="yes")
    assert verdict([LOW_PAY], told, limit=Limit(40_000)) == Verdict.MAYBE_FREE


def test_rules_about_earlier_qualifications_or_age_alone_are_never_sure():
    assert verdict([FIRST_LEVEL_3], Told(age="18-24", work="no")) == Verdict.MAYBE_FREE
    assert verdict([Rule(age_min=19)], Told(age="25", work="no")) == Verdict.MAYBE_FREE


def test_a_course_that_costs_nobody_anything_is_free():
    assert verdict([], Told(age="25"), prices=(0, 0)) == Verdict.FREE


def test_a_price_nobody_told_is_asked_for():
    assert verdict([], Told(age="25"), prices=(None,)) == Verdict.ASK


def test_a_loan_is_the_last_resort_and_keeps_the_price():
    judged = judge([LOAN], Told(age="25"), prices=[9500], today=TODAY)
    assert judged.verdict == Verdict.LOAN
    assert "£95" in judged.short


def test_a_rule_that_has_ended_counts_no_more():
    ended = Rule(
        employment=EmploymentCondition.OUT_OF_WORK, valid_to_date=datetime.date(2026, 7, 31)
    )
    assert verdict([ended], Told(work="no")) == Verdict.PRICE


def test_the_amount_comes_from_the_rules_and_else_from_the_shared_fact():
    fact = SharedFact(amount_pence=3_000_000, as_of_date=datetime.date(2023, 8, 1))
    fact.stale_after_date = datetime.date(2024, 7, 31)
    facts = {"level-3-earnings-limit": fact}

    assert limit_for([LOW_PAY], {}, today=TODAY).pounds == 30_000
    found = limit_for([OUT_OF_WORK], facts, today=TODAY)
    assert (found.pounds, found.is_old) == (30_000, True)
    assert limit_for([OUT_OF_WORK], {}, today=TODAY) is None


told_at_random = st.builds(
    Told,
    age=st.sampled_from(["", *AGE_BANDS]),
    work=st.sampled_from(["", "yes", "no"]),
    earn=st.sampled_from(["", "yes", "no"]),
)
rules_at_random = st.builds(
    Rule,
    effect=st.sampled_from(FundingEffect.values),
    age_min=st.sampled_from([None, 16, 19, 24]),
    age_max=st.sampled_from([None, 18, 23]),
    employment=st.sampled_from(EmploymentCondition.values),
    earnings_below_pounds=st.sampled_from([None, 20_000, 30_000]),
    prior_level_below=st.sampled_from(["", "LEVEL_2"]),
)


@settings(deadline=None)
@given(st.lists(rules_at_random, max_size=4), told_at_random)
def test_free_is_said_only_when_one_whole_rule_fits(rules, told):
    judged = judge(rules, told, prices=[9500], today=TODAY, limit=LIMIT)

    fits = [fit_of(rule, told, LIMIT) for rule in rules if rule.effect == FundingEffect.FREE]
    assert (judged.verdict == Verdict.FREE) == (Fit.YES in fits)
    assert "is free for you." not in judged.sentence or "looks as if" in judged.sentence


@settings(deadline=None)
@given(rules_at_random, told_at_random)
def test_a_skipped_question_never_makes_a_rule_fit_better(rule, told):
    if fit_of(rule, told, LIMIT) == Fit.YES or (told.work == "no" and told.earn):
        return
    for name in ("age", "work", "earn"):
        rest = Told(**{**{n: getattr(told, n) for n in ("age", "work", "earn")}, name: ""})
        assert fit_of(rule, rest, LIMIT) != Fit.YES or name in ("work", "earn")


@pytest.fixture
def paid_course(db):
    rule = FundingRule.objects.create(
        name="Courses up to Level 2: free if you are out of work",
        effect=FundingEffect.FREE,
        age_min=19,
        employment=EmploymentCondition.OUT_OF_WORK,
        source_url="https://www.gov.uk/rules",
        checked_date=datetime.date(2026, 11, 1),
    )
    run = CourseRunFactory(course=CourseFactory(), cost_pence=9500)
    run.funding_rules.add(rule)
    return run.course


def address(course, query: str) -> str:
    return f"{course.get_absolute_url()}?{query}"


@pytest.mark.row(4)
def test_a_course_page_shows_the_answers_and_lets_them_change(client, paid_course, time_machine):
    time_machine.move_to(TODAY)
    page = folded(client.get(address(paid_course, "age=25&work=no")).content.decode())
    words = words_of(page)

    assert "Free for you" in words
    assert "The provider checks it with you." in words
    assert "How we worked this out" in words
    assert "as of 1 November 2026" in words
    assert re.search(r'name="age" value="25" checked', page)
    assert re.search(r'name="work" value="no" checked', page)


def test_before_any_answer_nothing_is_said(client, paid_course, time_machine):
    time_machine.move_to(TODAY)
    words = words_of(page_of(client, paid_course))

    assert "Is it free for me?" in words
    assert "How we worked this out" not in words


def test_a_course_that_is_free_for_everybody_asks_nothing(client, db, time_machine):
    time_machine.move_to(TODAY)
    run = CourseRunFactory(course=CourseFactory(), cost_pence=0)

    assert "Is it free for me?" not in words_of(page_of(client, run.course))


@pytest.mark.row(5)
def test_every_course_page_leads_to_help_with_costs(client, paid_course, time_machine):
    time_machine.move_to(TODAY)
    started = CourseRunFactory(
        course=CourseFactory(), start_date=TODAY - datetime.timedelta(days=9)
    )
    for course in (paid_course, started.course):
        assert "Help with costs: travel, childcare" in words_of(page_of(client, course))

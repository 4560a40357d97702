"""What the machine finds in a course. It decides nothing: a person reads it."""

import datetime
from typing import Any

import pytest

from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason
from catalogue.feedback.models import ProblemReport
from catalogue.providers.models import Organisation
from catalogue.publishing.checks.findings import (
    GOOD,
    NOTE,
    WARN,
    course_findings,
    vacancy_findings,
)
from portal.core.models import Subject
from tests.factories import CourseFactory, CourseRunFactory, SubjectFactory, VenueFactory

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)


@pytest.fixture
def subject() -> Subject:
    """Return a subject with six live courses that cost £100 to £150."""
    subject: Subject = SubjectFactory()
    for number in range(6):
        course = CourseFactory(subject=subject, title=f"Other {number}")
        CourseRunFactory(course=course, cost_pence=10_000 + 1_000 * number)
    return subject


def found(
    organisation: Organisation, *, course: Course | None = None, **after: Any
) -> list[tuple[str, str]]:
    before = after.pop("before", {})
    content = {"title": "Welding", "runs": []} | after
    findings = course_findings(organisation, before, content, course=course, now=NOW)
    return [(one.sign, one.text) for one in findings]


@pytest.mark.parametrize(
    ("price", "sign"),
    [(12_000, GOOD), (1_000, WARN), (90_000, WARN)],
    ids=["near", "far below", "far above"],
)
def test_a_price_is_compared_with_courses_of_its_subject(
    organisation: Organisation, subject: Subject, price: int, sign: str
) -> None:
    [(got, words)] = found(organisation, subject=subject.pk, runs=[{"cost_pence": price}])

    assert got == sign
    assert "£100 to £150, 6 courses" in words


def test_a_price_without_enough_others_is_not_judged(organisation: Organisation) -> None:
    [(sign, words)] = found(organisation, subject=None, runs=[{"cost_pence": 100}])

    assert (sign, words) == (NOTE, "Too few courses like it to compare the price: 0")


def test_a_free_course_is_compared_with_nothing(
    organisation: Organisation, subject: Subject
) -> None:
    assert found(organisation, subject=subject.pk, runs=[{"cost_pence": 0}]) == []


def test_a_price_in_words_is_told(organisation: Organisation) -> None:
    run = {"cost_pence": None, "cost_description": "TBC"}

    assert found(organisation, runs=[run]) == [(NOTE, "The price is not a number")]


@pytest.mark.parametrize(
    ("number", "sign"), [("01632 960133", GOOD), ("12", WARN), ("call Lena", WARN)]
)
def test_the_form_of_a_phone_number(organisation: Organisation, number: str, sign: str) -> None:
    [(got, _words)] = found(organisation, how_to_join="PHONE", join_value=number)

    assert got == sign


def test_links_are_the_own_ones_or_others(organisation: Organisation) -> None:
    findings = found(
        organisation,
        webpage="https://courses.lockgate.example/7",
        how_to_join="WEBSITE",
        join_value="https://lockgate.example.evil.example/",
    )

    borrowed = "The link leads to lockgate.example.evil.example."
    assert findings == [
        (NOTE, f"{borrowed} The provider’s own domain is lockgate.example"),
        (GOOD, "The link is on the provider’s own domain: courses.lockgate.example"),
    ]


def test_letters_that_nobody_explains_are_told(organisation: Organisation) -> None:
    findings = found(
        organisation,
        before={"what_you_will_learn": "With RTITB."},
        what_you_will_learn="With RTITB and ZQX. Level LEVEL_2.",
    )

    assert (NOTE, "“RTITB” is not explained. The old text had it too") in findings
    assert (NOTE, "“ZQX” is not explained") in findings


def test_a_place_says_whether_it_has_steps(organisation: Organisation) -> None:
    silent = VenueFactory(provider=organisation, name="Hall")
    told = VenueFactory(provider=organisation, name="Centre", step_free_entrance="NO")

    findings = found(organisation, runs=[{"venue": silent.pk}, {"venue": told.pk}])

    steps = [words for _sign, words in findings if "steps" in words]
    assert steps == ["Hall does not say whether it has steps"]


def test_open_reports_are_counted_and_quoted(organisation: Organisation) -> None:
    course = CourseFactory(provider=organisation)
    for text in ("Nobody answers the phone.", "Nobody answers the phone.", ""):
        made = ProblemReport.objects.create(
            course=course, reason=ProblemReason.SOMETHING_ELSE, text=text
        )
        ProblemReport.objects.filter(pk=made.pk).update(created_at=NOW)

    assert found(organisation, course=course) == [
        (WARN, "3 reports in 14 days: “Something else” “Nobody answers the phone.”")
    ]


def test_odd_contents_break_nothing(organisation: Organisation) -> None:
    odd: dict[str, Any] = {
        "title": "",
        "webpage": "https://[",
        "how_to_join": "PHONE",
        "join_value": "\u202e\x00",
        "runs": [{"cost_pence": "TBC", "venue": 2**70}, {}],
        "needs": None,
    }

    assert found(organisation, **odd)


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (700, ["Under the legal minimum: £7.00 an hour, minimum £8.00 from 01/04/2026."]),
        (950, ["Legal under 21 only: £9.50 an hour, minimum at 21 is £12.71 from 01/04/2026."]),
        (1_271, []),
        ("TBC", []),
    ],
    ids=["under every minimum", "for the young alone", "the minimum", "no figure"],
)
def test_pay_under_the_legal_minimum_is_told(
    organisation: Organisation, pence: int | str, words: list[str]
) -> None:
    job = {"title": "Foundry operative", "wage_low_pence": pence, "wage_unit": "HOUR"}
    findings = vacancy_findings(organisation, job, today=NOW.date())
    assert [one.text for one in findings if one.sign == WARN] == words

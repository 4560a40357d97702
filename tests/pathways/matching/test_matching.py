"""Which listings lead to which role, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.enums import Verdict
from pathways.matching import (
    CourseFacts,
    Reason,
    RoleMatcher,
    RoleRule,
    VacancyFacts,
)
from pathways.phrases import PhraseIndex, folded

PORTER = RoleRule(
    id=1,
    slug="porter",
    names=("Porter", "Hospital porter"),
    words=("hospital jobs",),
    not_words=("kitchen",),
    subjects=frozenset({"healthcare-support"}),
    levels=(0, 1),
)
THEATRE = RoleRule(
    id=2,
    slug="theatre-porter",
    names=("Theatre porter",),
    subjects=frozenset({"healthcare-support"}),
)
CARER = RoleRule(
    id=3,
    slug="care-worker",
    names=("Care worker", "Care assistant"),
    words=("care certificate",),
    subjects=frozenset({"adult-care"}),
    levels=(0, 2),
    is_by_subject=True,
)
MATCHER = RoleMatcher([PORTER, THEATRE, CARER])


def course(title: str, **values) -> CourseFacts:
    return CourseFacts(**{"id": 7, "title": title, "subject": "healthcare-support", **values})


def job(title: str, **values) -> VacancyFacts:
    return VacancyFacts(**{"id": 7, "title": title, "subject": "healthcare-support", **values})


def found(matches) -> dict[str, tuple[Reason, str]]:
    return {match.slug: (match.reason, match.words) for match in matches}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (course("Hospital jobs in 4 weeks"), {"porter": (Reason.CALLED, "hospital jobs")}),
        (course("Porters and stores"), {"porter": (Reason.CALLED, "Porter")}),
        (course("A new start", says="Work as a porter."), {"porter": (Reason.SAYS, "Porter")}),
        (course("A new start", says="Work as a porter.", level=2), {}),
        (course("Hospital jobs", level=3), {}),
        (course("Kitchen porter: hospital jobs"), {}),
        (course("Hospital jobs", subject="engineering"), {}),
        (
            course("English for hospital jobs", subject="english-esol", is_in_sector=False),
            {"porter": (Reason.CALLED, "hospital jobs")},
        ),
        (course("Theatre porter"), {"theatre-porter": (Reason.CALLED, "Theatre porter")}),
        (
            course("Dementia awareness", subject="adult-care", level=2),
            {"care-worker": (Reason.SUBJECT_AND_LEVEL, "")},
        ),
        (course("Dementia awareness", subject="adult-care", level=4), {}),
        (course("Dementia awareness", subject="adult-care"), {}),
        (
            course("Start well", qualification="Care Certificate", subject="adult-care", level=1),
            {"care-worker": (Reason.CALLED, "care certificate")},
        ),
    ],
    ids=lambda value: value.title if isinstance(value, CourseFacts) else "",
)
def test_a_course_leads_to_a_role(asked, wanted):
    assert found(MATCHER.of_course(asked)) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (job("Hospital Porters (nights)"), {"porter": (Reason.CALLED, "Hospital porter")}),
        (job("Theatre porter"), {"theatre-porter": (Reason.CALLED, "Theatre porter")}),
        (job("Kitchen porter"), {}),
        (job("Night porter", subject="catering-and-hospitality"), {}),
        (job("Porter", subject=""), {"porter": (Reason.CALLED, "Porter")}),
        (job("Hospital jobs"), {}),
        (
            job("Apprentice", standard="Care worker (Level 2)", subject="adult-care"),
            {"care-worker": (Reason.APPRENTICESHIP, "Care worker")},
        ),
    ],
    ids=lambda value: value.title if isinstance(value, VacancyFacts) else "",
)
def test_a_vacancy_is_for_a_role(asked, wanted):
    assert found(MATCHER.of_vacancy(asked)) == wanted


def test_what_an_editor_decided_wins_both_ways():
    verdicts = {7: {1: Verdict.DOES_NOT, 3: Verdict.LEADS, 99: Verdict.LEADS}}
    decided = RoleMatcher([PORTER, CARER], course_verdicts=verdicts, vacancy_verdicts=verdicts)
    wanted = {"care-worker": (Reason.DECIDED, "")}
    assert found(decided.of_course(course("Hospital jobs"))) == wanted
    assert found(decided.of_vacancy(job("Porter"))) == wanted
    assert "porter" in found(decided.of_course(course("Hospital jobs", id=8)))


def test_the_surest_reason_comes_first_and_is_the_one_that_is_told():
    both = course("Care certificate", subject="adult-care", level=1, says="Be a care worker.")
    assert found(MATCHER.of_course(both)) == {"care-worker": (Reason.CALLED, "care certificate")}
    every = RoleMatcher([PORTER, CARER], course_verdicts={7: {3: Verdict.LEADS}})
    assert [match.slug for match in every.of_course(course("Porter"))] == ["care-worker", "porter"]


WORDS = st.lists(st.sampled_from(("care", "worker", "kitchen", "C#", "nurses")), max_size=6)


@given(st.lists(WORDS, min_size=1, max_size=6), WORDS)
def test_a_phrase_is_found_where_its_words_stand_together(phrases, text):
    words = folded(" ".join(text))
    index = PhraseIndex((owner, " ".join(phrase)) for owner, phrase in enumerate(phrases))
    wanted = {
        (owner, start)
        for owner, phrase in enumerate(phrases)
        for start in range(len(words))
        if phrase and words[start : start + len(phrase)] == folded(" ".join(phrase))
    }
    assert {(one.owner, one.start) for one in index.find(words)} == wanted


@given(st.text(max_size=60))
def test_folding_takes_any_text_and_does_nothing_the_second_time(text):
    once = folded(text)
    assert all(word and not word.isspace() for word in once)
    assert len(folded(" ".join(once))) == len(once)

"""Moderators and providers at the same moment, each in a transaction of its own."""

import datetime
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from catalogue.courses.models import Course
from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.checks import services
from catalogue.publishing.checks.checklists import CHECKLISTS
from catalogue.publishing.checks.refusals import AlreadyDecided, DecisionRefused
from catalogue.publishing.enums import (
    DraftKind,
    DraftState,
    ReviewKind,
    ReviewReason,
    ReviewState,
)
from catalogue.publishing.models import Draft, Letter, Review
from tests.catalogue.events.bookings.conftest import own_database
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_user

__all__ = ["own_database"]  # a fixture
pytestmark = pytest.mark.usefixtures("own_database")
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
TICKS = {code: True for code, _label in CHECKLISTS[ReviewKind.COURSE]}
_numbers = iter(range(1_000))


def person(name: str) -> Any:
    return make_user(f"{name}{next(_numbers)}", second_step=False)


def make_draft() -> Draft:
    organisation: Organisation = OrganisationFactory(
        name=f"Race {next(_numbers)}", slug=f"race-{next(_numbers)}", is_trusted=False
    )
    content = {
        "title": "Welding",
        "subject": None,
        "sectors": [],
        "references": [],
        "what_you_will_learn": "Weld.",
        "how_to_join": "PHONE",
        "join_value": "01632 960133",
        "runs": [],
    }
    return Draft.objects.create(
        organisation=organisation, kind=DraftKind.COURSE, title="Welding", content=content
    )


def ask(draft: Draft, *, sent_by: Any = None) -> Review:
    return services.ask(
        ReviewKind.COURSE,
        organisation=draft.organisation,
        title=draft.title,
        reasons=[ReviewReason.FIRST_PUBLISH],
        sent_by=sent_by,
        now=NOW,
        draft=draft,
    )


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Return what each work gave, or the refusal that it met."""
    together = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            together.wait()
            return work()
        except DecisionRefused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def approve(review: Review, actor: Any) -> Callable[[], Any]:
    seen = Review.objects.get(pk=review.pk)
    return lambda: services.approve(
        seen, actor=actor, checks=TICKS, now=NOW, today=NOW.date(), seen_version=1
    )


def send_back(review: Review, actor: Any) -> Callable[[], Any]:
    seen = Review.objects.get(pk=review.pk)
    return lambda: services.send_back(seen, actor=actor, comment="No.", now=NOW)


@pytest.mark.parametrize("_turn", range(5))
def test_of_moderators_at_the_same_moment_one_decides(_turn: int) -> None:
    draft = make_draft()
    review = ask(draft, sent_by=person("lena"))
    sam, rita = person("sam"), person("rita")

    answers = at_once(
        approve(review, sam), send_back(review, rita), approve(review, rita), send_back(review, sam)
    )

    refused = [one for one in answers if isinstance(one, DecisionRefused)]
    assert len(refused) == 3
    assert all(isinstance(one, AlreadyDecided) for one in refused)
    review.refresh_from_db()
    courses = Course.objects.filter(provider=draft.organisation).count()
    drafts = list(Draft.objects.filter(organisation=draft.organisation))
    if review.state == ReviewState.APPROVED:
        assert (courses, drafts) == (1, [])
    else:
        assert (courses, [one.state for one in drafts]) == (0, [DraftState.RETURNED])
    assert Letter.objects.filter(organisation=draft.organisation).count() == 1
    decided = AuditEntry.objects.filter(
        organisation=draft.organisation, action__in=["APPROVED", "RETURNED"]
    )
    assert decided.count() == 1


@pytest.mark.parametrize("_turn", range(5))
def test_an_approval_and_a_newer_version_at_the_same_moment(_turn: int) -> None:
    draft = make_draft()
    review = ask(draft)

    def send_again() -> Any:
        changed = Draft.objects.filter(pk=draft.pk).update(
            version=2, content={**draft.content, "title": "Welding for money"}
        )
        if changed:
            return ask(Draft.objects.get(pk=draft.pk))
        return None

    at_once(approve(review, person("sam")), send_again)

    titles = list(
        Course.objects.filter(provider=draft.organisation).values_list("title", flat=True)
    )
    assert titles in (["Welding"], [])  # what nobody saw is not live
    if not titles:
        review.refresh_from_db()
        assert (review.state, review.draft_version) == (ReviewState.OPEN, 2)


@pytest.mark.parametrize("_turn", range(5))
def test_an_approval_and_a_withdrawal_at_the_same_moment(_turn: int) -> None:
    draft = make_draft()
    review = ask(draft)
    seen = Review.objects.get(pk=review.pk)

    at_once(
        approve(review, person("sam")),
        lambda: services.withdraw(seen, now=NOW),
    )

    review.refresh_from_db()
    is_live = Course.objects.filter(provider=draft.organisation).exists()
    assert is_live is (review.state == ReviewState.APPROVED)
    if not is_live:
        assert Draft.objects.get(pk=draft.pk).state == DraftState.EDITING


def test_asking_twice_at_the_same_moment_is_one_question() -> None:
    draft = make_draft()

    answers = at_once(*[lambda: ask(Draft.objects.get(pk=draft.pk))] * 4)

    assert len({one.pk for one in answers}) == 1
    assert Review.objects.filter(draft=draft).count() == 1

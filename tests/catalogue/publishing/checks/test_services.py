"""Asking moderators, and deciding."""

import datetime
from typing import Any

import pytest

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.checks import services
from catalogue.publishing.checks.checklists import CHECKLISTS
from catalogue.publishing.checks.refusals import (
    AlreadyDecided,
    CommentMissing,
    LookAgain,
    NotTicked,
    OwnWork,
)
from catalogue.publishing.checks.retention import prune_reviews
from catalogue.publishing.checks.trust import EDITS_BEFORE_TRUST, approved_edits
from catalogue.publishing.enums import (
    DraftKind,
    DraftState,
    LetterKind,
    ReviewKind,
    ReviewReason,
    ReviewState,
)
from catalogue.publishing.models import Draft, Letter, Review
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_user

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
TODAY = NOW.date()
LATER = NOW + datetime.timedelta(hours=1)


@pytest.fixture
def organisation() -> Organisation:
    organisation: Organisation = OrganisationFactory(is_trusted=False)
    return organisation


@pytest.fixture
def lena() -> Any:
    return make_user("lena")


@pytest.fixture
def sam() -> Any:
    return make_user("sam", email="sam@waymark.example", first_name="Sam")


def make_draft(organisation: Organisation, **values: Any) -> Draft:
    return Draft.objects.create(
        organisation=organisation,
        kind=DraftKind.COURSE,
        title="Forklift truck",
        content={"title": "Forklift truck", "runs": []},
        **values,
    )


def asked(organisation: Organisation, *, sent_by: Any, **more: Any) -> Review:
    more = {"kind": ReviewKind.PROFILE, "reasons": [ReviewReason.TITLE_CHANGED], "now": NOW} | more
    return services.ask(
        more.pop("kind"), organisation=organisation, title="A title", sent_by=sent_by, **more
    )


def all_ticks(kind: str) -> dict[str, object]:
    return {code: "on" for code, _label in CHECKLISTS[ReviewKind(kind)]}


def decide(review: Review, *, actor: Any, **more: Any) -> Review:
    more = {"checks": all_ticks(review.kind), "now": LATER, "today": TODAY} | more
    return services.approve(review, actor=actor, **more)


def log_of(organisation: Organisation) -> list[str]:
    entries = AuditEntry.objects.filter(organisation=organisation).order_by("pk")
    return [entry.action for entry in entries]


def test_a_draft_that_is_sent_waits_with_its_reasons_and_a_time(
    organisation: Organisation, lena: Any
) -> None:
    draft = make_draft(organisation)

    review = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)

    draft.refresh_from_db()
    review.refresh_from_db()
    assert draft.state == DraftState.IN_REVIEW
    assert (review.reasons, review.draft_version, review.created_at) == (["TITLE"], 1, NOW)
    assert review.due_at == NOW + datetime.timedelta(hours=4)
    assert log_of(organisation) == [AuditAction.SENT]


def test_asking_again_renews_the_open_question(organisation: Organisation, lena: Any) -> None:
    draft = make_draft(organisation)
    first = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)
    draft.version = 2
    draft.save()

    again = asked(
        organisation,
        sent_by=lena,
        draft=draft,
        kind=ReviewKind.COURSE,
        reasons=[ReviewReason.PRICE_CHANGED],
        now=LATER,
    )

    assert again.pk == first.pk
    assert (again.draft_version, again.reasons, again.created_at) == (2, ["PRICE"], LATER)
    assert Review.objects.count() == 1


def test_after_a_decision_a_new_question_is_asked(organisation: Organisation, lena: Any) -> None:
    draft = make_draft(organisation)
    first = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)
    services.send_back(first, actor=lena, comment="Write the price.", now=LATER)

    again = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)

    assert again.pk != first.pk
    draft.refresh_from_db()
    assert (draft.state, draft.comment) == (DraftState.IN_REVIEW, "")


def test_approving_needs_every_tick_or_a_comment(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    review = asked(organisation, sent_by=lena)

    with pytest.raises(NotTicked):
        decide(review, actor=sam, checks={"contact": "on"}, comment="  ")
    approved = decide(review, actor=sam, checks={"contact": "on"}, comment="Their site is down.")

    assert approved.state == ReviewState.APPROVED
    assert approved.checks == {"contact": True, "words": False}
    assert (approved.decided_by, approved.decided_at) == (sam, LATER)


def test_an_approval_is_told_to_the_log_and_to_who_sent_it(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    decide(asked(organisation, sent_by=lena), actor=sam, comment="Good words.")

    assert log_of(organisation) == [AuditAction.SENT, AuditAction.APPROVED]
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == (LetterKind.REVIEW_APPROVED, lena.email)
    assert letter.facts["comment"] == "Good words."


def test_sending_back_needs_words_that_the_provider_reads(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    draft = make_draft(organisation)
    review = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)

    with pytest.raises(CommentMissing):
        services.send_back(review, actor=sam, comment=" \n ", now=LATER)
    services.send_back(review, actor=sam, comment="Which bus stops there?", now=LATER)

    draft.refresh_from_db()
    assert (draft.state, draft.comment) == (DraftState.RETURNED, "Which bus stops there?")
    assert Letter.objects.get().kind == LetterKind.REVIEW_RETURNED
    assert log_of(organisation)[-1] == AuditAction.RETURNED


def test_of_two_moderators_the_second_reads_who_decided(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    review = asked(organisation, sent_by=lena)
    seen_by_both = Review.objects.get(pk=review.pk)
    decide(review, actor=sam)

    with pytest.raises(AlreadyDecided, match="Sam decided before you: Approved"):
        services.send_back(seen_by_both, actor=lena, comment="No.", now=LATER)

    assert Review.objects.get().state == ReviewState.APPROVED
    assert Letter.objects.count() == 1


def test_a_version_that_was_not_seen_is_not_approved(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    draft = make_draft(organisation, version=3)
    review = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)

    with pytest.raises(LookAgain):
        decide(review, actor=sam, seen_version=2)

    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_a_draft_that_changed_after_it_was_sent_is_not_approved(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    draft = make_draft(organisation)
    review = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)
    Draft.objects.update(version=2)

    with pytest.raises(LookAgain):
        decide(review, actor=sam, seen_version=1)

    review.refresh_from_db()
    assert (review.state, review.decided_by) == (ReviewState.OPEN, None)
    assert not Letter.objects.exists()
    assert log_of(organisation) == [AuditAction.SENT]


def test_nobody_approves_what_they_sent_themselves(organisation: Organisation, lena: Any) -> None:
    draft = make_draft(organisation)
    review = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)

    with pytest.raises(OwnWork, match="Another moderator decides"):
        decide(review, actor=lena)

    review.refresh_from_db()
    assert (review.state, review.decided_by) == (ReviewState.OPEN, None)


def test_a_profile_has_one_open_question_with_every_reason(
    organisation: Organisation, lena: Any
) -> None:
    first = asked(organisation, sent_by=lena, reasons=[ReviewReason.HELD_WORDS])
    again = asked(organisation, sent_by=lena, reasons=[ReviewReason.LINK_CHANGED], now=LATER)
    other = asked(OrganisationFactory(), sent_by=lena)

    assert again.pk == first.pk != other.pk
    assert (again.reasons, again.created_at) == (["HELD_WORDS", "LINK"], LATER)


def test_what_is_taken_back_can_be_edited_and_no_longer_decided(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    draft = make_draft(organisation)
    review = asked(organisation, sent_by=lena, draft=draft, kind=ReviewKind.COURSE)

    services.withdraw(review, now=LATER)

    draft.refresh_from_db()
    assert draft.state == DraftState.EDITING
    with pytest.raises(AlreadyDecided, match="The provider decided before you: Taken back"):
        services.send_back(review, actor=sam, comment="No.", now=LATER)


def test_trust_is_suggested_after_ten_approved_edits_and_given_by_a_tick(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    for _edit in range(EDITS_BEFORE_TRUST):
        decide(asked(organisation, sent_by=lena), actor=sam)
    assert approved_edits(organisation) == EDITS_BEFORE_TRUST

    decide(asked(organisation, sent_by=lena), actor=sam, is_trusted_from_now=True)
    organisation.refresh_from_db()
    assert organisation.is_trusted
    assert log_of(organisation)[-1] == AuditAction.TRUSTED


def test_decided_checks_go_after_their_time_and_open_ones_stay(
    organisation: Organisation, lena: Any, sam: Any
) -> None:
    decide(asked(organisation, sent_by=lena), actor=sam)
    still_open = asked(organisation, sent_by=lena)

    assert prune_reviews(LATER) == 0
    assert prune_reviews(LATER + datetime.timedelta(seconds=1)) == 1
    assert Review.objects.get() == still_open

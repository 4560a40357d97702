"""Asking moderators, and deciding. Each is one transaction with everything that follows from it."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import JoinRequest, Organisation
from catalogue.publishing.audit import WE, note
from catalogue.publishing.checks import effects
from catalogue.publishing.checks.checklists import ticked
from catalogue.publishing.checks.effects import Decision
from catalogue.publishing.checks.link_checks import LINKS, check_links_soon
from catalogue.publishing.checks.refusals import (
    AlreadyDecided,
    CommentMissing,
    LookAgain,
    NotTicked,
    OwnWork,
)
from catalogue.publishing.checks.target_time import due_after
from catalogue.publishing.checks.trust import trust_from_now_on
from catalogue.publishing.enums import DraftState, LetterKind, ReviewKind, ReviewState, UploadState
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import Draft, Review, Upload
from portal.core.clock import REGION_TIME
from portal.core.person import person_name


def ask(
    kind: str,
    *,
    organisation: Organisation | None,
    title: str,
    reasons: Iterable[str],
    sent_by: Any,
    now: datetime.datetime,
    draft: Draft | None = None,
    upload: Upload | None = None,
    join_request: JoinRequest | None = None,
) -> Review:
    """Ask a moderator to look. One question is open for a draft, a file, a request or a profile.

    Asking again renews it: the newer version, its reasons, and a new time by which to answer. The
    draft or the file then waits (IN_REVIEW), and the organisation's log says that it was sent: the
    caller writes neither.
    """
    values = {
        "title": title[:255],
        "reasons": [str(reason) for reason in reasons],
        "sent_by": sent_by,
        "draft_version": draft.version if draft else None,
        "created_at": now,
        "due_at": due_after(now),
    }
    about = {"draft": draft, "upload": upload, "join_request": join_request}
    asked = {"kind": kind, "organisation": organisation, **about, **values}
    same: dict[str, Any] = {name: one for name, one in about.items() if one is not None}
    if kind == ReviewKind.PROFILE:
        same = {"kind": kind, "organisation": organisation}
    with transaction.atomic():
        _lock(draft.pk if draft else None, upload.pk if upload else None)
        review = _renewed(same, values) or _asked(asked, same=same, values=values)
        if draft:
            Draft.objects.filter(pk=draft.pk).update(state=DraftState.IN_REVIEW, comment="")
            draft.state, draft.comment = DraftState.IN_REVIEW, ""
        if upload:
            Upload.objects.filter(pk=upload.pk).update(state=UploadState.IN_REVIEW)
            upload.state = UploadState.IN_REVIEW
        if organisation and kind != ReviewKind.JOIN:
            note(
                organisation,
                AuditAction.SENT,
                actor=sent_by,
                actor_name="" if sent_by else WE,
                now=now,
                about=title,
                facts={"kind": str(kind)},
            )
        check_links_soon(review)
    return review


def _renewed(same: Mapping[str, Any], values: Mapping[str, Any]) -> Review | None:
    """Renew the open question about the same thing, if there is one."""
    if not same:
        return None
    review = Review.objects.select_for_update().filter(state=ReviewState.OPEN, **same).first()
    if review is None:
        return None
    if review.kind == ReviewKind.PROFILE:
        # Each change is live already, so what an earlier one was asked about still counts.
        values = {**values, "reasons": list(dict.fromkeys([*review.reasons, *values["reasons"]]))}
    Review.objects.filter(pk=review.pk).update(**values)
    review.refresh_from_db()
    return review


def _asked(
    asked: Mapping[str, Any], *, same: Mapping[str, Any], values: Mapping[str, Any]
) -> Review:
    try:
        with transaction.atomic():
            review = Review.objects.create(**asked)
    except IntegrityError:
        # Somebody else asked about the same thing at this moment.
        renewed = _renewed(same, values)
        if renewed is None:
            raise
        return renewed
    return review


def approve(
    review: Review,
    *,
    actor: Any,
    comment: str = "",
    checks: Mapping[str, object],
    now: datetime.datetime,
    today: datetime.date,
    seen_version: int | None = None,
    is_trusted_from_now: bool = False,
) -> Review:
    """Approve what was sent, and put it live, all in one transaction.

    ``seen_version``: the version of the draft on the moderator's page. Raises DecisionRefused with
    words for the page: OwnWork, NotTicked, LookAgain, AlreadyDecided, EffectRefused.
    """
    if actor is not None and review.sent_by_id == actor.pk:
        raise OwnWork
    answers = ticked(review.kind, checks)
    comment = comment.strip()
    if not all(answers.values()) and not comment:
        raise NotTicked
    with transaction.atomic():
        decided = _decide(
            review,
            ReviewState.APPROVED,
            seen_version=seen_version,
            checks=answers | {key: one for key, one in review.checks.items() if key == LINKS},
            comment=comment,
            decided_by=actor,
            decided_at=now,
        )
        url = effects.approve(decided, Decision(actor, comment, now, today))
        if decided.organisation and decided.kind != ReviewKind.JOIN:
            approved = AuditAction.APPROVED, LetterKind.REVIEW_APPROVED
            _tell(decided, *approved, actor=actor, now=now, url=url)
            if is_trusted_from_now:
                trust_from_now_on(decided.organisation, actor=actor, now=now)
    return decided


def send_back(review: Review, *, actor: Any, comment: str, now: datetime.datetime) -> Review:
    """Send something back with words that the provider reads. Raises DecisionRefused."""
    comment = comment.strip()
    if not comment:
        raise CommentMissing
    with transaction.atomic():
        decided = _decide(
            review, ReviewState.RETURNED, comment=comment, decided_by=actor, decided_at=now
        )
        effects.send_back(
            decided, Decision(actor, comment, now, now.astimezone(REGION_TIME).date())
        )
        if decided.organisation and decided.kind != ReviewKind.JOIN:
            _tell(decided, AuditAction.RETURNED, LetterKind.REVIEW_RETURNED, actor=actor, now=now)
    return decided


def withdraw(review: Review, *, now: datetime.datetime) -> Review:
    """Take a question back: its sender goes on with the draft. Raises AlreadyDecided."""
    with transaction.atomic():
        decided = _decide(review, ReviewState.WITHDRAWN, decided_at=now)
        effects.withdraw(decided)
    return decided


def _decide(
    review: Review, state: ReviewState, *, seen_version: int | None = None, **values: Any
) -> Review:
    """Write a decision, unless there is one: of two at once the second finds no open row."""
    _lock(review.draft_id, review.upload_id)
    mine = Review.objects.filter(pk=review.pk, state=ReviewState.OPEN)
    if seen_version is not None:
        mine = mine.filter(Q(draft_version=seen_version) | Q(draft_version__isnull=True))
    changed = mine.update(state=state, **values)
    now_is = Review.objects.select_related("organisation", "sent_by", "decided_by").get(
        pk=review.pk
    )
    if not changed:
        raise LookAgain if now_is.state == ReviewState.OPEN else AlreadyDecided(now_is)
    return now_is


def _lock(draft_id: int | None, upload_id: int | None) -> None:
    """Lock what was sent before the question about it, as those who send it do: no deadlock."""
    if draft_id is not None:
        Draft.objects.select_for_update().filter(pk=draft_id).first()
    if upload_id is not None:
        Upload.objects.select_for_update().filter(pk=upload_id).first()


def _tell(
    review: Review,
    action: AuditAction,
    kind: LetterKind,
    *,
    actor: Any,
    now: datetime.datetime,
    url: str = "",
) -> None:
    """Write the log of the organisation, and a letter to who sent it. ``url``: what is live now."""
    organisation = review.organisation
    assert organisation is not None  # noqa: S101  # asked before
    note(
        organisation,
        action,
        actor=actor,
        now=now,
        about=review.title,
        facts={"comment": review.comment, "kind": review.kind} if review.comment else {},
    )
    email = review.sent_by.email if review.sent_by else ""
    if email:
        write_letter(
            kind,
            email=email,
            organisation=organisation,
            now=now,
            facts={
                "title": review.title,
                "kind": review.kind,
                "comment": review.comment,
                "name": person_name(review.sent_by),
                "organisation": organisation.name,
                "slug": organisation.slug,
                "url": url,
            },
            once_key=f"review:{review.pk}:{review.state}",
        )

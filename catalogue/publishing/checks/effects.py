"""What a decision does besides the note that it was made: one row for each kind of check.

The parts that publish are imported where they are called, because they ask for checks themselves.
Each is called inside the transaction of the decision, so that both happen or neither.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.providers.models import JoinRequest
from catalogue.publishing.checks.refusals import EffectRefused, LookAgain
from catalogue.publishing.enums import DraftState, ReviewKind, UploadState
from catalogue.publishing.models import Draft, Review, Upload
from catalogue.vacancies.models import Vacancy
from portal.navigation.languages import without_language


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides what, and when."""

    actor: Any
    comment: str
    now: datetime.datetime
    today: datetime.date


def approve(review: Review, decision: Decision) -> str:
    """Put what was approved live. Raises EffectRefused when that can no longer be done.

    Return the address of its page without a language, "" for what is many pages or none.
    """
    try:
        live = _APPROVALS[ReviewKind(review.kind)](review, decision)
    except ValidationError as error:
        raise EffectRefused(" ".join(error.messages)) from error
    return without_language(live.get_absolute_url()) if live else ""


def send_back(review: Review, decision: Decision) -> None:
    """Give what was sent back to its sender. Raises EffectRefused."""
    try:
        _RETURNS[ReviewKind(review.kind)](review, decision)
    except ValidationError as error:
        raise EffectRefused(" ".join(error.messages)) from error


def withdraw(review: Review) -> None:
    """Let the sender go on with what they took back."""
    if review.draft_id:
        Draft.objects.filter(pk=review.draft_id).update(state=DraftState.EDITING)
    if review.upload_id:
        waiting = Upload.objects.filter(pk=review.upload_id, state=UploadState.IN_REVIEW)
        waiting.update(state=UploadState.CHECKED)


def sent_draft(review: Review) -> Draft:
    """Return the draft that was sent, locked; raise LookAgain when it is gone or changed since."""
    if review.draft_id is None:
        raise LookAgain
    rows: QuerySet[Draft] = Draft.objects.select_for_update().filter(pk=review.draft_id)
    draft = rows.first()
    if draft is None or draft.version != review.draft_version:
        raise LookAgain
    return draft


def _approve_course(review: Review, decision: Decision) -> Course:
    from catalogue.publishing.editor.publish import apply_draft

    return apply_draft(
        sent_draft(review), actor=_sender(review), now=decision.now, today=decision.today
    )


def _approve_vacancy(review: Review, decision: Decision) -> Vacancy:
    from catalogue.publishing.employers.services import apply_vacancy_draft

    return apply_vacancy_draft(
        sent_draft(review), actor=_sender(review), now=decision.now, today=decision.today
    )


def _approve_upload(review: Review, decision: Decision) -> None:
    from catalogue.publishing.uploads.services import PublishResult, publish_now

    outcome = publish_now(
        _upload(review), actor=_sender(review), now=decision.now, today=decision.today
    )
    if outcome.result != PublishResult.PUBLISHED:
        raise EffectRefused(
            _("The file cannot be published as it is. Send it back: the provider looks again.")
        )


def _approve_join(review: Review, decision: Decision) -> None:
    from catalogue.publishing.people.services import approve_join

    membership = approve_join(
        _request(review), actor=decision.actor, comment=decision.comment, now=decision.now
    )
    # A new organisation is made by the approval: its checks begin with this one.
    review.organisation = membership.organisation
    review.save(update_fields=["organisation"])


def _return_draft(review: Review, decision: Decision) -> None:
    if review.draft_id:
        Draft.objects.filter(pk=review.draft_id).update(
            state=DraftState.RETURNED, comment=decision.comment
        )


def _return_upload(review: Review, decision: Decision) -> None:
    """Let the provider publish it again, after they put rows right or talked to us."""
    if review.upload_id:
        waiting = Upload.objects.filter(pk=review.upload_id, state=UploadState.IN_REVIEW)
        waiting.update(state=UploadState.CHECKED, message=decision.comment)


def _return_join(review: Review, decision: Decision) -> None:
    from catalogue.publishing.people.services import return_join

    return_join(_request(review), actor=decision.actor, comment=decision.comment, now=decision.now)


def _nothing(review: Review, decision: Decision) -> None:
    """Do nothing: a profile is live at once, and a moderator looks at it afterwards."""


def _sender(review: Review) -> Any:
    """Return in whose name it is published: the person who sent it."""
    return review.sent_by


def _request(review: Review) -> JoinRequest:
    request = review.join_request
    if request is None:
        raise LookAgain
    return request


def _upload(review: Review) -> Upload:
    upload = review.upload
    if upload is None or upload.state != UploadState.IN_REVIEW:
        raise EffectRefused(_("The file is no longer there, or it was taken back."))
    return upload


_APPROVALS: dict[ReviewKind, Callable[[Review, Decision], Course | Vacancy | None]] = {
    ReviewKind.COURSE: _approve_course,
    ReviewKind.VACANCY: _approve_vacancy,
    ReviewKind.UPLOAD: _approve_upload,
    ReviewKind.JOIN: _approve_join,
    ReviewKind.PROFILE: _nothing,
}
_RETURNS: dict[ReviewKind, Callable[[Review, Decision], None]] = {
    ReviewKind.COURSE: _return_draft,
    ReviewKind.VACANCY: _return_draft,
    ReviewKind.UPLOAD: _return_upload,
    ReviewKind.JOIN: _return_join,
    ReviewKind.PROFILE: _nothing,
}

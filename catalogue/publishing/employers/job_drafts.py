"""Drafts of jobs: begun once, kept whatever is missing, thrown away."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalogue.providers.models import Organisation
from catalogue.publishing.employers.services import content_of_job
from catalogue.publishing.enums import DraftKind, DraftState
from catalogue.publishing.models import Draft
from catalogue.vacancies.models import Vacancy


class VersionOld(Exception):  # noqa: N818  (an answer, no fault)
    """Somebody else kept the draft meanwhile."""


def begin_job(
    organisation: Organisation, *, key: uuid.UUID, content: dict[str, Any], actor: Any
) -> Draft | None:
    """Begin a job. A form that is sent twice, with one key, begins one.

    None: the draft of the key went live at this moment.
    """
    try:
        with transaction.atomic():
            return Draft.objects.create(
                organisation=organisation,
                kind=DraftKind.VACANCY,
                preview_key=key,
                title=str(content.get("title") or "")[:255],
                content=content,
                created_by=actor,
                updated_by=actor,
            )
    except IntegrityError:
        return Draft.objects.filter(preview_key=key, organisation=organisation).first()


@transaction.atomic
def draft_of_job(vacancy: Vacancy, *, organisation: Organisation, actor: Any) -> Draft:
    """Return the one draft of a live job: the open one, or a new one of what is live.

    A draft in which nothing was changed begins anew from what is live today. That of an employer
    who had the job before is in nobody's way.
    """
    Draft.objects.filter(vacancy=vacancy).exclude(organisation=organisation).delete()
    content = content_of_job(vacancy)
    draft, _is_new = Draft.objects.get_or_create(
        vacancy=vacancy,
        defaults={
            "organisation": organisation,
            "kind": DraftKind.VACANCY,
            "title": vacancy.title,
            "content": content,
            "base": content,
            "created_by": actor,
            "updated_by": actor,
        },
    )
    is_untouched = draft.content == draft.base and draft.base != content
    if is_untouched and draft.state != DraftState.IN_REVIEW:
        draft.content = draft.base = content
        draft.title = vacancy.title
        draft.version += 1
        draft.save(update_fields=["content", "base", "title", "version", "updated_at"])
    return draft


@transaction.atomic
def keep_job(draft: Draft, *, content: dict[str, Any], version: int, actor: Any) -> Draft:
    """Keep what was typed. Raises VersionOld when the form was opened before another keep.

    Raises Draft.DoesNotExist: it was published, or thrown away, at this moment.
    """
    stored = Draft.objects.select_for_update().get(pk=draft.pk)
    if stored.version != version:
        raise VersionOld
    if stored.state == DraftState.IN_REVIEW:
        raise ValidationError(_("A moderator looks at it now. Wait for the answer."))
    stored.content = content
    stored.title = str(content.get("title") or "")[:255]
    stored.version += 1
    stored.updated_by = actor
    stored.save()
    return stored


@transaction.atomic
def throw_away_job(draft: Draft) -> bool:
    """Delete a draft, unless a moderator looks at it. A job that is on the site stays as it is."""
    stored = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if stored is not None and stored.state == DraftState.IN_REVIEW:
        return False
    if stored is not None:
        stored.delete()
    return True

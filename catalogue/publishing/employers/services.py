"""Jobs of employers that go live, at once or after a check, and jobs that close."""

import datetime
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.providers.enums import AuditAction
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.checks import risks
from catalogue.publishing.checks import services as checks
from catalogue.publishing.employers.job_form import JobForm
from catalogue.publishing.enums import DraftState, ReviewKind, ReviewReason, ReviewState
from catalogue.publishing.models import Draft, Review
from catalogue.vacancies.enums import HeldReason, VacancyKind, VacancyStatus, WageType
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.services import own_key

# Fields of the form that stand in the row of the same name as they are.
PLAIN = (
    "title",
    "summary",
    "description",
    "skills",
    "wage_low_pence",
    "wage_unit",
    "working_week",
    "hours_per_week",
    "positions",
    "apply_url",
    "apply_instructions",
    "employer_description",
    "is_disability_confident",
)


@transaction.atomic
def send_job(
    draft: Draft, *, actor: Any, now: datetime.datetime, today: datetime.date
) -> Vacancy | None:
    """Ask a moderator about a job, or put it live where no reason is found: then return it.

    A job that is held comes back by a moderator alone. A draft that somebody published a moment
    ago gives what it became. Raises ValidationError when something is missing.
    """
    stored = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if stored is None:
        return published_job(draft.organisation, draft=draft.pk)
    if stored.state == DraftState.IN_REVIEW:
        return None
    live = _lock_job(stored)
    before = content_of_job(live) if live else None
    if before:
        _join(stored, before)
    if not JobForm.of_content(stored.content, today=today).is_valid():
        raise ValidationError(_("Something is missing. Look at the fields below."))
    reasons = risks.reasons_for(
        stored.organisation, before=before, after=stored.content, kind=ReviewKind.VACANCY
    )
    if live and live.status == VacancyStatus.HELD:
        is_reported = HeldReason.REPORTED in live.held_reasons
        why = ReviewReason.REPORTED if is_reported else ReviewReason.HELD_WORDS
        reasons = list(dict.fromkeys([*reasons, why]))
    if not reasons:
        return apply_vacancy_draft(stored, actor=actor, now=now, today=today)
    checks.ask(
        ReviewKind.VACANCY,
        organisation=stored.organisation,
        title=stored.title,
        reasons=reasons,
        sent_by=actor,
        now=now,
        draft=stored,
    )
    return None


@transaction.atomic
def apply_vacancy_draft(
    draft: Draft, *, actor: Any, now: datetime.datetime, today: datetime.date
) -> Vacancy:
    """Put a job live, because a moderator approved it or nobody has to look.

    Raises ValidationError when it can no longer be published, because its last day has passed, or
    another employer has the job now.
    """
    form = JobForm.of_content(draft.content, today=today)
    if not form.is_valid():
        messages = [str(one) for errors in form.errors.values() for one in errors]
        raise ValidationError(messages)
    vacancy = _lock_job(draft) or Vacancy(kind=VacancyKind.JOB, employer=draft.organisation)
    if vacancy.employer_id != draft.organisation_id:
        words = _("This job belongs to another organisation now. Send the draft back.")
        raise ValidationError(words)
    _fill(vacancy, form.cleaned_data, organisation=draft.organisation, today=today)
    # A person has read these words, or the guard found nothing in them.
    vacancy.guard_key = vacancy.released_key = own_key(vacancy)
    vacancy.save()
    _place(vacancy, form.cleaned_data)
    note(
        draft.organisation,
        AuditAction.JOB_PUBLISHED,
        actor=actor,
        now=now,
        about=vacancy.title,
        facts={"vacancy": vacancy.pk, "draft": draft.pk, "form": str(draft.preview_key)},
    )
    draft.delete()
    return vacancy


def published_job(organisation: Organisation, *, draft: int | uuid.UUID) -> Vacancy | None:
    """Return what a draft became, for the second of two presses of “Send”.

    ``draft`` is its number, or the key of the empty form that began it.
    """
    fact = "form" if isinstance(draft, uuid.UUID) else "draft"
    told = AuditEntry.objects.filter(
        organisation=organisation,
        action=AuditAction.JOB_PUBLISHED,
        **{f"facts__{fact}": str(draft) if fact == "form" else draft},
    )
    entry = told.order_by("-pk").first()
    return Vacancy.objects.filter(pk=entry.facts["vacancy"]).first() if entry else None


def _join(draft: Draft, live: dict[str, Any]) -> None:
    """Keep what the team changed on the live job meanwhile, where the employer changed nothing."""
    if not draft.base or draft.base == live:
        return
    untouched = {name for name in live if draft.content.get(name) == draft.base.get(name)}
    draft.content |= {name: live[name] for name in untouched}
    draft.base = live
    draft.version += 1
    draft.save(update_fields=["content", "base", "version", "updated_at"])


def _lock_job(draft: Draft) -> Vacancy | None:
    """Read the live job of a draft as it is now, so that no decision about it is undone unseen."""
    if draft.vacancy_id is not None:
        draft.vacancy = Vacancy.objects.select_for_update().get(pk=draft.vacancy_id)
    return draft.vacancy


def _fill(
    vacancy: Vacancy, values: dict[str, Any], *, organisation: Organisation, today: datetime.date
) -> None:
    for name in PLAIN:
        setattr(vacancy, name, values[name])
    low, high = values["wage_low_pence"], values["wage_high_pence"]
    vacancy.wage_high_pence = high or low
    vacancy.wage_type = WageType.CUSTOM
    vacancy.closing_date = datetime.date.fromisoformat(values["closing_date"])
    start = values["start_date"]
    vacancy.start_date = datetime.date.fromisoformat(start) if start else None
    vacancy.employer_name = organisation.trading_name or organisation.name
    vacancy.employer_website = organisation.website
    vacancy.is_demo = organisation.is_demo
    vacancy.posted_date = vacancy.posted_date or today
    vacancy.checked_date = today
    vacancy.status = VacancyStatus.LIVE
    vacancy.held_reasons = []
    vacancy.withdrawn_at = None


def _place(vacancy: Vacancy, values: dict[str, Any]) -> None:
    where = {"town": values["town"], "postcode": values["postcode"]}
    location = vacancy.locations.first() or VacancyLocation(vacancy=vacancy)
    for name, value in (where | PlaceFinder().locate(**where).as_values()).items():
        setattr(location, name, value)
    location.save()


@transaction.atomic
def close_job(vacancy: Vacancy, *, actor: Any, now: datetime.datetime) -> None:
    """Take a live job off the site before its last day. Its draft goes too, whoever looks at it.

    Approved later it would bring the job back. One that is held stays so: offered again it would
    no longer be.
    """
    drafts = list(Draft.objects.select_for_update().filter(vacancy=vacancy.pk))
    stored = Vacancy.objects.select_for_update().get(pk=vacancy.pk)
    if stored.status != VacancyStatus.LIVE:
        return
    for draft in drafts:
        for review in Review.objects.filter(draft=draft, state=ReviewState.OPEN):
            checks.withdraw(review, now=now)
        draft.delete()
    stored.status = VacancyStatus.WITHDRAWN
    stored.withdrawn_at = now
    stored.save()
    if stored.employer:
        note(
            stored.employer,
            AuditAction.JOB_WITHDRAWN,
            actor=actor,
            now=now,
            about=stored.title,
            facts={"vacancy": stored.pk},
        )


def content_of_job(vacancy: Vacancy) -> dict[str, Any]:
    """Return a live job in the shape of a draft's content."""
    content = {name: getattr(vacancy, name) for name in PLAIN}
    location = vacancy.locations.first()
    hours, high = content["hours_per_week"], vacancy.wage_high_pence
    return content | {
        "hours_per_week": None if hours is None else f"{hours.normalize():f}",
        "wage_high_pence": None if high == vacancy.wage_low_pence else high,
        "town": location.town if location else "",
        "postcode": location.postcode if location else "",
        "closing_date": vacancy.closing_date.isoformat(),
        "start_date": vacancy.start_date.isoformat() if vacancy.start_date else "",
    }

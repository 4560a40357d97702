"""The page of one check: what changes, what the machine found, what happened before."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.events.event_times import on_the_wall
from catalogue.providers.enums import AuditAction
from catalogue.publishing.checks import link_checks
from catalogue.publishing.checks.changes import (
    Changes,
    CourseOfFile,
    changes_of,
    shown_changes,
    shown_text,
    sides_of,
    upload_sample,
)
from catalogue.publishing.checks.evidence import Evidence, evidence_of
from catalogue.publishing.checks.findings import (
    GOOD,
    WARN,
    Finding,
    course_findings,
    vacancy_findings,
)
from catalogue.publishing.checks.queue import (
    QueueRow,
    ReasonTag,
    following,
    next_rows,
    organisation_name,
    sent_words,
    tags_of,
)
from catalogue.publishing.checks.trust import EDITS_BEFORE_TRUST, approved_edits
from catalogue.publishing.checks.upload_findings import upload_findings
from catalogue.publishing.enums import DraftKind, ReviewState
from catalogue.publishing.models import Draft, Review
from catalogue.publishing.moments import by_words, left_words, moment_words
from catalogue.publishing.uploads.refusal_words import said_of
from portal.core.lists import isolated
from portal.core.person import person_name
from portal.core.prose import one_line

HISTORY_SHOWN = 5
# What a person or a feed does every day: it would hide decisions and what visitors saw change.
_ROUTINE = (
    AuditAction.SENT,
    AuditAction.UPLOADED,
    AuditAction.FEED_RUN,
    AuditAction.TOKEN,
    AuditAction.ENQUIRY,
    AuditAction.STAND,
)


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """``HistoryRow("4 March 2027", "Sam", "Approved: Welding", "Good words.")``."""

    when: str
    who: str
    what: str
    comment: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Everything that the template reads."""

    review: Review
    title: str
    organisation: str
    tags: list[ReasonTag]
    sent: str
    due: str
    left: str
    is_late: bool
    is_open: bool
    is_stale: bool
    decided_by: str
    decided: str
    comment: str
    approved_edits: int
    edits_before_trust: int
    changes: Changes | None = None
    heading: str = ""
    preview_url: str = ""
    live_url: str = ""
    evidence: Evidence | None = None
    sample: list[CourseOfFile] = field(default_factory=list)
    sample_total: int = 0
    tally: list[tuple[str, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    has_links: bool = False
    history: list[HistoryRow] = field(default_factory=list)
    next_rows: list[QueueRow] = field(default_factory=list)
    next_id: int | None = None


def item_page(review: Review, *, now: datetime.datetime) -> ItemPage:
    """Return the page of a check, open or decided."""
    after = following(review)
    decided_by, organisation = review.decided_by, review.organisation
    return ItemPage(
        review=review,
        title=one_line(review.title),
        organisation=organisation_name(review),
        tags=tags_of(review.reasons),
        sent=sent_words(review, now=now),
        due=by_words(review.due_at, now=now),
        left=left_words(review.due_at, now=now),
        is_late=review.due_at < now,
        is_open=review.state == ReviewState.OPEN,
        is_stale=_is_stale(review),
        decided_by=one_line(person_name(decided_by)) if decided_by else "",
        decided=moment_words(review.decided_at, now=now) if review.decided_at else "",
        comment=shown_text(review.comment),
        approved_edits=approved_edits(organisation) if organisation else 0,
        edits_before_trust=EDITS_BEFORE_TRUST,
        history=_history(review, now=now),
        next_rows=next_rows(review, now=now),
        next_id=after.pk if after else None,
        has_links=bool(link_checks.links_to_check(review)),
        **_content(review, now=now),
    )


def _content(review: Review, *, now: datetime.datetime) -> dict[str, Any]:
    links = _link_findings(review, now=now)
    if review.draft:
        draft = review.draft
        before, after = sides_of(draft)
        if draft.kind == DraftKind.VACANCY:
            found = vacancy_findings(draft.organisation, after, today=on_the_wall(now).date())
        else:
            found = course_findings(draft.organisation, before, after, course=draft.course, now=now)
        changes = changes_of(review, draft)
        return {
            "changes": changes,
            "heading": _heading(changes),
            "preview_url": preview_url(draft),
            "live_url": live.get_absolute_url() if (live := draft.course or draft.vacancy) else "",
            "findings": [*links, *found],
        }
    if review.join_request:
        evidence = evidence_of(review.join_request)
        return {"evidence": evidence, "findings": [*links, *evidence.findings]}
    if review.upload:
        upload = review.upload
        kinds = ((_("Added"), "added"), (_("Changed"), "changed"), (_("Removed"), "removed"))
        shown = kinds if upload.is_full_list else kinds[:2]
        return {
            "sample": upload_sample(upload),
            "sample_total": shown_changes(upload).count(),
            "tally": [
                *((label, upload.numbers.get(name, 0)) for label, name in shown),
                (_("Held"), upload.rows_held),
            ],
            "findings": upload_findings(review, upload),
        }
    return {"findings": links}


def _heading(changes: Changes) -> str:
    number = len(changes.rows)
    if changes.is_new:
        return ngettext("New: %(n)d part", "New: %(n)d parts", number) % {"n": number}
    return ngettext("%(n)d change", "%(n)d changes", number) % {"n": number}


def preview_url(draft: Draft) -> str:
    """Return where a course is shown as learners will see it. A job has no such page."""
    if draft.kind == DraftKind.VACANCY:
        return ""
    return reverse("publishing:preview", args=[draft.preview_key])


def _link_findings(review: Review, *, now: datetime.datetime) -> list[Finding]:
    found = []
    for answer in link_checks.answers_of(review):
        at = moment_words(datetime.datetime.fromisoformat(answer.at), now=now)
        why = isolated(said_of(answer.words, code=answer.code).words)
        if answer.opens:
            words = _("The link opens: %(url)s (asked %(when)s)")
        else:
            words = _("The link does not open: %(url)s. %(why)s (asked %(when)s)")
        found.append(
            Finding(
                GOOD if answer.opens else WARN,
                words % {"url": answer.url, "why": why, "when": at},
            )
        )
    return found


def _is_stale(review: Review) -> bool:
    """Say whether the draft was changed after it was sent: then it cannot be approved."""
    return bool(
        review.state == ReviewState.OPEN
        and review.draft
        and review.draft.version != review.draft_version
    )


def _history(review: Review, *, now: datetime.datetime) -> list[HistoryRow]:
    if review.organisation is None:
        return []
    entries = review.organisation.audit_entries.exclude(action__in=_ROUTINE)
    entries = entries.order_by("-at", "-pk")[:HISTORY_SHOWN]
    return [
        HistoryRow(
            when=moment_words(on_the_wall(entry.at), now=now),
            who=one_line(entry.actor_name) or _("Not known"),
            what=f"{entry.get_action_display()}: {one_line(entry.about)}"
            if entry.about
            else entry.get_action_display(),
            comment=_comment_of(entry.facts),
        )
        for entry in entries
    ]


def _comment_of(facts: Any) -> str:
    return shown_text(str(facts.get("comment", ""))) if isinstance(facts, dict) else ""

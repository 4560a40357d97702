"""Publishing a draft: look at the changes, press once, see what became of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.courses.models import Course
from catalogue.providers.enums import MemberRole
from catalogue.publishing.checks.report_views import to_reports
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.course_views import course_at
from catalogue.publishing.editor.frames import draft_at, frame
from catalogue.publishing.editor.keeping import conflict_page, read_sent
from catalogue.publishing.editor.publish import (
    Outcome,
    PublishResult,
    publish_draft,
    published_course,
)
from catalogue.publishing.models import Draft
from portal.core import clock


@member_page(MemberRole.EDITOR, publishes=True)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Show what would change, or publish it."""
    stored = desk.drafts().filter(pk=draft).first()
    if stored is None and (course := published_course(desk.organisation, draft)):
        return _live(desk, course)  # pressed twice, or by two people
    found = draft_at(desk, draft)
    if request.method != "POST":
        return render(request, "manage/editor/publish.html", frame(desk, found, now=clock.now()))
    sent = read_sent(request.POST)
    outcome = publish_draft(
        found,
        actor=desk.user,
        now=clock.now(),
        today=clock.today(),
        prefer=sent.choices,
        seen_version=sent.version or None,
    )
    return _answer(request, desk, found, outcome)


def _live(desk: Desk, course: Course) -> HttpResponse:
    return redirect("publishing:course_live", desk.organisation.slug, course.pk)


def _answer(request: HttpRequest, desk: Desk, draft: Draft, outcome: Outcome) -> HttpResponse:
    if outcome.result in (PublishResult.PUBLISHED, PublishResult.GONE) and outcome.course:
        return _live(desk, outcome.course)
    if outcome.result == PublishResult.CONFLICT:
        return conflict_page(
            request,
            desk,
            draft,
            outcome.conflicts,
            now=clock.now(),
            shown="{}",
            back_url=reverse("publishing:draft", args=[desk.organisation.slug, draft.pk]),
            title=_("Publish"),
            is_live_conflict=True,
        )
    if outcome.result == PublishResult.LOOK_AGAIN:
        words = _("Somebody else changed this course meanwhile. Look at it again, then publish.")
        messages.warning(request, words)
        return redirect("publishing:draft_publish", desk.organisation.slug, draft.pk)
    if outcome.result == PublishResult.REPORTED:
        return to_reports(request, desk)
    # In review, or not ready: the task list says what and why.
    return redirect("publishing:draft", desk.organisation.slug, draft.pk)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD"])
def live(request: HttpRequest, desk: Desk, course: int) -> HttpResponse:
    """Say that a course is live, with its address."""
    context = {"desk": desk, "section": "courses", "course": course_at(desk, course)}
    return render(request, "manage/editor/live.html", context)

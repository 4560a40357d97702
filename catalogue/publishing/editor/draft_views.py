"""The pages of a draft: its task list, its parts, throwing it away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.drafting import DraftIsWaiting, keep_part, take_back, throw_away
from catalogue.publishing.editor.frames import draft_at, frame, while_it_is_there
from catalogue.publishing.editor.keeping import (
    conflict_page,
    kept_answer,
    read_sent,
    refused_answer,
    shown_of,
    waiting_answer,
)
from catalogue.publishing.editor.part_forms import FORMS, Lenient
from catalogue.publishing.editor.part_page import part_context, part_form
from catalogue.publishing.editor.parts import BY_CODE, Part, has_many_prices, next_part
from catalogue.publishing.editor.publish import has_live_changed
from catalogue.publishing.editor.run_views import dates_page
from catalogue.publishing.editor.task_list import part_url
from catalogue.publishing.editor.typed import as_typed
from catalogue.publishing.enums import DraftState, ReviewReason, ReviewState
from catalogue.publishing.figures.quality import quality_of
from catalogue.publishing.models import Draft
from portal.core import clock


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD"])
def task_list(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Show the parts, what is in the way, and what would change."""
    found, now = draft_at(desk, draft), clock.now()
    quality = None
    if found.course_id:
        quality = quality_of([found.course_id], today=clock.today()).get(found.course_id)
    review = desk.reviews().filter(draft=found, state=ReviewState.OPEN).first()
    labels = dict(ReviewReason.choices)
    context = frame(
        desk,
        found,
        now=now,
        quality=quality,
        reasons=[labels[one] for one in review.reasons if one in labels] if review else [],
        has_live_changed=has_live_changed(found),
    )
    return render(request, "manage/editor/draft.html", context)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
@while_it_is_there
def part(request: HttpRequest, desk: Desk, draft: int, code: str) -> HttpResponse:
    """Show a part, or keep it."""
    found = draft_at(desk, draft)
    if code not in BY_CODE:
        raise Http404
    if found.state == DraftState.IN_REVIEW:
        return waiting_answer(request, found)
    if code == "dates":
        try:
            return dates_page(request, desk, found)
        except DraftIsWaiting:
            return waiting_answer(request, found)
    if request.method == "POST":
        return _keep(request, desk, found, BY_CODE[code])
    context = frame(desk, found, now=clock.now(), here=code)
    form = part_form(context["page"], BY_CODE[code], is_opened=True)
    return _part_page(request, context, BY_CODE[code], form)


def _part_page(
    request: HttpRequest, context: dict[str, Any], part: Part, form: Lenient
) -> HttpResponse:
    context |= part_context(context["page"], part, form)
    return render(request, "manage/editor/part.html", context)


def _keep(request: HttpRequest, desk: Desk, draft: Draft, part: Part) -> HttpResponse:
    typed = as_typed(request.POST)
    sent = read_sent(typed)
    values = FORMS[part.code].typed(typed)
    if part.code == "price" and has_many_prices(draft.content) and "one_price" not in request.POST:
        values = {}
    try:
        conflicts = keep_part(
            draft,
            part.code,
            values,
            shown=sent.shown,
            version=sent.version,
            actor=desk.user,
            choices=sent.choices,
        )
    except DraftIsWaiting:
        return waiting_answer(request, draft)
    stored, now = draft_at(desk, draft.pk), clock.now()
    if conflicts:
        if sent.is_automatic:
            return refused_answer(_("Somebody else kept this part. Press “Keep” to see both."))
        return conflict_page(
            request,
            desk,
            stored,
            conflicts,
            now=now,
            shown=shown_of(stored.content, part.fields),
            back_url=part_url(stored, part.code),
            title=part.title,
        )
    if sent.is_for_later:
        return redirect("publishing:draft", desk.organisation.slug, stored.pk)
    context = frame(desk, stored, now=now, here=part.code)
    if sent.is_automatic:
        return kept_answer(request, context["page"], part.fields)
    form = part_form(context["page"], part, is_opened=False)
    if form.errors:
        return _part_page(request, context, part, form)
    following = next_part(part.code)
    if following is None:
        return redirect("publishing:draft", desk.organisation.slug, stored.pk)
    return redirect(part_url(stored, following.code))


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def throw_away_page(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Ask, then delete the draft."""
    found = draft_at(desk, draft)
    if request.method != "POST":
        context = {"desk": desk, "section": "courses", "draft": found}
        return render(request, "manage/editor/throw_away.html", context)
    course = found.course
    try:
        throw_away(found, now=clock.now())
    except Draft.DoesNotExist:
        return _approved(desk, found)
    if course is not None:
        return redirect("publishing:course_edit", desk.organisation.slug, course.pk)
    return redirect("publishing:dashboard", desk.organisation.slug)


@member_page(MemberRole.EDITOR)
@require_POST
def take_back_now(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Take a draft back from the moderators."""
    found = draft_at(desk, draft)
    try:
        take_back(found, now=clock.now())
    except Draft.DoesNotExist:
        return _approved(desk, found)
    return redirect("publishing:draft", desk.organisation.slug, found.pk)


def _approved(desk: Desk, draft: Draft) -> HttpResponse:
    """Lead to what became of a draft that a moderator approved at this moment."""
    return redirect("publishing:draft_publish", desk.organisation.slug, draft.pk)

"""Jobs of an employer: the list, the form, sending, closing."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page, to_second_step
from catalogue.publishing.employers import job_drafts, services
from catalogue.publishing.employers.job_form import JobForm
from catalogue.publishing.employers.job_rows import job_rows
from catalogue.publishing.enums import DraftKind, DraftState
from catalogue.publishing.models import Draft
from catalogue.vacancies.models import Vacancy
from portal.core import clock
from portal.core.person import person_name

PER_PAGE = 50
DIGITS_OF_A_VERSION = 9


@member_page()
@require_safe
def jobs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List what is being written, then what is on the site, the newest first."""
    drafts = desk.drafts().filter(kind=DraftKind.VACANCY).select_related("updated_by")
    listed = desk.vacancies().select_related("draft").order_by("-closing_date", "-pk")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    rows = job_rows(page.object_list, today=clock.today())
    context = {
        "desk": desk,
        "section": "jobs",
        "drafts": drafts.order_by("-updated_at", "-pk"),
        "rows": rows,
        "page": page,
    }
    return render(request, "manage/jobs/list.html", context)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a job: what is typed is kept, whatever is still missing."""
    today = clock.today()
    if request.method != "POST":
        form = JobForm(today=today, initial={"employer_description": desk.organisation.about})
        return _page(request, desk, form, key=uuid.uuid4())
    key = _key(request)
    if services.published_job(desk.organisation, draft=key):  # pressed twice
        return redirect("publishing:jobs", desk.organisation.slug)
    form = JobForm(request.POST, today=today)
    form.is_valid()
    draft = job_drafts.begin_job(
        desk.organisation, key=key, content=form.content(), actor=desk.user
    )
    if draft is None:
        return redirect("publishing:jobs", desk.organisation.slug)
    return _after_keeping(request, desk, draft, form)


@member_page(MemberRole.EDITOR)
@require_POST
def edit(request: HttpRequest, desk: Desk, vacancy: int) -> HttpResponse:
    """Open the draft of a job that is on the site."""
    found = _job_at(desk, vacancy)
    draft = job_drafts.draft_of_job(found, organisation=desk.organisation, actor=desk.user)
    return redirect("publishing:job_draft", desk.organisation.slug, draft.pk)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Show the form of a job, keep it, and send it when the button says so."""
    try:
        found = _draft_at(desk, draft)
    except Http404:
        if services.published_job(desk.organisation, draft=draft):  # pressed twice
            return redirect("publishing:jobs", desk.organisation.slug)
        raise
    today = clock.today()
    if request.method != "POST":
        return _page(request, desk, JobForm(initial=found.content, today=today), draft=found)
    form = JobForm(request.POST, today=today)
    form.is_valid()
    try:
        found = job_drafts.keep_job(
            found, content=form.content(), version=_version(request), actor=desk.user
        )
    except job_drafts.VersionOld:
        found.refresh_from_db()
        return _page(request, desk, form, draft=found, is_old=True, status=409)
    except Draft.DoesNotExist:
        return redirect("publishing:job_draft", desk.organisation.slug, draft)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("publishing:job_draft", desk.organisation.slug, found.pk)
    return _after_keeping(request, desk, found, form)


@member_page(MemberRole.EDITOR)
@require_POST
def throw_away(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Delete a draft. A job that is on the site stays as it is."""
    found = _draft_at(desk, draft)
    if job_drafts.throw_away_job(found):
        messages.success(request, _("Thrown away: %(title)s") % {"title": found})
    else:
        messages.error(request, _("A moderator looks at it now. Wait for the answer."))
    return redirect("publishing:jobs", desk.organisation.slug)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, desk: Desk, vacancy: int) -> HttpResponse:
    """Ask, then take a job off the site before its last day."""
    found = _job_at(desk, vacancy)
    if request.method != "POST":
        context = {"desk": desk, "section": "jobs", "vacancy": found}
        return render(request, "manage/jobs/close.html", context)
    services.close_job(found, actor=desk.user, now=clock.now())
    messages.success(request, _("Off the site: %(title)s") % {"title": found})
    return redirect("publishing:jobs", desk.organisation.slug)


def _after_keeping(request: HttpRequest, desk: Desk, draft: Draft, form: JobForm) -> HttpResponse:
    """Send a kept draft, or say that it is kept and what is missing."""
    slug = desk.organisation.slug
    if request.POST.get("do") != "send":
        messages.success(request, _("Kept. You can come back later."))
        return redirect("publishing:jobs", slug)
    if form.errors:
        return _page(request, desk, form, draft=draft, status=422)
    if not desk.has_second_step:
        return to_second_step(request, back=reverse("publishing:job_draft", args=[slug, draft.pk]))
    try:
        live = services.send_job(draft, actor=desk.user, now=clock.now(), today=clock.today())
    except ValidationError:  # the day changed between the two steps
        return redirect("publishing:job_draft", slug, draft.pk)
    if live is not None:
        messages.success(request, _("On the site: %(title)s") % {"title": live})
    else:
        messages.success(request, _("Sent. A moderator looks at it, and you get a mail."))
    return redirect("publishing:jobs", slug)


def _page(
    request: HttpRequest,
    desk: Desk,
    form: JobForm,
    *,
    draft: Draft | None = None,
    key: uuid.UUID | None = None,
    is_old: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "desk": desk,
        "section": "jobs",
        "form": form,
        "draft": draft,
        "key": key,
        "is_old": is_old,
        "who": person_name(draft.updated_by) if draft and draft.updated_by else "",
        "is_in_review": bool(draft and draft.state == DraftState.IN_REVIEW),
    }
    return render(request, "manage/jobs/job.html", context, status=status)


def _job_at(desk: Desk, number: int) -> Vacancy:
    """Return a job that the organisation typed here; what a file brought is not its to change."""
    found: Vacancy = get_object_or_404(desk.own_jobs(), pk=number)
    return found


def _draft_at(desk: Desk, number: int) -> Draft:
    rows = desk.drafts().filter(kind=DraftKind.VACANCY).select_related("vacancy", "updated_by")
    found: Draft = get_object_or_404(rows, pk=number)
    return found


def _key(request: HttpRequest) -> uuid.UUID:
    """Return the key of the empty form. Nonsense is a key of its own."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def _version(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) <= DIGITS_OF_A_VERSION else 0

"""A new course, and what can be done with a live one: change, copy, pause, take off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.enums import MemberRole
from catalogue.publishing.checks.report_views import to_reports
from catalogue.publishing.checks.reports import ReportsOpen
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor import statuses
from catalogue.publishing.editor.course_forms import NewCourseForm
from catalogue.publishing.editor.drafting import begin_course, copy_course, open_draft
from catalogue.publishing.editor.parts import BY_CODE
from catalogue.publishing.editor.task_list import part_url
from portal.core import clock


def course_at(desk: Desk, number: int) -> Course:
    """Return a course of the organisation, or raise Http404."""
    found: Course = get_object_or_404(desk.courses().select_related("provider"), pk=number)
    return found


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask for a name and a kind, then begin a draft."""
    form = NewCourseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        draft = begin_course(desk.organisation, actor=desk.user, **form.cleaned_data)
        return redirect("publishing:draft", desk.organisation.slug, draft.pk)
    context = {"desk": desk, "section": "courses", "form": form}
    return render(request, "manage/editor/new.html", context)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, desk: Desk, course: int) -> HttpResponse:
    """Show what can be done with a course, or (POST) open its one draft.

    Whoever has a draft is led to it, unless they ask for more: ``?more=1``.
    """
    found = course_at(desk, course)
    draft = desk.drafts().filter(course=found).first()
    wanted = request.POST.get("part") or request.GET.get("part") or ""
    if request.method == "POST":
        draft = open_draft(found, actor=desk.user)
    if draft is not None and "more" not in request.GET:
        if wanted in BY_CODE:
            return redirect(part_url(draft, wanted))
        return redirect("publishing:draft", desk.organisation.slug, draft.pk)
    context = {
        "desk": desk,
        "section": "courses",
        "course": found,
        "part": wanted if wanted in BY_CODE else "",
        "statuses": CourseStatus,
    }
    return render(request, "manage/editor/course.html", context)


@member_page(MemberRole.EDITOR)
@require_POST
def copy(request: HttpRequest, desk: Desk, course: int) -> HttpResponse:
    """Begin a new course with everything of this one."""
    found = course_at(desk, course)
    title = (_("Copy of %(name)s") % {"name": found.title})[:255]
    draft = copy_course(found, title=title, actor=desk.user, today=clock.today())
    return redirect(part_url(draft, "name"))


@member_page(MemberRole.EDITOR)
@require_POST
def pause(request: HttpRequest, desk: Desk, course: int) -> HttpResponse:
    """Hide a course for a while."""
    if statuses.pause(course_at(desk, course), actor=desk.user, now=clock.now()):
        messages.success(request, _("The course is paused. Learners do not see it."))
    return redirect("publishing:course_edit", desk.organisation.slug, course)


@member_page(MemberRole.EDITOR, publishes=True)
@require_POST
def bring_back(request: HttpRequest, desk: Desk, course: int) -> HttpResponse:
    """Show a course again, unless people reported it and nobody answered them."""
    try:
        if statuses.bring_back(course_at(desk, course), actor=desk.user, now=clock.now()):
            messages.success(request, _("The course is live again."))
    except ReportsOpen:
        return to_reports(request, desk)
    return redirect("publishing:course_edit", desk.organisation.slug, course)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, desk: Desk, course: int) -> HttpResponse:
    """Ask, then take a course off the site."""
    found = course_at(desk, course)
    if request.method == "POST":
        if statuses.withdraw(found, actor=desk.user, now=clock.now()):
            messages.success(request, _("The course is off the site."))
        return redirect("publishing:course_edit", desk.organisation.slug, found.pk)
    context = {"desk": desk, "section": "courses", "course": found}
    return render(request, "manage/editor/withdraw.html", context)

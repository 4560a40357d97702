"""Reporting a problem with a course: no account, one page, a thank-you."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason
from catalogue.feedback.forms import ProblemForm
from catalogue.feedback.services import report_problem
from portal.core.network import is_over_limit

MOST_REPORTS = 10  # from one network within an hour
HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, address: str) -> HttpResponse:
    """Show the form, or keep a report and say thank you."""
    course = _course_at(address)
    if request.method != "POST":
        return _form_page(request, course, ProblemForm())
    form = ProblemForm(request.POST)
    if form.is_from_a_program:
        return redirect("feedback:thanks", course.slug)
    if not form.is_valid():
        return _form_page(request, course, form)
    if is_over_limit(request, name="problem-report", most=MOST_REPORTS, seconds=HOUR):
        form.add_error(
            None, _("We got many reports from your network. Send this again in an hour, or call us")
        )
        return _form_page(request, course, form, status=429)
    report_problem(
        course,
        reason=ProblemReason(form.cleaned_data["reason"]),
        text=form.cleaned_data["text"],
    )
    return redirect("feedback:thanks", course.slug)


@require_safe
def thanks(request: HttpRequest, address: str) -> HttpResponse:
    """Say what happens next."""
    return render(request, "feedback/thanks.html", {"course": _course_at(address)})


def _form_page(
    request: HttpRequest, course: Course, form: ProblemForm, *, status: int = 200
) -> HttpResponse:
    response = render(
        request, "feedback/report.html", {"course": course, "form": form}, status=status
    )
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


def _course_at(address: str) -> Course:
    """Return a course that has a page. Raises Http404."""
    course = Course.objects.published().at(address).select_related("provider").first()
    if course is None:
        raise Http404("No course has this number.")
    return course

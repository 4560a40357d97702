"""Reporting a problem with a listing: no account, one page, a thank-you."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemReason
from catalogue.feedback.forms import ProblemForm, VacancyProblemForm
from catalogue.feedback.services import report_problem
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.vacancy_page import employer_of
from portal.core.network import is_over_limit

MOST_REPORTS = 10  # from one network within an hour
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: the row, its form, its thank-you, and who offers it."""

    listing: Course | Vacancy
    form_class: type[ProblemForm]
    thanks: str
    offered_by: str

    @property
    def is_course(self) -> bool:
        """Whether it is a course: the words differ."""
        return isinstance(self.listing, Course)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, address: str) -> HttpResponse:
    """Show the form about a course, or keep a report and say thank you."""
    return _report(request, _course_at(address))


@require_http_methods(["GET", "HEAD", "POST"])
def report_vacancy(request: HttpRequest, address: str) -> HttpResponse:
    """Show the form about a vacancy, or keep a report and say thank you."""
    return _report(request, _vacancy_at(address))


@require_safe
def thanks(request: HttpRequest, address: str) -> HttpResponse:
    """Say what happens next."""
    return render(request, "feedback/thanks.html", {"about": _course_at(address)})


@require_safe
def thanks_vacancy(request: HttpRequest, address: str) -> HttpResponse:
    """Say what happens next with a vacancy."""
    return render(request, "feedback/thanks.html", {"about": _vacancy_at(address)})


def _report(request: HttpRequest, about: Subject) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, about, about.form_class())
    form = about.form_class(request.POST)
    if form.is_from_a_program:
        return redirect(about.thanks, about.listing.slug)
    if not form.is_valid():
        return _form_page(request, about, form)
    if is_over_limit(request, name="problem-report", most=MOST_REPORTS, seconds=HOUR):
        form.add_error(
            None, _("We got many reports from your network. Send this again in an hour, or call us")
        )
        return _form_page(request, about, form, status=429)
    report_problem(
        about.listing,
        reason=ProblemReason(form.cleaned_data["reason"]),
        text=form.cleaned_data["text"],
    )
    return redirect(about.thanks, about.listing.slug)


def _form_page(
    request: HttpRequest, about: Subject, form: ProblemForm, *, status: int = 200
) -> HttpResponse:
    response = render(
        request, "feedback/report.html", {"about": about, "form": form}, status=status
    )
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


def _course_at(address: str) -> Subject:
    """Return a course that has a page. Raises Http404."""
    course = Course.objects.published().at(address).select_related("provider").first()
    if course is None:
        raise Http404("No course has this number.")
    return Subject(course, ProblemForm, "feedback:thanks", course.provider.name)


def _vacancy_at(address: str) -> Subject:
    """Return a vacancy that has a page. Raises Http404."""
    vacancy = Vacancy.objects.published().at(address).select_related("employer").first()
    if vacancy is None:
        raise Http404("No vacancy has this number.")
    name = employer_of(vacancy).name
    return Subject(vacancy, VacancyProblemForm, "vacancy_feedback:thanks", name)

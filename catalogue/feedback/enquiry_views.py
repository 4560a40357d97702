"""Asking to join a course that has no booking of its own, and taking the question back."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalogue.courses.counting import note_joined
from catalogue.courses.joining import takes_questions
from catalogue.courses.models import Course
from catalogue.feedback.enquiry_forms import EnquiryForm
from catalogue.feedback.enquiry_limits import HOUR, is_allowed
from catalogue.feedback.enquiry_services import send_enquiry, take_back
from catalogue.feedback.models import Enquiry
from portal.core.clock import now, today
from portal.navigation.languages import active_language


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, address: str) -> HttpResponse:
    """Show the form, or send what somebody asks to the provider."""
    course = _course_at(address)
    if not takes_questions(course, runs=course.runs.all(), today=today()):
        return redirect(course)
    if request.method != "POST":
        return _form_page(request, course, EnquiryForm(initial={"once": str(uuid.uuid4())}))
    form = EnquiryForm(request.POST)
    if form.is_from_a_program:
        return redirect(course)
    if not form.is_valid():
        return _form_page(request, course, form)
    if not is_allowed(request, form.contact, provider_id=course.provider_id):
        words = _("There are too many questions at this moment. Send yours in an hour, or call")
        form.add_error(None, words)
        return _form_page(request, course, form, status=429)
    enquiry, is_new = send_enquiry(
        course,
        said=form.said,
        language=active_language(),
        idempotency_key=form.cleaned_data["once"],
        now=now(),
    )
    if is_new:
        note_joined(request, course.pk, today=today())
    return redirect("enquiries:asked", enquiry.key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def asked(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Say what happens next. POST takes the question back. Shows nothing that somebody typed."""
    found = Enquiry.objects.select_related("course__provider").filter(key=key).first()
    if found is None:
        return render(request, "feedback/taken_back.html", status=410)
    if request.method == "POST":
        take_back(found)
        return redirect("enquiries:asked", key)
    return render(request, "feedback/asked.html", {"enquiry": found})


def _form_page(
    request: HttpRequest, course: Course, form: EnquiryForm, *, status: int = 200
) -> HttpResponse:
    context = {"course": course, "form": form}
    response = render(request, "feedback/ask.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(HOUR)
    return response


def _course_at(address: str) -> Course:
    courses = Course.objects.published().select_related("provider").prefetch_related("runs")
    return get_object_or_404(courses.at(address))

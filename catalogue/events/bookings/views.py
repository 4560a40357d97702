"""Booking a place, one question a page. Each page is sent, kept in the session, and left behind."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.events.bookings.booked import booked, next_steps
from catalogue.events.bookings.checking import check_page
from catalogue.events.bookings.context import page_context
from catalogue.events.bookings.drafts import Draft, Drafts
from catalogue.events.bookings.opening import Barrier, Opening, read_opening
from catalogue.events.bookings.private_pages import private_page
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.steps import CHECK, QUESTIONS, Progress, Question, progress_of
from catalogue.events.event_lookup import address_of, beside_event, event_at
from portal.core import clock
from portal.core.models import SiteContact

KNOWN = {question.name for question in QUESTIONS}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@beside_event
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Lead to the first question. A POST begins another booking of the same event."""
    now = clock.now()
    opening = read_opening(event_at(slug), now=now)
    if opening.barrier:
        return not_open_page(request, opening)
    drafts = Drafts(request.session, now=now)
    draft = drafts.get(opening.event.pk)
    if request.method == "POST":
        draft = Draft.new()
        drafts.save(opening.event.pk, draft)
    elif draft is None and drafts.booking_id(opening.event.pk):
        return render(request, "bookings/booked_already.html", page_context(opening))
    date = opening.date_of(request.GET.get("date", ""))
    query = ""
    if date and draft:
        draft.answers["date"] = {"date": date.date.key}
        drafts.save(opening.event.pk, draft)
    elif date:
        query = f"?date={date.date.key}"
    progress = progress_of(opening, _with_date(draft, date.date.key if date else ""))
    return redirect(_step_url(slug, progress.missing) + query)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@beside_event
def step(request: HttpRequest, slug: str, step: str) -> HttpResponse:
    """Ask one question, or show the answers before they are sent."""
    now = clock.now()
    page = event_at(slug)
    event = page.source
    if step != CHECK and step not in KNOWN:
        raise Http404("There is no such question.")
    drafts = Drafts(request.session, now=now)
    draft = drafts.get(event.pk)
    if draft is None and drafts.booking_id(event.pk):
        return redirect("bookings:done", slug)  # "back" after booking
    opening = read_opening(page, now=now)
    if opening.barrier:
        return not_open_page(request, opening, keeps_answers=draft is not None)
    progress = progress_of(opening, _with_date(draft, request.GET.get("date", "")))
    if step == CHECK:
        if draft is None or progress.missing:
            return _to_what_is_missing(request, slug, progress, has_draft=draft is not None)
        return check_page(request, progress, drafts, now=now)
    question = progress.question(step)
    if question is None:  # it is not asked at this event
        return redirect("bookings:start", slug)
    if not progress.may_be_asked(question):
        return _to_what_is_missing(request, slug, progress, has_draft=draft is not None)
    return _ask(request, progress, question, drafts)


@private_page
@require_safe
@beside_event
def done(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what was booked, to the session that booked it."""
    now = clock.now()
    event = event_at(slug).source
    booking_id = Drafts(request.session, now=now).booking_id(event.pk)
    made = Booking.objects.filter(pk=booking_id or 0).select_related("date__event__locale")
    booking = made.first()
    if booking is None:
        return redirect("bookings:start", slug)
    booking.date.event = event
    one = booked(booking, now=now, site=SiteContact.current())
    context = {
        "booked": one,
        "next_steps": next_steps(one, now=now),
        "sectors": event.sectors.all(),
    }
    return render(request, "bookings/done.html", context)


@private_page
@require_POST
@beside_event
def clear(request: HttpRequest, slug: str) -> HttpResponse:
    """Forget answers and bookings on a computer that others use too."""
    page = event_at(slug)
    Drafts(request.session, now=clock.now()).clear()
    return redirect(address_of(page))


def not_open_page(
    request: HttpRequest, opening: Opening, *, keeps_answers: bool = False
) -> HttpResponse:
    """Say why nothing can be booked, and what to do."""
    barrier = opening.barrier or Barrier.CLOSED
    context = page_context(opening, barrier=barrier.value, keeps_answers=keeps_answers)
    gone = 410 if barrier.is_for_good else 200
    status = 409 if request.method == "POST" and gone == 200 else gone
    return render(request, "bookings/not_open.html", context, status=status)


def _ask(
    request: HttpRequest, progress: Progress, question: Question, drafts: Drafts
) -> HttpResponse:
    asked, draft = progress.asked, progress.draft
    event = asked.opening.event
    if request.method == "POST":
        form = question.form(request.POST, asked=asked)
        if form.is_valid():
            draft.answers[question.name] = form.answers()
            drafts.save(event.pk, draft)
            progress = progress_of(asked.opening, draft)
            return redirect(_step_url(event.slug, progress.missing))
    else:
        form = question.form(asked=asked, initial=draft.answers.get(question.name))
    before = progress.before(question)
    context = page_context(
        asked.opening,
        form=form,
        question=question,
        number=progress.number(question),
        total=len(progress.questions),
        asked=asked,
        back_url=_step_url(event.slug, before) if before else "",
        is_change=progress.missing is None,
    )
    return render(request, "bookings/question.html", context)


def _to_what_is_missing(
    request: HttpRequest, slug: str, progress: Progress, *, has_draft: bool
) -> HttpResponse:
    if request.method == "POST" and not has_draft:
        context = page_context(progress.asked.opening)
        return render(request, "bookings/answers_gone.html", context, status=409)
    return redirect(_step_url(slug, progress.missing))


def _with_date(draft: Draft | None, key: str) -> Draft:
    """Return the draft, or a new one that knows the date in the address and is not kept yet."""
    if draft is not None:
        return draft
    new = Draft.new()
    if key:
        new.answers["date"] = {"date": key}
    return new


def _step_url(slug: str, question: Question | None) -> str:
    name = question.name if question else CHECK
    return reverse("bookings:step", args=[slug, name])

"""The page of the dates of a draft, and adding dates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from catalogue.courses.contents import Names, Problem, blank_run, run_key, run_words
from catalogue.courses.enums import AT_A_VENUE, DeliveryMode, RunStatus
from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.drafting import (
    DraftIsWaiting,
    change,
    new_run_key,
    put_run,
    run_in,
)
from catalogue.publishing.editor.frames import draft_at, frame
from catalogue.publishing.editor.part_forms import as_sent
from catalogue.publishing.editor.parts import BY_CODE, part_of, price_of
from catalogue.publishing.editor.places import PlaceProblem, make_place
from catalogue.publishing.editor.run_forms import ManyRunsForm, typed_starts
from catalogue.publishing.editor.task_list import draft_page, part_url
from catalogue.publishing.editor.typed import as_typed
from catalogue.publishing.models import Draft
from portal.core import clock

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RunLine:
    """A row of the table of dates."""

    key: str
    words: str
    status: str
    status_label: str
    url: str
    problems: tuple[str, ...]


def run_lines(draft: Draft, problems: list[Problem]) -> list[RunLine]:
    """Return the dates of a draft with what is wrong with each."""
    names = Names.of([draft.content])
    labels = {str(code): str(label) for code, label in RunStatus.choices}
    lines = []
    runs = list(enumerate(draft.content.get("runs") or []))
    # By day, as learners see them; what is no day comes last.
    for position, run in sorted(runs, key=lambda pair: str(pair[1].get("start_date") or "~")):
        key = run_key(run, position)
        status = str(run.get("status") or RunStatus.SCHEDULED)
        lines.append(
            RunLine(
                key=key,
                words=run_words(run, names),
                status=status,
                status_label=labels.get(status, status),
                url=reverse("publishing:draft_run", args=[draft.organisation.slug, draft.pk, key]),
                problems=tuple(
                    one.message for one in problems if one.path.startswith(f"runs.{key}.")
                ),
            )
        )
    return lines


def dates_page(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    """Show the dates, or do what a button of a row says."""
    if request.method == "POST":
        key, action = request.POST.get("run", ""), request.POST.get("do", "")
        change(draft, lambda content: _acted(content, key, action), actor=desk.user)
        if action == "copy":
            copied = desk.drafts().get(pk=draft.pk).content["runs"][-1]
            slug = desk.organisation.slug
            return redirect("publishing:draft_run", slug, draft.pk, copied.get("key") or key)
        return redirect(part_url(draft, "dates"))
    if not draft.content.get("runs"):
        return redirect("publishing:draft_dates_add", desk.organisation.slug, draft.pk)
    context = frame(desk, draft, now=clock.now(), here="dates", part=BY_CODE["dates"])
    context["lines"] = run_lines(draft, context["page"].problems)
    context["whole"] = [one.message for one in context["page"].problems if one.path == "runs"]
    context["go_on_url"] = part_url(draft, "price")
    return render(request, "manage/editor/dates.html", context)


STATUS_OF: Mapping[str, RunStatus] = {
    "full": RunStatus.FULL,
    "open": RunStatus.SCHEDULED,
    "cancel": RunStatus.CANCELLED,
}


def _acted(content: Content, key: str, action: str) -> Content | None:
    run = run_in(content, key)
    if run is None:
        return None  # somebody took it out already
    if action == "remove":
        return put_run(content, key, None)
    if action == "copy":
        new = new_run_key()
        copied = {**run, "id": None, "key": new, "reference": "", "status": "SCHEDULED"}
        return put_run(content, new, copied)
    if action in STATUS_OF:
        left: dict[str, Any] = (
            {"places_left": 0} if action == "full" and run.get("places") is not None else {}
        )
        if action == "open" and run.get("places_left") == 0:
            left = {"places_left": None}
        return put_run(content, key, {**run, "status": STATUS_OF[action].value, **left})
    raise Http404


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Show the form of new dates, or add them."""
    found = draft_at(desk, draft)
    if request.method == "POST":
        try:
            return _add(request, desk, found)
        except DraftIsWaiting:
            return redirect("publishing:draft", desk.organisation.slug, found.pk)
    first = _like_the_last(found.content)
    form = ManyRunsForm(
        data=as_sent(ManyRunsForm.shown(first)), venues=list(desk.venues().order_by("name"))
    )
    form.tell([])
    return _add_page(request, desk, found, form)


def _like_the_last(content: Content) -> dict[str, Any]:
    """Return a new date like the last one, so that only its day is to be written."""
    runs = content.get("runs") or []
    if not runs:
        return {**blank_run(), **price_of(content), "delivery_mode": DeliveryMode.CLASSROOM.value}
    gone = {"id": None, "reference": "", "status": "SCHEDULED", "new_place": None}
    days = dict.fromkeys(("start_date", "end_date", "enrol_by_date", "places_left"))
    kept = {name: value for name, value in runs[-1].items() if name != "key"}
    return {**blank_run(), **kept, **gone, **days}


def _add_page(request: HttpRequest, desk: Desk, draft: Draft, form: ManyRunsForm) -> HttpResponse:
    context = frame(
        desk,
        draft,
        now=clock.now(),
        here="dates",
        part=BY_CODE["dates"],
        form=form,
        token=new_run_key(),
    )
    return render(request, "manage/editor/dates_add.html", context)


def _add(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    today = clock.today()
    sent = as_typed(request.POST)
    values = ManyRunsForm.typed_run(sent, today=today)
    starts, problems = typed_starts(sent, today=today)
    place = ManyRunsForm.typed_place(sent)
    if place and values["delivery_mode"] in AT_A_VENUE:
        try:
            made = make_place(desk.organisation, place, actor=desk.user, now=clock.now())
            values["venue"] = made.pk
        except PlaceProblem as wrong:
            problems.append(Problem(wrong.field, wrong.message))
    if problems:
        # What is typed stays in the boxes, as it is sent.
        form = ManyRunsForm(data=sent, venues=list(desk.venues().order_by("name")))
        form.tell(problems)
        return _add_page(request, desk, draft, form)
    token = sent.get("token", "")
    token = token if re.fullmatch(r"n[0-9a-z]{1,20}", token) else new_run_key()
    defaults = price_of(draft.content)
    more = {"funding_rules": defaults["funding_rules"] or []}
    kept = change(
        draft,
        lambda content: _with_dates(content, {**values, **more}, starts, token),
        actor=desk.user,
    )
    if not draft.content.get("runs") and request.POST.get("keep") != "list":
        page = draft_page(kept, now=clock.now())
        if not any(part_of(one.path) == "dates" for one in page.problems):
            return redirect(part_url(draft, "price"))  # the first date: on to its price
    return redirect(part_url(draft, "dates"))


def _with_dates(
    content: Content, values: Mapping[str, Any], starts: list[str | None], token: str
) -> Content | None:
    """Add the dates. The token of the form makes a second press of its button add nothing."""
    if run_in(content, f"{token}-0"):
        return None
    for position, start in enumerate(starts):
        key = f"{token}-{position}"
        run = {**blank_run(), **values, "start_date": start, "key": key}
        content = put_run(content, key, run)
    return content

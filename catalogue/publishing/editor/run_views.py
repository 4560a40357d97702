"""The page of the dates of a draft, and adding dates."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from catalogue.courses.contents import Problem
from catalogue.courses.enums import AT_A_VENUE
from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.drafting import DraftIsWaiting, change
from catalogue.publishing.editor.frames import draft_at, frame, while_it_is_there
from catalogue.publishing.editor.keeping import waiting_answer
from catalogue.publishing.editor.part_forms import as_sent
from catalogue.publishing.editor.parts import BY_CODE, part_of, price_of
from catalogue.publishing.editor.places import PlaceProblem, make_place
from catalogue.publishing.editor.run_edits import (
    ACTIONS,
    acted,
    like_the_last,
    new_run_key,
    run_in,
    with_dates,
)
from catalogue.publishing.editor.run_forms import ManyRunsForm, typed_starts
from catalogue.publishing.editor.run_lines import run_lines
from catalogue.publishing.editor.task_list import draft_page, part_url
from catalogue.publishing.editor.typed import as_typed
from catalogue.publishing.enums import DraftState
from catalogue.publishing.models import Draft
from portal.core import clock


def dates_page(request: HttpRequest, desk: Desk, draft: Draft) -> HttpResponse:
    """Show the dates, or do what a button of a row says."""
    if request.method == "POST":
        key, action = request.POST.get("run", ""), request.POST.get("do", "")
        if action not in ACTIONS:
            raise Http404
        new = new_run_key()
        kept = change(
            draft, lambda content: acted(content, key, action, copy_key=new), actor=desk.user
        )
        if run_in(kept.content, new):
            return redirect("publishing:draft_run", desk.organisation.slug, draft.pk, new)
        return redirect(part_url(draft, "dates"))
    if not draft.content.get("runs"):
        return redirect("publishing:draft_dates_add", desk.organisation.slug, draft.pk)
    context = frame(desk, draft, now=clock.now(), here="dates", part=BY_CODE["dates"])
    context["lines"] = run_lines(draft, context["page"].problems)
    context["whole"] = [one.message for one in context["page"].problems if one.path == "runs"]
    context["go_on_url"] = part_url(draft, "price")
    return render(request, "manage/editor/dates.html", context)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
@while_it_is_there
def add(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Show the form of new dates, or add them."""
    found = draft_at(desk, draft)
    if found.state == DraftState.IN_REVIEW:
        return waiting_answer(request, found)  # before a new place of it is made
    if request.method == "POST":
        try:
            return _add(request, desk, found)
        except DraftIsWaiting:
            return waiting_answer(request, found)
    first = like_the_last(found.content)
    form = ManyRunsForm(
        data=as_sent(ManyRunsForm.shown(first)), venues=list(desk.venues().order_by("name"))
    )
    form.tell([])
    return _add_page(request, desk, found, form)


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
        lambda content: with_dates(content, {**values, **more}, starts, token),
        actor=desk.user,
    )
    if not draft.content.get("runs") and request.POST.get("keep") != "list":
        page = draft_page(kept, now=clock.now())
        if not any(part_of(one.path) == "dates" for one in page.problems):
            return redirect(part_url(draft, "price"))  # the first date: on to its price
    return redirect(part_url(draft, "dates"))

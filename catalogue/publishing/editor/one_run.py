"""The page of one date of a draft."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.courses.contents import OURS, THEIRS, Conflict, Names, Problem, run_words
from catalogue.courses.enums import AT_A_VENUE
from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.drafting import DraftIsWaiting, change
from catalogue.publishing.editor.frames import draft_at, frame, while_it_is_there
from catalogue.publishing.editor.keeping import (
    Sent,
    conflict_page,
    kept_answer,
    read_sent,
    refused_answer,
    waiting_answer,
)
from catalogue.publishing.editor.parts import BY_CODE
from catalogue.publishing.editor.places import PlaceProblem, make_place
from catalogue.publishing.editor.run_edits import put_run, run_in
from catalogue.publishing.editor.run_forms import RunForm, run_form
from catalogue.publishing.editor.task_list import part_url, stop_url
from catalogue.publishing.editor.typed import as_typed
from catalogue.publishing.enums import DraftState
from catalogue.publishing.models import Draft
from portal.core import clock

Content = dict[str, Any]


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
@while_it_is_there
def one(request: HttpRequest, desk: Desk, draft: int, key: str) -> HttpResponse:
    """Show a date, or keep it."""
    found = draft_at(desk, draft)
    if found.state == DraftState.IN_REVIEW:
        return waiting_answer(request, found)  # before a new place of it is made
    if request.method == "POST":
        try:
            return _keep(request, desk, found, key)
        except DraftIsWaiting:
            return waiting_answer(request, found)
    run = run_in(found.content, key)
    if run is None:
        raise Http404
    return _page(request, _framed(desk, found, key), run)


def shown_run(run: Mapping[str, Any]) -> str:
    """Return what the page shows now, for its hidden field."""
    return json.dumps({name: run.get(name) for name in RunForm.kinds}, ensure_ascii=False)


def _framed(desk: Desk, draft: Draft, key: str) -> dict[str, Any]:
    return frame(desk, draft, now=clock.now(), here="dates", part=BY_CODE["dates"], run_key=key)


def _problems_of(context: Mapping[str, Any]) -> list[Problem]:
    """Return what the checks say of the date of a page."""
    path = f"runs.{context['run_key']}."
    return [one for one in context["page"].problems if one.path.startswith(path)]


def _page(
    request: HttpRequest,
    context: dict[str, Any],
    run: Mapping[str, Any],
    *,
    more: tuple[Problem, ...] = (),
    is_gone: bool = False,
) -> HttpResponse:
    mine = _problems_of(context)
    if more:  # of a new place: that none is chosen is no news
        mine = [one for one in mine if not one.path.endswith(".venue")]
    venues = context["page"].places.by_id.values()
    context |= {
        "form": run_form(run, venues=venues, problems=[*mine, *more]),
        "shown": shown_run(run),
        "words": run_words(run, Names.of([{"runs": [dict(run)]}])),
        "is_gone": is_gone,
    }
    return render(request, "manage/editor/run.html", context)


def _keep(request: HttpRequest, desk: Desk, draft: Draft, key: str) -> HttpResponse:
    data = as_typed(request.POST)
    sent = read_sent(data)
    ours = RunForm.typed_run(data, today=clock.today())
    wrong = _place_of(desk, RunForm.typed_place(data), ours, is_automatic=sent.is_automatic)
    if run_in(draft.content, key) is None and "put_back" not in data:
        if sent.is_automatic:
            return refused_answer(_("Somebody took this date out. Press “Keep” to put it back."))
        return _page(request, _framed(desk, draft, key), ours, is_gone=True)
    conflicts: list[Conflict] = []

    def how(content: Content) -> Content | None:
        conflicts.clear()
        there = run_in(content, key)
        if there is None:
            return put_run(content, key, {**ours, "id": None, "key": key})
        joined = _joined(there, ours, sent, key, conflicts)
        return None if conflicts else put_run(content, key, {**there, **joined})

    change(draft, how, actor=desk.user)
    kept = draft_at(desk, draft.pk)
    run = run_in(kept.content, key) or {}
    if conflicts:
        if sent.is_automatic:
            return refused_answer(_("Somebody else kept this date. Press “Keep” to see both."))
        return conflict_page(
            request,
            desk,
            kept,
            conflicts,
            now=clock.now(),
            shown=shown_run(run),
            back_url=stop_url(kept, f"runs.{key}.start_date"),
            title=_("A date"),
        )
    if sent.is_for_later:
        return redirect("publishing:draft", desk.organisation.slug, kept.pk)
    context = _framed(desk, kept, key)
    if sent.is_automatic:
        return kept_answer(request, context["page"], (), shown=shown_run(run))
    if wrong or _problems_of(context):
        return _page(request, context, run or ours, more=wrong)
    return redirect(part_url(kept, "dates"))


def _place_of(
    desk: Desk, place: dict[str, str], ours: dict[str, Any], *, is_automatic: bool
) -> tuple[Problem, ...]:
    """Make the new place that is typed, or keep it as it is typed and say what is wrong."""
    ours["new_place"] = None
    if place and is_automatic:
        ours["new_place"] = place  # it is made when its name is whole: when somebody presses Keep
    elif place and ours["delivery_mode"] in AT_A_VENUE:
        try:
            ours["venue"] = make_place(
                desk.organisation, place, actor=desk.user, now=clock.now()
            ).pk
        except PlaceProblem as problem:
            ours["new_place"] = place
            return (Problem(problem.field, problem.message),)
    return ()


def _joined(
    there: Mapping[str, Any],
    ours: Mapping[str, Any],
    sent: Sent,
    key: str,
    conflicts: list[Conflict],
) -> dict[str, Any]:
    """Join what was typed with what another person kept since the page was opened."""
    wanted: dict[str, Any] = {}
    for name, value in ours.items():
        theirs = there.get(name)
        base = sent.shown.get(name, theirs) if name in RunForm.kinds else theirs
        path = f"runs.{key}.{name}"
        if value == theirs or theirs == base or sent.choices.get(path) == OURS:
            wanted[name] = value
        elif value == base or sent.choices.get(path) == THEIRS:
            wanted[name] = theirs
        else:
            conflicts.append(Conflict(path, base, value, theirs))
    return wanted

"""The page of one date of a draft."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from catalogue.courses.contents import OURS, THEIRS, Conflict, Names, Problem, run_words
from catalogue.courses.enums import AT_A_VENUE
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.editor.drafting import change, put_run, run_in
from catalogue.publishing.editor.keeping import (
    Sent,
    conflict_page,
    kept_answer,
    read_sent,
    refused_answer,
)
from catalogue.publishing.editor.parts import BY_CODE
from catalogue.publishing.editor.places import PlaceProblem, make_place
from catalogue.publishing.editor.run_forms import RunForm, run_form
from catalogue.publishing.editor.task_list import part_url, stop_url
from catalogue.publishing.editor.typed import as_typed
from catalogue.publishing.models import Draft
from portal.core import clock

Content = dict[str, Any]
Frame = Callable[..., dict[str, Any]]


def one_run(request: HttpRequest, desk: Desk, draft: Draft, key: str, frame: Frame) -> HttpResponse:
    """Show a date, or keep it."""
    run = run_in(draft.content, key)
    if request.method == "POST":
        return _keep(request, desk, draft, key, frame)
    if run is None:
        raise Http404
    return _page(request, desk, draft, key, run, frame)


def shown_run(run: Mapping[str, Any]) -> str:
    """Return what the page shows now, for its hidden field."""
    return json.dumps({name: run.get(name) for name in RunForm.kinds}, ensure_ascii=False)


def _page(
    request: HttpRequest,
    desk: Desk,
    draft: Draft,
    key: str,
    run: Mapping[str, Any],
    frame: Frame,
    *,
    more: tuple[Problem, ...] = (),
    is_gone: bool = False,
) -> HttpResponse:
    context = frame(desk, draft, here="dates", part=BY_CODE["dates"], run_key=key)
    mine = [one for one in context["page"].problems if one.path.startswith(f"runs.{key}.")]
    named = {one.path.rsplit(".", 1)[-1] for one in more}
    mine = [one for one in mine if not (named and one.path.endswith(".venue"))]
    venues = context["page"].places.by_id.values()
    context |= {
        "form": run_form(run, venues=venues, problems=[*mine, *more]),
        "shown": shown_run(run),
        "words": run_words(run, Names.of([{"runs": [dict(run)]}])),
        "is_gone": is_gone,
    }
    return render(request, "manage/editor/run.html", context)


def _keep(request: HttpRequest, desk: Desk, draft: Draft, key: str, frame: Frame) -> HttpResponse:
    data = as_typed(request.POST)
    sent = read_sent(data)
    ours = RunForm.typed_run(data, today=clock.today())
    wrong = _place_of(desk, RunForm.typed_place(data), ours, is_automatic=sent.is_automatic)
    stored = run_in(desk.drafts().get(pk=draft.pk).content, key)
    if stored is None and "put_back" not in data:
        if sent.is_automatic:
            return refused_answer(_("Somebody took this date out. Press “Keep” to put it back."))
        return _page(request, desk, draft, key, ours, frame, is_gone=True)
    conflicts: list[Conflict] = []

    def how(content: Content) -> Content | None:
        conflicts.clear()
        there = run_in(content, key)
        if there is None:
            return put_run(content, key, {**ours, "id": None, "key": key})
        joined = _joined(there, ours, sent, key, conflicts)
        return None if conflicts else put_run(content, key, {**there, **joined})

    kept = change(draft, how, actor=desk.user)
    fresh = desk.drafts().select_related("course", "organisation", "updated_by").get(pk=kept.pk)
    if sent.is_automatic:
        return _automatic(request, desk, fresh, key, frame, has_conflicts=bool(conflicts))
    if conflicts:
        return conflict_page(
            request,
            desk,
            fresh,
            conflicts,
            shown=shown_run(run_in(fresh.content, key) or {}),
            back_url=stop_url(fresh, f"runs.{key}.start_date"),
            title=_("A date"),
        )
    if sent.is_for_later:
        return redirect("publishing:draft", desk.organisation.slug, draft.pk)
    problems = frame(desk, fresh, here="dates")["page"].problems
    if wrong or any(one.path.startswith(f"runs.{key}.") for one in problems):
        run = run_in(fresh.content, key) or ours
        return _page(request, desk, fresh, key, run, frame, more=wrong)
    return redirect(part_url(fresh, "dates"))


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


def _automatic(
    request: HttpRequest, desk: Desk, draft: Draft, key: str, frame: Frame, *, has_conflicts: bool
) -> HttpResponse:
    if has_conflicts:
        return refused_answer(_("Somebody else kept this date. Press “Keep” to see both."))
    page = frame(desk, draft, here="dates")["page"]
    shown = shown_run(run_in(draft.content, key) or {})
    answer: HttpResponse = kept_answer(request, draft, page, (), shown=shown)
    return answer


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

"""What a page of the editor sends back: the version it was opened at, and what it showed then."""

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from catalogue.courses.contents import Conflict, Names, label_of, run_words, value_words
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.editor.hints import Terms, hints_of
from catalogue.publishing.editor.parts import PRICE_FIELDS, value_of
from catalogue.publishing.editor.task_list import DraftPage
from catalogue.publishing.models import Draft
from catalogue.publishing.moments import moment_words
from portal.core.person import person_name

LONGEST_SHOWN = 200_000
CHOOSE = "choose_"
# Fields of a form that are about the form.
OWN_FIELDS = frozenset({"csrfmiddlewaretoken", "version", "shown", "keep"})


@dataclass(frozen=True, slots=True)
class Sent:
    """The hidden fields of a form of the editor."""

    version: int
    shown: dict[str, Any]
    choices: dict[str, str]
    is_automatic: bool
    is_for_later: bool


def read_sent(data: QueryDict) -> Sent:
    """Read the hidden fields. Nonsense counts as the oldest version, which only asks more."""
    text = data.get("version") or ""
    try:
        shown = json.loads((data.get("shown") or "")[:LONGEST_SHOWN])
    except (ValueError, RecursionError):  # the second: of thousands of brackets
        shown = {}
    return Sent(
        version=int(text) if text.isdecimal() and len(text) < 10 else 0,
        shown=shown if isinstance(shown, dict) else {},
        choices={
            name.removeprefix(CHOOSE): str(value)
            for name, value in data.items()
            if name.startswith(CHOOSE)
        },
        is_automatic=data.get("keep") == "auto",
        is_for_later=data.get("keep") == "later",
    )


def shown_of(content: Mapping[str, Any], names: Iterable[str]) -> str:
    """Return what a page shows now, for its hidden field."""
    return json.dumps({name: value_of(content, name) for name in names}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A field that two changed, in words, for a choice."""

    path: str
    label: str
    ours: str
    theirs: str
    about: str = ""


def conflict_rows(draft: Draft, conflicts: list[Conflict]) -> list[ConflictRow]:
    """Return the conflicts as rows of a page."""
    names = Names.of([draft.content, draft.base, *_as_contents(conflicts)])
    return [_row(one, names) for one in conflicts]


def _as_contents(conflicts: list[Conflict]) -> list[dict[str, Any]]:
    """Return the values of conflicts as contents, so that the names in them are fetched."""
    contents: list[dict[str, Any]] = []
    for one in conflicts:
        name = one.path.rsplit(".", 1)[-1]
        for value in (one.ours, one.theirs):
            if isinstance(value, dict):
                contents.append({"runs": [value]})
            else:
                contents.append({name: value, "runs": [{name: value}]})
    return contents


def _row(conflict: Conflict, names: Names) -> ConflictRow:
    path = conflict.path
    pieces = path.split(".")
    if len(pieces) == 2:  # a whole date
        gone = _("Taken out")
        return ConflictRow(
            path,
            _("Date"),
            run_words(conflict.ours, names) if conflict.ours else gone,
            run_words(conflict.theirs, names) if conflict.theirs else gone,
        )
    in_words = f"runs.{path}" if path in PRICE_FIELDS else path
    return ConflictRow(
        path,
        label_of(in_words),
        value_words(in_words, conflict.ours, names),
        value_words(in_words, conflict.theirs, names),
    )


def conflict_page(
    request: HttpRequest,
    desk: Desk,
    draft: Draft,
    conflicts: list[Conflict],
    *,
    now: datetime.datetime,
    **more: Any,
) -> HttpResponse:
    """Show both values of each field side by side. Nothing was kept yet."""
    asked = {f"{CHOOSE}{one.path}" for one in conflicts}  # earlier choices still count
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in OWN_FIELDS and name not in asked
        for value in values
    ]
    context = {
        "desk": desk,
        "section": "courses",
        "draft": draft,
        "rows": conflict_rows(draft, conflicts),
        "sent": sent,
        "who": person_name(draft.updated_by) if draft.updated_by else "",
        "when": moment_words(draft.updated_at, now=now),
        **more,
    }
    return render(request, "manage/editor/conflict.html", context, status=409)


def kept_answer(
    request: HttpRequest, page: DraftPage, names: Iterable[str], *, shown: str | None = None
) -> JsonResponse:
    """Answer a page that keeps by itself: the new version, its hints, and the phone."""
    draft = page.draft
    hints = hints_of(draft.content, names, Terms.fetched())
    return JsonResponse(
        {
            "version": draft.version,
            "shown": shown or shown_of(draft.content, names),
            "kept": _("Kept %(when)s") % {"when": page.kept},
            "hints": {
                name: render_to_string("manage/editor/parts/hints.html", {"hints": one})
                for name, one in hints.items()
            },
            "preview": render_to_string(
                "manage/editor/parts/phone.html",
                {"page": page.phone, "marks": page.marks},
                request=request,
            ),
        }
    )


def refused_answer(words: str) -> JsonResponse:
    """Answer a page that keeps by itself that it was not kept, and why."""
    return JsonResponse({"message": words}, status=409)


def waiting_answer(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Answer that a moderator looks at a draft: nothing in it changes meanwhile."""
    if request.POST.get("keep") == "auto":
        return refused_answer(_("A moderator looks at it now. Take it back to change it."))
    return redirect("publishing:draft", draft.organisation.slug, draft.pk)

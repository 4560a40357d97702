"""What an upload changes, course by course, in words: before and after."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.contents import Names, differences, value_words
from catalogue.providers.page_links import PageLinks, page_links
from catalogue.publishing.enums import ChangeKind, UndoResult
from catalogue.publishing.models import Upload, UploadChange
from catalogue.publishing.uploads import page_words as words
from catalogue.publishing.uploads.page_undo import Kept, contents_to_name, kept_of
from catalogue.publishing.uploads.page_words import visible
from portal.core.lists import with_commas

PAGE_SIZE = 50
TEXT_SHOWN = 160  # characters of a text on each side
CONTEXT = 40  # characters before the first one that differs
MOST_DIFFERENCES = 12
PLACE = ".venue"
COLOURS = {ChangeKind.ADDED: "green", ChangeKind.CHANGED: "yellow", ChangeKind.REMOVED: "red"}
NOT_WHOLE = (UndoResult.PARTLY, UndoResult.KEPT)


@dataclass(frozen=True, slots=True)
class Change:
    """One value, before and after: ``Change("Start", "11 January 2027", "18 January 2027", "")``.

    An empty side is not shown. ``about`` names the date that a value belongs to.
    """

    label: str
    before: str
    after: str
    about: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One course, or place, and what becomes of it."""

    reference: str
    title: str
    url: str
    what: str
    colour: str
    summary: str
    changes: list[Change]
    more: int
    undo: str  # how far it was undone; nothing where all of it was
    kept: list[Kept]


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of what to show: ``Choice("Added", 14, "?show=ADDED#diff", False)``."""

    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes."""

    lines: list[ChangeLine]
    choices: list[Choice]
    shown: int
    links: PageLinks


def changes_of(
    upload: Upload,
    *,
    is_asked_to_remove: bool,
    show: str,
    page: str | None,
    url_of: Callable[..., str],
    now: datetime.datetime,
) -> Changes:
    """Return a page of what changes. ``url_of(show=..., page=...)`` makes the links.

    Eight queries at most, however many there are.
    """
    counts: dict[str, int] = dict(
        upload.changes.order_by()
        .values_list("kind")
        .annotate(Count("pk"))
        .values_list("kind", "pk__count")
    )
    show = show if show in ChangeKind.values else ""
    is_kept = Case(When(undo_result__in=NOT_WHOLE, then=0), default=1)
    rows = upload.changes.order_by(is_kept, "position")  # what an undo left stands first
    # Sorting must not carry the texts of thousands of courses along: first the ids, then the rows.
    if show:
        rows = rows.filter(kind=show)
    elif not is_asked_to_remove:  # then what is not in the file stays, and has a choice of its own
        rows = rows.exclude(kind=ChangeKind.REMOVED)
    shown = Paginator(rows.values_list("pk", flat=True), PAGE_SIZE).get_page(page)
    found = upload.changes.in_bulk(list(shown))
    on_page = [found[number] for number in shown if number in found]
    is_of_courses = upload.kind == "COURSES"
    sides = (side for row in on_page for side in (row.before, row.after) if side)
    names = Names.of([*sides, *contents_to_name(on_page)]) if is_of_courses else None
    total = sum(
        count for kind, count in counts.items() if is_asked_to_remove or kind != ChangeKind.REMOVED
    )
    choices = [Choice(_("All"), total, url_of(show="", page=1), not show)]
    choices += [
        Choice(
            _kind_words(kind, is_asked_to_remove=is_asked_to_remove),
            counts[kind],
            url_of(show=kind.value, page=1),
            show == kind,
        )
        for kind in ChangeKind
        if counts.get(kind)
    ]
    return Changes(
        lines=[
            _line(
                row,
                names=names,
                is_asked_to_remove=is_asked_to_remove,
                now=now,
            )
            for row in on_page
        ],
        choices=choices,
        shown=shown.paginator.count,
        links=page_links(
            shown.number, shown.paginator.num_pages, lambda n: url_of(show=show, page=n)
        ),
    )


def _line(
    row: UploadChange,
    *,
    names: Names | None,
    is_asked_to_remove: bool,
    now: datetime.datetime,
) -> ChangeLine:
    kind = ChangeKind(row.kind)
    found = _differences(row, names) if kind == ChangeKind.CHANGED else []
    return ChangeLine(
        reference=visible(row.reference),
        title=visible(row.title),
        url=_address(row, is_course=names is not None),
        what=_kind_words(kind, is_asked_to_remove=is_asked_to_remove),
        colour=COLOURS[kind] if is_asked_to_remove or kind != ChangeKind.REMOVED else "grey",
        summary=_summary(row, kind, names, is_asked_to_remove=is_asked_to_remove),
        changes=found[:MOST_DIFFERENCES],
        more=max(0, len(found) - MOST_DIFFERENCES),
        undo=str(UndoResult(row.undo_result).label) if row.undo_result in NOT_WHOLE else "",
        kept=kept_of(row, names, now=now),
    )


def _kind_words(kind: ChangeKind, *, is_asked_to_remove: bool) -> str:
    if kind == ChangeKind.REMOVED and not is_asked_to_remove:
        return _("Not in the file")
    return str(kind.label)


def _address(row: UploadChange, *, is_course: bool) -> str:
    if not is_course or row.course_id is None:
        return ""
    return reverse("course_pages:detail", args=[str(row.course_id)])


def _summary(
    row: UploadChange, kind: ChangeKind, names: Names | None, *, is_asked_to_remove: bool
) -> str:
    if kind == ChangeKind.REMOVED and is_asked_to_remove:
        return _("Not in this file.")
    if kind == ChangeKind.REMOVED:
        return _("It stays, unless this file is your full list.")
    if kind == ChangeKind.CHANGED or not row.after:
        return ""
    if names is None:
        return with_commas(
            text for key in ("town", "postcode") if (text := str(row.after.get(key) or ""))
        )
    runs = row.after.get("runs") or []
    dates = ngettext("%(n)d date", "%(n)d dates", len(runs)) % {"n": len(runs)}
    places = [*_distinct(runs, "venue", names), *_new_places(row.after)]
    prices = _distinct(runs, "cost_pence", names)
    if len(places) > 1:
        where = ngettext("%(n)d place", "%(n)d places", len(places)) % {"n": len(places)}
    else:
        where = "".join(places)
    return with_commas(text for text in (dates, where, *prices[:2]) if text)


def _distinct(runs: list[Mapping[str, Any]], field: str, names: Names) -> list[str]:
    told = (value_words(f"runs.{field}", run.get(field), names) for run in runs)
    return list(dict.fromkeys(text for text in told if text))


def _new_places(content: Mapping[str, Any]) -> list[str]:
    """Return the names of places that are made with the course: they have no number yet."""
    named = (str(run.get("new_venue") or "") for run in content.get("runs") or [])
    return list(dict.fromkeys(name for name in named if name))


def _differences(row: UploadChange, names: Names | None) -> list[Change]:
    before, after = row.before or {}, row.after or {}
    if names is None:
        return [
            Change(
                words.field_label(key),
                *_around(str(before.get(key) or ""), str(after.get(key) or "")),
                "",
            )
            for key in after
            if before.get(key) != after.get(key)
        ]
    is_one = len(before.get("runs") or []) == 1  # then nobody asks which date is meant
    new_places = with_commas(_new_places(after))
    return [
        Change(
            one.label,
            *_around(one.before, one.after or (new_places if one.path.endswith(PLACE) else "")),
            "" if is_one else one.about,
        )
        for one in differences(before, after, names=names)
    ]


def _around(before: str, after: str) -> tuple[str, str]:
    """Return two texts from a little before where they differ, cut where they are long."""
    start = 0
    if min(len(before), len(after)) > TEXT_SHOWN // 2:
        limit = min(len(before), len(after))
        while start < limit and before[start] == after[start]:
            start += 1
        start = before.rfind(" ", 0, max(0, start - CONTEXT)) + 1
    left, right = _cut(before, start), _cut(after, start)
    return visible(left, keeps_isolates=True), visible(right, keeps_isolates=True)


def _cut(text: str, start: int) -> str:
    kept = text[start : start + TEXT_SHOWN]
    return f"{'…' if start else ''}{kept}{'…' if len(text) > start + TEXT_SHOWN else ''}"

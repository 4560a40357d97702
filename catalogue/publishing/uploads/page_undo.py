"""What an undo left, in words: what the upload wrote, what it is now, and who edited it when."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.courses.contents import Names, run_words, value_words
from catalogue.publishing.models import UploadChange
from catalogue.publishing.moments import moment_words
from catalogue.publishing.uploads import page_words as words
from catalogue.publishing.uploads.undo_results import value_at
from catalogue.publishing.uploads.undoing_venues import IN_USE
from portal.core.lists import isolated


@dataclass(frozen=True, slots=True)
class Kept:
    """A value that stays: ``Kept("Price", "18 January 2027, Main Campus", "This upload ...", "")``.

    ``about`` names the date that it belongs to, ``what`` says both values, ``why`` who edited it.
    """

    label: str
    about: str
    what: str
    why: str


def kept_of(row: UploadChange, names: Names | None, *, now: datetime.datetime) -> list[Kept]:
    """Return what an undo left of a course; of a place, where there are no ``names``."""
    return [_kept(row, one, names, now=now) for one in row.conflicts]


def contents_to_name(rows: Iterable[UploadChange]) -> Iterator[Mapping[str, Any]]:
    """Yield what the values that stay point to, as contents: places, subjects, sectors."""
    for row in rows:
        for one in row.conflicts:
            path, now = one["path"], one["now"]
            if not path.startswith("runs."):
                yield {path: now}
            elif path.count(".") == 1:
                yield {"runs": [now or {}]}
            else:
                yield {"runs": [{path.rpartition(".")[2]: now}]}


def _kept(
    row: UploadChange, stays: Mapping[str, Any], names: Names | None, *, now: datetime.datetime
) -> Kept:
    path, is_now = stays["path"], stays["now"]
    wrote = value_at(row.after, path)
    why = _why(stays, is_course=names is not None, now=now)
    if names is None:
        if path == IN_USE:
            return Kept(_("Courses"), "", _("Courses take place there."), "")
        return Kept(words.field_label(path), "", _both(wrote, is_now), why)
    if path.startswith("runs.") and path.count(".") == 1:
        return _whole_date(wrote, is_now, names, why)
    run = value_at(row.after, path.rpartition(".")[0]) if path.startswith("runs.") else None
    told = (value_words(path, value, names) for value in (wrote, is_now))
    return Kept(words.field_label(path), run_words(run, names) if run else "", _both(*told), why)


def _whole_date(wrote: Any, is_now: Any, names: Names, why: str) -> Kept:
    if wrote is None:
        return Kept(_("New date"), run_words(is_now, names), "", why)
    if is_now is None:
        return Kept(_("Date taken out"), run_words(wrote, names), "", why)
    return Kept(_("Date"), "", _both(run_words(wrote, names), run_words(is_now, names)), why)


def _both(wrote: Any, is_now: Any) -> str:
    return _("This upload wrote: %(wrote)s. It is now: %(is_now)s.") % {
        "wrote": isolated(_shown(wrote)),
        "is_now": isolated(_shown(is_now)),
    }


def _shown(value: Any) -> str:
    text = words.visible("" if value is None else value, keeps_isolates=True)
    if not text:
        return _("Not known")
    return text if len(text) <= words.VALUE_SHOWN else f"{text[: words.VALUE_SHOWN]}…"


def _why(stays: Mapping[str, Any], *, is_course: bool, now: datetime.datetime) -> str:
    """Return who edited it and when, as far as that is known; nothing where nobody knows."""
    if stays["is_lost"]:
        return _("What stood there before is gone, so it cannot come back.")
    at = stays.get("at")
    if not at:
        return ""
    when = moment_words(datetime.datetime.fromisoformat(at), now=now)
    told = {"who": isolated(stays["by"]), "when": when}
    if stays["is_known"]:
        return _("Changed %(when)s by %(who)s.") % told
    if is_course and stays["by"]:
        return _("The course was last changed %(when)s by %(who)s.") % told
    if is_course:
        return _("The course was last changed %(when)s.") % told
    if stays["by"]:
        return _("The place was last changed %(when)s by %(who)s.") % told
    return _("The place was last changed %(when)s.") % told

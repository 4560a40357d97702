"""What every page says of an upload: when it came, who sent it, what it changes."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.courses.contents import label_of
from catalogue.providers.models import Venue
from catalogue.publishing.enums import UploadKind, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads.undoing import UNDO_TIME

VALUE_SHOWN = 200  # characters of a cell
# Marks that turn the direction of words, and control characters. Joiners of letters stay.
UNSEEN_BUT_ISOLATES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u061c]")
UNSEEN = re.compile(f"{UNSEEN_BUT_ISOLATES.pattern}|[\u2066-\u2069]")
KIBIBYTE = 1024
AT_WORK = frozenset(
    {UploadState.RECEIVED, UploadState.CHECKING, UploadState.PUBLISHING, UploadState.UNDOING}
)
COLOURS = {
    UploadState.CHECKED: "yellow",
    UploadState.REFUSED: "red",
    UploadState.QUARANTINED: "red",
    UploadState.IN_REVIEW: "purple",
    UploadState.PUBLISHED: "green",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many courses, or places, an upload adds, changes, takes off and leaves alone."""

    added: int
    changed: int
    removed: int
    unchanged: int
    held: int
    is_full_list: bool

    @property
    def changes(self) -> int:
        """What goes live, without what a full list takes off."""
        return self.added + self.changed

    def words(self) -> str:
        """Return ``"14 added, 23 changed"``, or that nothing changes."""
        parts = [
            (self.added, _("%(n)s added")),
            (self.changed, _("%(n)s changed")),
            (self.removed if self.is_full_list else 0, _("%(n)s removed")),
        ]
        told = [text % {"n": number(count)} for count, text in parts if count]
        return wording.joined(told) if told else _("Nothing")


def tally_of(upload: Upload) -> Tally:
    """Return the counts of an upload, 0 where it was not read yet.

    ``removed`` is what a full list takes off. It stands there while somebody may still say that the
    file is one; afterwards only when they did.
    """
    kind = "venues" if upload.kind == UploadKind.VENUES else "courses"
    counts: dict[str, int] = upload.counts.get(kind) or {}
    may_remove = upload.is_full_list or upload.state == UploadState.CHECKED
    return Tally(
        added=counts.get("added", 0),
        changed=counts.get("changed", 0),
        removed=counts.get("removed", 0) if may_remove else 0,
        unchanged=counts.get("unchanged", 0),
        held=upload.rows_held,
        is_full_list=upload.is_full_list,
    )


def field_label(path: str) -> str:
    """Return what a field of a course, or of a place, is called on pages."""
    try:
        return label_of(path)
    except FieldDoesNotExist:
        label = str(Venue._meta.get_field(path).verbose_name)  # type: ignore[union-attr]  # no relations
        return label[:1].upper() + label[1:]


def number(count: int) -> str:
    """Return a number as people of the language write it: ``"3,420"``."""
    return number_format(count, force_grouping=True)


def visible(text: Any, *, keeps_isolates: bool = False) -> str:
    """Return a text of a file with the marks that nobody sees as ``[U+202E]``.

    They turn the words of the page round, and are often what is wrong with a cell. Words of ours
    around a text may hold isolates, which are kept.
    """
    marks = UNSEEN if not keeps_isolates else UNSEEN_BUT_ISOLATES
    return marks.sub(lambda found: f"[U+{ord(found[0]):04X}]", str(text))


def size(bytes_: int) -> str:
    """Return ``"1.8 MB"`` or ``"12 KB"``."""
    if bytes_ >= KIBIBYTE * KIBIBYTE:
        return f"{number_format(bytes_ / KIBIBYTE / KIBIBYTE, decimal_pos=1)} MB"
    return f"{number(max(1, round(bytes_ / KIBIBYTE)))} KB"


def person(user: Any) -> str:
    """Return a person's name, else their address, else nothing."""
    if user is None:
        return ""
    return str(user.get_full_name() or user.email or user.get_username())


def rows(count: int) -> str:
    """Return ``"415 rows"``."""
    return ngettext("%(n)s row", "%(n)s rows", count) % {"n": number(count)}


def undo_until(upload: Upload) -> datetime.datetime | None:
    """Return when the undo ends, or None when there is nothing to undo."""
    if upload.state != UploadState.PUBLISHED or upload.published_at is None:
        return None
    return upload.published_at + UNDO_TIME

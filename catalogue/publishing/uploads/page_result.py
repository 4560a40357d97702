"""The page of one upload that was read: what is in it, what it changes, what can be done now."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from catalogue.publishing.desk.access import Desk
from catalogue.publishing.enums import UndoResult, UploadKind, UploadSource, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.moments import moment_words
from catalogue.publishing.uploads import page_words as words
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.fixing import wrong_in
from catalogue.publishing.uploads.page_changes import Changes, changes_of
from catalogue.publishing.uploads.page_held import Held, Notes, held_of, notes_of, page_of_row
from catalogue.publishing.uploads.page_words import Tally, tally_of
from catalogue.publishing.uploads.publishing import is_much
from catalogue.publishing.uploads.refusal_words import Refusal, refusal_of
from portal.core.lists import isolated, with_commas

ACTIONS = (
    "publish",
    "cancel",
    "undo",
    "errors",
    "fix",
    "again",
    "resend",
    "take_back",
    "progress",
)
SENT_AGAIN = frozenset({UploadState.PUBLISHED, UploadState.UNDONE, UploadState.CANCELLED})
# Here what is named was taken off. Before, a file that is not the full list removes nothing.
WAS_LIVE = (UploadState.PUBLISHED, UploadState.UNDOING, UploadState.UNDONE)


@dataclass(frozen=True, slots=True)
class PublishBox:
    """What can be published. ``removals`` of ``live`` courses go when the list is full."""

    changes: int
    removals: int
    live: int
    is_full_list: bool
    asks_about_removals: bool
    moderator_first: bool
    has_second_step: bool
    second_step_url: str
    is_old: bool  # a cell was put right since the comparison
    seen_diff: str


@dataclass(frozen=True, slots=True)
class UndoBox:
    """Until when an upload can be undone."""

    until: str
    url: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """A row that was just put right, and how many others were given the same text."""

    row: int
    alike: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything on the page of an upload that was read."""

    upload: Upload
    state: str
    head: str
    tally: Tally
    held: Held
    notes: Notes
    changes: Changes
    publish: PublishBox | None
    undo: UndoBox | None
    is_undo_over: bool
    published: str
    undone: str
    fixed: Fixed | None
    may_edit: bool
    urls: dict[str, str]

    @property
    def refusal(self) -> Refusal:
        """Why the file was refused, or is held."""
        return refusal_of(self.upload)

    @property
    def may_send_again(self) -> bool:
        """Whether the file can be used once more: it is over, and we may still have it."""
        return self.may_edit and self.state in SENT_AGAIN and bool(self.upload.file)

    @property
    def is_emptied(self) -> bool:
        """Whether its rows were deleted: they are kept for 90 days, their numbers for longer."""
        told = self.tally.changes + self.tally.removed
        return bool(told) and not any(choice.count for choice in self.changes.choices)

    @property
    def is_of_courses(self) -> bool:
        """Whether the file is of courses, not of places."""
        return self.upload.kind == UploadKind.COURSES


def head_words(upload: Upload, *, now: datetime.datetime) -> str:
    """Return ``"415 rows, sent today at 2:14pm by Lena"``: the file's name stands beside it."""
    told = {"when": moment_words(upload.created_at, now=now), "who": words.person(upload.sent_by)}
    if upload.source != UploadSource.FILE:
        sent = _("%(source)s, %(when)s") % {**told, "source": upload.get_source_display()}
    elif told["who"]:
        sent = _("sent %(when)s by %(who)s") % {**told, "who": isolated(told["who"])}
    else:
        sent = _("sent %(when)s") % told
    if not upload.rows_read:
        return sent
    return f"{isolated(words.rows(upload.rows_read))} · {isolated(sent)}"


def urls_of(desk: Desk, upload: Upload) -> dict[str, str]:
    """Return the addresses of what can be done with an upload."""
    args = [desk.organisation.slug, upload.pk]
    found = {name: reverse(f"publishing:upload_{name}", args=args) for name in ACTIONS}
    return {
        **found,
        "self": reverse("publishing:upload", args=args),
        "all": reverse("publishing:uploads", args=args[:1]),
        "new": reverse("publishing:upload_new", args=args[:1]),
        "public": desk.organisation.get_absolute_url(),
        "venue_new": reverse("publishing:venue_new", args=args[:1]),
    }


def result_page(
    desk: Desk, upload: Upload, asked: QueryDict, *, now: datetime.datetime
) -> ResultPage:
    """Return the page of an upload. The number of queries does not grow with its rows."""
    urls = urls_of(desk, upload)
    may_fix = desk.may_edit and upload.state == UploadState.CHECKED
    tried = _tried(asked)
    held_page = asked.get("held") or (str(page_of_row(upload, tried[0])) if tried else None)
    return ResultPage(
        upload=upload,
        state=upload.state,
        head=head_words(upload, now=now),
        tally=tally_of(upload),
        held=held_of(
            upload,
            desk,
            page=held_page,
            tried=tried,
            may_fix=may_fix,
            url_of=_linker(urls["self"], "held", "held"),
        ),
        notes=notes_of(
            upload,
            page=asked.get("notes"),
            is_open="notes" in asked,
            url_of=_linker(urls["self"], "notes", "notes"),
        ),
        changes=changes_of(
            upload,
            is_asked_to_remove=upload.is_full_list or upload.state in WAS_LIVE,
            show=asked.get("show", ""),
            page=asked.get("page"),
            url_of=lambda *, show, page: _changes_url(urls["self"], show=show, page=page),
            now=now,
        ),
        publish=_publish_box(desk, upload, urls=urls),
        undo=_undo_box(desk, upload, urls=urls, now=now),
        is_undo_over=(words.undo_until(upload) or now) <= now,
        published=_published_words(upload, now=now),
        undone=_undone_words(upload, now=now),
        fixed=_fixed(upload, tried),
        may_edit=desk.may_edit,
        urls=urls,
    )


def _publish_box(desk: Desk, upload: Upload, *, urls: dict[str, str]) -> PublishBox | None:
    if upload.state != UploadState.CHECKED or not desk.may_edit:
        return None
    tally = tally_of(upload)
    live = upload.listed_before
    next_query = urlencode({"next": urls["self"]})
    return PublishBox(
        changes=tally.changes,
        removals=tally.removed,
        live=live,
        is_full_list=upload.is_full_list,
        asks_about_removals=is_much(tally.removed, live=live),
        moderator_first=not desk.organisation.is_trusted,
        has_second_step=desk.has_second_step,
        second_step_url=f"{reverse('publishing:second_step')}?{next_query}",
        is_old=not upload.diff_sha256,
        seen_diff=upload.diff_sha256,
    )


def _undo_box(
    desk: Desk, upload: Upload, *, urls: dict[str, str], now: datetime.datetime
) -> UndoBox | None:
    until = words.undo_until(upload)
    if until is None or not desk.may_edit or not services.may_undo(upload, now=now):
        return None
    return UndoBox(until=moment_words(until, now=now), url=urls["undo"])


def _published_words(upload: Upload, *, now: datetime.datetime) -> str:
    """Return ``"14 added, 23 changed, today at 2:20pm, Lena"``."""
    if upload.published_at is None:
        return ""
    when = moment_words(upload.published_at, now=now)
    return with_commas((tally_of(upload).words(), when, words.person(upload.published_by)))


def _undone_words(upload: Upload, *, now: datetime.datetime) -> str:
    """Return ``"36 undone, 1 kept, tomorrow at 9am, Lena"``: kept is what was edited later."""
    if upload.state != UploadState.UNDONE or upload.undone_at is None:
        return ""
    results = upload.changes.exclude(undo_result="").order_by().values_list("undo_result")
    counts: dict[str, int] = dict(results.annotate(Count("pk")))
    parts = (
        (counts.get(UndoResult.DONE, 0), _("%(n)s undone")),
        (counts.get(UndoResult.PARTLY, 0), _("%(n)s undone but for later changes")),
        (counts.get(UndoResult.KEPT, 0), _("%(n)s kept as they are now")),
    )
    told = [text % {"n": words.number(count)} for count, text in parts if count]
    when = moment_words(upload.undone_at, now=now)
    return with_commas((*told, when, words.person(upload.undone_by)))


def _fixed(upload: Upload, tried: tuple[int, str] | None) -> Fixed | None:
    row = upload.rows.filter(number=tried[0]).first() if tried else None
    if row is None or tried is None or tried[1] not in row.fixes:
        return None
    column = tried[1]
    if wrong_in(row, column):
        return None
    others = upload.rows.exclude(fixes={}).exclude(pk=row.pk).values_list("fixes", flat=True)
    return Fixed(row.number, sum(one.get(column) == row.fixes[column] for one in others))


def _tried(asked: QueryDict) -> tuple[int, str] | None:
    """Return which cell was just put right, or not quite: ``?row=14&column=COST``."""
    row, column = asked.get("row", ""), asked.get("column", "")
    if column and row.isascii() and row.isdigit() and len(row) < 9:
        return int(row), column
    return None


def _linker(base: str, name: str, anchor: str) -> Callable[[int], str]:
    return lambda page: f"{base}?{urlencode({name: page})}#{anchor}"


def _changes_url(base: str, *, show: str, page: int) -> str:
    asked = {
        name: value for name, value in (("show", show), ("page", page)) if value not in ("", 1)
    }
    return f"{base}?{urlencode(asked)}#diff" if asked else f"{base}#diff"

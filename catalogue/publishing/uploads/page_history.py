"""The history of uploads: a line for each, newest first."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse

from catalogue.providers.page_links import PageLinks, page_links
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.enums import UploadSource, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.moments import moment_words
from catalogue.publishing.uploads import page_words as words

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One upload. ``undo_until`` is empty when there is nothing to undo any more."""

    when: str
    url: str
    file_name: str
    kind: str
    source: str
    who: str
    changed: str
    held: str
    state: str
    colour: str
    undo_until: str


@dataclass(frozen=True, slots=True)
class History:
    """A page of the history."""

    lines: list[HistoryLine]
    links: PageLinks
    count: int


def history_of(
    desk: Desk, *, page: str | None, now: datetime.datetime, url_of: Callable[[int], str]
) -> History:
    """Return a page of what was sent: two queries, however many uploads there are.

    A run of a feed that brought nothing new is left out: with one each night they would hide the
    rest, and the page of feeds has them.
    """
    sent = desk.uploads().exclude(feed__isnull=False, state=UploadState.UNCHANGED)
    sent = sent.select_related("sent_by").defer("message").order_by("-created_at", "-pk")
    shown = Paginator(sent, PAGE_SIZE).get_page(page)
    return History(
        lines=[_line(upload, slug=desk.organisation.slug, now=now) for upload in shown],
        links=page_links(shown.number, shown.paginator.num_pages, url_of),
        count=shown.paginator.count,
    )


def _line(upload: Upload, *, slug: str, now: datetime.datetime) -> HistoryLine:
    tally = words.tally_of(upload)
    until = words.undo_until(upload)
    state = UploadState.QUARANTINED if upload.is_all_held else UploadState(upload.state)
    is_read = upload.checked_at is not None and state != UploadState.REFUSED
    is_file = upload.source == UploadSource.FILE
    return HistoryLine(
        when=moment_words(upload.created_at, now=now),
        url=reverse("publishing:upload", args=[slug, upload.pk]),
        file_name=upload.file_name,
        kind=str(upload.get_kind_display()),
        source="" if is_file else str(upload.get_source_display()),
        who=words.person(upload.sent_by),
        changed=tally.words() if is_read else "",
        held=words.rows(tally.held) if is_read and tally.held else "",
        state=str(state.label),
        colour=words.COLOURS.get(state, "grey"),
        undo_until=moment_words(until, now=now) if until and until > now else "",
    )

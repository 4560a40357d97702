"""What the page of feeds shows: each feed, what is held, and its last ten runs."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.publishing.desk.access import Desk
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.holding import Hold, hold_of
from catalogue.publishing.feeds.runs import KEPT_RUNS, is_running
from catalogue.publishing.feeds.services import may_fetch_now
from catalogue.publishing.models import CourseFeed, Upload
from catalogue.publishing.moments import moment_words
from catalogue.publishing.uploads import page_words as words
from catalogue.publishing.uploads.refusal_words import refusal_of
from portal.core.lists import isolated

COLOURS = {
    UploadState.PUBLISHED: "green",
    UploadState.UNCHANGED: "grey",
    UploadState.UNDONE: "grey",
    UploadState.QUARANTINED: "red",
    UploadState.REFUSED: "red",
    UploadState.IN_REVIEW: "purple",
    UploadState.CHECKED: "yellow",
}


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run. A number that nobody knows is empty. ``url`` leads to what it changed."""

    when: str
    url: str
    state: str
    colour: str
    courses: str
    difference: str
    changed: str
    why: str


@dataclass(frozen=True, slots=True)
class FeedShown:
    """One feed with its runs, and the run that waits for a decision."""

    feed: CourseFeed
    is_running: bool
    may_fetch: bool
    held: Upload | None
    hold: Hold | None
    held_url: str
    runs: list[RunLine]


def feeds_of(desk: Desk, *, now: datetime.datetime) -> list[FeedShown]:
    """Return the feeds of an organisation with their last runs: three queries for all of them.

    A run may be held for longer than ten nights, so it is not looked for among the last ones.
    """
    newest_first = desk.uploads().order_by("-created_at", "-pk")
    held = newest_first.filter(state=UploadState.QUARANTINED)
    feeds = desk.feeds().annotate(named=Count("courses")).order_by("pk")
    feeds = feeds.prefetch_related(
        Prefetch("runs", queryset=newest_first[:KEPT_RUNS], to_attr="newest"),
        Prefetch("runs", queryset=held, to_attr="held"),
    )
    return [_shown(feed, slug=desk.organisation.slug, now=now) for feed in feeds]


def _shown(feed: Any, *, slug: str, now: datetime.datetime) -> FeedShown:
    """Show a feed that was read with what ``feeds_of`` adds to it."""
    held = next(iter(feed.held), None)
    return FeedShown(
        feed=feed,
        is_running=is_running(feed, now=now),
        may_fetch=may_fetch_now(feed, now=now),
        held=held,
        hold=hold_of(held, before=feed.named) if held else None,
        held_url=reverse("publishing:upload", args=[slug, held.pk]) if held else "",
        runs=[_line(one, slug=slug, now=now) for one in feed.newest],
    )


def _line(upload: Upload, *, slug: str, now: datetime.datetime) -> RunLine:
    counts = upload.numbers
    named = sum(counts.get(name, 0) for name in ("added", "changed", "unchanged"))
    removed = counts.get("removed", 0) if upload.is_full_list else 0
    is_live = upload.state == UploadState.PUBLISHED
    has_numbers = bool(counts)
    return RunLine(
        when=moment_words(upload.created_at, now=now),
        url=reverse("publishing:upload", args=[slug, upload.pk]) if upload.file else "",
        state=_state(upload),
        colour=_colour(upload),
        courses=words.number(named) if has_numbers else "",
        difference=_signed(counts.get("added", 0) - removed) if has_numbers else "",
        changed=words.number(counts.get("changed", 0) if is_live else 0) if has_numbers else "",
        why=_why(upload),
    )


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "0"


def _state(upload: Upload) -> str:
    if upload.state == UploadState.PUBLISHED and upload.rows_held:
        words_held = ngettext("Live, %(n)s row held", "Live, %(n)s rows held", upload.rows_held)
        return words_held % {"n": words.number(upload.rows_held)}
    if upload.state == UploadState.PUBLISHED:
        return _("Live")
    if upload.state == UploadState.CANCELLED:
        return _("Not used")
    return str(upload.get_state_display())


def _colour(upload: Upload) -> str:
    if upload.state == UploadState.PUBLISHED and upload.rows_held:
        return "yellow"
    return COLOURS.get(UploadState(upload.state), "grey")


def _why(upload: Upload) -> str:
    if upload.message:
        why = refusal_of(upload)
        return f"{why.words} {isolated(why.details)}".strip()
    if upload.state == UploadState.UNCHANGED:
        return _("No work to do")
    if upload.state == UploadState.CANCELLED:
        return _("Your courses stayed as they were.")
    return words.tally_of(upload).words() if upload.counts else ""

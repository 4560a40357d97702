"""One run of a feed: fetch it, check it as a file, then publish it, ask, or hold it.

Each run is an Upload. Nothing of a feed is written before its last step, so a run that dies leaves
the courses as they were, and the next one begins again.
"""

import datetime
import logging
import uuid

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.feeds.fetch import fetch
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.refusal import FileRefusedError
from catalogue.providers.enums import AuditAction
from catalogue.publishing.audit import WE, note
from catalogue.publishing.enums import (
    ReviewState,
    UploadKind,
    UploadSource,
    UploadState,
)
from catalogue.publishing.feeds.holding import Hold, hold_of, must_hold
from catalogue.publishing.feeds.letters import note_outcome, tell_of_hold
from catalogue.publishing.feeds.whole_feed import Fetcher, fetch_whole
from catalogue.publishing.models import CourseFeed, Review, Upload
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.outcomes import UploadRefused
from catalogue.publishing.uploads.publishing import changes_of, removals_of
from catalogue.publishing.uploads.refusal_words import refused_as

LEASE = datetime.timedelta(minutes=15)
# Sessions and weekly times move on with the days, so such a feed is read again each week.
READ_AGAIN = datetime.timedelta(days=7)
KEPT_RUNS = 10
PENDING = (UploadState.QUARANTINED, UploadState.IN_REVIEW, UploadState.CHECKED)
# Runs after which the same file again is no work.
DECIDED = (
    UploadState.PUBLISHED,
    UploadState.UNCHANGED,
    UploadState.QUARANTINED,
    UploadState.IN_REVIEW,
)
OF_NO_USE = (UploadState.UNCHANGED, UploadState.REFUSED, UploadState.CANCELLED)
JSON_FORMATS = frozenset({"open-referral", "openactive"})

log = logging.getLogger(__name__)


def run_feed(
    feed: CourseFeed, *, now: datetime.datetime, today: datetime.date, fetcher: Fetcher = fetch
) -> Upload | None:
    """Fetch a feed and do with it what is right. Return its run, or None: another one is at it.

    Never raises for what a site or a file does.
    """
    if not _claim(feed, now=now):
        return None
    feed.refresh_from_db()
    try:
        upload = _run(feed, now=now, today=today, fetcher=fetcher)
        note_outcome(feed, upload, now=now)
        return upload
    finally:
        CourseFeed.objects.filter(pk=feed.pk).update(lease_until=None)


def is_running(feed: CourseFeed, *, now: datetime.datetime) -> bool:
    """Say whether a feed is being fetched at this moment."""
    return feed.lease_until is not None and feed.lease_until > now


def _claim(feed: CourseFeed, *, now: datetime.datetime) -> bool:
    """Take the feed: of two presses, or two machines, one gets it."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    mine = CourseFeed.objects.filter(free, pk=feed.pk)
    return bool(mine.update(lease_until=now + LEASE, fetched_at=now))


def _run(
    feed: CourseFeed, *, now: datetime.datetime, today: datetime.date, fetcher: Fetcher
) -> Upload:
    is_known = _is_known(feed, now=now)
    try:
        whole = fetch_whole(
            feed.address,
            etag=feed.etag if is_known else "",
            last_modified=feed.last_modified if is_known else "",
            fetcher=fetcher,
        )
    except (FetchRefusedError, FileRefusedError) as error:
        return _record(feed, UploadState.REFUSED, message=error.message, error=error, now=now)
    if whole.body is None or (is_known and whole.sha256 == feed.sha256):
        if whole.body is not None:
            whole.body.close()
        return _record(feed, UploadState.UNCHANGED, message=_waiting_words(feed), now=now)
    with whole.body:
        try:
            upload = services.receive(
                feed.organisation,
                stream=whole.body,  # type: ignore[arg-type]  # a file of bytes
                file_name=whole.file_name,
                kind=UploadKind.COURSES,
                sent_by=None,
                now=now,
                source=UploadSource.FEED,
                feed=feed,
                is_full_list=feed.is_full_list,
            )
        except UploadRefused as error:
            return _record(feed, UploadState.REFUSED, message=error.message, now=now)
    services.check(upload.pk, now=now, today=today)
    upload.refresh_from_db()
    _settle(feed, upload, now=now, today=today)
    upload.refresh_from_db()
    if upload.state in DECIDED:  # else the next run reads it again, whatever the site says
        CourseFeed.objects.filter(pk=feed.pk).update(
            etag=whole.etag, last_modified=whole.last_modified, sha256=whole.sha256
        )
    prune_runs(feed)
    return upload


def _is_known(feed: CourseFeed, *, now: datetime.datetime) -> bool:
    """Say whether no news is enough: the feed was read, and its dates do not move on."""
    if not (feed.sha256 or feed.etag or feed.last_modified):
        return False
    read = feed.runs.exclude(state__in=(UploadState.UNCHANGED, UploadState.REFUSED))
    last = read.order_by("-created_at", "-pk").first()
    if last is None:
        return False
    return last.file_format not in JSON_FORMATS or now - last.created_at < READ_AGAIN


def _record(
    feed: CourseFeed,
    state: UploadState,
    *,
    message: str,
    now: datetime.datetime,
    error: FetchRefusedError | FileRefusedError | None = None,
) -> Upload:
    """Keep a run that brought no file. Of one without news the number of courses is known."""
    counts = refused_as(error)
    if state == UploadState.UNCHANGED:
        named = feed.courses.count()
        counts = {"courses": {"added": 0, "changed": 0, "removed": 0, "unchanged": named}}
    upload = Upload.objects.create(
        organisation=feed.organisation,
        feed=feed,
        key=uuid.uuid4(),
        kind=UploadKind.COURSES,
        source=UploadSource.FEED,
        state=state,
        file_name=feed.address.rstrip("/").rsplit("/", 1)[-1][:255] or "feed",
        is_full_list=feed.is_full_list,
        message=message,
        counts=counts,
        checked_at=now,
    )
    prune_runs(feed)
    return upload


def _waiting_words(feed: CourseFeed) -> str:
    """Say what an unchanged feed waits for."""
    state = feed.runs.filter(state__in=PENDING).values_list("state", flat=True).first()
    if state == UploadState.QUARANTINED:
        return _("It is still as it was when we held it.")
    return _("It still waits for a check.") if state == UploadState.IN_REVIEW else ""


def _settle(
    feed: CourseFeed,
    upload: Upload,
    *,
    now: datetime.datetime,
    today: datetime.date,
) -> None:
    """Decide what becomes of a run that was read."""
    if upload.state == UploadState.REFUSED:
        return
    was_held = end_waiting(feed, but=upload, now=now)
    if upload.state != UploadState.CHECKED:
        return
    hold = hold_of(upload, before=feed.courses.count())
    if must_hold(hold, is_shrink_expected=feed.is_shrink_expected):
        _quarantine(feed, upload, hold, is_told=was_held, now=now)
        return
    CourseFeed.objects.filter(pk=feed.pk).update(is_shrink_expected=False)
    if _has_no_changes(upload):
        return
    services.publish_or_ask(
        upload,
        actor=None,
        actor_name=WE,
        now=now,
        today=today,
        is_full_list=upload.is_full_list,
    )


def _has_no_changes(upload: Upload) -> bool:
    """Say whether there is nothing to publish; then the run only tells of its held rows."""
    removed = removals_of(upload) if upload.is_full_list else 0
    if changes_of(upload) + removed:
        return False
    Upload.objects.filter(pk=upload.pk).update(state=UploadState.UNCHANGED)
    return True


def end_waiting(feed: CourseFeed, *, but: Upload | None = None, now: datetime.datetime) -> bool:
    """End runs that wait, as a newer one counts. Return whether one of them was held."""
    older = feed.runs.filter(state__in=PENDING)
    if but:
        older = older.exclude(pk=but.pk)
    was_held = older.filter(state=UploadState.QUARANTINED).exists()
    with transaction.atomic():
        ids = list(older.values_list("pk", flat=True))
        Review.objects.filter(upload__in=ids, state=ReviewState.OPEN).update(
            state=ReviewState.WITHDRAWN, decided_at=now
        )
        Upload.objects.filter(pk__in=ids).update(state=UploadState.CANCELLED)
    return was_held


@transaction.atomic
def _quarantine(
    feed: CourseFeed, upload: Upload, hold: Hold, *, is_told: bool, now: datetime.datetime
) -> None:
    """Hold a run. People get one letter, and no other while the feed stays held."""
    Upload.objects.filter(pk=upload.pk).update(
        state=UploadState.QUARANTINED, message=hold.as_words()
    )
    note(
        feed.organisation,
        AuditAction.FEED_RUN,
        actor=None,
        actor_name=WE,
        now=now,
        about=feed.address,
        facts={"held": True, "upload": upload.pk},
    )
    if not is_told:
        tell_of_hold(feed, upload, hold, now=now)


def prune_runs(feed: CourseFeed) -> None:
    """Keep the last ten runs, and of older ones those that changed something."""
    kept = list(feed.runs.order_by("-created_at", "-pk").values_list("pk", flat=True)[:KEPT_RUNS])
    for old in feed.runs.filter(state__in=OF_NO_USE).exclude(pk__in=kept):
        if old.file:
            old.file.delete(save=False)
        old.delete()

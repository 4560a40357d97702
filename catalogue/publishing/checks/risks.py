"""Why a person has to look at what a provider sends, before visitors see it.

Trusted organisations publish at once, but for words that we check, for courses that look like those
of others, and for files that bring back what people reported. Others wait with their first courses
and with changes of what people rely on: the name, the price, the place, and where a link leads.
Other changes of a live course go straight live.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.models import Organisation
from catalogue.publishing.checks import course_words
from catalogue.publishing.checks.look_alikes import (
    LookAlike,
    look_alikes,
    look_alikes_of,
    plain,
    similar_names,
    venue_ids,
)
from catalogue.publishing.checks.trust import EDITS_BEFORE_TRUST, approved_edits
from catalogue.publishing.enums import (
    ChangeKind,
    ReviewKind,
    ReviewReason,
    ReviewState,
    UploadKind,
)
from catalogue.publishing.models import Review, Upload
from catalogue.vacancies.guard import reasons_to_hold

Content = Mapping[str, Any]
Row = tuple[int | None, Content | None, Content]  # number of the course, before, after
REPORT_DAYS = 14
# More rows than a person looks through one by one.
MANY_ROWS = 50
CHUNK = 200
_PAY = ("wage_type", "wage_low_pence", "wage_high_pence", "wage_unit", "wage_text")
_ADDRESS = ("address_line_1", "address_line_2", "town", "postcode")
_PLACE_OF_WORK = ("locations", "postcode", "postcodes", "town", "address", "places")


def reasons_for(
    organisation: Organisation | None,
    *,
    before: Content | None,
    after: Content | None,
    kind: str,
    course: Course | None = None,
    upload: Upload | None = None,
    now: datetime.datetime | None = None,
) -> list[ReviewReason]:
    """Return why a moderator has to look, in the order of the codes; nothing: straight live.

    ``before`` is the live content, None for what is new; ``after`` what was sent. ``course`` (with
    its open reports, looked for when ``now`` is given) is never its own look-alike. For a file give
    ``upload``, whose changes are read here; ``before`` and ``after`` are then None.
    """
    after = after or {}
    if kind == ReviewKind.JOIN:
        found = {ReviewReason.NEW_ORGANISATION}
        if organisation is None and similar_names(str(after.get("organisation_name") or "")):
            found.add(ReviewReason.LOOK_ALIKE)
    elif organisation is None:
        raise ValueError("Only a request to join has no organisation.")
    elif kind == ReviewKind.UPLOAD:
        found = _of_upload(organisation, upload)
    elif kind == ReviewKind.PROFILE:
        found = _of_profile(organisation, before or {}, after)
    elif kind == ReviewKind.VACANCY:
        found = _of_vacancy(organisation, before, after)
    else:
        found = _of_course(organisation, before, after, course=course, now=now)
    if found and organisation and not organisation.is_trusted:
        found |= _new_here(organisation)
    return [reason for reason in ReviewReason if reason in found]


def _of_course(
    organisation: Organisation,
    before: Content | None,
    after: Content,
    *,
    course: Course | None,
    now: datetime.datetime | None,
) -> set[ReviewReason]:
    found = set()
    if course_words.new_signs_of(before, after):
        found.add(ReviewReason.HELD_WORDS)
    course_id = course.pk if course else _id_of(before)
    alike = look_alikes(after, course_id=course_id)
    # What looked like another one when it was approved is not asked about again.
    if (
        not before
        or plain(str(before.get("title"))) != plain(str(after.get("title")))
        or (venue_ids(after) - venue_ids(before))
    ):
        others = [one for one in alike if one.provider_id != organisation.pk]
        if others or (alike and not organisation.is_trusted):
            found.add(ReviewReason.LOOK_ALIKE)
    if organisation.is_trusted:
        return found
    found |= course_changes(organisation, before, after)
    if course_id and now and _reports(course_id, now=now).exists():
        found.add(ReviewReason.REPORTED)
    return found


def course_changes(
    organisation: Organisation, before: Content | None, after: Content
) -> set[ReviewReason]:
    """Return the risky changes of a course, as if its organisation were new."""
    if before is None or not before:
        return {ReviewReason.FIRST_PUBLISH}
    found = set()
    if plain(str(before.get("title"))) != plain(str(after.get("title"))):
        found.add(ReviewReason.TITLE_CHANGED)
    if _prices(after) - _prices(before):
        found.add(ReviewReason.PRICE_CHANGED)
    if _places(after) - _places(before):
        found.add(ReviewReason.VENUE_CHANGED)
    if new_hosts(organisation, before, after):
        found.add(ReviewReason.LINK_CHANGED)
    return found


def new_hosts(organisation: Organisation, before: Content | None, after: Content) -> set[str]:
    """Return domains that were not there before, and are not the organisation's own."""
    if not course_words.says_more(before, after):
        return set()
    hosts = course_words.hosts_of(after) - course_words.hosts_of(before or {})
    domains = own_domains(organisation) if hosts else set()
    return {
        host for host in hosts if not any(course_words.is_of_domain(host, one) for one in domains)
    }


def own_domains(organisation: Organisation) -> set[str]:
    """Return the domains of its website and its address of mail.

    None while a check of its profile waits, or when the newest one was sent back: a domain is not
    somebody's own because they wrote it into their profile a moment ago.
    """
    checks = Review.objects.filter(organisation=organisation, kind=ReviewKind.PROFILE)
    newest = checks.order_by("-pk").values_list("state", flat=True).first()
    if newest in (ReviewState.OPEN, ReviewState.RETURNED):
        return set()
    website = course_words.hosts_of({"website": organisation.website})
    return website | course_words.hosts_of({"email": organisation.email})


def _of_vacancy(
    organisation: Organisation, before: Content | None, after: Content
) -> set[ReviewReason]:
    found = set()
    links = course_words.links_of(after)
    if reasons_to_hold(course_words.texts_of(after), links=links):
        found.add(ReviewReason.HELD_WORDS)
    if organisation.is_trusted:
        return found
    if not before:
        return found | {ReviewReason.NEW_JOB}
    if plain(str(before.get("title"))) != plain(str(after.get("title"))):
        found.add(ReviewReason.TITLE_CHANGED)
    if any(before.get(name) != after.get(name) for name in _PAY):
        found.add(ReviewReason.PRICE_CHANGED)
    if any(before.get(name) != after.get(name) for name in _PLACE_OF_WORK):
        found.add(ReviewReason.VENUE_CHANGED)
    if new_hosts(organisation, before, after):
        found.add(ReviewReason.LINK_CHANGED)
    return found


def _of_profile(organisation: Organisation, before: Content, after: Content) -> set[ReviewReason]:
    """Return the reasons of a profile, which is live already: a moderator looks afterwards."""
    found = set()
    if course_words.new_signs_of(before, after):
        found.add(ReviewReason.HELD_WORDS)
    is_new_here = not organisation.is_trusted
    if is_new_here and course_words.hosts_of(after) - course_words.hosts_of(before):
        found.add(ReviewReason.LINK_CHANGED)
    return found


def _of_upload(organisation: Organisation, upload: Upload | None) -> set[ReviewReason]:
    """Return the reasons of a whole file."""
    found: set[ReviewReason] = set()
    if not organisation.is_trusted:
        if not _has_published(organisation):
            found.add(ReviewReason.FIRST_PUBLISH)
        changes = upload.changes.all() if upload else None
        if changes is not None and upload and not upload.is_full_list:
            changes = changes.exclude(kind=ChangeKind.REMOVED)
        if changes is None or changes.count() > MANY_ROWS:
            found.add(ReviewReason.MANY_ROWS)
    is_of_places = bool(upload and upload.kind == UploadKind.VENUES)
    if upload and reported_returns(upload).exists():
        found.add(ReviewReason.REPORTED)
    for rows in rows_of(upload) if upload else ():
        found |= (_of_places if is_of_places else _of_rows)(organisation, rows)
    return found


def reported_returns(upload: Upload) -> QuerySet[Course]:
    """Return withdrawn courses that a file shows again while nobody answered their reports.

    Whoever sends it: what a moderator hid would come back by being withdrawn and sent once more.
    """
    back = upload.changes.filter(kind=ChangeKind.ADDED, course_id__isnull=False)
    return Course.objects.filter(
        pk__in=back.values("course_id"),
        status=CourseStatus.WITHDRAWN,
        problem_reports__status=ProblemStatus.OPEN,
    ).distinct()


def _of_places(organisation: Organisation, rows: list[Row]) -> set[ReviewReason]:
    """Return the reasons of a file of places: a new place shows nothing until a course is there."""
    found: set[ReviewReason] = set()
    for _id, before, after in rows:
        if course_words.new_signs_of(before, after):
            found.add(ReviewReason.HELD_WORDS)
        if before and not organisation.is_trusted:
            if plain(str(before.get("name"))) != plain(str(after.get("name"))):
                found.add(ReviewReason.TITLE_CHANGED)
            if any(before.get(name) != after.get(name) for name in _ADDRESS):
                found.add(ReviewReason.VENUE_CHANGED)
            if new_hosts(organisation, before, after):
                found.add(ReviewReason.LINK_CHANGED)
    return found


def rows_of(upload: Upload) -> Iterator[list[Row]]:
    """Yield what a file adds and changes, in pieces: 5,000 contents are 20 MB."""
    rows: list[Row] = []
    changes = upload.changes.exclude(kind=ChangeKind.REMOVED).filter(after__isnull=False)
    wanted = changes.order_by("position").values_list("course_id", "before", "after")
    for course_id, before, after in wanted.iterator(chunk_size=CHUNK):
        rows.append((course_id, before, after or {}))
        if len(rows) == CHUNK:
            yield rows
            rows = []
    yield rows


def _of_rows(organisation: Organisation, rows: list[Row]) -> set[ReviewReason]:
    found: set[ReviewReason] = set()
    if any(course_words.new_signs_of(before, after) for _id, before, after in rows):
        found.add(ReviewReason.HELD_WORDS)
    if not organisation.is_trusted:
        for _id, before, after in rows:
            found |= course_changes(organisation, before, after)
    if rows_like_others(organisation, rows):
        found.add(ReviewReason.LOOK_ALIKE)
    return found


def rows_like_others(organisation: Organisation, rows: list[Row]) -> list[tuple[str, LookAlike]]:
    """Return names of new or renamed courses with the course of somebody else that is alike."""
    new = [
        (course_id, after)
        for course_id, before, after in rows
        if not before or before.get("title") != after.get("title")
    ]
    return [
        (str(new[place][1].get("title")), one)
        for place, alike in look_alikes_of(new).items()
        for one in alike
        if one.provider_id != organisation.pk
    ]


def _new_here(organisation: Organisation) -> set[ReviewReason]:
    """Say that an organisation is new until as many checks are approved as a trust needs."""
    few = approved_edits(organisation) < EDITS_BEFORE_TRUST
    return {ReviewReason.NEW_ORGANISATION} if few else set()


def _has_published(organisation: Organisation) -> bool:
    return Course.objects.filter(provider=organisation).exists()


def _reports(course_id: int, *, now: datetime.datetime) -> Any:
    since = now - datetime.timedelta(days=REPORT_DAYS)
    return ProblemReport.objects.filter(
        course=course_id, status=ProblemStatus.OPEN, created_at__gte=since
    )


def _id_of(content: Content | None) -> int | None:
    value = (content or {}).get("id")
    return value if isinstance(value, int) else None


def _prices(content: Content) -> set[tuple[Any, str]]:
    return {
        (run.get("cost_pence"), plain(str(run.get("cost_description") or "")))
        for run in content.get("runs") or ()
    }


def _places(content: Content) -> set[Any]:
    """Return venues, and the areas of training at work."""
    found: set[Any] = set(venue_ids(content))
    for run in content.get("runs") or ():
        found |= set(run.get("sub_regions") or ())
        if run.get("new_venue"):  # of a file, until it is published
            found.add(f"new: {run['new_venue']}")
        if run.get("is_national"):
            found.add("NATIONAL")
    return found

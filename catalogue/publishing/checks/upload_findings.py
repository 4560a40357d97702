"""What the machine finds in a file: the rows that are the reasons of its check."""

from django.core.cache import cache
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.publishing.checks import course_words
from catalogue.publishing.checks.findings import NOTE, WARN, Finding, sign_words
from catalogue.publishing.checks.risks import reported_returns, rows_like_others, rows_of
from catalogue.publishing.enums import ReviewReason, UploadKind
from catalogue.publishing.models import Review, Upload
from portal.core.prose import one_line

MOST_SHOWN = 20
# A file of 5,000 rows takes seconds to read through; what waits for a check does not change.
CACHE_SECONDS = 3600
Flagged = tuple[str, str, str]  # the course of the file, what is odd, an address


def upload_findings(review: Review, upload: Upload) -> list[Finding]:
    """Return the rows with held words, look-alikes and reports, when these are its reasons."""
    found = []
    if {ReviewReason.HELD_WORDS, ReviewReason.LOOK_ALIKE} & set(review.reasons):
        key = f"check-rows:{upload.pk}:{upload.diff_sha256}:{review.draft_version}"
        flagged = cache.get(key)
        if flagged is None:
            flagged = _flagged(upload)
            cache.set(key, flagged, CACHE_SECONDS)
        found = [Finding(WARN, f"{title}: {_words(what)}", url) for title, what, url in flagged]
    if ReviewReason.REPORTED in review.reasons:
        for course in reported_returns(upload).order_by("title")[:MOST_SHOWN]:
            words = f"{one_line(course.title)}: {ReviewReason.REPORTED.label}"
            found.append(Finding(WARN, words, course.get_absolute_url()))
    if upload.rows_held:
        found.append(Finding(NOTE, _("Held rows stay out: only good rows are published")))
    return found


def _flagged(upload: Upload) -> list[Flagged]:
    found: list[Flagged] = []
    for rows in rows_of(upload):
        for _id, before, after in rows:
            title = one_line(str(after.get("title") or after.get("name") or ""))
            found += [(title, sign, "") for sign in course_words.new_signs_of(before, after)]
        is_of_places = upload.kind == UploadKind.VENUES
        for title, alike in [] if is_of_places else rows_like_others(upload.organisation, rows):
            url = Course(pk=alike.course_id, title=alike.title).get_absolute_url()
            found.append((one_line(title), f"={one_line(alike.provider_name)}", url))
        if len(found) >= MOST_SHOWN:
            break
    return found[:MOST_SHOWN]


def _words(what: str) -> str:
    if what.startswith("="):
        return _("a course of %(provider)s has the same name and place") % {"provider": what[1:]}
    return sign_words(what)

"""What a feed last said, in the database, and which courses are its to take away."""

from collections.abc import Collection, Mapping

from catalogue.courses.enums import ListingSource
from catalogue.feeds.feed_memory import Said
from catalogue.feeds.formats.open_referral import OPEN_REFERRAL
from catalogue.feeds.formats.openactive_classes import OPENACTIVE
from catalogue.feeds.formats.registry import AUTO
from catalogue.feeds.formats.xcri_cap import XCRI_CAP
from catalogue.publishing.enums import CourseFeedFormat
from catalogue.publishing.models import CourseFeed, FeedCourse, Upload

BATCH = 250
FORMAT_NAMES = {
    CourseFeedFormat.XCRI_CAP: XCRI_CAP.name,
    CourseFeedFormat.OPEN_REFERRAL: OPEN_REFERRAL.name,
    CourseFeedFormat.OPENACTIVE: OPENACTIVE.name,
}


class FeedBook:
    """The memory of one feed (``catalogue.feeds.feed_memory.FeedMemory``)."""

    def __init__(self, feed: CourseFeed) -> None:
        self.feed = feed

    def recall(self, course_ids: Collection[int]) -> Mapping[int, Said]:
        """Return what was said of these courses."""
        rows = FeedCourse.objects.filter(feed=self.feed, course__in=list(course_ids))
        return {
            row.course_id: Said(row.prints, {int(number): run for number, run in row.runs.items()})
            for row in rows
        }

    def keep(self, said: Mapping[int, Said]) -> None:
        """Keep what is said now, in place of what was."""
        rows = [
            FeedCourse(
                feed=self.feed,
                course_id=course_id,
                prints=one.course,
                runs={str(number): run for number, run in one.runs.items()},
            )
            for course_id, one in said.items()
        ]
        FeedCourse.objects.bulk_create(
            rows,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["feed", "course"],
            update_fields=["prints", "runs"],
        )

    def forget(self, course_ids: Collection[int]) -> None:
        """Forget courses that the feed no longer has."""
        FeedCourse.objects.filter(feed=self.feed, course__in=list(course_ids)).delete()


def memory_of(upload: Upload) -> FeedBook | None:
    """Return the memory for a run of a feed, and none for a file."""
    return FeedBook(upload.feed) if upload.feed else None


def removable_ids(upload: Upload) -> frozenset[int] | None:
    """Return the courses that a whole list may take away; None: every one.

    A feed takes away what it named before, and never a course that somebody typed here.
    """
    if upload.feed is None:
        return None
    named = FeedCourse.objects.filter(feed=upload.feed)
    typed = named.filter(course__source=ListingSource.MANUAL)
    return frozenset(named.exclude(pk__in=typed.values("pk")).values_list("course_id", flat=True))


def format_name_of(upload: Upload) -> str:
    """Return the format that the organisation chose for its feed, as the importer names it."""
    if upload.feed is None:
        return AUTO
    return FORMAT_NAMES.get(CourseFeedFormat(upload.feed.feed_format), AUTO)

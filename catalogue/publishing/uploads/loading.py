"""The file of an upload through the importer: as a dry run to check it, for good to publish it.

Both must do the same, as what was shown is what is published: so both are this one call.
"""

import datetime
from collections.abc import Callable
from functools import partial

from catalogue.courses.enums import ListingSource
from catalogue.feeds.course_changes import ChangeSink, RowSink
from catalogue.feeds.loader import LoadOptions, WholeList, load
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.feeds.venue_loader import VenueOptions, load_venues
from catalogue.feeds.whole_file import Progress
from catalogue.publishing.enums import UploadKind, UploadSource
from catalogue.publishing.feeds.memory import memory_of, removable_ids
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import reading

BY_UPLOAD = {
    UploadSource.FILE: ListingSource.FILE,
    UploadSource.FEED: ListingSource.FEED,
    UploadSource.API: ListingSource.API,
}


def load_upload(
    upload: Upload,
    *,
    now: datetime.datetime,
    today: datetime.date,
    change_sink: ChangeSink,
    progress: Progress,
    fixes: reading.Fixes,
    is_dry_run: bool = False,
    row_sink: RowSink | None = None,
    seen: reading.Seen = reading.seen_by_nobody,
    tick: Callable[[], None] = reading.tell_nobody,
    confirm: Callable[[LoadReport], None] | None = None,
) -> LoadReport:
    """Load the file, or say in the report why it is refused."""
    through = partial(reading.with_fixes, fixes=fixes, seen=seen)
    try:
        with reading.opened(upload, tick=tick) as stream:
            if upload.kind == UploadKind.VENUES:
                return load_venues(
                    stream,
                    file_name=upload.file_name,
                    provider=upload.organisation,
                    is_dry_run=is_dry_run,
                    options=VenueOptions(
                        rows_through=through,
                        row_sink=row_sink,
                        change_sink=change_sink,
                        confirm=confirm,
                    ),
                )
            options = LoadOptions(
                today=today,
                now=now,
                is_dry_run=is_dry_run,
                whole_list=WholeList() if upload.is_full_list else None,
                progress=progress,
                source=BY_UPLOAD[UploadSource(upload.source)],
                opener=reading.opener_of(upload, today=today),
                rows_through=through,
                row_sink=row_sink,
                change_sink=change_sink,
                only_ids=removable_ids(upload),
                memory=memory_of(upload),
                confirm=confirm,
            )
            return load(
                stream, file_name=upload.file_name, provider=upload.organisation, options=options
            )
    except FileRefusedError as error:
        report = LoadReport(file=upload.file_name)
        report.refuse(error)
        return report

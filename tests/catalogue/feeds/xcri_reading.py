"""What tests of XCRI-CAP read: the rows of a small feed."""

import io

import pytest

from catalogue.feeds.course_rows import CourseRow
from catalogue.feeds.formats.xcri_cap import XCRI_CAP, XcriFile
from catalogue.feeds.reader import RawRow
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.rows import parse_row
from tests.catalogue.publishing.feeds.xcri_files import course, feed


def rows_of(content: bytes, *, ukprn: str = "") -> list[RawRow]:
    return list(XCRI_CAP.rename(XcriFile(io.BytesIO(content), ukprn=ukprn).rows()))


def row_of(content: bytes) -> CourseRow:
    (raw,) = rows_of(content)
    row = parse_row(raw, file_format=XCRI_CAP)
    assert not row.is_held, row
    return row


def codes_of(content: bytes) -> set[str]:
    (raw,) = rows_of(content)
    return {found.code for found in parse_row(raw, file_format=XCRI_CAP).issues}


def refusal_of(content: bytes) -> FileRefusedError:
    with pytest.raises(FileRefusedError) as caught:
        rows_of(content)
    return caught.value


def timed(inside: str, *, about: str = "") -> bytes:
    """Return a feed of one course whose presentation is given whole."""
    return feed(course(1, times=[f"<presentation>{inside}</presentation>"], inside=about))

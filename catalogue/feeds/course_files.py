"""Any file or feed of courses, by what is in it: CSV, XCRI-CAP, Open Referral UK or OpenActive."""

import datetime
from typing import BinaryIO

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.open_referral import OPEN_REFERRAL, ReferralFile, holds_services
from catalogue.feeds.formats.openactive_classes import OPENACTIVE, ActiveFile, is_openactive
from catalogue.feeds.formats.registry import AUTO
from catalogue.feeds.formats.xcri_cap import XCRI_CAP, XcriFile
from catalogue.feeds.json_files import looks_like_json
from catalogue.feeds.json_reading import read_json
from catalogue.feeds.loader import Opened, open_csv
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

# Formats that are no table: import_courses and feeds take them besides those of the registry.
FEED_FORMATS: tuple[FileFormat, ...] = (XCRI_CAP, OPEN_REFERRAL, OPENACTIVE)
JSON_NAMES = (OPEN_REFERRAL.name, OPENACTIVE.name)


def open_courses(
    stream: BinaryIO, *, today: datetime.date, format_name: str = AUTO, ukprn: str = ""
) -> Opened:
    """Open a file of courses. Raises FileRefusedError that says what it is instead.

    ``ukprn`` is the provider's: of a catalogue with several organisations only its courses count.
    """
    is_xml, is_json = _looks_like_xml(stream), looks_like_json(stream)
    if format_name == XCRI_CAP.name or (format_name == AUTO and is_xml):
        if not is_xml:
            raise FileRefusedError(
                "FILE_NOT_XML",
                _(
                    "The file is not XML, so it is no XCRI-CAP. Check its address, or choose "
                    "another format."
                ),
            )
        return XcriFile(stream, ukprn=ukprn), XCRI_CAP
    if format_name in JSON_NAMES or (format_name == AUTO and is_json):
        return _open_json(stream, today=today, format_name=format_name)
    return open_csv(stream, format_name=format_name)


def _open_json(stream: BinaryIO, *, today: datetime.date, format_name: str) -> Opened:
    value, encoding = read_json(stream)
    if is_openactive(value) and format_name in (AUTO, OPENACTIVE.name):
        return ActiveFile(stream, today=today), OPENACTIVE
    if format_name == OPENACTIVE.name:
        raise FileRefusedError(
            "FEED_NOT_RPDE",
            _(
                "The JSON has no list of items. Give the address of a feed of sessions or courses "
                "(RPDE)."
            ),
            row=1,
        )
    if format_name == AUTO and not holds_services(value):
        raise FileRefusedError(
            "FILE_FORMAT_UNKNOWN",
            _(
                "The JSON holds neither services (Open Referral UK) nor items (OpenActive). Give "
                "the address of /services, or of a feed of sessions or courses."
            ),
            row=1,
        )
    return ReferralFile(value, encoding=encoding, today=today), OPEN_REFERRAL


def _looks_like_xml(stream: BinaryIO) -> bool:
    """Say whether the first mark of a file is a bracket of XML, and it is no web page."""
    stream.seek(0)
    first = stream.read(512).replace(b"\x00", b"")
    stream.seek(0)
    body = first.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return body[:1] == b"<" and not body.startswith((b"<html", b"<!doctype html"))

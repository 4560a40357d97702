"""The one error that means: this file was refused as a whole and nothing changed."""

from collections.abc import Mapping

from catalogue.feeds.marks import gettext_noop as _


class FileRefusedError(Exception):
    """A file cannot be read as a table of ours. ``message`` says why and what to do about it.

    What differs from file to file stands in gaps, so that the words can be said in any language:
    ``FileRefusedError("FILE_NOT_CSV", _("The file is {kind}."), gaps={"kind": _("a picture")})``.
    """

    def __init__(
        self,
        code: str,
        words: str,
        *,
        row: int | None = None,
        column: str = "",
        gaps: Mapping[str, str] | None = None,
    ) -> None:
        self.code = code
        self.words = words
        self.gaps = dict(gaps or {})
        self.message = words.format(**self.gaps) if self.gaps else words
        self.row = row
        self.column = column
        super().__init__(self.message)


# Every code of a refusal with its meaning: for the page of file formats, and for who reads no
# English. Calendars are left out: only editors read why one was refused.
REFUSALS = {
    "FILE_NOT_READABLE": _("The file cannot be opened."),
    "FILE_EMPTY": _("The file is empty, or has headings and no rows."),
    "FILE_NOT_CSV": _("The file is a picture, a workbook, a PDF or a web page, whatever its name."),
    "FILE_NUL_BYTES": _("The file contains NUL bytes."),
    "FILE_LINE_TOO_LONG": _("A line has more than a million characters."),
    "FILE_QUOTE_NOT_CLOSED": _("A quotation mark is never closed."),
    "FILE_HEADINGS_TWICE": _("A heading stands in the file twice."),
    "FILE_HEADINGS_MISSING": _("Headings are missing. The message lists them by name."),
    "FILE_FORMAT_UNKNOWN": _(
        "The headings are those of no format, or of another command's format."
    ),
    "WORKBOOK_DAMAGED": _("The workbook is damaged, or made in a way that no program makes it."),
    "WORKBOOK_LOCKED": _("The workbook has a password."),
    "WORKBOOK_TOO_HARD": _("The workbook takes too much time or memory to read."),
    "WORKBOOK_TOO_LARGE": _("The workbook unpacks to more than 100 MB, or has too many parts."),
    "FILE_TOO_LARGE": _("A JSON file has more than 32 MB, or 20 MB of courses."),
    "FILE_NOT_XML": _("The file is not XML, or is a web page."),
    "FILE_NOT_XCRI": _("The XML is no XCRI-CAP: its outermost element is not catalog."),
    "FILE_NOT_SERVICES": _("The JSON holds no services of Open Referral UK."),
    "FEED_NOT_JSON": _("The session feed is not JSON. The message names line and column."),
    "FEED_NOT_RPDE": _("The JSON is no page of a session feed."),
    "PAGE_TOO_LARGE": _("A page of a session feed has too many items."),
    "FEED_TOO_LONG": _("The feed has too many pages, or they are too large together."),
    "FEED_ELSEWHERE": _("The next page of the feed is on another site."),
    "FILE_XML_BROKEN": _("The XML is not well-formed, cut off or too deep. The line is named."),
    "FILE_XML_DOCTYPE": _("The XML has a DOCTYPE."),
    "FILE_XML_ENCODING": _("The XML names an encoding that is not read."),
    "FILE_XML_PART": _("More than 4 MB of the XML hold no course."),
    "FILE_JSON_BROKEN": _("The file is not JSON. The message names line and column."),
    "FILE_JSON_DEEP": _("The brackets of a JSON file are nested too deeply."),
    "FILE_JSON_OTHER": _("The JSON holds no vacancies, such as an error of the service."),
    "PLACE_ROW": _("A row of our own table of places cannot be read."),
    "PLACES_MISSING": _("A table of postcodes came before our own table of places."),
}

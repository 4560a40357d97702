"""The one error that means: this file was refused as a whole and nothing changed."""


class FileRefusedError(Exception):
    """A file cannot be read as a table of ours. ``message`` says why and what to do about it."""

    def __init__(
        self, code: str, message: str, *, row: int | None = None, column: str = ""
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.row = row
        self.column = column


# Every code of a refusal with its meaning, for the page of file formats.
REFUSALS = {
    "FILE_NOT_READABLE": "The file cannot be opened.",
    "FILE_EMPTY": "The file is empty, or has headings and no rows.",
    "FILE_NOT_CSV": "The file is a picture, a workbook, a PDF or a web page, whatever its name.",
    "FILE_NUL_BYTES": "The file contains NUL bytes.",
    "FILE_LINE_TOO_LONG": "A line has more than a million characters.",
    "FILE_QUOTE_NOT_CLOSED": "A quotation mark is never closed.",
    "FILE_HEADINGS_TWICE": "A heading stands in the file twice.",
    "FILE_HEADINGS_MISSING": "Headings are missing. The message lists them by name.",
    "FILE_FORMAT_UNKNOWN": "The headings are those of no format, or of another command's format.",
    "FILE_TOO_LARGE": "A JSON file has more than 32 MB. Pages of 100 vacancies have about 1 MB.",
    "FILE_JSON_BROKEN": "The file is not JSON. The message names line and column.",
    "FILE_JSON_DEEP": "The brackets of a JSON file are nested too deeply.",
    "FILE_JSON_OTHER": "The JSON holds no vacancies, such as an error of the service.",
    "PLACE_ROW": "A row of our own table of places cannot be read.",
    "PLACES_MISSING": "A table of postcodes came before our own table of places.",
}

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

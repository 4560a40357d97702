"""A JSON file of vacancies to its records, one by one, with the place of every mistake."""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from catalogue.feeds.decoding import TextDecoder, wide_encoding
from catalogue.feeds.issues import RowIssue, issue
from catalogue.feeds.refusal import FileRefusedError

# A page of 100 whole vacancies is about 1 MB.
MAX_BYTES = 32 * 1024 * 1024
MAX_DIGITS = 18
SAVE_AGAIN = "Save the answer of the service again, whole and unchanged."
_SPACE = re.compile(r"[ \t\r\n]*")
# A text in quotes, even one that never ends, or a comma with nothing but its bracket after it.
_TRAILING = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z)|,(?=[ \t\r\n]*[}\]])', re.DOTALL)
_MAYBE_TRAILING = re.compile(r",[ \t\r\n]*[}\]]")  # much quicker, and also finds texts

Record = dict[str, Any]  # keys are small letters and digits only: "vacancyreference"
# Numbered records with the keys that stood twice; at the end, the position after them.
Records = Generator[tuple[int, Any, frozenset[str]], None, int]


@dataclass
class JsonFile:
    """A file that holds a page of vacancies, a list of them, or one.

    Read ``records()`` once; then ``totals`` has what the page says of the whole list, under folded
    keys: ``{"total": 218, "totalpages": 3}``. Raises FileRefusedError for a file that is not JSON,
    or holds no vacancies.
    """

    text: str
    encoding: str
    issues: list[RowIssue] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    is_page: bool = False

    def __post_init__(self) -> None:
        self._repeated: set[str] = set()
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._fold,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=lambda _name: None,  # NaN and Infinity: nothing that anybody told
            strict=False,
        )
        self._drop_trailing_commas()

    def records(self) -> Iterator[tuple[int, Any, frozenset[str]]]:
        """Yield the number of each record, the record, and keys that stood in it twice."""
        start = self._skip(0)
        opening = self.text[start : start + 1]
        if opening == "[":
            self.is_page = True
            end = yield from self._array(start)
        elif opening == "{":
            end = yield from self._object(start)
        else:
            raise self._broken(start, "The file does not start with { or [")
        if self._skip(end) < len(self.text):
            raise self._broken(self._skip(end), "Something follows after the end")

    def _object(self, start: int) -> Records:
        head: Record = {}
        position = self._skip(start + 1)
        while self.text[position : position + 1] != "}":
            key, position = self._value(position)
            if not isinstance(key, str):
                raise self._broken(position, "A name in quotation marks is expected")
            position = self._expect(":", position)
            name = folded(key)
            if name in head:
                self._repeated.add(name)
            if name == "vacancies" and self.text[position : position + 1] == "[":
                self.is_page = True
                position = yield from self._array(position)
            else:
                head[name], position = self._value(position)
            position = self._skip(position)
            if self.text[position : position + 1] == ",":
                position = self._skip(position + 1)
            elif self.text[position : position + 1] != "}":
                raise self._broken(position, "A comma or } is expected")
        if self.is_page:
            self._note_totals(head)
        elif "vacancies" in head and head["vacancies"] is None:
            self.is_page = True
            self._note_totals(head)
        elif "vacancyreference" in head:
            yield 1, head, self._taken_repeated()
        else:
            raise self._other(head)
        return position + 1

    def _array(self, start: int) -> Records:
        position = self._skip(start + 1)
        number = 0
        while self.text[position : position + 1] != "]":
            self._repeated.clear()
            record, position = self._value(position)
            number += 1
            yield number, record, self._taken_repeated()
            position = self._skip(position)
            if self.text[position : position + 1] == ",":
                position = self._skip(position + 1)
            elif self.text[position : position + 1] != "]":
                raise self._broken(position, "A comma or ] is expected")
        return position + 1

    def _value(self, position: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self.text, position)
        except json.JSONDecodeError as error:
            raise self._broken(error.pos, error.msg) from error
        except RecursionError as error:
            raise FileRefusedError(
                "FILE_JSON_DEEP",
                f"The brackets {self._where(position)} are nested too deeply. {SAVE_AGAIN}",
                row=1,
            ) from error

    def _expect(self, mark: str, position: int) -> int:
        position = self._skip(position)
        if self.text[position : position + 1] != mark:
            raise self._broken(position, f"The mark {mark} is expected")
        return self._skip(position + 1)

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def _fold(self, pairs: list[tuple[str, Any]]) -> Record:
        record: Record = {}
        for key, value in pairs:
            name = folded(key)
            if name in record:
                self._repeated.add(name)
            record[name] = value
        return record

    def _taken_repeated(self) -> frozenset[str]:
        taken = frozenset(self._repeated)
        self._repeated.clear()
        return taken

    def _note_totals(self, head: Record) -> None:
        for name in ("total", "totalfiltered", "totalpages", "totalfound"):
            value = head.get(name)
            if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
                self.totals[name] = value

    def _drop_trailing_commas(self) -> None:
        """Read on over a comma before a closing bracket: it leaves no doubt what is meant."""
        if not _MAYBE_TRAILING.search(self.text):
            return
        first = -1
        pieces: list[str] = []
        end = 0
        for match in _TRAILING.finditer(self.text):
            if match.group() == ",":
                first = match.start() if first < 0 else first
                pieces += [self.text[end : match.start()], " "]
                end = match.end()
        if first < 0:
            return
        line, column = self._place(first)
        self.issues.append(
            issue("TRAILING_COMMA", row=1, value=",", line=line, column_number=column)
        )
        self.text = "".join([*pieces, self.text[end:]])

    def _place(self, position: int) -> tuple[int, int]:
        line = self.text.count("\n", 0, position) + 1
        return line, position - self.text.rfind("\n", 0, position)

    def _broken(self, position: int, what: str) -> FileRefusedError:
        if position >= len(self.text):
            what = "The file ends too early"
        return FileRefusedError(
            "FILE_JSON_BROKEN",
            f"The JSON is broken {self._where(position)}. {what}. {SAVE_AGAIN}",
            row=1,
        )

    def _where(self, position: int) -> str:
        line, column = self._place(min(position, len(self.text)))
        return f"in line {line}, column {column}"

    def _other(self, head: Record) -> FileRefusedError:
        said = head.get("message")
        if isinstance(said, str) and said:
            words = f"The service answered with an error: “{storable(said)[:200]}”."
        else:
            names = ", ".join(storable(name)[:40] for name in list(head)[:8])
            words = f"The file holds no vacancies. It holds: {names or 'nothing'}."
        return FileRefusedError(
            "FILE_JSON_OTHER",
            f"{words} Save the answer of /vacancy (a page) or of /vacancy/ with a reference.",
            row=1,
        )


def open_json(stream: BinaryIO) -> JsonFile:
    """Read the text of a JSON file: UTF-8, UTF-16, or Windows-1252 with a warning."""
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FileRefusedError(
            "FILE_TOO_LARGE",
            f"The file has more than {MAX_BYTES // 1024 // 1024} MB. Save pages of at most 100 "
            "vacancies, each in a file, and give all files to one command.",
        )
    wide = wide_encoding(content)
    if wide:
        return JsonFile(content.decode(wide, errors="replace").lstrip("\ufeff"), "utf-16")
    decoder = TextDecoder()
    text = decoder.decode(content, True).lstrip("\ufeff")
    file = JsonFile(text, "windows-1252" if decoder.has_windows_1252 else "utf-8")
    if decoder.has_windows_1252:
        file.issues.append(issue("ENCODING", row=1))
    return file


def looks_like_json(stream: BinaryIO) -> bool:
    """Say whether the first mark of a file is a bracket. The stream is put back to its start."""
    first = stream.read(256)
    stream.seek(0)
    return first.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")


def folded(key: str) -> str:
    """Return a key without case and marks: ``"VacancyReference"`` is ``"vacancyreference"``."""
    return re.sub(r"[\s_\-]", "", storable(key)).lower()


def storable(text: str) -> str:
    """Return a text without half characters and NULs, which no database can hold."""
    text = text.replace("\x00", "")
    return text if text.isascii() else re.sub("[\ud800-\udfff]", "\ufffd", text)


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_DIGITS else None


def _decimal(digits: str) -> Decimal | None:
    number = Decimal(digits) if len(digits) <= 2 * MAX_DIGITS else None
    return number if number is not None and abs(number.adjusted()) < MAX_DIGITS else None

"""Is this ZIP archive a workbook that can be read safely? Asked before anything is unpacked."""

import xml.parsers.expat
import zipfile
from typing import BinaryIO

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
# Real sheets pack about 10 to 1, and 40 to 1 when every row is the same.
MAX_RATIO = 150
RATIO_FROM_BYTES = 10 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
ENCRYPTED = 0x1
WORKBOOK = "xl/workbook.xml"
# What other archives show by a member of theirs.
OTHERS = (
    ("xl/workbook.bin", _("a binary workbook (.xlsb)")),
    ("word/document.xml", _("a word processor document (.docx)")),
    ("ppt/presentation.xml", _("a presentation (.pptx)")),
    ("Index/Document.iwa", _("a Numbers document")),
)
OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.spreadsheet": _("an OpenDocument spreadsheet (.ods)"),
    "application/vnd.oasis.opendocument.text": _("an OpenDocument text (.odt)"),
}


def check_archive(stream: BinaryIO) -> None:
    """Refuse an archive that is no workbook or unpacks to too much. Raises FileRefusedError."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_members(archive.infolist())
            _check_kind(archive)
            for member in archive.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    _check_xml(archive, member)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    except RuntimeError as error:  # of zipfile: the member needs a password
        raise _locked() from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise FileRefusedError(
            "WORKBOOK_TOO_LARGE",
            _(
                "The workbook has too many parts. Open it and save it as a workbook (.xlsx) or as "
                "“CSV UTF-8”."
            ),
        )
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_leads_out(name) for name in names):
        raise FileRefusedError(
            "WORKBOOK_DAMAGED",
            _(
                "The workbook has parts with names that no workbook has. Save it again from your "
                "spreadsheet program."
            ),
        )
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise _locked()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_steep = unpacked > RATIO_FROM_BYTES and unpacked > MAX_RATIO * max(packed, 1)
    if unpacked > MAX_UNPACKED_BYTES or is_steep:
        raise FileRefusedError(
            "WORKBOOK_TOO_LARGE",
            _(
                "The workbook unpacks to {size} MB, which is too much. Take out pictures and empty "
                "rows, or save the sheet as “CSV UTF-8”."
            ),
            gaps={"size": f"{unpacked // (1024 * 1024):,}"},
        )


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if WORKBOOK in names:
        return
    kind = next((words for mark, words in OTHERS if mark in names), "")
    if not kind and "mimetype" in names:
        with archive.open("mimetype") as member:
            kind = OPEN_DOCUMENTS.get(member.read(200).decode("ascii", "replace").strip(), "")
    raise FileRefusedError(
        "FILE_NOT_CSV",
        _(
            "The file is {kind}, which is not read here. Open it and save it as a workbook (.xlsx) "
            "or as “CSV UTF-8”."
        ),
        gaps={"kind": kind or _("a ZIP archive without a workbook in it")},
    )


def _check_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type: only there can entities be made."""
    found: list[str] = []
    parser = xml.parsers.expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: found.append("doctype")
    parser.StartElementHandler = lambda *_: found.append("element")
    try:
        with archive.open(member) as part:
            while not found and (chunk := part.read(CHUNK_BYTES)):
                # Never more than what stands before the first element, and the rest of a chunk.
                parser.Parse(chunk, False)
    except xml.parsers.expat.ExpatError as error:
        if not found:
            raise damaged() from error
    if found[:1] == ["doctype"]:
        raise FileRefusedError(
            "WORKBOOK_DAMAGED",
            _(
                "The workbook declares a document type, which no spreadsheet program does. Save it "
                "again from your spreadsheet program."
            ),
        )


def damaged() -> FileRefusedError:
    """Return the refusal of a workbook that does not hold together."""
    return FileRefusedError(
        "WORKBOOK_DAMAGED",
        _("The workbook is damaged or did not come whole. Open it, save it again and send that."),
    )


def _locked() -> FileRefusedError:
    return FileRefusedError(
        "WORKBOOK_LOCKED", _("The workbook has a password. Save it without one and send that.")
    )

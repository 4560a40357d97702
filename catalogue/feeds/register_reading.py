"""A file of the register of providers to lines: CSV, JSON, or an answer of the register's service.

People's names, phones and addresses of mail, which such files also hold, are not read.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from catalogue.feeds.json_files import folded, looks_like_json, open_json
from catalogue.feeds.reader import open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.xml_reading import XmlText, local_name, parts

RECORD = "MatchingProviderRecords"
# What each fact is called in the files that we know, without case and marks.
NAMES: dict[str, tuple[str, ...]] = {
    "ukprn": ("ukprn", "unitedkingdomproviderreferencenumber", "providerukprn"),
    "name": ("name", "providername", "legalname", "viewname", "organisationname"),
    "trading_name": ("tradingname", "provideralias", "alias", "aliases"),
    "status": ("status", "providerstatus", "ukrlpstatus"),
    "town": ("town", "addresstown", "posttown", "legaltown", "city"),
    "postcode": ("postcode", "addresspostcode", "legalpostcode"),
    "website": ("website", "websiteaddress", "contactwebsiteaddress", "url"),
}
_UKPRN = re.compile(r"1\d{7}")
WANTED = "Export it with the headings UKPRN and Name, and the names of towns if you can."


@dataclass(slots=True)
class RegisterFile:
    """What is in a file. Read ``lines`` once: numbered lines, each fact by our name."""

    label: str
    lines: Iterator[tuple[int, dict[str, str]]]
    encoding: str = "utf-8"


def open_register(stream: BinaryIO) -> RegisterFile:
    """Find out what a file is. Raises FileRefusedError, as reading the lines does."""
    if looks_like_json(stream):
        file = open_json(stream)
        return RegisterFile("JSON", _from_json(file.text), file.encoding)
    first = stream.read(512)
    stream.seek(0)
    if re.match(rb"(?:\xef\xbb\xbf)?\s*<", first):
        return RegisterFile("XML of the register", _from_xml(XmlText(stream)))
    table = open_table(stream)
    columns = _columns(table.headings)
    rows = (
        (row.number, {name: row.cells[heading] for name, heading in columns.items()})
        for row in table.rows()
    )
    return RegisterFile("CSV", rows)


def _columns(headings: list[str]) -> dict[str, str]:
    """Return which column holds which fact: ``{"ukprn": "UKPRN", "name": "PROVIDER_NAME"}``."""
    by_name = {folded(heading): heading for heading in headings}
    columns = {}
    for fact, spellings in NAMES.items():
        if found := next((by_name[one] for one in spellings if one in by_name), None):
            columns[fact] = found
    missing = [
        label for fact, label in (("ukprn", "UKPRN"), ("name", "Name")) if fact not in columns
    ]
    if not missing:
        return columns
    if len(headings) == 1 and _UKPRN.fullmatch(headings[0]):
        raise FileRefusedError(
            "FILE_HEADINGS_MISSING",
            f"The file is a list of numbers without names. {WANTED}",
            row=1,
        )
    raise FileRefusedError(
        "FILE_HEADINGS_MISSING",
        f"The file has no column for: {', '.join(missing)}. {WANTED}",
        row=1,
    )


def _from_json(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Read a list, or an object with a list under ``providers``."""
    try:
        told = json.loads(text)
    except RecursionError as error:
        raise FileRefusedError("FILE_JSON_DEEP", f"The brackets go too deep. {WANTED}") from error
    except ValueError as error:
        raise FileRefusedError(
            "FILE_JSON_BROKEN", f"The file is broken: {error}. Save it again, whole."
        ) from error
    providers = told.get("providers") if isinstance(told, dict) else told
    if not isinstance(providers, list):
        raise FileRefusedError("FILE_JSON_OTHER", "The file holds no list of providers.")
    yield from enumerate(map(_facts, providers), start=1)


def _facts(record: Any) -> dict[str, str]:
    if not isinstance(record, Mapping):
        return {}
    told = {folded(str(key)): value for key, value in record.items()}
    facts = {}
    for fact, spellings in NAMES.items():
        values = (told[name] for name in spellings if name in told)
        facts[fact] = next((str(one) for one in values if isinstance(one, str | int)), "")
    return facts


def _from_xml(text: XmlText) -> Iterator[tuple[int, dict[str, str]]]:
    """Read the records of an answer. The legal contact says the town, any the website."""
    for number, record in enumerate(parts(text, names=[RECORD]), start=1):
        facts: dict[str, str] = {}
        for element in record.iter():
            name = local_name(element)
            value = (element.text or "").strip()
            fact = next((fact for fact, names in NAMES.items() if name in names), None)
            if fact and value:
                facts.setdefault(fact, value)  # the first contact is the legal one
        yield number, facts
        record.clear()

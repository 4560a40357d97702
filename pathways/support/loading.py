"""Schemes, places of help and contacts from TOML files into the database, and demo ones out."""

import datetime
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from pathways.content_files import ContentError, Entry
from pathways.loading_pages import PageLoad, ensure_parent, home_in
from pathways.roles import RolePage
from pathways.support.help_points import CouncilContact, HelpPoint
from pathways.support.loading_points import load_contacts, load_points
from pathways.support.programmes import (
    ProgrammeArea,
    ProgrammePage,
    ProgrammeReplacement,
    ProgrammeStep,
    SchemesPage,
)
from portal.core.loading import LoadCounts
from portal.core.models import Place, Sector

CONTENT = Path(__file__).resolve().parent / "content"
SCHEMES, POINTS, CONTACTS = "schemes.toml", "help_points.toml", "council_contacts.toml"
FAR = "_in_days"  # next_intake_in_days = 61 is a day, counted from the day of loading
LISTS = ("areas", "sectors", "roles", "steps", "deliveries", "replaced_by")


@dataclass
class SupportReport:
    """What a load did: ``report.counts["schemes"].added``, and the pages it left to editors."""

    counts: dict[str, LoadCounts] = field(default_factory=dict)
    left_alone: list[str] = field(default_factory=list)


@transaction.atomic
def load_support(
    *, today: datetime.date, is_demonstration: bool, directory: Path = CONTENT
) -> SupportReport:
    """Load the schemes, and with ``is_demonstration`` the invented ones, help points, contacts.

    Twice on one day changes nothing, and what a person edited stays. Raises ContentError.
    """
    report = SupportReport()
    _load_schemes(directory, report, today=today, is_demonstration=is_demonstration)
    if is_demonstration:
        points = _read(directory, POINTS, "point")
        contacts = _read(directory, CONTACTS, "contact", key="council")
        report.counts["help points"] = load_points(points, today=today)
        report.counts["contacts"] = load_contacts(contacts, today=today)
    return report


@transaction.atomic
def clear_support() -> dict[str, int]:
    """Remove schemes, help points and contacts of the demonstration, and nothing else."""
    pages = ProgrammePage.objects.filter(is_demo=True)
    ProgrammeReplacement.objects.filter(replaced_by__in=pages).delete()
    removed = {
        "schemes": pages.count(),
        "help points": HelpPoint.objects.filter(is_demo=True).count(),
        "contacts": CouncilContact.objects.filter(is_demo=True).count(),
    }
    for page in pages:
        page.delete()  # one by one: a page leaves its tree in order
    HelpPoint.objects.filter(is_demo=True).delete()
    CouncilContact.objects.filter(is_demo=True).delete()
    return removed


def _load_schemes(
    directory: Path, report: SupportReport, *, today: datetime.date, is_demonstration: bool
) -> None:
    entries = [
        entry
        for entry in _read(directory, SCHEMES, "scheme")
        if is_demonstration or not entry.values.get("is_demo")
    ]
    locale = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)[0]
    parent = _schemes_page(directory, locale)
    for code, _name in settings.LANGUAGES:
        if code in _page_entry(directory).values:
            _schemes_page(directory, Locale.objects.get_or_create(language_code=code)[0])
    load = PageLoad(ProgrammePage, "scheme", locale)
    values = {entry.slug: values_of(entry, today=today) for entry in entries}
    # Schemes name each other, so all of them have to be there first.
    pages = {entry.slug: load.ensure(entry, values[entry.slug], under=parent) for entry in entries}
    for entry in entries:
        load.publish(pages[entry.slug], values[entry.slug], _rows(entry, pages))
    report.counts["schemes"] = load.counts
    report.left_alone += load.left_alone


def _page_entry(directory: Path) -> Entry:
    page = _table(directory, SCHEMES).get("page", {})
    return Entry(SCHEMES, page.get("slug", "schemes"), _without(page, "slug"))


def _schemes_page(directory: Path, locale: Locale) -> Any:
    home = home_in(locale, above=SchemesPage)
    if home is None:
        raise ContentError(
            file=SCHEMES,
            remedy=f"there is no home page in “{locale}”. Run manage.py prepare first.",
        )
    return ensure_parent(SchemesPage, _page_entry(directory), under=home, locale=locale)


def values_of(entry: Entry, *, today: datetime.date) -> dict[str, Any]:
    """Return the values of an entry for its model, with days in place of counts of days."""
    values: dict[str, Any] = {}
    for name, value in entry.values.items():
        if name in LISTS:
            continue
        if name.endswith(FAR):
            name, value = f"{name.removesuffix(FAR)}_date", today + datetime.timedelta(days=value)
        values[name] = value.strip() if isinstance(value, str) else value
    return values


def _rows(entry: Entry, pages: dict[str, ProgrammePage]) -> dict[str, Any]:
    places = _by_slug(Place, entry, "areas")
    return {
        "areas": places,
        "sectors": _by_slug(Sector, entry, "sectors"),
        "roles": _roles(entry),
        "steps": [ProgrammeStep(**step) for step in entry.values.get("steps", [])],
        "deliveries": [
            ProgrammeArea(place=_place(entry, row["place"]), **_without(row, "place"))
            for row in entry.values.get("deliveries", [])
        ],
        "replacements": [
            ProgrammeReplacement(replaced_by=pages[row["slug"]], **_without(row, "slug"))
            for row in entry.values.get("replaced_by", [])
            if row["slug"] in pages
        ],
    }


def _without(row: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _by_slug(model: type[Any], entry: Entry, name: str) -> list[Any]:
    slugs = entry.values.get(name, [])
    found = list(model.objects.filter(slug__in=slugs).order_by("pk"))
    if missing := sorted(set(slugs) - {each.slug for each in found}):
        raise entry.error(name, f"we do not know {', '.join(missing)}. Correct the names.")
    return found


def _roles(entry: Entry) -> list[RolePage]:
    """Return the English pages of roles that are there: the roles may be loaded later."""
    return list(
        RolePage.objects.filter(
            slug__in=entry.values.get("roles", []), locale__language_code=settings.LANGUAGE_CODE
        ).order_by("pk")
    )


def _place(entry: Entry, slug: str) -> Place:
    found = Place.objects.filter(slug=slug).first()
    if found is None:
        raise entry.error("place", f"we do not know the place {slug}. Correct the name.")
    return found


def _table(directory: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads((directory / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(file=name, remedy=f"{error}. Mend the file and try again.") from error


def _read(directory: Path, name: str, kind: str, *, key: str = "slug") -> list[Entry]:
    entries = []
    for number, values in enumerate(_table(directory, name).get(kind, []), start=1):
        slug = values.get(key)
        if not slug:
            raise ContentError(
                file=name, entry=f"{kind} {number}", key=key, remedy=f"Give this entry a {key}."
            )
        entries.append(Entry(name, slug, _without(values, key)))
    return entries

"""The bar above every page of an organisation's area."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.courses.enums import CourseStatus


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the bar."""

    code: str
    label: str | Promise
    url: str
    count: int | None = None


# (code, label, name of the address): every member may read all of it.
# The first FIRST stand in the bar of a phone; the rest are behind "More" there.
FIRST = 3
ENTRIES = (
    ("home", _("Start"), "publishing:dashboard"),
    ("courses", _("Courses"), "publishing:courses"),
    ("uploads", _("Uploads"), "publishing:uploads"),
    ("venues", _("Places"), "publishing:venues"),
    ("feeds", _("Feeds"), "publishing:feeds"),
    ("jobs", _("Jobs"), "publishing:jobs"),
    ("stands", _("Events"), "publishing:stands"),
    ("enquiries", _("Enquiries"), "publishing:enquiries"),
    ("statistics", _("Statistics"), "publishing:statistics"),
    ("people", _("People"), "publishing:people"),
    ("profile", _("Profile"), "publishing:profile"),
)


def menu_of(desk: Any) -> list[MenuEntry]:
    """Return the entries, two of them with how many there are."""
    counts = {
        "courses": desk.courses().exclude(status=CourseStatus.WITHDRAWN).count(),
        "venues": desk.venues().count(),
    }
    args = [desk.organisation.slug]
    return [
        MenuEntry(code, label, reverse(name, args=args), counts.get(code))
        for code, label, name in ENTRIES
    ]

"""The bar above every page of an organisation's area."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.courses.enums import CourseStatus
from catalogue.providers.enums import MemberRole


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link of the bar."""

    code: str
    label: str | Promise
    url: str
    count: int | None = None


# (code, label, name of the address, least role). An address that is not built yet is left out.
# The first FIRST stand in the bar of a phone; the rest are behind "More" there.
FIRST = 3
ENTRIES = (
    ("home", _("Start"), "publishing:dashboard", MemberRole.VIEWER),
    ("courses", _("Courses"), "publishing:courses", MemberRole.VIEWER),
    ("uploads", _("Uploads"), "publishing:uploads", MemberRole.VIEWER),
    ("venues", _("Places"), "publishing:venues", MemberRole.VIEWER),
    ("feeds", _("Feeds"), "publishing:feeds", MemberRole.VIEWER),
    ("jobs", _("Jobs"), "publishing:jobs", MemberRole.VIEWER),
    ("stands", _("Events"), "publishing:stands", MemberRole.VIEWER),
    ("enquiries", _("Enquiries"), "publishing:enquiries", MemberRole.VIEWER),
    ("statistics", _("Statistics"), "publishing:statistics", MemberRole.VIEWER),
    ("people", _("People"), "publishing:people", MemberRole.VIEWER),
    ("profile", _("Profile"), "publishing:profile", MemberRole.VIEWER),
)


def menu_of(desk: Any) -> list[MenuEntry]:
    """Return the entries that a member may open, two of them with how many there are."""
    counts = {
        "courses": desk.courses().exclude(status=CourseStatus.WITHDRAWN).count(),
        "venues": desk.venues().count(),
    }
    entries = []
    for code, label, name, least in ENTRIES:
        try:
            url = reverse(name, args=[desk.organisation.slug])
        except NoReverseMatch:
            continue
        if desk.may(least):
            entries.append(MenuEntry(code, label, url, counts.get(code)))
    return entries

"""What a load must know from the database: the provider's venues and the learning aims."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from catalogue.courses.identity import folded
from catalogue.courses.models import LearningAim
from catalogue.feeds.rows import CourseRow
from catalogue.providers.models import Organisation, Venue


class Aim(NamedTuple):
    """What a course takes from its learning aim."""

    title: str
    level: str
    ssa_tier2_code: str
    effective_to_date: datetime.date | None


class AimBook:
    """The learning aims that a file names, read a chunk at a time."""

    def __init__(self) -> None:
        self.is_loaded = LearningAim.objects.exists()
        self._known: dict[str, Aim | None] = {}

    def look_up(self, codes: Collection[str]) -> None:
        """Read the codes that are not known yet."""
        new = {code for code in codes if code and code not in self._known}
        if not new or not self.is_loaded:
            return
        self._known.update(dict.fromkeys(new))
        for aim in LearningAim.objects.filter(pk__in=new):
            self._known[aim.pk] = Aim(
                aim.title, aim.level, aim.ssa_tier2_code, aim.effective_to_date
            )

    def get(self, code: str) -> Aim | None:
        """Return an aim that was looked up, or None when the list does not have it."""
        return self._known.get(code)


class VenueAnswer(NamedTuple):
    """A venue's id, or the name of the rule that says why there is none, with its cell."""

    venue_id: int | None = None
    rule: str = ""
    column: str = ""
    value: str = ""
    other: str = ""


class VenueBook:
    """The live venues of one provider by name and by reference, in any case."""

    def __init__(self, provider: Organisation | None) -> None:
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_reference: dict[str, set[int]] = defaultdict(set)
        if provider is None or provider.pk is None:
            return
        for id_, name, reference in Venue.objects.filter(
            provider=provider, is_live=True
        ).values_list("pk", "name", "reference"):
            self._by_name[folded(name)].add(id_)
            if reference:
                self._by_reference[folded(reference)].add(id_)

    def find(self, row: CourseRow) -> VenueAnswer:
        """Return the one venue that a row means. A name and a reference must mean the same."""
        if not row.venue_name and not row.venue_reference:
            return VenueAnswer()
        named = self._by_name.get(folded(row.venue_name), set())
        referred = self._referred(row.venue_reference)
        if row.venue_reference and len(referred) != 1:
            return VenueAnswer(
                rule="VENUE_REF_UNKNOWN", column="YOUR_VENUE_REFERENCE", value=row.venue_reference
            )
        if row.venue_name and len(named) != 1:
            return VenueAnswer(rule="VENUE_UNKNOWN", column="VENUE_NAME", value=row.venue_name)
        if row.venue_name and row.venue_reference and named != referred:
            return VenueAnswer(
                rule="VENUE_DISAGREE",
                column="VENUE_NAME",
                value=row.venue_name,
                other=row.venue_reference,
            )
        return VenueAnswer(venue_id=next(iter(named or referred)))

    def _referred(self, reference: str) -> set[int]:
        found = self._by_reference.get(folded(reference), set())
        if found or not reference.isdigit():
            return found
        # Spreadsheets lose leading zeros: "7" may mean "007", when only one venue fits.
        return {
            id_
            for known, ids in self._by_reference.items()
            if known.isdigit() and known.lstrip("0") == reference.lstrip("0")
            for id_ in ids
        }

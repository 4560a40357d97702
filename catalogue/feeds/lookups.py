"""What a load must know from the database: the provider's venues and the learning aims."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any, NamedTuple

from catalogue.courses.identity import folded
from catalogue.courses.models import LearningAim
from catalogue.feeds.course_rows import CourseRow
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.services import save_venue


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


class NewVenues:
    """Places that rows bring with them, by a name and a postcode.

    Until they are made their numbers are below nought.
    """

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self._postcodes: dict[str, tuple[int, str]] = {}
        self._made: dict[int, int] = {}
        self._more: dict[int, dict[str, Any]] = {}

    def number_of(
        self, name: str, postcode: str, *, more: dict[str, Any] | None = None
    ) -> tuple[int, str]:
        """Return the number of a new place, and the postcode under which it came first."""
        found = self._postcodes.get(folded(name))
        if found is None:
            number = -1 - len(self.names)
            self.names[number] = name
            self._more[number] = more or {}
            found = self._postcodes[folded(name)] = (number, postcode)
        return found

    def make(self, provider: Organisation) -> None:
        """Store the places. From now on ``settled`` gives their numbers."""
        places = PlaceFinder() if self.names else None
        for number, name in list(self.names.items()):
            venue = Venue(provider=provider)
            values = self._more[number] | {
                "name": name,
                "postcode": self._postcodes[folded(name)][1],
            }
            save_venue(venue, values=values, places=places)
            self._made[number] = venue.pk
            self.names[venue.pk] = self.names.pop(number)

    def settled(self, run: dict[str, Any]) -> dict[str, Any]:
        """Return a run with the number of its place, once that is made."""
        venue_id = run["venue_id"]
        if venue_id in self._made:
            run["venue_id"] = self._made[venue_id]
        return run


class VenueBook:
    """The live venues of one provider by name and by reference, in any case.

    A row that names a place and its postcode may bring a new one, if its file has the column.
    """

    def __init__(self, provider: Organisation | None) -> None:
        self.new = NewVenues()
        self.stored: frozenset[tuple[int, str, str, str]] = frozenset()
        self._postcodes: dict[int, str] = {}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_reference: dict[str, set[int]] = defaultdict(set)
        if provider is None or provider.pk is None:
            return
        self.stored = frozenset(
            Venue.objects.filter(provider=provider, is_live=True).values_list(
                "pk", "name", "reference", "postcode"
            )
        )
        self._postcodes = {id_: postcode for id_, _, _, postcode in self.stored}
        for id_, name, reference, _ in self.stored:
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
        if row.venue_postcode is not None and not row.venue_reference and len(named) < 2:
            return self._by_postcode(row, named)
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

    def _by_postcode(self, row: CourseRow, named: set[int]) -> VenueAnswer:
        """Return the place of a row that may bring its own."""
        postcode = row.venue_postcode or ""
        if not named and not postcode:
            return VenueAnswer(
                rule="VENUE_NEEDS_POSTCODE", column="VENUE_POSTCODE", value=row.venue_name
            )
        if named:
            number = next(iter(named))
            known = self._postcodes[number]
        else:
            number, known = self.new.number_of(row.venue_name, postcode, more=row.venue_more)
        if postcode and known and postcode != known:
            return VenueAnswer(
                venue_id=number,
                rule="VENUE_OTHER_POSTCODE",
                column="VENUE_POSTCODE",
                value=postcode,
                other=known,
            )
        return VenueAnswer(venue_id=number)

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

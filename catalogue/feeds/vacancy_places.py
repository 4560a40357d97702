"""Places of work as files tell them, on our map."""

from collections.abc import Sequence
from typing import Any

from catalogue.providers.locating import PlaceFinder
from portal.core.enums import PlaceKind


class WorkPlaces:
    """Our map, to put many places of work on it with one query."""

    def __init__(self) -> None:
        self.places = PlaceFinder()

    @property
    def has_councils(self) -> bool:
        """Say whether we know which councils the region has."""
        return any(place.kind == PlaceKind.COUNCIL for place in self.places.by_id.values())

    def place(self, location: dict[str, Any]) -> dict[str, Any]:
        """Return the fields of a place of work."""
        lines: list[str] = list(location["lines"])
        town = location["town"] or self._town_among(lines)
        if not location["town"] and town in lines[1:]:
            lines.remove(town)
        elif not location["town"] and lines == [town]:
            lines = []
        spot = self.places.locate(town=town, postcode=location["postcode"]).as_values()
        if location["point"]:
            spot["latitude"], spot["longitude"] = location["point"]
            spot["is_location_approximate"] = False
        return {
            "address_line_1": lines[0] if lines else "",
            "address_line_2": ", ".join(lines[1:])[:150],
            "town": town[:100],
            "postcode": location["postcode"],
            **spot,
        }

    def are_outside(self, locations: Sequence[dict[str, Any]]) -> bool:
        """Say whether every place lies in no council of the region. No place is nowhere for sure.

        A postcode of another region decides, whatever the town is called; so a place that has no
        postcode and only a name unknown to us is outside too.
        """
        return bool(locations) and not any(self._is_inside(one) for one in locations)

    def _is_inside(self, location: dict[str, Any]) -> bool:
        place = self.place(location)
        postcode = place["postcode"]
        if postcode and postcode.split(" ")[0] not in self.places.outward_codes:
            return False
        return place["council_id"] is not None

    def _town_among(self, lines: Sequence[str]) -> str:
        """Return the line that our map knows as a town, from the last on, else the last line."""
        for line in reversed(lines):
            if self.places.knows_town(line):
                return line
        return lines[-1] if len(lines) > 1 else ""

"""Where somebody means: words typed as a place become an area, a point or an explained state."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from search.place_facts import (
    LONGEST_TEXT,
    MOST_CHOICES,
    PlaceFact,
    Resolution,
    each_once,
    edits_allowed,
    keys_near,
    miles_to,
    place_key,
    shown_place,
)
from search.place_table import LARGE_KINDS, PlaceTable
from search.postcodes import LETTERS_TYPED_AS_DIGITS, Postcode, parse_postcode

POINT_RADIUS_MILES = 5.0  # a postcode or a neighbourhood
COORDINATE_DECIMALS = 3  # about 100 metres: enough to sort by, too little to find a door
OUTSIDE_MILES = 12.0  # a point farther than this from every place of the table is outside
AREA_KINDS = (*LARGE_KINDS, "TOWN")
POSTCODE_AREA = "POSTCODE_AREA"
SEARCHED_COUNTRY = ("united kingdom", "england", "uk", "gb")

COORDINATES = re.compile(
    r"\s*(-?[0-9]{1,2}(?:\.[0-9]{1,9})?)\s*[, ]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)\s*"
)
PLACE_LEAD = re.compile(r"^(?:near to|close to|near|in|at|around|the city of|the town of)\s+(?=\S)")
LETTERS_OF_AREA = re.compile(r"[a-z]{1,2}")


class Gazetteer(PlaceTable):
    """The places of one region, ready to resolve what people type."""

    def resolve(self, text: str) -> Resolution:
        """Say what a typed place is. Never raises, whatever the text."""
        coordinates = COORDINATES.fullmatch(text[:LONGEST_TEXT])
        if coordinates:
            return self._coordinates(float(coordinates[1]), float(coordinates[2]))
        shown = shown_place(text)
        key = place_key(shown)
        if not key:
            return Resolution("empty", near="")
        key = PLACE_LEAD.sub("", key)
        return (
            self._postcode(shown, key)
            or self._named(key)
            or self._qualified(shown, key)
            or self._elsewhere(key)
            or self._begun(key)
            or self._misspelt(key)
            or Resolution("unknown", near=shown, name=shown, choices=self.near_spellings(key))
        )

    def _coordinates(self, latitude: float, longitude: float) -> Resolution:
        latitude = round(latitude, COORDINATE_DECIMALS)
        longitude = round(longitude, COORDINATE_DECIMALS)
        near = f"{latitude:.3f},{longitude:.3f}"
        if abs(latitude) > 90 or abs(longitude) > 180:
            return Resolution("unknown", near=near, name=near)
        miles = min(
            (miles_to(latitude, longitude, place) for place in self.by_slug.values()),
            default=math.inf,
        )
        if miles > OUTSIDE_MILES:
            return Resolution("outside", near=near, is_own_location=True)
        return Resolution(
            "point",
            near=near,
            latitude=latitude,
            longitude=longitude,
            default_radius_miles=POINT_RADIUS_MILES,
            is_own_location=True,
        )

    def _postcode(self, shown: str, key: str) -> Resolution | None:
        code = parse_postcode(shown) or parse_postcode(key)
        if code is None:
            # "Birmingham B11 1AA" and "Willenhall WV13": the code says it more exactly.
            words = key.split()
            for length in (2, 1):
                ending = "".join(words[-length:])
                code = parse_postcode(ending) if len(words) > length else None
                if code and (code.is_full or length == 1) and code.area in self.areas:
                    return self._of_code(code)
            return self._letters(key)
        return self._of_code(code) if code.area in self.areas else None

    def _of_code(self, code: Postcode) -> Resolution:
        typed_digits = code.outward[:1] + code.outward[1:].translate(LETTERS_TYPED_AS_DIGITS)
        place = self.outwards.get(code.outward) or self.outwards.get(typed_digits)
        if place is not None:
            found = self._found(place)
            return replace(found, is_full_postcode=code.is_full, postcode_area=code.area)
        if code.area not in self.local_areas:
            return Resolution(
                "outside",
                near=code.outward,
                name=self.areas[code.area],
                postcode_area=code.area,
                is_full_postcode=code.is_full,
            )
        near_codes = keys_near(code.outward, self.codes_of(code.area), most_edits=1)
        return Resolution(
            "unknown",
            near=code.outward,
            name=code.outward,
            postcode_area=code.area,
            choices=tuple(self.choice_of(self.outwards[name]) for name in near_codes),
        )

    def _letters(self, key: str) -> Resolution | None:
        """Read "CV": all outward codes with these letters, unless a place has that name."""
        letters = key.upper()
        if not LETTERS_OF_AREA.fullmatch(key) or letters not in self.areas or key in self.names:
            return None
        codes = self.codes_of(letters)
        if not codes:
            return Resolution(
                "outside", near=letters, name=self.areas[letters], postcode_area=letters
            )
        places = [self.outwards[name] for name in codes]
        return Resolution(
            "area",
            near=letters,
            name=letters,
            slug=letters.lower(),
            kind=POSTCODE_AREA,
            outward_codes=codes,
            latitude=round(sum(place.latitude for place in places) / len(places), 4),
            longitude=round(sum(place.longitude for place in places) / len(places), 4),
            is_approximate=True,
            postcode_area=letters,
        )

    def _named(self, key: str) -> Resolution | None:
        found = self.names.get(key) or self.compact.get(key.replace(" ", ""))
        return self._one_of(found, key) if found else None

    def _qualified(self, shown: str, key: str) -> Resolution | None:
        """Read "Willenhall, Walsall", "Willenhall (Walsall)", "Willenhall Walsall", "Lye, UK"."""
        for country in SEARCHED_COUNTRY:
            if key.endswith(" " + country):
                return self._named(key.removesuffix(" " + country))
        words = key.split()
        for split in range(len(words) - 1, 0, -1):
            left, right = " ".join(words[:split]), " ".join(words[split:])
            inner = self.names.get(left)
            if inner is None and split == 1 and "," in shown:
                inner = self.nearest(left, most_edits=edits_allowed(left))
            outer = self.names.get(right) or self.nearest(
                right, most_edits=edits_allowed(right) if inner else 0
            )
            if not inner:
                continue
            kept = self.insiders(inner, outer) or self.insiders(outer, inner)
            if kept:
                return self._one_of(kept, key)
            if "," in shown or "(" in shown:
                # A known name with an unknown or wrong addition: offer what has that name.
                return Resolution(
                    "unknown", near=shown, name=shown, choices=tuple(map(self.choice_of, inner))
                )
        return None

    def _elsewhere(self, key: str) -> Resolution | None:
        area = self.outside_towns.get(key)
        if area is None:
            return None
        town = self.areas[area]
        return Resolution("outside", near=town, name=town, postcode_area=area)

    def _misspelt(self, key: str) -> Resolution | None:
        found = self.nearest(key, most_edits=edits_allowed(key))
        if not found:
            return None
        return replace(self._one_of(found, key), is_corrected=True)

    def _begun(self, key: str) -> Resolution | None:
        """Read the first letters of a name or a word inside some: "birming", "bromwich"."""
        if len(key) < 4:
            return None
        begun = [places for name, places in self.names.items() if name.startswith(key)]
        begun.append(self.by_word.get(key, []))
        found = each_once(place for places in begun for place in places)
        if not found:
            return None
        return replace(self._one_of(found, key), is_corrected=True)

    def _one_of(self, found: Sequence[PlaceFact], typed: str) -> Resolution:
        kept = self.largest(found)
        if len(kept) == 1:
            return self._found(kept[0])
        names = {place.name for place in kept}
        name = kept[0].name if len(names) == 1 else typed
        choices = tuple(self.choice_of(place) for place in kept[:MOST_CHOICES])
        return Resolution("ambiguous", near=name, name=name, choices=choices)

    def _found(self, place: PlaceFact) -> Resolution:
        is_area = place.kind in AREA_KINDS
        return Resolution(
            "area" if is_area else "point",
            near=self.choice_of(place).near,
            name=place.name,
            slug=place.slug,
            kind=place.kind,
            members=(place.slug, *place.members) if is_area else (),
            latitude=place.latitude,
            longitude=place.longitude,
            default_radius_miles=None if is_area else POINT_RADIUS_MILES,
            is_approximate=True,
            is_everything=place.kind == "REGION",
        )

"""Where somebody means: words typed as a place become an area, a point or an explained state."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.place_facts import (
    LONGEST_TEXT,
    MOST_CHOICES,
    Choice,
    PlaceFact,
    Resolution,
    each_once,
    edits_allowed,
    keys_near,
    miles_to,
    place_key,
    shown_place,
)
from search.postcodes import LETTERS_TYPED_AS_DIGITS, Postcode, parse_postcode

POINT_RADIUS_MILES = 5.0  # a postcode or a neighbourhood
COORDINATE_DECIMALS = 3  # about 100 metres: enough to sort by, too little to find a door
OUTSIDE_MILES = 12.0  # a point farther than this from every place of the table is outside
LARGE_KINDS = ("REGION", "COMBINED_AUTHORITY", "COUNCIL")
AREA_KINDS = (*LARGE_KINDS, "TOWN")
OUTWARD_CODE = "OUTWARD_CODE"
POSTCODE_AREA = "POSTCODE_AREA"
SEARCHED_COUNTRY = ("united kingdom", "england", "uk", "gb")

COORDINATES = re.compile(
    r"\s*(-?[0-9]{1,2}(?:\.[0-9]{1,9})?)\s*[, ]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)\s*"
)
PLACE_LEAD = re.compile(r"^(?:near to|close to|near|in|at|around|the city of|the town of)\s+(?=\S)")
LETTERS_OF_AREA = re.compile(r"[a-z]{1,2}")


class Gazetteer:
    """The places of one region, ready to resolve what people type. Build it once, share it."""

    def __init__(self, places: Iterable[PlaceFact], postcode_areas: Mapping[str, str]) -> None:
        """``postcode_areas`` names the post town of every area: ``{"WF": "Wakefield"}``."""
        self._by_slug = {place.slug: place for place in places}
        self._areas = {area.upper(): town for area, town in postcode_areas.items()}
        self._outside_towns: dict[str, str] = {}
        for area, town in self._areas.items():
            self._outside_towns.setdefault(place_key(town), area)
        self._outwards: dict[str, PlaceFact] = {}
        self._names: dict[str, list[PlaceFact]] = {}
        for place in self._by_slug.values():
            if place.kind == OUTWARD_CODE:
                self._outwards[place.name.upper()] = place
                continue
            for name in (place.name, *place.aliases):
                key = place_key(name)
                bucket = self._names.setdefault(key, []) if key else []
                if place not in bucket:
                    bucket.append(place)
        self._compact: dict[str, list[PlaceFact]] = {}
        for key, found in self._names.items():
            bucket = self._compact.setdefault(key.replace(" ", ""), [])
            bucket.extend(place for place in found if place not in bucket)
        self._compact_keys = list(self._compact)
        self._by_word: dict[str, list[PlaceFact]] = {}
        for key, found in self._names.items():
            for word in key.split():
                self._by_word.setdefault(word, []).extend(found)
        self._local_areas = {
            code.area for name in self._outwards if (code := parse_postcode(name)) is not None
        }
        self.longest_name_words = max((len(key.split()) for key in self._names), default=1)

    # --- what other modules of the words ask ---------------------------------------------------

    def is_name(self, key: str) -> bool:
        """Whether a ``place_key`` is a name or another name of a place of the region."""
        return key in self._names

    def is_outside_town(self, key: str) -> bool:
        """Whether a ``place_key`` is a post town elsewhere in the country."""
        return key in self._outside_towns and key not in self._names

    def is_outward_code(self, text: str) -> bool:
        """Whether text such as "DY1" is an outward code of the region."""
        return text.upper() in self._outwards

    def is_postcode_area(self, letters: str) -> bool:
        """Whether letters such as "WF" begin postcodes anywhere in the country."""
        return letters.upper() in self._areas

    def nearest_name(self, key: str, *, most_edits: int, is_large: bool = False) -> str | None:
        """Return the one name that a misspelt ``place_key`` means, None if none or several.

        With ``is_large`` only a council or a larger place, by its own name.
        """
        kept = self._largest(self._nearest(key, most_edits=most_edits))
        if len(kept) != 1:
            return None
        place = kept[0]
        if is_large and (
            place.kind not in LARGE_KINDS
            or OSA.distance(key, place_key(place.name), score_cutoff=most_edits) > most_edits
        ):
            return None
        return place.name

    def near_of(self, slug: str) -> str:
        """Return what to type for the slug of a place: ``"Willenhall, Walsall"``, else ``""``."""
        place = self._by_slug.get(slug)
        if place is not None:
            return self._choice(place).near
        return slug.upper() if self._codes_of(slug.upper()) else ""

    def around(self, found: Resolution) -> tuple[str, ...]:
        """Return the slugs of a place and of all that contain it: ``("b11", "birmingham", ...)``.

        A neighbourhood and a visitor's own location stand on their nearest outward code.
        """
        slugs = dict.fromkeys([found.slug] if found.slug in self._by_slug else [])
        if (
            found.status == "point"
            and found.kind != OUTWARD_CODE
            and (code := self._code_at(found))
        ):
            slugs[code.slug] = None
        for slug in list(slugs):
            parent = self._by_slug.get(self._by_slug[slug].parent)
            for _ in range(8):  # a chain of parents that closes on itself must not hang a page
                if parent is None:
                    break
                slugs[parent.slug] = None
                parent = self._by_slug.get(parent.parent)
        for place in self._by_slug.values():
            if not slugs.keys().isdisjoint(place.members):
                slugs[place.slug] = None
        return tuple(slugs)

    def _code_at(self, found: Resolution) -> PlaceFact | None:
        latitude, longitude = found.latitude, found.longitude
        if latitude is None or longitude is None or not self._outwards:
            return None
        return min(self._outwards.values(), key=lambda place: miles_to(latitude, longitude, place))

    # --- the question ---------------------------------------------------------------------------

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
            or Resolution("unknown", near=shown, name=shown, choices=self._near_spellings(key))
        )

    def _coordinates(self, latitude: float, longitude: float) -> Resolution:
        latitude = round(latitude, COORDINATE_DECIMALS)
        longitude = round(longitude, COORDINATE_DECIMALS)
        near = f"{latitude:.3f},{longitude:.3f}"
        if abs(latitude) > 90 or abs(longitude) > 180:
            return Resolution("unknown", near=near, name=near)
        miles = min(
            (miles_to(latitude, longitude, place) for place in self._by_slug.values()),
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
                if code and (code.is_full or length == 1) and code.area in self._areas:
                    return self._of_code(code)
            return self._letters(key)
        return self._of_code(code) if code.area in self._areas else None

    def _of_code(self, code: Postcode) -> Resolution:
        typed_digits = code.outward[:1] + code.outward[1:].translate(LETTERS_TYPED_AS_DIGITS)
        place = self._outwards.get(code.outward) or self._outwards.get(typed_digits)
        if place is not None:
            found = self._found(place)
            return replace(found, is_full_postcode=code.is_full, postcode_area=code.area)
        if code.area not in self._local_areas:
            return Resolution(
                "outside",
                near=code.outward,
                name=self._areas[code.area],
                postcode_area=code.area,
                is_full_postcode=code.is_full,
            )
        near_codes = keys_near(code.outward, self._codes_of(code.area), most_edits=1)
        return Resolution(
            "unknown",
            near=code.outward,
            name=code.outward,
            postcode_area=code.area,
            choices=tuple(self._choice(self._outwards[name]) for name in near_codes),
        )

    def _letters(self, key: str) -> Resolution | None:
        """Read "CV": all outward codes with these letters, unless a place has that name."""
        letters = key.upper()
        if not LETTERS_OF_AREA.fullmatch(key) or letters not in self._areas or key in self._names:
            return None
        codes = self._codes_of(letters)
        if not codes:
            return Resolution(
                "outside", near=letters, name=self._areas[letters], postcode_area=letters
            )
        places = [self._outwards[name] for name in codes]
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

    def _codes_of(self, area: str) -> tuple[str, ...]:
        codes = (
            name
            for name in self._outwards
            if name.startswith(area) and name[len(area) : len(area) + 1].isdigit()
        )
        return tuple(sorted(codes, key=lambda name: (len(name), name)))

    def _named(self, key: str) -> Resolution | None:
        found = self._names.get(key) or self._compact.get(key.replace(" ", ""))
        return self._one_of(found, key) if found else None

    def _qualified(self, shown: str, key: str) -> Resolution | None:
        """Read "Willenhall, Walsall", "Willenhall (Walsall)", "Willenhall Walsall", "Lye, UK"."""
        for country in SEARCHED_COUNTRY:
            if key.endswith(" " + country):
                return self._named(key.removesuffix(" " + country))
        words = key.split()
        for split in range(len(words) - 1, 0, -1):
            left, right = " ".join(words[:split]), " ".join(words[split:])
            inner = self._names.get(left)
            if inner is None and split == 1 and "," in shown:
                inner = self._nearest(left, most_edits=edits_allowed(left))
            outer = self._names.get(right) or self._nearest(
                right, most_edits=edits_allowed(right) if inner else 0
            )
            if not inner:
                continue
            kept = self._insiders(inner, outer) or self._insiders(outer, inner)
            if kept:
                return self._one_of(kept, key)
            if "," in shown or "(" in shown:
                # A known name with an unknown or wrong addition: offer what has that name.
                return Resolution(
                    "unknown", near=shown, name=shown, choices=tuple(map(self._choice, inner))
                )
        return None

    def _elsewhere(self, key: str) -> Resolution | None:
        area = self._outside_towns.get(key)
        if area is None:
            return None
        town = self._areas[area]
        return Resolution("outside", near=town, name=town, postcode_area=area)

    def _misspelt(self, key: str) -> Resolution | None:
        found = self._nearest(key, most_edits=edits_allowed(key))
        if not found:
            return None
        return replace(self._one_of(found, key), is_corrected=True)

    def _begun(self, key: str) -> Resolution | None:
        """Read the first letters of a name or a word inside some: "birming", "bromwich"."""
        if len(key) < 4:
            return None
        begun = [places for name, places in self._names.items() if name.startswith(key)]
        begun.append(self._by_word.get(key, []))
        found = each_once(place for places in begun for place in places)
        if not found:
            return None
        return replace(self._one_of(found, key), is_corrected=True)

    # --- choosing -------------------------------------------------------------------------------

    def _one_of(self, found: Sequence[PlaceFact], typed: str) -> Resolution:
        kept = self._largest(found)
        if len(kept) == 1:
            return self._found(kept[0])
        names = {place.name for place in kept}
        name = kept[0].name if len(names) == 1 else typed
        choices = tuple(self._choice(place) for place in kept[:MOST_CHOICES])
        return Resolution("ambiguous", near=name, name=name, choices=choices)

    def _largest(self, found: Sequence[PlaceFact]) -> list[PlaceFact]:
        """Return the places that lie in no other of them: Walsall before Walsall town centre."""
        return [
            place
            for place in found
            if not any(other is not place and self._is_inside(place, other) for other in found)
        ]

    def _found(self, place: PlaceFact) -> Resolution:
        is_area = place.kind in AREA_KINDS
        return Resolution(
            "area" if is_area else "point",
            near=self._choice(place).near,
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

    def _choice(self, place: PlaceFact) -> Choice:
        label = place.name
        if len(self._names.get(place_key(label), ())) > 1:
            parent = self._by_slug.get(place.parent)
            label = f"{label}, {parent.name}" if parent else label
        return Choice(label=label, near=label, slug=place.slug, kind=place.kind)

    def _insiders(self, inner: Sequence[PlaceFact], outer: Sequence[PlaceFact]) -> list[PlaceFact]:
        return [place for place in inner if any(self._is_inside(place, it) for it in outer)]

    def _is_inside(self, place: PlaceFact, outer: PlaceFact) -> bool:
        if place.slug in outer.members:
            return True
        parent = self._by_slug.get(place.parent)
        for _ in range(8):  # a chain of parents that closes on itself must not hang a search
            if parent is None:
                return False
            if parent.slug == outer.slug or parent.slug in outer.members:
                return True
            parent = self._by_slug.get(parent.parent)
        return False

    def _nearest(self, key: str, *, most_edits: int) -> list[PlaceFact]:
        if most_edits < 1:
            return []
        matches = process.extract(
            key.replace(" ", ""),
            self._compact_keys,
            scorer=OSA.distance,
            score_cutoff=most_edits,
            limit=MOST_CHOICES,
        )
        if not matches:
            return []
        best = min(distance for _, distance, _ in matches)
        return each_once(
            place
            for name, distance, _ in matches
            if distance == best
            for place in self._compact[name]
        )

    def _near_spellings(self, key: str) -> tuple[Choice, ...]:
        """Return what could be meant: near spellings, then names with a word like it."""
        most_edits = max(1, min(3, len(key) // 3))
        whole = keys_near(key.replace(" ", ""), self._compact_keys, most_edits=most_edits)
        places = [place for name in whole for place in self._compact[name]]
        if len(key) >= 3:
            parts = [word for word in self._by_word if word.startswith(key)]
            parts += keys_near(key, list(self._by_word), most_edits=edits_allowed(key))
            places += [place for word in parts for place in self._by_word[word]]
        return tuple(map(self._choice, each_once(places)[:MOST_CHOICES]))

"""The places of one region as tables: by name, by code, by spelling, and what lies in what."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.place_facts import (
    MOST_CHOICES,
    Choice,
    PlaceFact,
    Resolution,
    each_once,
    edits_allowed,
    keys_near,
    miles_to,
    place_key,
)
from search.postcodes import parse_postcode

LARGE_KINDS = ("REGION", "COMBINED_AUTHORITY", "COUNCIL")
OUTWARD_CODE = "OUTWARD_CODE"


class PlaceTable:
    """What is known of the places of a region. Build it once, share it."""

    def __init__(self, places: Iterable[PlaceFact], postcode_areas: Mapping[str, str]) -> None:
        """``postcode_areas`` names the post town of every area: ``{"WF": "Wakefield"}``."""
        self.by_slug = {place.slug: place for place in places}
        self.areas = {area.upper(): town for area, town in postcode_areas.items()}
        self.outside_towns: dict[str, str] = {}
        for area, town in self.areas.items():
            self.outside_towns.setdefault(place_key(town), area)
        self.outwards: dict[str, PlaceFact] = {}
        self.names: dict[str, list[PlaceFact]] = {}
        for place in self.by_slug.values():
            if place.kind == OUTWARD_CODE:
                self.outwards[place.name.upper()] = place
                continue
            for name in (place.name, *place.aliases):
                key = place_key(name)
                bucket = self.names.setdefault(key, []) if key else []
                if place not in bucket:
                    bucket.append(place)
        self.compact: dict[str, list[PlaceFact]] = {}
        for key, found in self.names.items():
            bucket = self.compact.setdefault(key.replace(" ", ""), [])
            bucket.extend(place for place in found if place not in bucket)
        self._compact_keys = list(self.compact)
        self.by_word: dict[str, list[PlaceFact]] = {}
        for key, found in self.names.items():
            for word in key.split():
                self.by_word.setdefault(word, []).extend(found)
        self.local_areas = {
            code.area for name in self.outwards if (code := parse_postcode(name)) is not None
        }
        self.longest_name_words = max((len(key.split()) for key in self.names), default=1)

    def is_name(self, key: str) -> bool:
        """Whether a ``place_key`` is a name or another name of a place of the region."""
        return key in self.names

    def is_outside_town(self, key: str) -> bool:
        """Whether a ``place_key`` is a post town elsewhere in the country."""
        return key in self.outside_towns and key not in self.names

    def is_outward_code(self, text: str) -> bool:
        """Whether text such as "DY1" is an outward code of the region."""
        return text.upper() in self.outwards

    def is_postcode_area(self, letters: str) -> bool:
        """Whether letters such as "WF" begin postcodes anywhere in the country."""
        return letters.upper() in self.areas

    def nearest_name(self, key: str, *, most_edits: int, is_large: bool = False) -> str | None:
        """Return the one name that a misspelt ``place_key`` means, None if none or several.

        With ``is_large`` only a council or a larger place, by its own name.
        """
        kept = self.largest(self.nearest(key, most_edits=most_edits))
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
        place = self.by_slug.get(slug)
        if place is not None:
            return self.choice_of(place).near
        return slug.upper() if self.codes_of(slug.upper()) else ""

    def around(self, found: Resolution) -> tuple[str, ...]:
        """Return the slugs of a place and of all that contain it: ``("b11", "birmingham", ...)``.

        A neighbourhood and a visitor's own location stand on their nearest outward code.
        """
        slugs = dict.fromkeys([found.slug] if found.slug in self.by_slug else [])
        if (
            found.status == "point"
            and found.kind != OUTWARD_CODE
            and (code := self._code_at(found))
        ):
            slugs[code.slug] = None
        for slug in list(slugs):
            parent = self.by_slug.get(self.by_slug[slug].parent)
            for _ in range(8):  # a chain of parents that closes on itself must not hang a page
                if parent is None:
                    break
                slugs[parent.slug] = None
                parent = self.by_slug.get(parent.parent)
        for place in self.by_slug.values():
            if not slugs.keys().isdisjoint(place.members):
                slugs[place.slug] = None
        return tuple(slugs)

    def _code_at(self, found: Resolution) -> PlaceFact | None:
        latitude, longitude = found.latitude, found.longitude
        if latitude is None or longitude is None or not self.outwards:
            return None
        return min(self.outwards.values(), key=lambda place: miles_to(latitude, longitude, place))

    # --- for reading what was typed ---------------------------------------------------------------

    def choice_of(self, place: PlaceFact) -> Choice:
        label = place.name
        if len(self.names.get(place_key(label), ())) > 1:
            parent = self.by_slug.get(place.parent)
            label = f"{label}, {parent.name}" if parent else label
        return Choice(label=label, near=label, slug=place.slug, kind=place.kind)

    def codes_of(self, area: str) -> tuple[str, ...]:
        codes = (
            name
            for name in self.outwards
            if name.startswith(area) and name[len(area) : len(area) + 1].isdigit()
        )
        return tuple(sorted(codes, key=lambda name: (len(name), name)))

    def largest(self, found: Sequence[PlaceFact]) -> list[PlaceFact]:
        """Return the places that lie in no other of them: Walsall before Walsall town centre."""
        return [
            place
            for place in found
            if not any(other is not place and self._is_inside(place, other) for other in found)
        ]

    def insiders(self, inner: Sequence[PlaceFact], outer: Sequence[PlaceFact]) -> list[PlaceFact]:
        return [place for place in inner if any(self._is_inside(place, it) for it in outer)]

    def _is_inside(self, place: PlaceFact, outer: PlaceFact) -> bool:
        if place.slug in outer.members:
            return True
        parent = self.by_slug.get(place.parent)
        for _ in range(8):  # a chain of parents that closes on itself must not hang a search
            if parent is None:
                return False
            if parent.slug == outer.slug or parent.slug in outer.members:
                return True
            parent = self.by_slug.get(parent.parent)
        return False

    def nearest(self, key: str, *, most_edits: int) -> list[PlaceFact]:
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
            for place in self.compact[name]
        )

    def near_spellings(self, key: str) -> tuple[Choice, ...]:
        """Return what could be meant: near spellings, then names with a word like it."""
        most_edits = max(1, min(3, len(key) // 3))
        whole = keys_near(key.replace(" ", ""), self._compact_keys, most_edits=most_edits)
        places = [place for name in whole for place in self.compact[name]]
        if len(key) >= 3:
            parts = [word for word in self.by_word if word.startswith(key)]
            parts += keys_near(key, list(self.by_word), most_edits=edits_allowed(key))
            places += [place for word in parts for place in self.by_word[word]]
        return tuple(map(self.choice_of, each_once(places)[:MOST_CHOICES]))

"""Seeded documents and queries of a made-up region, for benchmarks of the engines."""

import itertools
import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cached_property

from search.analysis import analyse
from search.documents import ListingDocument, RunDocument
from search.place_filters import filter_around
from search.query import Alternative, PlaceFilter, Point, SearchQuery, Word
from search.ranking import SYNONYM_BOOST
from search.venues import VenueArrays, VenueRow

FACETS = ("kind", "when", "how", "study", "level", "cost", "starts", "length", "sector", "provider")
CENTRE = Point(52.49, -1.95)
_COUNCILS = ("birmingham", "coventry", "dudley", "sandwell", "solihull", "walsall", "wolverhampton")
_TOWNS = tuple(f"{council}-town-{number}" for council in _COUNCILS for number in range(6))
_SECTORS = ("health", "care", "build", "making", "digital", "food", "move", "office")
_STARTS = ("ba", "co", "de", "fi", "gra", "hol", "in", "jo", "ka", "lu", "me", "no", "pra", "ster")
_ENDS = ("nt", "ring", "ley", "mark", "ton", "vers", "wick", "bor", "dal", "sen", "tive", "ment")


class Region:
    """A catalogue of `documents` listings; the same seed gives the same region."""

    def __init__(self, documents: int, *, today: date, seed: int = 7) -> None:
        self.documents = documents
        self.today = today
        self._seed = seed
        chance = random.Random(seed)
        parts = itertools.product(_STARTS, _ENDS, _STARTS, _ENDS)
        words = ["".join(part) for part in parts]
        chance.shuffle(words)
        self.words = words
        # Zipf: the commonest word stands in about a third of the listings.
        weights = [1 / (rank + 8) for rank in range(len(words))]
        self._cumulative = list(itertools.accumulate(weights))
        self.venues = [self._venue(number, chance) for number in range(1_000)]

    @staticmethod
    def _venue(number: int, chance: random.Random) -> tuple[int, Point, str, str]:
        town = chance.choice(_TOWNS)
        point = Point(chance.gauss(CENTRE.latitude, 0.11), chance.gauss(CENTRE.longitude, 0.22))
        return number, point, town, town.split("-", maxsplit=1)[0]

    def listings(self) -> Iterator[ListingDocument]:
        """Make the listings in the order of their ids."""
        chance = random.Random(self._seed + 1)
        run_ids = itertools.count(1)
        for number in range(1, self.documents + 1):
            yield self._listing(number, chance, run_ids)

    def text(self, chance: random.Random, length: int) -> str:
        """Draw words by their frequency."""
        return " ".join(chance.choices(self.words, cum_weights=self._cumulative, k=length))

    def _listing(
        self, number: int, chance: random.Random, run_ids: Iterator[int]
    ) -> ListingDocument:
        provider = min(int(chance.expovariate(1 / 60)), 299)
        runs = [
            self._run(chance, next(run_ids))
            for _ in range(chance.choices((1, 2, 3, 4), (45, 30, 15, 10))[0])
        ]
        level = chance.choice(("entry-1", "entry-3", "1", "2", "2", "3", "3", "4", "5", ""))
        return ListingDocument(
            id=f"course:{number}",
            kind=chance.choices(("course", "apprenticeship", "job"), (80, 12, 8))[0],
            title=self.text(chance, chance.randint(2, 7)),
            alternative_titles=(self.text(chance, 2),) if chance.random() < 0.4 else (),
            references=(f"R{number}",),
            subject_text=self.text(chance, 2),
            provider_text=f"provider {provider} college",
            description=self.text(chance, chance.randint(20, 80)),
            url=f"/courses/course-{number}/",
            provider_name=f"Provider {provider}",
            provider_slug=f"provider-{provider}",
            sectors=(chance.choice(_SECTORS),),
            subject=f"subject-{chance.randint(1, 60)}",
            level=level,
            needs=tuple(chance.sample(("childcare", "step-free", "no-test"), chance.randint(0, 2))),
            completeness=round(chance.random(), 2),
            runs=tuple(sorted(runs, key=lambda run: run.start_date or date.max)),
        )

    def _run(self, chance: random.Random, run_id: int) -> RunDocument:
        number, point, town, council = chance.choice(self.venues)
        how = chance.choices(("in-person", "online", "blended", "at-work"), (70, 12, 10, 8))[0]
        is_flexible = chance.random() < 0.1
        return RunDocument(
            run_id=run_id,
            when=(chance.choice(("day", "day", "evening", "weekend", "day-release")),),
            how=how,
            study=chance.choice(("full-time", "part-time")),
            cost=chance.choice(("free", "paid", "ask")),
            cost_pence=chance.randint(0, 90_000),
            start_date=None if is_flexible else self.today + timedelta(chance.randint(1, 430)),
            is_flexible_start=is_flexible,
            duration=float(chance.randint(1, 40)),
            duration_unit="WEEKS",
            length=chance.choice(("day", "week", "month", "term", "year")),
            days=("MON",),
            start_time=time(18, 30),
            end_time=time(20, 30),
            venue_id=number,
            venue_name=f"Venue {number}",
            venue_type="campus",
            town=town,
            postcode_outward="B1",
            latitude=point.latitude,
            longitude=point.longitude,
            area_slugs=(town, council, "west-midlands"),
        )


class Questions:
    """Queries by class, drawn from a region's own words; the same seed gives the same ones."""

    def __init__(self, region: Region, *, seed: int = 11) -> None:
        self._region = region
        self._chance = random.Random(seed)

    def words(self, count: int, *, common: bool = False) -> tuple[Word, ...]:
        """Draw words; every fourth has another name."""
        region, chance = self._region, self._chance
        picked = [
            region.words[chance.randrange(0, 3) if common else chance.randrange(0, 120)]
            for _ in range(count)
        ]
        return tuple(self._word(text) for text in picked)

    def _word(self, text: str) -> Word:
        alternatives = [Alternative(tuple(analyse(text)))]
        if self._chance.random() < 0.25:
            other = analyse(self._region.text(self._chance, 2))
            alternatives.append(Alternative(tuple(other), SYNONYM_BOOST, "another name"))
        return Word(text, tuple(alternatives))

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Draw three filters, one of them on runs."""
        chance = self._chance
        drawn = {
            "when": (chance.choice(("day", "evening", "weekend")),),
            "how": (chance.choice(("in-person", "blended")),),
            "cost": (chance.choice(("free", "paid")),),
            "level": tuple(chance.sample(("entry", "1", "2", "3"), 2)),
            "sector": (chance.choice(_SECTORS),),
            "length": (chance.choice(("month", "term", "year")),),
        }
        return {name: drawn[name] for name in chance.sample(sorted(drawn), 3)}

    def area(self) -> PlaceFilter:
        """Name a town or a council."""
        return PlaceFilter(near=(self._chance.choice((*_TOWNS, *_COUNCILS)),))

    @cached_property
    def _venues(self) -> VenueArrays:
        return VenueArrays.build(
            VenueRow(f"v{number}", point.latitude, point.longitude)
            for number, point, _, _ in self._region.venues
        )

    def around(self, miles: float, *, sort: str = "best") -> PlaceFilter:
        """Draw a circle around a point near the centre."""
        chance = self._chance
        point = Point(chance.gauss(CENTRE.latitude, 0.05), chance.gauss(CENTRE.longitude, 0.1))
        return filter_around(
            point, venues=self._venues, radius_miles=miles, circle_miles=miles, sort=sort
        )

    def query(self, **parts: object) -> SearchQuery:
        """Put a query together, with all the facets of the page."""
        return SearchQuery(today=self._region.today, facets=FACETS, **parts)

"""Generated documents and queries: small vocabularies, so that everything meets everything."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from search.analysis import analyse
from search.documents import ListingDocument, RunDocument
from search.facets import FACETS
from search.moments import Days, first_minute_of
from search.query import Alternative, Band, PlaceFilter, SearchQuery, Word
from search.venues import VenueArrays, VenueRow

TODAY = date(2026, 11, 25)
TEXT_WORDS = ("care", "carer", "welding", "level", "english", "C#", "child", "night", "zoo", "kits")
WHEN = ("day", "evening", "weekend")
HOW = ("in-person", "online", "blended")
AREAS = ("walsall", "dudley")
VENUES = 4
# The first two share the small square and the third the large one.
POINTS = ((52.5001, -1.9199), (52.5002, -1.9198), (52.51, -1.9199), (52.58, -1.98))
PLACED = VenueArrays.build(VenueRow(f"v{n}", *point) for n, point in enumerate(POINTS, 1))


def text(*, longest: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(TEXT_WORDS), max_size=longest).map(" ".join)


days = st.integers(-20, 400).map(lambda step: TODAY + timedelta(days=step))
NOON = first_minute_of(TODAY) + 12 * 60
minutes = st.integers(NOON - 3, NOON + 3)


@st.composite
def event_dates(draw: st.DrawFn) -> dict:
    """A date of an event, of one day or two."""
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 1)))
    return {
        "start_date": first,
        "end_date": last,
        "enrol_by_date": last,
        "end_minute": first_minute_of(last) + draw(st.integers(60, 1200)),
        "is_open_until_closing": True,
        "is_flexible_start": False,
    }


@st.composite
def runs(draw: st.DrawFn) -> RunDocument:
    run = draw(plain_runs())
    return replace(run, **draw(event_dates())) if draw(st.integers(0, 2)) == 0 else run


@st.composite
def plain_runs(draw: st.DrawFn) -> RunDocument:
    venue = draw(st.none() | st.integers(1, VENUES))
    return RunDocument(
        run_id=draw(st.integers(1, 10_000)),
        when=tuple(draw(st.sets(st.sampled_from(WHEN), max_size=2))),
        how=draw(st.sampled_from(("", *HOW))),
        study=draw(st.sampled_from(("", "full-time", "part-time"))),
        cost=draw(st.sampled_from(("free", "paid", ""))),
        start_date=draw(st.none() | days),
        is_flexible_start=draw(st.booleans()),
        enrol_by_date=draw(st.none() | st.none() | days),
        duration=draw(st.none() | st.integers(1, 6).map(float)),
        duration_unit="WEEKS",
        length=draw(st.sampled_from(("", "month"))),
        venue_id=venue,
        latitude=POINTS[venue - 1][0] if venue else None,
        longitude=POINTS[venue - 1][1] if venue else None,
        venue_type=draw(st.sampled_from(("", "campus", "library"))),
        area_slugs=(draw(st.sampled_from(AREAS)),) if venue else (),
        is_national=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def listings(draw: st.DrawFn, number: int) -> ListingDocument:
    return ListingDocument(
        id=f"course:{number}",
        kind="course",
        title=draw(text(longest=4)),
        alternative_titles=tuple(draw(st.lists(text(longest=2), max_size=2))),
        references=tuple(draw(st.lists(st.sampled_from(("CB1", "CB2")), max_size=1))),
        subject_text=draw(text(longest=2)),
        provider_text=draw(text(longest=2)),
        description=draw(text(longest=6)),
        provider_slug=draw(st.sampled_from(("", "acme", "bcc"))),
        sectors=tuple(draw(st.sets(st.sampled_from(("care", "build", "digital")), max_size=2))),
        subject=draw(st.sampled_from(("", "maths", "art"))),
        level=draw(st.sampled_from(("", "entry-1", "entry-2", "entry", "1", "2"))),
        esol=tuple(draw(st.sets(st.sampled_from(("entry-1", "level-1")), max_size=1))),
        needs=tuple(draw(st.sets(st.sampled_from(("childcare", "step-free")), max_size=2))),
        age=tuple(draw(st.sets(st.sampled_from(("16-17", "18-24", "25")), max_size=2))),
        roles=tuple(draw(st.sets(st.sampled_from(("porter", "nurse", "cook")), max_size=3))),
        setting=draw(st.sampled_from(("", "people", "behind-scenes"))),
        shown_in=draw(st.sampled_from(((), (), (), ("ur",)))),
        completeness=draw(st.sampled_from((0.0, 0.5, 1.0))),
        visible_from=draw(st.none() | st.none() | days),
        visible_until=draw(st.none() | st.none() | days),
        exhibitors=tuple(draw(st.sets(st.sampled_from(("acme", "forge")), max_size=2))),
        audience=draw(st.sampled_from(("", "everyone", "16-24"))),
        access=tuple(draw(st.sets(st.sampled_from(("bsl", "children")), max_size=2))),
        speaks=tuple(draw(st.sets(st.sampled_from(("pl", "ur", "so")), max_size=3))),
        booking=draw(st.sampled_from(("", "book"))),
        from_minute=draw(st.none() | st.none() | minutes),
        until_minute=draw(st.none() | st.none() | minutes),
        runs=tuple(draw(st.lists(runs(), max_size=draw(st.sampled_from((2, 3, 3, 6)))))),
    )


@st.composite
def catalogues(draw: st.DrawFn, *, most: int = 30) -> list[ListingDocument]:
    return [draw(listings(number)) for number in range(1, draw(st.integers(1, most)) + 1)]


@st.composite
def words(draw: st.DrawFn) -> Word:
    alternatives = draw(
        st.lists(
            st.lists(st.sampled_from(TEXT_WORDS), min_size=1, max_size=2), min_size=1, max_size=2
        )
    )
    return Word(
        text=" ".join(alternatives[0]),
        alternatives=tuple(
            Alternative(tuple(analyse(" ".join(one))), 0.7 if index else 1.0)
            for index, one in enumerate(alternatives)
        ),
        is_excluded=draw(st.integers(0, 5)) == 0,
    )


@st.composite
def places(draw: st.DrawFn) -> PlaceFilter:
    if draw(st.booleans()):
        return PlaceFilter(near=(draw(st.sampled_from(AREAS)),))
    venues = draw(st.permutations([f"v{number}" for number in range(1, VENUES + 1)]))
    near = tuple(venues[: draw(st.integers(0, VENUES))])
    is_covered = draw(st.booleans())
    parts = (near[:1], near[1:2], near[2:]) if len(near) > 1 else ()
    return PlaceFilter(
        near=near,
        cover=_cover(near) if is_covered else (),
        elsewhere=draw(st.sampled_from((("online", "national"), (), ("national",)))),
        bands=tuple(
            Band(_cover(part) if is_covered else part, factor)
            for part, factor in zip(parts, (1.3, 0.8, 1.0), strict=False)
            if part
        ),
        by_distance=near[: draw(st.integers(0, VENUES))],
    )


def _cover(venues: tuple[str, ...]) -> tuple[str, ...]:
    return PLACED.cover(np.array([PLACED.tokens.index(venue) for venue in venues], dtype=np.int64))


_FILTER_VALUES = {
    "when": WHEN,
    "how": HOW,
    "cost": ("free", "paid"),
    "starts": ("2026-12", "2027-01", "2027-09", "soon", "later", "flexible"),
    "level": ("entry", "entry-1", "1", "2"),
    "esol": ("any", "entry-1"),
    "sector": ("care", "build"),
    "provider": ("acme", "nobody"),
    "needs": ("childcare", "step-free"),
    "age": ("16-17", "25"),
    "study": ("part-time",),
    "venue": ("campus", "library"),
    "role": ("porter", "nurse"),
    "setting": ("people",),
    "audience": ("everyone",),
    "access": ("bsl", "children"),
    "speaks": ("ur",),
    "booking": ("book",),
    "kind": ("course", "job"),
    "unknown": ("value",),
}


@st.composite
def filters(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    names = draw(st.lists(st.sampled_from(sorted(_FILTER_VALUES)), max_size=3, unique=True))
    return {
        name: tuple(draw(st.sets(st.sampled_from(_FILTER_VALUES[name]), max_size=2)))
        for name in names
    }


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    return SearchQuery(
        today=TODAY,
        words=tuple(draw(st.lists(words(), max_size=3))),
        minimum_words=draw(st.none() | st.none() | st.integers(0, 4)),
        filters=draw(filters()),
        place=draw(st.none() | places()),
        facets=tuple(FACETS),
        language=draw(st.sampled_from(("en-gb", "ur"))),
        dates=draw(st.none() | st.none() | stretches()),
        minute=draw(st.none() | minutes),
    )


@st.composite
def stretches(draw: st.DrawFn) -> Days:
    first = draw(days)
    return Days(first, first + timedelta(days=draw(st.sampled_from((0, 1, 6, 20, 100)))))

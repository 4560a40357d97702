"""Listings with made-up titles at real places: the same ones in every session."""

import datetime
import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search.documents import ListingDocument, RunDocument
from tests.search.demonstration import TODAY

SEED = 20261125
LISTINGS = 300
STARTS = (
    "",
    "Introduction to",
    "Women into",
    "Certificate in",
    "GCSE",
    "Try",
    "T Level:",
    "IT and",
)
TRADES = (
    "plumbing", "children's nursing", "C# programming", "hospitality", "counselling skills",
    "self-employment", "front-end development", "bricklaying", "mathematics", "policing",
    "community interpreting", "men's barbering", "customer service", "forklift driving",
    "e-learning design", "animal care", "medical administration", "lorry driving",
    "AAT bookkeeping", "carer support", "careers advice", "international trade",
    "internship preparation", "photography", "upholstery", "aromatherapy", "cabinet-making",
    "o'clock repair",
)  # fmt: skip
# What a title ends with, and what is then true of the listing and of each of its runs.
ENDS: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "": ({}, {}),
    "Level 2": ({"level": "2"}, {}),
    "Level 3 Diploma": ({"level": "3"}, {}),
    "Entry 3": ({"level": "entry-3"}, {}),
    "for beginners": ({}, {}),
    "with English support": ({}, {}),
    "(evenings)": ({}, {"when": ("evening",)}),
    "online": ({}, {"how": "online"}),
    "in ten weeks": ({}, {"length": "term"}),
    "one-day taster": ({"needs": ("start-small",)}, {"length": "day"}),
    "in Walsall": ({}, {"area_slugs": ("walsall", "black-country")}),
    "at Dudley": ({}, {"area_slugs": ("dudley", "black-country")}),
}
WORDS = "tools safety practice theory people learners' study team week's project".split()


def generated_listings(real: Sequence[ListingDocument]) -> Iterator[ListingDocument]:
    """Give listings with runs of real ones, so that every place, price and time occurs."""
    chance = random.Random(SEED)
    runs = [run for listing in real for run in listing.runs]
    titles = list(itertools.product(STARTS, TRADES, ENDS))
    for number, parts in enumerate(chance.sample(titles, LISTINGS), 1):
        listing_says, runs_say = ENDS[parts[-1]]
        yield replace(
            chance.choice(real),
            id=f"course:{number}",
            title=" ".join(parts).strip(),
            alternative_titles=(),
            references=(),
            description=" ".join(chance.choices(WORDS, k=12)),
            completeness=chance.choice((0.0, 0.5, 1.0)),
            runs=tuple(_run(chance, runs, runs_say) for _ in range(chance.randint(1, 4))),
            **listing_says,
        )


def _run(
    chance: random.Random, runs: Sequence[RunDocument], says: dict[str, object]
) -> RunDocument:
    start = TODAY + datetime.timedelta(days=chance.randint(0, 300))
    return replace(
        chance.choice(runs),
        start_date=chance.choice((None, start)),
        enrol_by_date=None,
        **says,
    )

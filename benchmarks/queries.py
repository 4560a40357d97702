"""Distinct searches in the proportions that people make them, from a seed."""

import random
from collections.abc import Iterator
from urllib.parse import urlencode

WORDS = (
    "english esol care welding plumbing maths digital computer warehouse forklift bricklaying "
    "nursing pharmacy teaching childcare customer service admin excel coding python data "
    "engineering electric vehicle food hygiene barista catering accounting payroll hair beauty "
    "level 2 level 3 beginners introduction certificate skills work evening online taster"
).split()
PLACES = (
    "Walsall Birmingham Coventry Dudley Wolverhampton Solihull Sandwell Bilston Smethwick "
    "B10 B23 B31 CV1 CV3 CV6 DY1 DY8 WS1 WS3 WV1 WV10 WV14 B70 B66 B91 B37"
).split()
FILTERS = {
    "when": ("day", "evening", "weekend"),
    "how": ("in-person", "online", "blended"),
    "level": ("1", "2", "3", "entry-3"),
    "cost": ("free", "paid"),
    "within": ("3", "5", "10"),
    "length": ("day", "week", "term", "year"),
    "sort": ("soonest", "nearest"),
}


def searches(seed: int) -> Iterator[str]:
    """Give addresses without end, none twice: ``/search/?q=care+level&near=B10&when=evening``.

    One in ten has no words, half have a place, a third have one or two filters, and one in ten
    asks for a later page.
    """
    chance = random.Random(seed)
    seen: set[str] = set()
    while True:
        parameters: list[tuple[str, str]] = []
        if chance.random() > 0.1:
            parameters.append(("q", " ".join(chance.sample(WORDS, chance.choice((1, 1, 2, 2, 3))))))
        if chance.random() < 0.5:
            parameters.append(("near", chance.choice(PLACES)))
        if chance.random() < 0.35:
            for name in chance.sample(sorted(FILTERS), chance.choice((1, 2))):
                parameters.append((name, chance.choice(FILTERS[name])))
        if chance.random() < 0.1:
            parameters.append(("page", str(chance.randint(2, 5))))
        address = f"/search/?{urlencode(parameters)}"
        if address not in seen:
            seen.add(address)
            yield address

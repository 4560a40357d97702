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


def _texts(text: str) -> list[str]:
    return [" ".join(one.split()) for one in text.split(";")]


SENTENCES = _texts("""
I want to learn english in Walsall; how to become a plumber with no experience; courses for
beginners in computers near Dudley; evening classes in bookkeeping and payroll for adults;
looking for a level 3 teaching assistant course in Birmingham on weekends; I would like to work
with children in a nursery; free english classes for women in Coventry; help me get a forklift
licence near B10; need to get back to work after redundancy warehouse jobs; what can I do if I
like working with animals; where can I learn to drive a lorry and get paid; online course to
become a nurse without gcse maths; customer service training for people with no qualifications;
do you have any food hygiene certificates this month; how do I become an electrician apprentice
in Wolverhampton; I am a mum and want a part time care job course
""")
MISSPELT = _texts("""
plummer; weldding; bookeeping; mekanik; carpentery; elecrician; hairdressin; acounting;
childcear; computr; englis; matths; forklft; warehous; pharmcy; nursng; barrista; cateringg;
enginering; customar
""")
NOWHERE = _texts("""
underwater basket weaving in Dudley on weekends free; xyzzy qwerty frobnicate; level 3 falconry
evening Coventry part-time; helicopter pilot licence near B10 weekend free; quantum astrology
for left handed people in Walsall; zzzz; free evening weekend online blended level 7
glassblowing apprenticeship Solihull january; mermaid performance taster in Bilston; beekeeping
stonemasonry violin yoga; falconry within 5 miles of WS1
""")
HOSTILE = _texts("""
care work level english skills training maths plumbing welding teaching nursing digital customer
service admin excel coding python data food hygiene catering beauty hair; zq1 zq2 zq3 care work
english skills maths plumbing welding teaching nursing digital customer service admin excel
coding python data food hygiene free evening; plummer weldding carpentery elecrician hairdressin
acounting childcear computr englis matths forklft warehous pharmcy nursng barrista cateringg
enginering customar servise admn exel codng pithon datta; teaching assistant care assistant
healthcare support worker customer service advisor fork lift truck driver food hygiene health
and safety first aid mental health social care business admin evening free Walsall; level 3 free
evening weekend online part-time january women childcare near B10 teaching assistant nursing
plumbing welding digital skills gcse maths esol hair beauty violin falconry zither; qxq weldings
careers plumbers nurses teachers coders bakers florists builders tilers joiners cleaners drivers
guards cooks waiters tailors dancers singers actors painters writers potters
""")


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

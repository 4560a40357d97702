"""How results are ordered: every constant with its reason.

score = sum over words of (best field, by its weight) x listing factor x distance factor. The
public page "How we order results" is generated from `RULES`; nothing else orders results.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from search.documents import FAR_AHEAD, LONG_AGO, ListingDocument, RunDocument
from search.facets import FACETS
from search.fields import text_weights
from search.query import Alternative
from search.runs import SOON_DAYS, START_MONTHS, last_open_day, open_runs, visible_days

# A factor may move a listing past a somewhat better match of words, never past a much better one.
MIN_FACTOR = 0.8
MAX_FACTOR = 1.3

TEXT_WEIGHTS: tuple[tuple[str, float], ...] = text_weights(ListingDocument)
# A word that stands in the title and in the description too is likelier what the course is about
# than one that stands in the title alone; but repeating it in every text must not win.
TIE_BREAKER = 0.3
# The visitor's own word beats another name for it, when both are in a title.
SYNONYM_BOOST = 0.7
# Of listings that all are in the evening, one that says so in its title is likelier meant. With
# more, a word as rare in titles as "weekend" outweighs what was asked for: see the judged queries
# "evening english" and "weekend english".
FILTER_WORD_BOOST = 0.2
# "Teaching assistant" finds "Assistant, teaching and learning" too, after those with the phrase.
PHRASE_BOOST = 1.3
# A title in the visitor's own language is meant for them: of all English classes it comes first.
FOREIGN_BOOST = 2.0
# Whose work it is says little beside what the work is: of "social worker" and "gas engineer" the
# first word is meant, and "Care worker" and "Network engineer" answer only the second.
GENERIC_BOOST = 0.6
# Somebody who types just the name of a role or a scheme means it: its page says what the work is
# and what leads there, and stands before the listings. All words together are some hundreds.
NAMED_BONUS = 1000.0
# A guide tells about something that others teach or pay for. Whoever types "english" mostly wants a
# class, and finds the guide "English and computers" below the first of them.
GUIDE_FACTOR = 0.8
# A word nobody has to match counts little more than half of one that somebody has to: of all
# plumbing courses those for beginners come first, but a listing for beginners that is hardly about
# it does not.
OPTIONAL_BOOST = 0.6

# (start within so many days, factor). Three months is about one term ahead.
SOONNESS: tuple[tuple[int, float], ...] = ((SOON_DAYS, 1.1), (92, 1.05), (183, 1.0))
LATER_FACTOR = 0.95
FLEXIBLE_FACTOR = 1.05
UNKNOWN_START_FACTOR = 0.9
# 0.9 when nothing is known besides the name, 1.1 when all that people ask about is answered.
COMPLETENESS_BASE = 0.9
COMPLETENESS_RANGE = 0.2
# By five points of a hundred, as providers see their score. Coarser steps would let one mended
# fact change nothing; a factor that is never equal would leave variety nothing to order.
COMPLETENESS_STEPS = 20

# (miles, factor): within 1 mile is a walk, 3 miles a short bus ride, 10 miles an hour by two buses.
DISTANCE: tuple[tuple[float, float], ...] = ((1, 1.3), (3, 1.2), (5, 1.1), (10, 1.0), (15, 0.9))
FARTHER_FACTOR = 0.8

# Ties: "course:7" before "course:12". Three bits of kind, 28 of number, 8 of language.
KINDS = FACETS["kind"].order
ORDER_BITS = 39
_WEIGHT_STEPS = 1_000_000


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that decides the order, for the public page.

    `values` are (what, factor or weight): ("title", 8.0); `what` is a code, words are made by
    the page.
    """

    code: str
    reason: str
    values: tuple[tuple[str, float], ...]


RULES: tuple[Rule, ...] = (
    Rule(
        "text",
        "A word in the title says more about a course than the same word in its description.",
        TEXT_WEIGHTS,
    ),
    Rule(
        "other_names",
        "Your own word counts more than another name.",
        (("other", SYNONYM_BOOST), ("filter", FILTER_WORD_BOOST)),
    ),
    Rule(
        "your_words",
        "Some of your words say more than others about what you are looking for.",
        (
            ("phrase", PHRASE_BOOST),
            ("foreign", FOREIGN_BOOST),
            ("generic", GENERIC_BOOST),
            ("optional", OPTIONAL_BOOST),
            ("elsewhere", TIE_BREAKER),
        ),
    ),
    Rule(
        "named",
        "Just the name of a job role or a scheme means its page.",
        (("name", NAMED_BONUS),),
    ),
    Rule(
        "kind",
        "A guide stands after what you can join, when both have your words.",
        (("guide", GUIDE_FACTOR),),
    ),
    Rule(
        "start",
        "People who search want to begin; a course that starts soon is more use.",
        (
            *((f"within-{days}-days", factor) for days, factor in SOONNESS),
            ("later", LATER_FACTOR),
            ("flexible", FLEXIBLE_FACTOR),
            ("unknown", UNKNOWN_START_FACTOR),
        ),
    ),
    Rule(
        "completeness",
        "A listing that answers what people ask saves a phone call.",
        (("least", COMPLETENESS_BASE), ("most", COMPLETENESS_BASE + COMPLETENESS_RANGE)),
    ),
    Rule(
        "distance",
        "A shorter journey is easier to keep up week after week.",
        (
            *((f"within-{miles:g}-miles", factor) for miles, factor in DISTANCE),
            ("farther", FARTHER_FACTOR),
        ),
    ),
)


def occurrence_boost(weight: float, alternative: Alternative) -> float:
    """Give the factor on the text score of an alternative in a field of a weight.

    Engines score a phrase by the sum of its words; divided by their number, a name of two words
    counts as one and cannot beat the single word that was typed.
    """
    return weight * alternative.boost / len(alternative.tokens)


def bounded(factor: float) -> float:
    """Keep a factor between 0.8 and 1.3."""
    return min(max(factor, MIN_FACTOR), MAX_FACTOR)


def static_factor(document: ListingDocument, today: date) -> float:
    """Give the factor of a listing on a day: how soon it starts times how complete it is.

    A guide does not start and has no facts to leave out: its factor says that it is one.
    """
    if document.kind == "page":
        return GUIDE_FACTOR
    completeness = round(document.completeness * COMPLETENESS_STEPS) / COMPLETENESS_STEPS
    complete = COMPLETENESS_BASE + COMPLETENESS_RANGE * min(max(completeness, 0.0), 1.0)
    return round(bounded(soonness(document, today) * complete), 4)


def soonness(document: ListingDocument, today: date) -> float:
    """Give the factor of the run that starts first; 1 for listings without runs (pages)."""
    if not document.runs:
        return 1.0
    runs = open_runs(document, today)
    return max((_run_soonness(run, today) for run in runs), default=UNKNOWN_START_FACTOR)


def distance_bands(miles: Sequence[float]) -> list[tuple[slice, float]]:
    """Cut distances, nearest first, into bands: which of them, and their factor."""
    bands, start = [], 0
    for limit, factor in (*DISTANCE, (math.inf, FARTHER_FACTOR)):
        end = bisect_right(miles, limit, lo=start)
        if end > start:
            bands.append((slice(start, end), factor))
        start = end
    return bands


def id_order(document_id: str) -> int:
    """Give the place of an id among equals: "course:7" < "course:12" < "role:3:ur"."""
    kind, _, rest = document_id.partition(":")
    number, _, language = rest.partition(":")
    if not number.isdigit() or int(number) >= 1 << 28:
        raise ValueError(f"id {document_id!r}: write it as kind:number or kind:number:language")
    position = KINDS.index(kind) if kind in KINDS else len(KINDS)
    language_order = sum(ord(letter) for letter in language) % 256
    return position << 36 | int(number) << 8 | language_order


def sort_number(value: int, order: int) -> int:
    """Join a sort value (under 2**24) and the order among equals into one number."""
    return value << ORDER_BITS | order


def best_number(factor: float, order: int) -> int:
    """Give the order of listings when no word is asked for: the highest factor first."""
    return sort_number(round((2 - factor) * _WEIGHT_STEPS), order)


def next_change(document: ListingDocument, today: date) -> int:
    """Give the first later day (ordinal) on which the listing is indexed differently."""
    day = today.toordinal()
    first, last = visible_days(document)
    days = [first, last + 1]
    for run in open_runs(document, today):
        days.append(last_open_day(run) + 1)
        if run.start_date:
            start = run.start_date.toordinal()
            days += [start + 1, start - SOON_DAYS, *(start - within for within, _ in SOONNESS)]
            # A month before the start facet lists it too: it is there when the month has turned.
            days += [_first_day(run.start_date, ahead - START_MONTHS) for ahead in (0, 1)]
    return min((one for one in days if one > day), default=FAR_AHEAD)


def _first_day(day: date, months_later: int) -> int:
    index = day.year * 12 + day.month - 1 + months_later
    return date(index // 12, index % 12 + 1, 1).toordinal() if index >= 12 else LONG_AGO


def _run_soonness(run: RunDocument, today: date) -> float:
    if run.start_date and run.start_date >= today:
        days = (run.start_date - today).days
        dated = next((factor for within, factor in SOONNESS if days <= within), LATER_FACTOR)
        return max(dated, FLEXIBLE_FACTOR) if run.is_flexible_start else dated
    return FLEXIBLE_FACTOR if run.is_flexible_start else UNKNOWN_START_FACTOR

"""A slow engine in plain Python that says what the right answer is.

Written from the rules, not from the engines: it compares documents with a query one by one, knows
no tokens of runs, no index and no scores. Orders it knows are those that don't depend on scores.
"""

import dataclasses
from datetime import date, timedelta

from search.analysis import analyse
from search.documents import ListingDocument, RunDocument
from search.moments import first_minute_of
from search.query import SearchQuery, Word

RUN_NAMES = ("when", "how", "starts", "cost", "place")
COURSE_NAMES = ("kind", "study", "level", "esol", "length", "sector", "subject", "provider")
COURSE_NAMES += ("needs", "age", "venue", "role", "setting", "audience", "access", "speaks")
COURSE_NAMES += ("booking",)


class ReferenceEngine:
    def __init__(self, documents: list[ListingDocument]) -> None:
        self.documents = documents

    def total(self, query: SearchQuery) -> int:
        return len(self.matches(query))

    def near_total(self, query: SearchQuery) -> int:
        assert query.place is not None
        return sum(is_near(document, query) for document in self.matches(query))

    def placeless_total(self, query: SearchQuery) -> int:
        return sum(is_placeless(document, query) for document in self.matches(query))

    def matches(self, query: SearchQuery) -> list[ListingDocument]:
        return [document for document in self.documents if matches(document, query)]

    def facet(self, query: SearchQuery, name: str) -> dict[str, int]:
        """Choose every value there is in turn, in place of the facet's own filter."""
        values = {value for document in self.documents for value in possible(document, name, query)}
        counts = {}
        for value in values:
            filters = {**query.filters, name: (value,)}
            count = self.total(replaced(query, filters))
            if count:
                counts[value] = count
        return counts

    def ordered(self, query: SearchQuery) -> list[ListingDocument]:
        """Near ones first, each group by its sort, equals by number of the id."""
        return sorted(self.matches(query), key=lambda document: sort_key(document, query))


def replaced(query: SearchQuery, filters: dict) -> SearchQuery:
    return dataclasses.replace(query, filters=filters)


def matches(document: ListingDocument, query: SearchQuery) -> bool:
    return (
        visible(document, query)
        and words_match(document, query)
        and all(
            not values or not set(values).isdisjoint(course_values(document, name, query.today))
            for name, values in query.filters.items()
            if name in COURSE_NAMES
        )
        and (
            not has_run_filter(query)
            or bool(matching_runs(document, query))
            or is_placeless(document, query)
        )
    )


def visible(document: ListingDocument, query: SearchQuery) -> bool:
    if document.visible_from and query.today < document.visible_from:
        return False
    if document.visible_until and query.today > document.visible_until:
        return False
    minute = first_minute_of(query.today) if query.minute is None else query.minute
    if document.from_minute is not None and minute < document.from_minute:
        return False
    if document.until_minute is not None and minute >= document.until_minute:
        return False
    if document.shown_in and query.language not in document.shown_in:
        return False
    return not document.runs or any(still_open(run, query.today) for run in document.runs)


def still_open(run: RunDocument, today: date) -> bool:
    if run.enrol_by_date and run.enrol_by_date < today:
        return False
    if run.is_open_until_closing:
        return True
    return not (run.start_date and run.start_date < today and not run.is_flexible_start)


def words_match(document: ListingDocument, query: SearchQuery) -> bool:
    texts = [analyse(text) for text in texts_of(document)]
    wanted = [word for word in query.words if not word.is_excluded and real(word)]
    found = sum(occurs(word, texts) for word in wanted)
    least = len(wanted) if query.minimum_words is None else max(query.minimum_words, 1)
    if wanted and found < min(least, len(wanted)):
        return False
    return not any(occurs(word, texts) for word in query.words if word.is_excluded and real(word))


def texts_of(document: ListingDocument) -> list[str]:
    return [
        document.title,
        *document.alternative_titles,
        *document.references,
        document.subject_text,
        document.provider_text,
        document.description,
    ]


def real(word: Word) -> bool:
    return any(alternative.tokens for alternative in word.alternatives)


def occurs(word: Word, texts: list[list[str]]) -> bool:
    return any(
        text[start : start + len(alternative.tokens)] == list(alternative.tokens)
        for alternative in word.alternatives
        if alternative.tokens
        for text in texts
        for start in range(len(text))
    )


def course_values(document: ListingDocument, name: str, today: date) -> set[str]:
    runs = [run for run in document.runs if still_open(run, today)]
    entry = {"entry"} if document.level.startswith("entry-") else set()
    if document.level == "entry":
        entry = {"entry-1"} & set(document.esol) or {"entry-1", "entry-2", "entry-3"}
    values = {
        "kind": {document.kind},
        "study": {run.study for run in runs},
        "length": {run.length for run in runs},
        "venue": {run.venue_type for run in runs},
        "level": {document.level} | entry,
        "esol": {*document.esol, "any"} if document.esol else set(),
        "sector": set(document.sectors),
        "subject": {document.subject},
        "provider": {document.provider_slug, *document.exhibitors},
        "needs": set(document.needs),
        "age": set(document.age),
        "role": set(document.roles),
        "setting": {document.setting},
        "audience": {document.audience},
        "access": set(document.access),
        "speaks": set(document.speaks),
        "booking": {document.booking},
    }
    return values[name] - {""}


def values_of_run(run: RunDocument, name: str, today: date) -> set[str]:
    match name:
        case "when":
            return set(run.when)
        case "how":
            return {run.how} - {""}
        case "cost":
            return {run.cost} - {""}
        case "starts":
            return starts(run, today)
        case "place":
            if run.how == "online":
                return {"online"}
            venue = set() if run.venue_id is None else {f"v{run.venue_id}"}
            return venue | set(run.area_slugs) | ({"national"} if run.is_national else set())
    raise AssertionError(name)


def starts(run: RunDocument, today: date) -> set[str]:
    values = {"flexible"} if run.is_flexible_start else set()
    if run.start_date and run.start_date >= today:
        values.add(f"{run.start_date:%Y-%m}")
        months = (run.start_date.year - today.year) * 12 + run.start_date.month - today.month
        if months >= 6:
            values.add("later")
        if run.start_date <= today + timedelta(days=30):
            values.add("soon")
    elif run.is_flexible_start:
        values.add("soon")
    return values


def has_run_filter(query: SearchQuery) -> bool:
    is_chosen = any(query.filters.get(name) for name in RUN_NAMES)
    return query.place is not None or query.dates is not None or is_chosen


def matching_runs(
    document: ListingDocument, query: SearchQuery, places: tuple[str, ...] | None = None
) -> list[RunDocument]:
    """Runs that satisfy every run filter by themselves."""
    wanted = {name: set(query.filters.get(name, ())) for name in RUN_NAMES if name != "place"}
    wanted = {name: values for name, values in wanted.items() if values}
    # Together with dates, a month means its days.
    months = wanted.pop("starts", None) if query.dates else None
    if query.place:
        wanted["place"] = set(
            places if places is not None else query.place.near + query.place.elsewhere
        )
    return [
        run
        for run in document.runs
        if still_open(run, query.today)
        and (query.dates is None or is_on(run, query, months))
        and all(values & values_of_run(run, name, query.today) for name, values in wanted.items())
    ]


def is_near(document: ListingDocument, query: SearchQuery) -> bool:
    assert query.place is not None
    near = bool(matching_runs(document, query, query.place.near))
    return near or is_placeless(document, query)


def is_placeless(document: ListingDocument, query: SearchQuery) -> bool:
    """A listing without runs is near every place, but has no day, price or way of learning."""
    filters = (query.filters.get(name) for name in RUN_NAMES)
    is_free = query.dates is None and not any(filters)
    return not document.runs and query.place is not None and is_free


def is_on(run: RunDocument, query: SearchQuery, months: set[str] | None) -> bool:
    """Only a date of an event is on a day; days that are over, or far off, are none."""
    assert query.dates is not None
    if run.end_minute is None:
        return False
    length = (run.end_date - run.start_date).days
    return any(
        query.dates.first <= day <= query.dates.last
        and query.today <= day <= query.today + timedelta(days=400)
        and (
            months is None
            or bool(months & starts(dataclasses.replace(run, start_date=day), query.today))
        )
        for day in (run.start_date + timedelta(days=n) for n in range(length + 1))
    )


def possible(document: ListingDocument, name: str, query: SearchQuery) -> set[str]:
    """The values of a facet that a document may count under; of `starts`, those offered."""
    if name in COURSE_NAMES:
        return course_values(document, name, query.today)
    values = {value for run in document.runs for value in values_of_run(run, name, query.today)}
    if name == "starts":
        index = query.today.year * 12 + query.today.month - 1
        months = {f"{m // 12}-{m % 12 + 1:02d}" for m in range(index, index + 6)}
        values &= {*months, "soon", "later", "flexible", *query.filters.get("starts", ())}
    return values


def sort_key(document: ListingDocument, query: SearchQuery) -> tuple:
    number = int(document.id.split(":")[1])
    group, places = 0, None
    if query.place:
        group = 0 if is_near(document, query) else 1
        places = query.place.near if group == 0 else query.place.elsewhere
    runs = matching_runs(document, query, places)
    return (group, _sort_value(runs, query, group), number)


def _sort_value(runs: list[RunDocument], query: SearchQuery, group: int) -> float:
    never = float("inf")
    match query.sort:
        case "soonest":
            return min((_day(run) for run in runs), default=never)
        case "closing":
            return min(
                (run.enrol_by_date.toordinal() if run.enrol_by_date else _day(run) for run in runs),
                default=never,
            )
        case "shortest":
            return min((_hours(run) for run in runs), default=never)
        case "nearest":
            assert query.place is not None
            assert group == 0, "the order elsewhere is by score"
            order = query.place.by_distance
            return min(
                (order.index(f"v{r.venue_id}") for r in runs if f"v{r.venue_id}" in order),
                default=never,
            )
    raise AssertionError(query.sort)


def _day(run: RunDocument) -> float:
    if run.is_flexible_start:
        return 9e6
    return run.start_date.toordinal() if run.start_date else 9.1e6


def _hours(run: RunDocument) -> float:
    """Generated runs last whole weeks, or have only the length "month" (the middle: 19 days)."""
    if run.duration:
        return run.duration * 7 * 24
    return 19 * 24 if run.length == "month" else 1e6

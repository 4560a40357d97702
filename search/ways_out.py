"""Counted ways out of an empty result: each says how many there would be, never 0."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.lists import with_commas
from search.criteria import LISTED_WITHOUT_WORDS, Criteria
from search.documents import ListingDocument
from search.engines.base import SearchEngine
from search.forms import SearchForm
from search.labels import chip_label, value_label, without_label
from search.place_filters import offered_radii
from search.place_names import place_phrase, region_name
from search.query import SearchQuery

MOST_WAYS = 6
MOST_DISTANCES = 2
MOST_WORDS_DROPPED = 5
NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class WayOut:
    """``WayOut(14, "Look up to 10 miles away", "Evening stays on", form)``."""

    number: int
    title: str
    note: str
    form: SearchForm


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    title: str
    note: str
    form: SearchForm
    is_distance: bool = False


def ways_out(criteria: Criteria, engine: SearchEngine) -> list[WayOut]:
    """Return up to six searches that find something, those that change least first.

    Each is counted as its own page would count it. One call for all counts.
    """
    start = _steady(criteria)
    found = [*_one_change(start, criteria), *_fewer_words(start, criteria)]
    if not criteria.list_of and (subject := _related_subject(criteria, engine)):
        found.append(subject)
    found += _larger(criteria)
    here = {criteria.form.url(""), start.url("")}
    candidates = {one.form.url(""): one for one in reversed(found)}  # the first of equals stays
    listed = [one for one in dict.fromkeys(found) if candidates[one.form.url("")] is one]
    listed = [one for one in listed if one.form.url("") not in here]
    counts = engine.count_many([_query_of(one.form, criteria) for one in listed])
    ways = [pair for pair in zip(listed, counts, strict=True) if pair[1]]
    return _varied(ways)


def nearest(criteria: Criteria, engine: SearchEngine) -> list[ListingDocument]:
    """Return up to three listings nearest to the place (or best for the words), without filters."""
    query = nearest_query(criteria)
    hits = engine.search(query).hits
    if not hits and len(query.wanted_words) > 1:
        hits = engine.search(replace(query, minimum_words=1)).hits
    return [hit.document for hit in hits]


def nearest_query(criteria: Criteria) -> SearchQuery:
    """Return the query of the nearest listings; cards need it for distances."""
    query = criteria.query(page_size=NEAREST_SHOWN)
    place = query.place
    if place is not None:
        farther = criteria.within_miles("50").place_filter
        place = replace(farther or place, elsewhere=())
    kinds = {"kind": criteria.plain.filters.get("kind") or LISTED_WITHOUT_WORDS}
    return replace(query, filters=kinds, place=place, sort="best" if query.words else "nearest")


def _steady(criteria: Criteria) -> SearchForm:
    """Return the plain form with its distance written out, so that it is not widened again."""
    form = criteria.plain
    if criteria.place.status == "point" and not criteria.within and criteria.radius_miles:
        return form.with_within(f"{criteria.radius_miles:g}")
    return form if not form.within or criteria.within else form.with_within("")


def _query_of(form: SearchForm, criteria: Criteria) -> SearchQuery:
    return criteria.read_again(form).query()


def _one_change(form: SearchForm, criteria: Criteria) -> Iterator[_Candidate]:
    if any(form.days):
        yield _Candidate(
            _("Any date"), _stays(form, criteria, but="days"), form.with_days(None, None)
        )
    for name in form.filters:
        yield _Candidate(
            without_label(name), _stays(form, criteria, but=name), form.with_filter(name)
        )
    if criteria.place.is_usable:
        yield from _wider(form, criteria)
        anywhere = form.with_texts(near="")
        region = _("Anywhere in %s") % region_name()
        yield _Candidate(region, _stays(form, criteria, but="near"), anywhere)
    if form.near or form.filters.get("how") != ("online",):
        online = form.with_texts(near="").with_filter("how", "online")
        note = _stays(form.with_filter("how"), criteria, but="near")
        yield _Candidate(_("Online, from anywhere"), note, online)


def _wider(form: SearchForm, criteria: Criteria) -> Iterator[_Candidate]:
    radius = criteria.radius_miles or 0
    note = _stays(form, criteria, but="within")
    for within in offered_radii(criteria.place):
        if within.isdigit() and int(within) > radius:
            miles = int(within)
            title = ngettext(
                "Look up to %(miles)d mile away", "Look up to %(miles)d miles away", miles
            ) % {"miles": miles}
            yield _Candidate(title, note, form.with_within(within), is_distance=True)


def _fewer_words(form: SearchForm, criteria: Criteria) -> Iterator[_Candidate]:
    words = [word.text for word in criteria.words if not word.is_excluded]
    if len(words) > 1:
        for dropped in words[:MOST_WORDS_DROPPED]:
            kept = " ".join(word for word in words if word != dropped)
            if kept:
                title = _("Search for “%s”") % kept
                yield _Candidate(title, _("Without “%s”") % dropped, form.with_texts(q=kept))


def _larger(criteria: Criteria) -> Iterator[_Candidate]:
    """Give searches that change more than one thing."""
    form = criteria.plain
    if form.q and form.has_filters:
        note = _("Without filters and anywhere in %s") % region_name()
        alone = SearchForm(q=form.q, sort=form.sort)
        yield _Candidate(_("All results for “%s”") % form.q, note, alone)
    where = place_phrase(criteria.place) if criteria.place.is_usable else ""
    if where:
        near = SearchForm(near=form.near)
        for kind in form.filters.get("kind", ())[:1]:
            values = {"kind": value_label("kind", kind), "where": where}
            title = _("%(kind)s %(where)s") % values
            yield _Candidate(title, _("Other words, no filters"), near.with_filter("kind", kind))
        title = _("Everything %(where)s") % {"where": where}
        yield _Candidate(title, _("Other words, no filters"), near)
    if criteria.list_of == "event":
        title = _("All events in %s") % region_name()
        yield _Candidate(title, _("No words, no filters"), SearchForm())
        return
    online = SearchForm(filters={"how": ("online",)})
    yield _Candidate(_("All online courses"), _("You need a phone or a computer"), online)
    free = SearchForm(filters={"cost": ("free",)})
    yield _Candidate(_("All free courses"), _("Anywhere in %s") % region_name(), free)
    title = _("Everything in %s") % region_name()
    yield _Candidate(title, _("No words, no filters"), SearchForm())


def _related_subject(criteria: Criteria, engine: SearchEngine) -> _Candidate | None:
    """Return the subject in which most listings have one of the words."""
    query = criteria.query(page_size=1, facets=("subject",))
    if not query.wanted_words:
        return None
    kinds = {"kind": criteria.plain.filters.get("kind") or LISTED_WITHOUT_WORDS}
    loose = replace(query, minimum_words=1, filters=kinds, place=None)
    counts = engine.search(loose).facets.get("subject", {})
    known = {slug: n for slug, n in counts.items() if slug in criteria.reference.subjects}
    if not known:
        return None
    slug = max(known, key=lambda one: (known[one], one))
    name = criteria.reference.subjects[slug].label_in(criteria.language)
    form = SearchForm(filters={"subject": (slug,)}, near=criteria.plain.near)
    form = form.with_filter("kind", *criteria.plain.filters.get("kind", ()))
    if criteria.place.is_usable:
        title = _("%(subject)s: everything %(where)s") % {
            "subject": name,
            "where": place_phrase(criteria.place),
        }
    else:
        title = _("%s: everything") % name
    return _Candidate(title, _("A wider subject"), _steady_near(form, criteria))


def _steady_near(form: SearchForm, criteria: Criteria) -> SearchForm:
    if criteria.place.status == "point" and criteria.radius_miles:
        return form.with_within(f"{criteria.radius_miles:g}")
    return form


def _stays(form: SearchForm, criteria: Criteria, *, but: str) -> str:
    """Return what does not change: ``"Stays: Evening, Free"``."""
    kept = [
        chip_label(name, value)
        for name, values in form.filters.items()
        if name != but and name not in ("sector", "subject", "provider")
        for value in values
    ]
    if but not in ("near", "within") and criteria.place.is_usable:
        kept.append(criteria.place.name or criteria.place.near)
    return _("Stays on: %(filters)s") % {"filters": with_commas(kept)} if kept else ""


def _varied(ways: list[tuple[_Candidate, int]]) -> list[WayOut]:
    """Keep the order, but only two distances, so that other ways are seen."""
    kept: list[WayOut] = []
    distances = 0
    for one, count in ways:
        distances += one.is_distance
        if not (one.is_distance and distances > MOST_DISTANCES):
            kept.append(WayOut(count, one.title, one.note, one.form))
    return kept[:MOST_WAYS]

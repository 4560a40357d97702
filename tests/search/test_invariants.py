"""What holds for every search, on the demonstration and on generated listings."""

import random
import re

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from search.analysis import surface_words
from search.facets import FACETS
from search.forms import RADII, SearchForm
from search.recall import Outcome
from search.suggest import PLACE_KINDS, WORDS_KINDS
from search.suggestions import SuggestionIndex
from tests.search.demonstration import EVERYTHING, Catalogue
from tests.search.strategies import AREAS, COUNTED, POINTS, VALUES, searches, some_words

FIRST = 5
NEVER_PLURAL = frozenset({"coded", "daytime", "esol", "online", "policing"})
LONG_WORD = 6  # letters; a slip in a shorter word can be another word
LEAST_RATE = 0.95
SEED = 7

quick = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,  # the same searches every time: a failure is somebody's change
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


# --- (i) titles --------------------------------------------------------------------------------


def test_a_title_typed_in_full_finds_itself(catalogue: Catalogue) -> None:
    lost = [
        title
        for title in catalogue.titles
        if title not in catalogue.first_titles(title, most=FIRST)
    ]
    assert not lost, lost


def test_a_title_of_the_demonstration_is_the_very_first(demonstration: Catalogue) -> None:
    second = {
        title: first
        for title in demonstration.titles
        if (first := demonstration.first_titles(title, most=1)) != [title]
    }
    assert not second, second


def test_an_english_class_is_first_by_its_title_and_the_others_of_its_level_stay(
    demonstration: Catalogue,
) -> None:
    outcome = demonstration.find(SearchForm(q="ESOL Entry 1"), page_size=EVERYTHING)
    levels = [hit.document.esol for hit in outcome.results.hits]
    assert outcome.results.hits[0].document.title == "ESOL Entry 1"
    assert len(levels) > 10
    assert all("entry-1" in level for level in levels)


# --- (iii) variants ----------------------------------------------------------------------------


def test_hyphens_and_apostrophes_change_nothing(catalogue: Catalogue) -> None:
    different = []
    for title in catalogue.titles:
        for variant in _variants(title):
            if catalogue.ids(variant) != catalogue.ids(title):
                different.append((title, variant))
    assert different == []


def _variants(title: str) -> set[str]:
    apart = re.sub(r"(?<=\w)-(?=\w)", " ", title)
    typographic, without = title.replace("'", "’"), title.replace("'s", "s").replace("s'", "s")
    return {apart, typographic, without} - {title}


def test_a_plural_finds_what_its_singular_finds(catalogue: Catalogue) -> None:
    words = {word for title in catalogue.titles for word in surface_words(title)}
    different = [
        (word, f"{word}s")
        for word in sorted(words)
        if _takes_an_s(word, catalogue) and catalogue.ids(word) != catalogue.ids(f"{word}s")
    ]
    assert not different, "\n".join(map(str, different))


def _takes_an_s(word: str, catalogue: Catalogue) -> bool:
    if word in NEVER_PLURAL or catalogue.reference.gazetteer.is_name(word):
        return False
    return len(word) > 3 and word.isalpha() and not word.endswith(tuple("sxzyh"))


# --- (iv) filters and their counts ---------------------------------------------------------------


@quick
@given(asked=searches(), name=st.sampled_from(sorted(VALUES)), number=st.integers(0, 9))
def test_another_filter_never_finds_more(
    catalogue: Catalogue, asked: SearchForm, name: str, number: int
) -> None:
    before = catalogue.find(asked)
    plain = before.criteria.plain
    assume(name not in plain.filters)
    after = catalogue.find(plain.with_filter(name, VALUES[name][number % len(VALUES[name])]))
    assume(_is_same_step(before, after))
    assert after.results.total <= before.results.total


@quick
@given(asked=searches())
def test_a_count_is_the_total_after_choosing_it(catalogue: Catalogue, asked: SearchForm) -> None:
    before = catalogue.find(asked, facets=COUNTED)
    plain = before.criteria.plain
    chance = random.Random(SEED)
    for name, counts in before.results.facets.items():
        for value in chance.sample(sorted(counts), min(2, len(counts))):
            after = catalogue.find(plain.with_filter(name, value))
            if _is_same_step(before, after):
                assert after.results.total == counts[value], (name, value)


def _is_same_step(before: Outcome, after: Outcome) -> bool:
    steps = {(it.step, it.query.minimum_words, it.widened_from) for it in (before, after)}
    return len(steps) == 1


# --- (v) distance --------------------------------------------------------------------------------


@quick
@given(q=some_words, near=st.sampled_from((*POINTS, *AREAS)))
def test_a_wider_distance_never_finds_fewer(catalogue: Catalogue, q: str, near: str) -> None:
    found = [catalogue.find(SearchForm(q=q, near=near, within=radius)) for radius in RADII]
    same = [one for one in found if _is_same_step(one, found[-1])]
    for count in ("total", "near_total"):
        numbers = [getattr(one.results, count) for one in same]
        assert numbers == sorted(numbers), count


# --- (vi) suggestions ----------------------------------------------------------------------------


def test_every_suggestion_finds_something(demonstration: Catalogue) -> None:
    assert len(demonstration.suggestions) > 300
    nothing = []
    for suggestion in demonstration.suggestions:
        form = _form(dict(suggestion.parameters))
        outcome = demonstration.find(form)
        is_found = outcome.criteria.place.is_usable if form.near else outcome.results.total
        if not is_found:
            nothing.append(suggestion.text)
    assert nothing == []


def _form(parameters: dict[str, str]) -> SearchForm:
    filters = {name: (value,) for name, value in parameters.items() if name in FACETS}
    return SearchForm(q=parameters.get("q", ""), near=parameters.get("near", ""), filters=filters)


@given(typed=st.text("abceilmnoprstw '", max_size=6), is_place=st.booleans())
@quick
def test_what_is_suggested_is_one_of_them(
    demonstration: Catalogue, typed: str, is_place: bool
) -> None:
    index = _suggestion_index(demonstration)
    kinds = PLACE_KINDS if is_place else WORDS_KINDS
    for suggestion in index.suggest(typed, kinds=kinds):
        assert suggestion in demonstration.suggestions
        assert suggestion.kind in kinds


_indexes: dict[str, SuggestionIndex] = {}


def _suggestion_index(catalogue: Catalogue) -> SuggestionIndex:
    name = str(catalogue.directory)
    if name not in _indexes:
        _indexes[name] = SuggestionIndex.build(catalogue.suggestions)
    return _indexes[name]


# --- (vii) slips ---------------------------------------------------------------------------------


def test_a_missing_letter_still_finds_the_title(
    catalogue: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = [(slip, title) for title in catalogue.titles for slip in _slips(title)]
    lost = [slip for slip, title in typed if title not in catalogue.first_titles(slip, most=FIRST)]
    rate = 1 - len(lost) / len(typed)
    with capsys.disabled():
        print(f"\nOne letter missing: {rate:.1%} of {len(typed)} titles found.")  # noqa: T201  (a rate to read)
    assert len(typed) > 100
    assert rate >= LEAST_RATE, lost


def _slips(title: str) -> list[str]:
    """Return the title once for each long word, which lacks a letter."""
    chance = random.Random(title)
    slips = []
    for match in re.finditer(rf"[A-Za-z]{{{LONG_WORD},}}", title):
        position = match.start() + chance.randrange(len(match[0]))
        slips.append(title[:position] + title[position + 1 :])
    return slips


# --- pages ---------------------------------------------------------------------------------------


@quick
@given(asked=searches(), size=st.integers(3, 40), sort=st.sampled_from(("", "nearest", "soonest")))
def test_pages_have_every_result_once_and_near_ones_first(
    catalogue: Catalogue, asked: SearchForm, size: int, sort: str
) -> None:
    asked = asked.with_sort(sort)
    outcome = catalogue.find(asked, page_size=EVERYTHING)
    whole = catalogue.engine.search(outcome.query)  # on a page equals take turns
    pages = range(1, -(-whole.total // size) + 1)
    found = [
        {
            hit.document.id
            for hit in catalogue.find(asked.on_page(page), page_size=size).results.hits
        }
        for page in pages
    ]
    every = [hit.document.id for hit in whole.hits]
    assert found == [set(every[at : at + size]) for at in range(0, len(every), size)]
    assert sum(map(len, found)) == whole.total
    if whole.near_total is not None:
        assert whole.near_total <= whole.total

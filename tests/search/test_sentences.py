"""Questions as people put them, and what is given up when nothing has everything."""

import random

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import stem
from search.correctors import corrector_of
from search.forms import SearchForm
from search.notices import notices
from search.recall import find
from tests.search.demonstration import Catalogue

TOP = 3
# Each sentence, and parts of titles of which one stands among the first three.
SENTENCES = [
    ("I want to work with old people but have no qualifications", ("Care", "care")),
    ("how do I become a nurse", ("Nurs", "nurs")),
    (
        "something with computers in the evening near Walsall that is free",
        ("Digital", "IT", "comp"),
    ),
    ("help my english so I can get a job", ("English",)),
    ("learn to fix cars no experience", ("vehicle", "Vehicle", "Car ")),
    ("course for mum returning to work mornings only", ("returning", "return")),
    ("wanna be a plumber plz", ("Plumb", "plumb")),
    ("CAN YOU HELP ME FIND A COURSE IN CARE", ("Care", "care")),
    ("i left school with no gcses and want to be an electrician", ("Electric", "electric")),
    ("I got made redundant and need to retrain in IT", ("IT",)),
    ("somewhere to learn how to cook", ("Cook", "cook")),
    ("train to be a barber near me", ("Barber",)),
    ("evning class for book keeping", ("Bookkeeping",)),
    ("not online bookkeeping", ("Bookkeeping", "AAT")),
    ("WHATS THE EASIEST WAY TO LEARN EXCEL???", ("Excel",)),
    ("healthcareassistant", ("Healthcare",)),
    ("lvel 2 plumming", ("Plumb",)),
    ("healthcareasistant", ("Healthcare",)),
    ("i want speak english better", ("English", "ESOL")),
    ("need learn english for job", ("English", "ESOL")),
    ("i failed my maths gcse", ("Maths", "maths", "GCSE")),
    ("want learn drive lorry", ("LGV", "HGV", "Lorry", "lorry")),
    ("can i get paid to train as a carpenter", ("Carpent", "carpent", "Joinery")),
    ("i have bad back and need office job", ("Office", "office", "dmin", "Receptionist")),
]


@pytest.mark.parametrize(("typed", "parts"), SENTENCES, ids=[typed for typed, _ in SENTENCES])
def test_a_sentence_finds_what_it_asks_for(
    demonstration: Catalogue, typed: str, parts: tuple[str, ...]
) -> None:
    titles = demonstration.first_titles(typed, most=TOP)
    assert any(part in title for title in titles for part in parts), titles


def test_a_filter_that_leaves_nothing_is_given_up_and_said(demonstration: Catalogue) -> None:
    outcome = demonstration.find(SearchForm(q="plastering weekend online with creche"))
    assert outcome.results.total
    assert outcome.given_up
    said = [it for it in notices(outcome, "/search/") if "everything" in it.lead]
    assert [url for it in said for _label, url in it.links] == [
        outcome.asked.plain.as_typed().url("/search/")
    ]
    given_up = {(chip.name, chip.value) for chip in outcome.given_up}
    assert given_up <= {(chip.name, chip.value) for chip in outcome.asked.understood}


def test_a_filter_that_was_ticked_is_never_given_up(demonstration: Catalogue) -> None:
    ticked = SearchForm(q="plastering", filters={"how": ("online",), "when": ("weekend",)})
    outcome = demonstration.find(ticked)
    assert not outcome.given_up
    assert outcome.criteria.plain.filters == outcome.asked.plain.filters


def test_the_rarest_word_stays_and_the_others_are_named(demonstration: Catalogue) -> None:
    outcome = demonstration.find(SearchForm(q="plastering quarterly spreadsheets"))
    assert outcome.step == "most-words"
    assert outcome.left_out
    assert {word.text for word in outcome.query.wanted_words}.isdisjoint(outcome.left_out)


def test_one_of_two_things_is_enough_with_or(demonstration: Catalogue) -> None:
    titles = demonstration.first_titles("plastering or barbering", most=20)
    assert any("Plaster" in title for title in titles)
    assert any("Barber" in title for title in titles)


WORDS = st.sampled_from(
    """welding care english esol level 2 evening weekend free online beginners january soon not
    nursery with creche part time near Walsall Dudley in for the i want evning plumming women only
    after christmas courses""".split()
)
quick = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(typed=st.lists(WORDS, min_size=1, max_size=7).map(" ".join))
@quick
def test_undoing_a_chip_gives_the_search_without_it(demonstration: Catalogue, typed: str) -> None:
    criteria = demonstration.read(SearchForm(q=typed))
    for chip in criteria.understood:
        url = criteria.undo_url(chip, "")
        again = demonstration.read(_form(url))
        left = {(one.name, one.value) for one in criteria.understood if one != chip}
        now = {
            *((name, value) for name, values in again.plain.filters.items() for value in values),
            *((one.name, one.value) for one in again.understood),
        }
        assert left - now <= {pair for pair in left if pair[0] in ("near", "within")}
        assert (chip.name, chip.value) not in now or chip.name == "near"


@given(typed=st.lists(WORDS, max_size=7).map(" ".join))
@quick
def test_as_typed_nothing_is_understood_or_given_up(demonstration: Catalogue, typed: str) -> None:
    form = SearchForm(q=typed, is_as_typed=True)
    outcome = find(demonstration.read(form), demonstration.engine)
    assert not outcome.asked.understood
    assert outcome.step == "all-words"
    assert not outcome.given_up
    assert outcome.correction is None


@given(typed=st.text(max_size=60))
@quick
def test_no_text_whatever_fails(demonstration: Catalogue, typed: str) -> None:
    demonstration.find(SearchForm(q=typed))


def _form(url: str) -> SearchForm:
    return SearchForm.read(QueryDict(url.removeprefix("?")))


# --- slips ---------------------------------------------------------------------------------------

LEAST_RATES = {"missing": 0.9, "doubled": 0.95, "swapped": 0.95, "wrong": 0.92, "two": 0.75}
LONG = 7
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklaxcvbnmz", strict=True))


def _slip(word: str, kind: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    if kind == "missing":
        return word[:place] + word[place + 1 :]
    if kind == "doubled":
        return word[:place] + word[place] + word[place:]
    if kind == "swapped":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == "wrong":
        return word[:place] + NEIGHBOURS.get(word[place], "e") + word[place + 1 :]
    return _slip(_slip(word, "missing", chance), "wrong", chance)


@pytest.mark.parametrize("kind", list(LEAST_RATES))
def test_slips_are_put_right(
    demonstration: Catalogue, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A slip counts as put right when the word or one with its stem comes of it."""
    corrector = corrector_of(demonstration.engine, demonstration.reference.synonyms)
    chance = random.Random(kind)
    words = sorted(
        word
        for word, count in demonstration.engine.vocabulary()
        if count > 1 and len(word) >= LONG and word.isalpha() and word.isascii()
    )
    tried = [(word, _slip(word, kind, chance)) for word in chance.sample(words, 250)]
    tried = [(word, slip) for word, slip in tried if not corrector.is_listed(slip)]
    right = sum(
        stem(slip) == stem(word) or stem(corrector.correct(slip) or "") == stem(word)
        for word, slip in tried
    )
    rate = right / len(tried)
    with capsys.disabled():
        print(f"\n{kind}: {rate:.1%} of {len(tried)} slips put right")  # noqa: T201  (a rate to read)
    assert rate >= LEAST_RATES[kind]


def test_what_can_be_arranged_is_given_up_before_a_word_that_says_little_is_looked_for(
    demonstration: Catalogue,
) -> None:
    outcome = demonstration.find(SearchForm(q="im 45 and want to change job"))
    assert {chip.name for chip in outcome.given_up} <= {"age"}
    assert {hit.document.kind for hit in outcome.results.hits} == {"job"}

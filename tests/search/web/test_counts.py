"""Numbers are promises: a facet's count, a distance, a chip taken away."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

SEARCHES = [
    "",
    "near=Walsall",
    "q=care",
    "q=evening+english&near=B70",
    "when=evening&cost=free",
    "near=Dudley&when=day&how=in-person&level=2",
]


@pytest.mark.parametrize("query", SEARCHES)
def test_each_count_is_the_total_after_choosing_it(get, query):
    page = get(f"/search/?{query}")
    kept = page.hidden_of_filters
    checked = page.checked
    assert page.options
    for name, value, count in page.options:
        if (name, value) in checked:
            continue
        others = [(n, v) for n, v in checked if n != name]
        alone = get("/search/?" + urlencode([*kept, *others, (name, value)]))
        assert alone.total == count, (name, value)


def test_choosing_nothing_new_changes_nothing(get):
    page = get("/search/?q=evening+english+for+work&near=Walsall&cost=free")
    again = get("/search/?" + urlencode([*page.hidden_of_filters, *page.checked]))
    assert again.total == page.total
    assert set(again.chips) >= set(page.chips) - {"Walsall"}


def test_a_wider_distance_never_loses_a_result(get):
    for near in ("B70", "Walsall", "Bilston"):
        counts = [
            count
            for name, _value, count in get(f"/search/?near={near}").options
            if name == "within"
        ]
        assert counts == sorted(counts)
        assert len(counts) > 3


@pytest.mark.parametrize(
    "query",
    [
        "q=evening+english+walsall",
        "q=free+weekend+welding+level+2&near=Dudley",
        "q=esol+entry+1+evenings&cost=free",
        "when=day&when=evening&level=2&needs=childcare",
        "q=care&near=B70&within=10&sector=care",
        "q=part+time+care+within+5+miles+of+Walsall",
    ],
)
def test_a_chip_undoes_exactly_one_thing(get, criteria, query):
    page = get(f"/search/?{query}")
    before = criteria(query).plain
    assert page.chips
    for label, url in page.chips.items():
        after = criteria(url.partition("?")[2]).plain
        gone = set(before.pairs()) - set(after.pairs())
        new = set(after.pairs()) - set(before.pairs())
        allowed = {"near", "within"} if "near" in dict(gone) else {name for name, _v in gone}
        assert {name for name, _v in gone} <= allowed, label
        assert len([pair for pair in gone if pair[0] != "within"]) == 1, (label, gone)
        assert not new, (label, new)


def test_clear_all_keeps_words_and_place(get):
    page = get("/search/?q=care&near=Walsall&when=evening&cost=free&level=2")
    url = page.first_raw(r'class="wm-plainlink" href="([^"]*)">Clear all filters')
    assert url.replace("&amp;", "&") == "/search/?q=care&near=Walsall"


@pytest.mark.parametrize("query", ["", "q=care&near=Walsall", "q=plummer+evening", "near=B70"])
def test_a_page_asks_the_database_at_most_three_times(get, query):
    get(f"/search/?{query}")  # names and places are read once a minute
    with CaptureQueriesContext(connection) as queries:
        page = get(f"/search/?{query}")
    assert page.cards
    assert len(queries) <= 3, [q["sql"] for q in queries]

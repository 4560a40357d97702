from pathlib import Path

import pytest

from search.evaluation.reading import ListingName, half_of, read_judged_list, read_queries
from search.evaluation.tables import JudgingError


@pytest.fixture
def files(tmp_path: Path):
    def write(queries: str | bytes, judgements: str | bytes = "query_id,document,grade\n"):
        paths = tmp_path / "queries.csv", tmp_path / "qrels.csv"
        for path, text in zip(paths, (queries, judgements), strict=True):
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return paths

    return write


def test_queries_carry_places_tags_and_any_search_parameter(files):
    text = (
        "query_id,query,near,tags,when,level,kind\n"
        "a1,english,B10,esol place,evening | weekend,1,course\n"
    )
    (query,) = read_queries(files(text)[0])
    assert (query.id, query.form.q, query.form.near) == ("a1", "english", "B10")
    assert query.tags == ("esol", "place")
    assert query.form.filters == {
        "kind": ("course",),
        "when": ("evening", "weekend"),
        "level": ("1",),
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\ufeffqid;q;tag\r\n7;welding;trade\r\n", id="semicolons and a mark"),
        pytest.param("ID\tQuery\tTag\n7\twelding\ttrade\n", id="tabs and capitals"),
        pytest.param('query id,"query",tag\n7,"welding",trade\n\n', id="spaces and quotes"),
    ],
)
def test_queries_are_read_as_spreadsheets_write_them(files, text):
    (query,) = read_queries(files(text)[0])
    assert (query.id, query.form.q, query.tags) == ("7", "welding", ("trade",))


def test_queries_without_an_id_are_known_by_their_words(files):
    judged = read_judged_list(*files("query\nForklift\n", "query,document,grade\nforklift,x,2\n"))
    assert judged.grades == {"Forklift": {ListingName("", "x"): 2}}


@pytest.mark.parametrize(
    ("text", "listing"),
    [
        pytest.param("query_id,document,grade\n1,course:12,3\n", ("", "course:12"), id="id"),
        pytest.param("qid,doc,rel\n1,10001234:CB1,3\n", ("", "10001234:CB1"), id="joined"),
        pytest.param(
            "query_id,ukprn,reference,relevance\n1,10001234,CB1,3.0\n",
            ("10001234", "CB1"),
            id="two",
        ),
        pytest.param("query_id,reference,grade\n1,CB1,3\n", ("", "CB1"), id="reference alone"),
        pytest.param('query_id,title,grade\n1,"Cook, serve",3\n', ("", "Cook, serve"), id="title"),
        pytest.param("1 0 course:12 3\n", ("", "course:12"), id="TREC"),
        pytest.param("1\tQ0\tCook and serve\t3\n", ("", "Cook and serve"), id="TREC with a title"),
    ],
)
def test_judgements_name_listings_in_many_ways(files, text, listing):
    judged = read_judged_list(*files("query_id,query\n1,cook\n", text))
    assert judged.grades == {"1": {ListingName(*listing): 3}}


def test_a_listing_judged_twice_keeps_its_better_grade(files):
    judged = read_judged_list(
        *files("query_id,query\n1,cook\n", "query_id,document,grade\n1,x,1\n1,x,3\n1,y,-1\n")
    )
    assert list(judged.grades["1"].values()) == [3, 0]


@pytest.mark.parametrize(
    ("queries", "judgements", "message"),
    [
        pytest.param("", "", "queries.csv: is empty", id="empty"),
        pytest.param("query_id,query\n", "x", "has no queries", id="heading only"),
        pytest.param("query_id,query\n1,\n", "x", "line 2: nothing is asked", id="no words"),
        pytest.param("query_id,wörds\n1,a\n", "x", "no column “query”", id="no column"),
        pytest.param("query_id,query\n1,a\n1,b\n", "x", "line 3: the query id “1”", id="twice"),
        pytest.param("query_id,query\n1,a,b\n", "x", "line 2: has 3 cells", id="a bare comma"),
        pytest.param(
            "query_id,query\n1,a\n", "query_id,document,grade\n2,x,1\n", "line 2: no query", id="id"
        ),
        pytest.param(
            "query_id,query\n1,a\n", "query_id,document,grade\n1,x,good\n", "“good”", id="grade"
        ),
        pytest.param(
            "query_id,query\n1,a\n", "query_id,document,grade\n1,,2\n", "no listing", id="nothing"
        ),
        pytest.param("query_id,query\n1,a\n", "1 0 x 2\n1 0\n", "line 2: write", id="TREC"),
    ],
)
def test_errors_name_the_file_the_line_and_the_remedy(files, queries, judgements, message):
    with pytest.raises(JudgingError, match=message):
        read_judged_list(*files(queries, judgements))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(JudgingError, match=r"nowhere\.csv: cannot be read"):
        read_queries(tmp_path / "nowhere.csv")


def test_the_halves_never_change():
    assert [half_of(name) for name in ("a", "b", "c", "d")] == [
        "tuning" if int(x, 16) % 2 == 0 else "held-out" for x in ("ca", "3e", "2e", "18")
    ]
    halves = [half_of(f"q{number}") for number in range(1000)]
    assert 400 < halves.count("tuning") < 600

import json

import pytest
from django.core.management import CommandError, call_command

from search.evaluation.reading import read_judged_list
from search.evaluation.report import lines
from search.evaluation.running import evaluate, visitors
from tests.search.demonstration import TODAY, Catalogue

QUERIES = """query_id,query,near,tags
1,first flat white,,trade
2,zzzzqqqq,,nonsense
3,phlebotomy,,trade place
"""
JUDGEMENTS = """query_id,document,grade
1,Barista taster: your first flat white,3
1,A course that was withdrawn,2
3,phlebotomy-theory-online-at-your-own-pace,2
3,Taking blood: an introduction to phlebotomy,3
"""


@pytest.fixture
def files(tmp_path):
    paths = tmp_path / "queries.csv", tmp_path / "qrels.csv"
    for path, text in zip(paths, (QUERIES, JUDGEMENTS), strict=True):
        path.write_text(text)
    return paths


def measured(catalogue: Catalogue, files):
    find_one = visitors(engine=catalogue.engine, reference=catalogue.reference, today=TODAY)
    return evaluate(read_judged_list(*files), engine=catalogue.engine, find_one=find_one)


def test_queries_are_asked_and_graded_by_title_and_address(demonstration: Catalogue, files):
    found = measured(demonstration, files)
    first, nothing, third = found.answers
    assert first.found[0][1:] == ("Barista taster: your first flat white", 3)
    assert nothing.scored is None
    assert {grade for *_, grade in third.found} >= {2, 3}
    assert found.overall.queries == 2
    assert found.overall.success[0] == 1.0


def test_judged_documents_without_a_listing_are_named_and_count_as_not_found(
    demonstration: Catalogue, files
):
    found = measured(demonstration, files)
    assert found.unlisted == {"A course that was withdrawn": "1"}
    assert found.answers[0].scored.ndcg < 1.0
    text = "\n".join(lines(found, by_tag=True, worst=1))
    assert "1 judged documents exist in no listing" in text
    assert "A course that was withdrawn (1)" in text
    assert "place" in text


def test_a_course_is_one_document_under_each_of_its_references(demonstration: Catalogue, files):
    course = next(one for one in demonstration.courses if len(one.references) > 1)
    rows = [f"1,{course.ukprn}:{reference},3" for reference in course.references]
    files[1].write_text("\n".join(["query_id,document,grade", *rows]))
    files[0].write_text(f'query_id,query\n1,"""{course.title}"""\n')
    assert measured(demonstration, files).answers[0].scored.ndcg == 1.0


@pytest.mark.django_db
def test_the_command_says_what_is_wrong_with_a_file(files):
    files[1].write_text("query_id,document,grade\n9,x,1\n")
    with pytest.raises(CommandError, match="line 2: no query has the id “9”"):
        call_command("evaluate_search", *map(str, files))


def test_json_holds_what_the_table_says(demonstration: Catalogue, files):
    from search.evaluation.report import plain

    told = json.loads(json.dumps(plain(measured(demonstration, files), by_tag=True)))
    assert told["overall"]["queries"] == 2
    assert set(told["by_tag"]) == {"trade", "place"}
    assert told["queries"][0]["results"][0]["grade"] == 3

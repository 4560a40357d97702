"""A rebuild whose documents are prepared in processes of their own."""

import json

import pytest

from benchmarks.serving import manage
from search import indexing, preparing
from search.engines.entry import index_entry
from tests.factories import TODAY, CourseFactory, CourseRunFactory


@pytest.mark.slow
def test_two_processes_build_the_index_of_the_whole_demonstration(tmp_path):
    manage(tmp_path, "migrate", "--verbosity", "0")
    manage(tmp_path, "seed_demo")

    printed = manage(tmp_path, "rebuild_index", "--preparers", "2")

    assert "listings indexed" in printed
    compared = json.loads(manage(tmp_path, "compare_index", "--json"))
    assert (compared["missing"], compared["surplus"]) == ([], [])
    assert json.loads(manage(tmp_path, "search_status", "--json"))["documents"] > 200


@pytest.mark.django_db
def test_a_process_prepares_what_one_process_would():
    runs = CourseRunFactory.create_batch(3)
    CourseFactory()  # nobody can join it
    ids = [run.course_id for run in runs]

    documents = indexing.KINDS["course"].documents(today=TODAY)

    assert preparing.prepare("course", ids, TODAY) == [
        index_entry(document, TODAY) for document in documents
    ]

"""A rebuild whose documents are prepared in processes of their own."""

import json
import re
import shutil
from pathlib import Path

import pytest

from benchmarks.serving import manage
from search import indexing, preparing
from search.engines.entry import index_entry
from tests.factories import TODAY, CourseFactory, CourseRunFactory

# One process does it all: to start Django takes longer than most of these commands.
SEED_AND_BUILD = """
from django.core.management import call_command
call_command("seed_demo", verbosity=0)
call_command("rebuild_index", preparers=2)
call_command("compare_index", json=True)
"""


@pytest.mark.once
def test_two_processes_build_the_index_of_the_whole_demonstration(
    migrated_file: Path, tmp_path: Path
) -> None:
    shutil.copyfile(migrated_file, tmp_path / "db.sqlite3")

    printed = manage(tmp_path, "shell", "-c", SEED_AND_BUILD)

    said, _, compared = printed.partition("{")
    indexed = re.search(r"(\d+) listings indexed", said)
    assert indexed
    assert int(indexed[1]) > 200
    answer = json.loads("{" + compared)
    assert (answer["missing"], answer["surplus"]) == ([], [])


@pytest.mark.django_db
def test_a_process_prepares_what_one_process_would():
    runs = CourseRunFactory.create_batch(3)
    CourseFactory()  # nobody can join it
    ids = [run.course_id for run in runs]

    documents = indexing.KINDS["course"].documents(today=TODAY)

    assert preparing.prepare("course", ids, TODAY) == [
        index_entry(document, TODAY) for document in documents
    ]

"""One role, two editors, the same moment: the last one wins whole, and nothing is there twice."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.pathways.roles.two_editors import TITLES

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def found(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    directory = tmp_path_factory.mktemp("two-editors")
    shutil.copyfile(migrated_file, directory / "site.sqlite3")
    finished = subprocess.run(
        [sys.executable, "-m", "tests.pathways.roles.two_editors"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "VAR_DIR": str(directory),
            "DATABASE_URL": f"sqlite:///{directory / 'site.sqlite3'}",
        },
        capture_output=True,
        text=True,
        timeout=600,  # a guard against a process that hangs, not a measure of speed
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-3000:]
    answer: dict[str, Any] = json.loads(finished.stdout)
    return answer


def test_both_are_answered(found):
    assert found["errors"] == []


def test_the_page_is_wholly_that_of_the_last_one(found):
    live, newest = found["titles"]

    assert live in TITLES
    assert live == newest
    assert found["live"]
    assert found["is_newest_live"]


def test_what_both_added_is_there_once(found):
    assert found["skills"] == ["Lift", "Listen"]


def test_the_words_of_both_are_kept_and_search_hears_of_it(found):
    assert found["revisions"] == 2
    assert found["noted"] >= 2

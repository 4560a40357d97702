"""Loads, rebuilds and scheduled work at the same moment, in processes of their own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
Play = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def play(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator[Play]:
    """Play a scenario in a database and a directory of its own; the first two are compared."""
    made: list[str] = []

    def play_one(name: str) -> dict[str, Any]:
        directory = tmp_path_factory.mktemp(name)
        with django_db_blocker.unblock():
            url = _own_database(directory, name, made)
        finished = subprocess.run(
            [sys.executable, "-m", "tests.catalogue.feeds.two_at_once", name],
            cwd=ROOT,
            env={
                **os.environ,
                "DJANGO_SETTINGS_MODULE": "portal.settings.test",
                "VAR_DIR": str(directory),
                "DATABASE_URL": url,
            },
            capture_output=True,
            text=True,
            timeout=900,  # a guard against a process that hangs, not a measure of speed
            check=False,
        )
        assert finished.returncode == 0, finished.stderr[-3000:]
        return json.loads(finished.stdout)

    yield play_one
    with django_db_blocker.unblock():
        for name in made:
            with connection.cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _own_database(directory: Path, name: str, made: list[str]) -> str:
    """Copy the migrated, empty database of the tests. Return its address."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        connection.close()
        # A copy of the file alone would miss what is still in its write-ahead log.
        with closing(sqlite3.connect(settings["NAME"], timeout=60)) as source:
            source.execute("VACUUM INTO ?", [str(directory / "db.sqlite3")])
        return f"sqlite:///{directory / 'db.sqlite3'}"
    import psycopg

    copy = f"{settings['NAME']}_{name}"
    connection.close()  # a database that somebody uses cannot be copied
    account = {
        "host": settings["HOST"], "port": settings["PORT"] or 5432,
        "user": settings["USER"], "password": settings["PASSWORD"],
    }  # fmt: skip
    with psycopg.connect(dbname="postgres", autocommit=True, **account) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{settings["NAME"]}"')
    made.append(copy)
    return "postgres://{user}:{password}@{host}:{port}/".format(**account) + copy


@pytest.fixture(scope="module")
def alone(play: Play) -> dict[str, Any]:
    """What one load, with nothing beside it, leaves."""
    return play("once")


def written(state: dict[str, Any]) -> dict[str, Any]:
    return {name: state[name] for name in ("providers", "venues", "courses", "references", "runs")}


def assert_nothing_is_lost(state: dict[str, Any]) -> None:
    assert (state["missing"], state["surplus"]) == ([], [])
    assert state["due_errors"] == []
    assert state["last_due"] == 0
    assert [n for n in Counter(map(str, state["courses"])).values() if n > 1] == []


def test_a_load_alone_is_whole(alone: dict[str, Any]) -> None:
    assert [[code for code, _text in row] for row in alone["answers"]] == [[1]]  # some rows held
    assert len(alone["state"]["courses"]) > 200
    assert_nothing_is_lost(alone["state"])


def test_the_same_file_twice_at_once_is_loaded_once(play: Play, alone: dict[str, Any]) -> None:
    found = play("twice")

    assert [[code for code, _text in row] for row in found["answers"]] == [[1], [1]], found
    assert written(found["state"]) == written(alone["state"])
    added = sorted(counts["courses"]["added"] for counts in found["state"]["records"][-2:])
    assert added == [0, len(alone["state"]["courses"])]
    assert all(counts["courses"]["withdrawn"] == 0 for counts in found["state"]["records"][-2:])
    assert_nothing_is_lost(found["state"])


def test_a_new_provider_in_three_loads_at_once_is_made_once(play: Play) -> None:
    found = play("new_provider")

    assert [code for [(code, _text)] in found["answers"]] == [0, 0, 0], found["answers"]
    assert found["state"]["providers"] == [["10009999", "heathermoor-college"]]
    assert len(found["state"]["venues"]) == len(set(found["state"]["venues"])) > 0


def test_a_load_while_the_index_is_built_and_work_is_due_loses_nothing(
    play: Play, alone: dict[str, Any]
) -> None:
    found = play("while_rebuilding")

    texts = "\n".join(text for row in found["answers"] for _code, text in row)
    assert "Traceback" not in texts, texts
    loads, rebuilds, *due = [[code for code, _text in row] for row in found["answers"]]
    assert loads == [1, 0], texts
    assert set(rebuilds) <= {0}, texts
    assert due == [[0], [0]], texts
    assert written(found["state"]) == written(alone["state"])
    assert_nothing_is_lost(found["state"])


def test_a_list_of_vacancies_three_times_at_once_is_loaded_once(play: Play) -> None:
    alone = play("vacancies_once")["state"]["vacancies"]
    found = play("vacancies_twice")

    statuses = {code for row in found["answers"] for code, _text in row}
    assert statuses <= {0, 1}, found["answers"]  # 1: some vacancies are held
    state = found["state"]
    by_source = {
        name: [one.replace(name, "list") for one in state["vacancies"] if f"'{name}'" in one]
        for name in ("list-a", "list-b")
    }
    assert (
        by_source["list-a"]
        == by_source["list-b"]
        == [one.replace("list-a", "list") for one in alone]
    )
    assert len(alone) > 5
    assert len(state["vacancies"]) == 2 * len(alone)
    changes = [counts["vacancies"] for counts in state["records"]]
    added = sum(one["added"] for one in changes)
    assert added == 2 * len({one.split(",")[1] for one in alone})
    assert sum(one["changed"] + one["withdrawn"] for one in changes) == 0
    assert_nothing_is_lost(state)

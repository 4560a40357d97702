"""Work of the whole site is done once, that of a machine's own index on each machine."""

import datetime
import io
import json
import socket
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command

from portal.operations import console, jobs
from portal.operations.due import Job, run_jobs
from portal.operations.lock import AlreadyRunning
from portal.operations.models import DueRun
from search import indexing
from search.choosing import get_engine
from search.engines.embedded.engine import EmbeddedEngine
from tests.factories import CourseFactory, CourseRunFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
SUNDAY = datetime.datetime(2026, 11, 29, 3, 0, tzinfo=datetime.UTC)
MONDAY = SUNDAY + datetime.timedelta(days=1)
MACHINE_JOBS = ["refresh_index", "update_index"]


@pytest.fixture(autouse=True)
def own_lock(settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def on_machine(settings, tmp_path, monkeypatch):
    """Become another machine: its own name and its own embedded index."""

    def become(name: str) -> EmbeddedEngine:
        monkeypatch.setattr(socket, "gethostname", lambda: name)
        settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / name}
        return get_engine()

    return become


@contextmanager
def held():
    raise AlreadyRunning
    yield


def test_each_machine_keeps_its_own_index(on_machine):
    CourseRunFactory()
    for name in ("web-1", "web-2"):
        engine = on_machine(name)
        outcomes = run_jobs(jobs.JOBS, now=lambda: MONDAY)
        assert [outcome.error for outcome in outcomes] == [""] * len(outcomes)
        assert engine.info().documents == 1
    names = set(DueRun.objects.values_list("name", flat=True))
    assert {"refresh_index@web-1", "refresh_index@web-2", "expire_listings"} <= names
    assert "refresh_index" not in names


def test_while_another_machine_does_the_sites_work_this_one_does_its_own(monkeypatch):
    monkeypatch.setattr(console, "only_one_in_all", held)
    output = io.StringIO()
    call_command("run_due", "--json", stdout=output)
    report = json.loads(output.getvalue())
    assert report["already_running"] is False
    assert [job["name"] for job in report["jobs"]] == MACHINE_JOBS


def test_a_machine_that_came_later_catches_up_by_itself(on_machine):
    on_machine("web-1")
    run_jobs(jobs.JOBS, now=lambda: MONDAY)
    run = CourseRunFactory(course__title="Welding")
    engine = on_machine("web-2")
    run_jobs(jobs.JOBS, now=lambda: MONDAY)
    assert engine.ids() == [f"course:{run.course_id}"]
    engine = on_machine("web-1")
    assert engine.ids() == []
    run_jobs(jobs.JOBS, now=lambda: MONDAY + datetime.timedelta(minutes=10))
    assert engine.ids() == [f"course:{run.course_id}"]


def test_a_rebuild_refused_on_sunday_is_told_until_somebody_decides(on_machine):
    engine = on_machine("web-1")
    provider = OrganisationFactory()
    runs = [CourseRunFactory(course=CourseFactory(provider=provider)) for _ in range(8)]
    indexing.rebuild(today=SUNDAY.date() - datetime.timedelta(days=2))
    for run in runs[:5]:
        run.course.delete()
    [job] = [job for job in jobs.JOBS if job.name == "refresh_index"]

    for minutes in (0, 10):
        now = SUNDAY + datetime.timedelta(minutes=minutes)
        [outcome] = run_jobs([job], now=lambda now=now: now)
        assert "8 before, 3 after" in outcome.error
        # The index in use follows the day and the database all the same.
        assert engine.info().built_on == SUNDAY.date()
        assert engine.info().documents == 3

    indexing.rebuild(today=SUNDAY.date(), allow_shrink=[provider.slug])
    [outcome] = run_jobs([job], now=lambda: SUNDAY + datetime.timedelta(minutes=20))
    assert outcome.error == ""
    name = engine.info().name
    run_jobs([job], now=lambda: SUNDAY + datetime.timedelta(minutes=30))
    assert engine.info().name == name, "once a Sunday is enough"


def test_machines_that_are_gone_are_forgotten(on_machine):
    on_machine("old-1")
    run_jobs(jobs.JOBS, now=lambda: MONDAY)
    on_machine("web-1")
    later = MONDAY + datetime.timedelta(days=40)
    run_jobs(jobs.JOBS, now=lambda: later)
    assert not DueRun.objects.filter(name__endswith="@old-1").exists()
    assert DueRun.objects.filter(name="refresh_index@web-1").exists()


def test_a_long_machine_name_fits(on_machine):
    on_machine("x" * 200)
    job = Job("refresh_index", "Refresh", lambda now, last: {}, is_for_each_machine=True)
    run_jobs([job], now=lambda: MONDAY)
    assert DueRun.objects.get().name.startswith("refresh_index@xxx")

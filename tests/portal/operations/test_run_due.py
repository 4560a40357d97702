"""The scheduled work: each job alone, twice, at the same time as another, and when one fails."""

import datetime
import io
import json
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from catalogue.courses.expiry import announce_expired
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.models import Organisation
from portal.operations import jobs
from portal.operations.due import Job, run_jobs
from portal.operations.lock import AlreadyRunning, only_one_run
from portal.operations.models import DueRun
from search.indexing import get_engine
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 3, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def own_lock(settings, tmp_path: Path) -> None:
    """Keep the lock of the machine from the tests of another worker."""
    settings.VAR_DIR = tmp_path


def course(title: str, *, days: int | None = None, enrol_days: int | None = None) -> Course:
    """Return a course whose run starts (and can be joined until) some days from TODAY."""
    provider, _ = Organisation.objects.get_or_create(name="Moor College", slug="moor-college")
    made = Course.objects.create(provider=provider, title=title)

    def day(offset: int | None) -> datetime.date | None:
        return None if offset is None else TODAY + datetime.timedelta(days=offset)

    CourseRun.objects.create(
        course=made,
        delivery_mode="ONLINE",
        start_date=day(days),
        enrol_by_date=day(enrol_days),
    )
    return made


def announced() -> set[str]:
    ids = OutboxEntry.objects.values_list("object_id", flat=True)
    return set(Course.objects.filter(pk__in=ids).values_list("title", flat=True))


def test_runs_that_closed_since_the_last_time_are_announced_and_no_others() -> None:
    course("Started yesterday", days=-1)
    course("Starts today", days=0)
    course("Joining closed yesterday", days=30, enrol_days=-1)
    course("Joining closes today", days=30, enrol_days=0)
    course("Closed before the last time", days=-9)
    course("No date")
    OutboxEntry.objects.all().delete()

    total = announce_expired(since_date=TODAY - datetime.timedelta(days=2), today=TODAY)

    assert announced() == {"Started yesterday", "Joining closed yesterday"}
    assert total == 2


def test_a_second_run_on_the_same_day_announces_nothing_again() -> None:
    course("Started yesterday", days=-1)
    run_jobs([jobs.EXPIRE], now=lambda: NOW)
    OutboxEntry.objects.all().delete()

    [outcome] = run_jobs([jobs.EXPIRE], now=lambda: NOW + datetime.timedelta(minutes=10))

    assert outcome.counts == {"courses": 0, "vacancies": 0}
    assert announced() == set()


def test_days_without_a_run_are_made_up_for() -> None:
    run_jobs([jobs.EXPIRE], now=lambda: NOW - datetime.timedelta(days=10))
    course("Started eight days ago", days=-8)
    OutboxEntry.objects.all().delete()

    run_jobs([jobs.EXPIRE], now=lambda: NOW)

    assert announced() == {"Started eight days ago"}


def failing(now: datetime.datetime, last: datetime.datetime | None) -> dict[str, int]:
    raise ValueError("the disk is full")


def working(now: datetime.datetime, last: datetime.datetime | None) -> dict[str, int]:
    return {"rows": 3}


def test_one_job_that_fails_stops_no_other_and_keeps_its_last_success() -> None:
    run_jobs([Job("first", "First", working)], now=lambda: NOW)
    later = NOW + datetime.timedelta(hours=1)

    outcomes = run_jobs(
        [Job("first", "First", failing), Job("second", "Second", working)], now=lambda: later
    )

    assert [outcome.error for outcome in outcomes] == ["ValueError: the disk is full", ""]
    assert outcomes[1].counts == {"rows": 3}
    record = DueRun.objects.get(name="first")
    assert (record.succeeded_at, record.started_at) == (NOW, later)
    assert "disk" in record.error


def test_the_exit_status_tells_that_a_job_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    from portal.operations.management.commands import run_due

    monkeypatch.setattr(run_due.Command, "jobs", (Job("first", "First", failing),))

    with pytest.raises(SystemExit) as stopped:
        call_command("run_due", stdout=io.StringIO(), stderr=io.StringIO())

    assert stopped.value.code == 1


def test_the_report_is_json_that_names_every_job() -> None:
    output = io.StringIO()

    call_command("expire_listings", "--json", stdout=output)

    report = json.loads(output.getvalue())
    assert report["already_running"] is False
    assert [job["name"] for job in report["jobs"]] == ["expire_listings"]


def test_every_job_works_on_an_empty_database_and_again() -> None:
    first = run_jobs(jobs.JOBS, now=timezone.now)
    second = run_jobs(jobs.JOBS, now=timezone.now)

    assert [outcome.error for outcome in first + second] == [""] * (2 * len(jobs.JOBS))


def test_the_index_is_renewed_every_day_and_built_anew_on_sundays() -> None:
    def folder_after(days: int) -> str:
        jobs.refresh_index(NOW + datetime.timedelta(days=days), None)
        return get_engine().generation().partition(":")[0]

    wednesday = folder_after(0)

    assert folder_after(1) == wednesday
    assert folder_after(4) != wednesday
    assert jobs.refresh_index(NOW, NOW) == {}


def test_a_second_run_at_the_same_time_does_nothing_and_says_so(tmp_path: Path) -> None:
    started = tmp_path / "started"
    database = str(connection.settings_dict["NAME"])
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                f"""
                import django, pathlib, time
                django.setup()
                from django.conf import settings
                from django.db import connections
                connections["default"].settings_dict["NAME"] = {database!r}
                settings.VAR_DIR = pathlib.Path({str(tmp_path)!r})
                from portal.operations.lock import only_one_run
                with only_one_run():
                    pathlib.Path({str(started)!r}).touch()
                    time.sleep(60)
                """
            ),
        ],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
    )
    try:
        deadline = time.monotonic() + 120  # of a busy machine
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        assert started.exists(), "the first process never got the lock"

        output = io.StringIO()
        with override_settings(VAR_DIR=tmp_path):
            call_command("run_due", stdout=output)
            with pytest.raises(AlreadyRunning), only_one_run():
                pass
        assert "Another process" in output.getvalue()
        assert not DueRun.objects.exists()
    finally:
        holder.kill()
        holder.wait()

    with override_settings(VAR_DIR=tmp_path), only_one_run():
        pass  # the lock of a killed process is free at once

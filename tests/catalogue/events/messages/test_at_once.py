"""Workers at the same time, and workers that are killed: everybody is told, and told once."""

import json
import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from catalogue.events.bookings import notices
from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingState, EventStatus, NoticeKind, NoticeState
from tests.catalogue.events.messages.workers import readers, start
from tests.event_factories import NOW, at, make_booking, make_date, make_event

MANY, FEW = 1_000, 100
SEND = """
from catalogue.events.bookings.records import Notice
now = datetime.datetime.fromisoformat(os.environ["NOW"])
print(sending.send_due(now=now)["sent"])
"""


@pytest.fixture(autouse=True)
def no_worker_yet(own_database, settings) -> None:
    """Leave what is queued to the processes of the test, and nothing of the test before."""
    Booking.objects.all().delete()
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def cancelled_date(people: int) -> EventDate:
    date = make_date(make_event(title="Jobs fair"), status=EventStatus.CANCELLED)
    Booking.objects.bulk_create(
        Booking(
            date=date,
            name="Amina K",
            email=f"person{number}@example.org",
            state=BookingState.CONFIRMED,
            created_at=NOW,
        )
        for number in range(people)
    )
    assert notices.queue_for_date(date, NoticeKind.EVENT_CANCELLED, about="1", now=NOW) == people
    return date


def wait_until(done, *, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)


def let_go(tmp_path: Path, *processes) -> None:
    """Let all begin at the same moment: when each is ready."""
    go = tmp_path / "go"
    wait_until(lambda: all(Path(f"{go}.{one.pid}").exists() for one in processes))
    go.touch()


def finish(process) -> str:
    output, errors = process.communicate(timeout=180)
    assert process.returncode == 0, errors
    return output.strip().splitlines()[-1]


def test_a_thousand_people_are_told_once_by_two_workers(tmp_path):
    cancelled_date(MANY)
    workers = [start(SEND, tmp_path=tmp_path, NOW=NOW.isoformat()) for _ in range(2)]
    let_go(tmp_path, *workers)
    shares = [int(finish(worker)) for worker in workers]

    assert sum(shares) == MANY
    assert min(shares) > 0, "both had a part in it"
    told = Counter(readers(tmp_path))
    assert len(told) == MANY
    assert set(told.values()) == {1}
    assert Notice.objects.filter(state=NoticeState.SENT, attempts=1).count() == MANY


@pytest.mark.parametrize("size", [5_000, 50_000], ids=["early", "later"])
def test_a_worker_that_is_killed_in_the_middle_loses_nobody(tmp_path, size):
    """Killed at any point: who was claimed is told a quarter of an hour later."""
    cancelled_date(FEW)
    worker = start(SEND, tmp_path=tmp_path, NOW=NOW.isoformat())
    let_go(tmp_path, worker)
    outbox = tmp_path / "outbox"
    wait_until(lambda: any(path.stat().st_size > size for path in outbox.iterdir()))
    os.kill(worker.pid, signal.SIGKILL)
    worker.communicate()
    stale = Notice.objects.filter(state=NoticeState.SENDING).count()
    assert stale <= 1
    assert Notice.objects.filter(state=NoticeState.SENT).count() < FEW

    (tmp_path / "go").unlink()
    second = start(SEND, tmp_path=tmp_path, NOW=at(0, 12, 30).isoformat())
    let_go(tmp_path, second)
    finish(second)
    assert Notice.objects.filter(state=NoticeState.SENT).count() == FEW
    told = Counter(readers(tmp_path))
    assert len(told) == FEW
    assert sum(told.values()) <= FEW + stale, "only the message in hand can go out again"


RUN_JOBS = """
import json
from portal.operations import jobs
from portal.operations.due import run_jobs
now = datetime.datetime.fromisoformat(os.environ["NOW"])
names = ("lapse_offers", "write_reminders", "send_notices")
wanted = [job for job in jobs.JOBS if job.name in names]
outcomes = run_jobs(wanted, now=lambda: now)
print(json.dumps({one.name: [one.counts, one.error] for one in outcomes}))
"""


def test_two_processes_that_do_the_due_work_at_once_do_it_once(tmp_path):
    """Even without the lock that keeps a second run away: each job is safe by itself."""
    near = make_date(make_event(title="Near", days=2), capacity=300)
    for _ in range(30):
        make_booking(near, created_at=at(-9), confirmed_at=at(-9))
    far = make_date(make_event(title="Far", days=9), capacity=1)
    far.slots.update(places_taken=1)
    slot = far.slots.get()
    for state in (BookingState.OFFERED, BookingState.WAITING):
        booking = make_booking(
            far, state=state, waiting_since=at(-3), offered_at=at(-1), offer_expires_at=at(0, 9)
        )
        booking.slots.create(slot=slot)

    workers = [start(RUN_JOBS, tmp_path=tmp_path, NOW=NOW.isoformat()) for _ in range(2)]
    let_go(tmp_path, *workers)
    reports = [json.loads(finish(worker)) for worker in workers]

    assert all(error == "" for report in reports for _counts, error in report.values()), reports
    assert sum(report["lapse_offers"][0]["offers"] for report in reports) == 1
    assert sum(report["send_notices"][0]["sent"] for report in reports) == 32, reports
    told = Counter(readers(tmp_path))
    assert sum(told.values()) == 32
    assert set(told.values()) == {1}
    states = Booking.objects.filter(date=far).order_by("pk").values_list("state", flat=True)
    assert list(states) == [BookingState.LAPSED, BookingState.OFFERED]

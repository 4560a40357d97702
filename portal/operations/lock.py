"""One run at a time, on one machine or many, with nothing left behind by a crash."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

_ADVISORY_LOCK = 728_194  # any number that nothing else locks; search's outbox holds 728 193


class AlreadyRunning(Exception):  # noqa: N818  (the name says the state, as callers read it)
    """Another process is doing the due work at this moment."""


@contextmanager
def only_one_run() -> Iterator[None]:
    """Hold the lock of this machine's due work, or raise AlreadyRunning at once.

    A locked file under VAR_DIR: it goes when the process dies.
    """
    with _file_lock(Path(settings.VAR_DIR) / "run_due.lock"):
        yield


@contextmanager
def only_one_in_all() -> Iterator[None]:
    """Hold the lock of the whole site's due work too, or raise AlreadyRunning at once.

    PostgreSQL serves many machines, so the lock is its own (for the session: it goes when the
    process dies). SQLite lives on one machine, whose lock the caller holds already.
    """
    if connection.vendor == "postgresql":
        with _postgresql_lock():
            yield
    else:
        yield


@contextmanager
def _postgresql_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY_LOCK])
        if not cursor.fetchone()[0]:
            raise AlreadyRunning
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunning from error
        yield

"""Waiting for other writers of the database, and knowing the errors that mean: too long."""

from django.db import OperationalError, connection

# PostgreSQL: a lock or a statement timed out, or two transactions waited for each other.
_BUSY_STATES = frozenset({"55P03", "57014", "40P01"})


def wait_for_writers(seconds: int) -> None:
    """Let this process wait so long for another writer.

    A page waits for the seconds of the settings, as somebody sits before it. A command can wait
    longer: an import of many files writes for a minute. PostgreSQL waits without an end as it is.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {seconds * 1000:d}")


def is_busy(error: OperationalError) -> bool:
    """Say whether an error means that another process kept the database for too long."""
    state = getattr(error.__cause__, "sqlstate", None)
    return state in _BUSY_STATES or "is locked" in str(error)

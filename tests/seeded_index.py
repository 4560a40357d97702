"""The demonstration in the database and in an index, for a module of tests."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import time_machine
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from portal.demo import services as demo
from search import indexing
from search.reference import forget_reference


@contextmanager
def seeded_index(directory: Path, *, now: datetime.datetime) -> Iterator[None]:
    """Seed and index inside one transaction, which is undone at the end."""
    search = {**settings.SEARCH, "embedded_directory": directory}
    with time_machine.travel(now, tick=False):
        outer = transaction.atomic()
        outer.__enter__()
        try:
            with override_settings(SEARCH=search):
                demo.seed(today=now.date())
                indexing.rebuild(today=now.date())
            yield
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            forget_reference()

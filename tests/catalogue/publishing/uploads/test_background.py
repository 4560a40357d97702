"""The thread that reads a file where no worker runs."""

import threading
from collections.abc import Callable

import pytest
import time_machine
from django.db import connections

from catalogue.providers.models import Membership
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from tests.catalogue.events.bookings.conftest import own_database
from tests.catalogue.feeds.conftest import NOW
from tests.catalogue.publishing.uploads.test_work import sent

__all__ = ["own_database"]  # a fixture


@pytest.fixture
def db(own_database: None) -> None:
    """Stand in for pytest-django's, which would hide the rows from another thread."""


def test_a_file_is_read_in_the_background_without_a_worker(member: Membership) -> None:
    with time_machine.travel(NOW, tick=True):
        upload = sent(member)
        services.start(upload)
        _wait_for(lambda: Upload.objects.get(pk=upload.pk).state == UploadState.CHECKED)

    assert upload.rows.count() == 1
    for thread in threading.enumerate():
        if thread.name.startswith("upload-"):
            thread.join(timeout=10)


def _wait_for(is_done: Callable[[], bool]) -> None:
    moment = threading.Event()
    for _ in range(300):
        if is_done():
            return
        moment.wait(0.1)
        connections["default"].close()
    raise AssertionError("the work was never done")

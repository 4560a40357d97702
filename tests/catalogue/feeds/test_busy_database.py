"""An import beside a writer that never ends."""

import io
import sqlite3
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.catalogue.events.bookings.conftest import own_database
from tests.catalogue.feeds.vacancy_files import advert, page, write

__all__ = ["own_database"]  # a fixture


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL waits without an end")
@pytest.mark.usefixtures("own_database")
def test_a_database_that_stays_busy_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalogue.feeds.commands.WRITER_PATIENCE_SECONDS", 0)
    path = write(tmp_path, page(advert()))
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    try:
        with pytest.raises(CommandError, match="busy: another process writes") as stopped:
            call_command("import_vacancies", str(path), "--source", "list")
    finally:
        other.close()
        connection.close()  # its patience was spent

    assert stopped.value.returncode == 2
    call_command("import_vacancies", str(path), "--source", "list", stdout=io.StringIO())

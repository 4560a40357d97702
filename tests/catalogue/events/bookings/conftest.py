"""A database of a test's own, which processes share and nobody has to tidy."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections


@pytest.fixture(scope="module")
def own_database(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Copy the migrated database for a file of tests whose transactions are real.

    ``django_db(transaction=True)`` would empty the one that the other tests of this process use.
    """
    connection = connections["default"]
    shared = connection.settings_dict["NAME"]
    is_file = connection.vendor == "sqlite"
    own = (
        str(tmp_path_factory.mktemp("own") / "db.sqlite3") if is_file else f"{shared}_{os.getpid()}"
    )
    with django_db_blocker.unblock():
        connection.close()
        if is_file:
            shutil.copyfile(request.getfixturevalue("migrated_file"), own)
        else:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{own}"')
                cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{shared}"')
        connection.settings_dict["NAME"] = own
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = shared
            if not is_file:
                with connection._nodb_cursor() as cursor:
                    cursor.execute(f'DROP DATABASE "{own}" WITH (FORCE)')

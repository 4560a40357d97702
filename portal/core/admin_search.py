"""What an editor types into a search of the admin, where SQLite is the database."""

from typing import Any

from django.db import connection


def guard_quotes() -> None:
    """Let an editor look for ``"a phrase``: the search of SQLite fails at a quotation mark.

    The package puts a word between quotation marks without doubling those inside (a quoted string
    of FTS5, https://www.sqlite.org/fts5.html#fts5_strings). PostgreSQL is not concerned.
    """
    if connection.vendor != "sqlite":
        return  # there the package has no such search, and cannot even be imported
    from modelsearch.backends.database.sqlite.query import Lexeme

    as_sql = Lexeme.as_sql

    def with_doubled_marks(self: Lexeme, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        template, (word,) = as_sql(self, compiler, connection)
        return template, [word.replace('"', '""')]

    Lexeme.as_sql = with_doubled_marks

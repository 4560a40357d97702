"""Insert very many rows: one prepared statement, half the time of ``bulk_create`` on SQLite."""

from collections.abc import Sequence
from typing import Any

from django.core.management.color import no_style
from django.db import connections, router
from django.db.models import Max, Model
from django.utils import timezone

# Values that every database takes as they are; others go through their field.
_PLAIN = frozenset({str, int, float, bool, type(None)})


def insert(rows: Sequence[Model]) -> None:
    """Insert rows of one model. No signal is sent. A row without an id does not learn its id."""
    if not rows:
        return
    model = type(rows[0])
    connection = connections[router.db_for_write(model)]
    has_ids = rows[0].pk is not None
    fields = [field for field in model._meta.concrete_fields if has_ids or not field.primary_key]
    stamp = timezone.now()
    stamped = {
        field.attname
        for field in fields
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    }

    def values(row: Model) -> list[Any]:
        columns = row.__dict__
        return [
            value
            if type(value := stamp if field.attname in stamped else columns[field.attname])
            in _PLAIN
            else field.get_db_prep_save(value, connection)
            for field in fields
        ]

    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        # Every name comes from our own models, and every value is a parameter.
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608
            [values(row) for row in rows],
        )
        if has_ids:  # PostgreSQL counts on from its sequence, not from the highest id
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)


def next_id(model: type[Model]) -> int:
    """Return the first id that no row has, counting on from the highest."""
    return (model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0) + 1

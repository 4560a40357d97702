"""Deleting many rows beside the work of visitors."""

from typing import Any

from django.db.models import QuerySet

BATCH = 5_000


def delete_rows(rows: QuerySet[Any]) -> int:
    """Delete in batches, each a short transaction, so that visitors' writes never wait long.

    Return how many went, with those that hang on them.
    """
    deleted = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += rows.model._default_manager.filter(pk__in=ids).delete()[0]
    return deleted

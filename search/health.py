"""``/readyz``: whether this process can serve, and how far the index is behind."""

from dataclasses import asdict

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search import indexing
from search.models import OutboxEntry


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 503 only when the database does not answer.

    Without an index the site still serves the database's plain list, so that is told, not fatal:
    ``{"ready": true, "database": "ready", "index": {"state": "missing", ...}, "queue": {...}}``.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        index = indexing.status()
        oldest = (
            OutboxEntry.objects.filter(id__gt=index.sequence)
            .order_by("id")
            .values_list("created_at", flat=True)
            .first()
        )
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "unavailable"}, status=503)
    return JsonResponse(
        {
            "ready": True,
            "database": "ready",
            "index": asdict(index),
            "queue": {
                "waiting": index.waiting,
                "oldest_waiting_at": oldest.isoformat() if oldest else None,
            },
        }
    )

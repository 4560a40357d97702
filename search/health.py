"""``/readyz``: whether this process can serve, and how far each index is behind."""

from dataclasses import asdict

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core.clock import today
from search.index_status import statuses


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 503 only when the database does not answer.

    Visitors are answered by the search server, else by the embedded index, else by the plain list
    of the database, so a missing index is told and not fatal: ``{"ready": true, "database":
    "ready", "index": {"state": "missing", ...}, "indexes": [...], "queue": {...}}``. ``index`` is
    the one that visitors ask first, ``queue`` is what waits for it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        indexes = statuses(today=today())
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "unavailable"}, status=503)
    first = indexes[0]
    return JsonResponse(
        {
            "ready": True,
            "database": "ready",
            "index": asdict(first),
            "indexes": [asdict(one) for one in indexes],
            "queue": {
                "waiting": first.waiting,
                "oldest_waiting_at": first.oldest_waiting_at or None,
            },
        }
    )

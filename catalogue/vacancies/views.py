"""Pages of vacancies. They read the database, never the index."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def vacancy(request: HttpRequest, address: str) -> HttpResponse:
    """Show a vacancy. Its page is built by its own issue; until then there is none."""
    raise Http404("Vacancies have no page yet.")

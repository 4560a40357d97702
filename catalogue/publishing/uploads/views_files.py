"""Files that go back to the provider: the held rows with a column that says why."""

from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.views import upload_of


@require_safe
@member_page()
def errors(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Send the held rows as the file has them, with a column ERRORS."""
    found = upload_of(desk, number)
    response = StreamingHttpResponse(
        services.errors_csv(found), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="rows-to-correct-{found.pk}.csv"'
    return cast("HttpResponse", response)

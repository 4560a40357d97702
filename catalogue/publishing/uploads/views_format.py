"""How to write a file: a page for everybody, and files to start from. No sign-in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.publishing.uploads.page_format import formats_shown, messages, refusals
from catalogue.publishing.uploads.template_files import csv_file, format_named, xlsx_file
from portal.core import clock

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def file_format(request: HttpRequest) -> HttpResponse:
    """Show what a file may hold, from the rules that read it."""
    context = {
        "formats": formats_shown(today=clock.today()),
        "messages": messages(),
        "refusals": refusals(),
    }
    return render(request, "manage/uploads/format.html", context)


@require_safe
def file_template(request: HttpRequest, name: str, ending: str) -> HttpResponse:
    """Send a file to start from: headings and an example."""
    known = format_named(name)
    if known is None:
        raise Http404("No format has this name.")
    today = clock.today()
    if ending == "csv":
        content = b"".join(csv_file(known, today=today))
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(xlsx_file(known, today=today), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-template.{ending}"'
    return response

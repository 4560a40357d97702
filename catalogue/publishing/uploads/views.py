"""Pages of uploads: the history, the form that sends a file, and one upload from first to last."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import page_words, services
from catalogue.publishing.uploads.forms import SendForm
from catalogue.publishing.uploads.page_history import history_of
from catalogue.publishing.uploads.page_progress import progress_shown
from catalogue.publishing.uploads.page_result import head_words, result_page, urls_of
from catalogue.publishing.uploads.sending import send_once
from catalogue.publishing.uploads.size_guard import SizeGuard
from portal.core import clock

SECTION = "uploads"


@require_safe
@member_page()
def uploads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what was sent, and the form that sends a file."""
    return _list_page(request, desk, SendForm() if desk.may_edit else None)


# The guard must stand before anything reads the form: the check of the form's token reads it.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@member_page(MemberRole.EDITOR)
def upload_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a file."""
    guard = SizeGuard(request)
    request.upload_handlers.insert(0, guard)
    answer: HttpResponse = csrf_protect(_take_file)(request, desk=desk, guard=guard)
    return answer


def _take_file(request: HttpRequest, *, desk: Desk, guard: SizeGuard) -> HttpResponse:
    if request.method != "POST":
        return redirect("publishing:uploads", desk.organisation.slug)
    posted = request.POST  # reading it is what makes the file come
    form = SendForm(posted, request.FILES, is_too_large=guard.is_too_large)
    if form.is_valid():
        try:
            upload = send_once(desk, form.cleaned_data, now=clock.now())
        except services.UploadRefused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("publishing:upload", desk.organisation.slug, upload.pk)
    return _list_page(request, desk, form)


def _list_page(request: HttpRequest, desk: Desk, form: SendForm | None) -> HttpResponse:
    base = reverse("publishing:uploads", args=[desk.organisation.slug])
    history = history_of(
        desk,
        page=request.GET.get("page"),
        now=clock.now(),
        url_of=lambda page: f"{base}?page={page}#history" if page > 1 else base,
    )
    context = {"desk": desk, "section": SECTION, "form": form, "history": history}
    return render(request, "manage/uploads/list.html", context)


@require_safe
@member_page()
def upload(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Show an upload: how far the work is, then what came of it."""
    found = upload_of(desk, number)
    now = clock.now()
    progress = services.progress(found, now=now)
    if progress.state in page_words.AT_WORK:
        context = _progress(desk, found, progress) | {"asked": request.GET.urlencode()}
        return render(request, "manage/uploads/progress.html", context)
    found.refresh_from_db()
    return show_result(request, desk, found)


@require_safe
@member_page()
def upload_progress(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Give the numbers of this moment to the script of the page, as a piece of it."""
    found = upload_of(desk, number)
    context = _progress(desk, found, services.progress(found, now=clock.now()))
    shown = context["progress"]
    return JsonResponse(
        {
            "done": not shown.is_at_work,
            "spoken": shown.spoken,
            "html": render_to_string("manage/uploads/parts/progress.html", context, request),
        }
    )


def upload_of(desk: Desk, number: int) -> Upload:
    """Return an upload of the organisation, or raise Http404."""
    return get_object_or_404(
        desk.uploads().select_related("sent_by", "published_by", "undone_by"), pk=number
    )


def show_result(request: HttpRequest, desk: Desk, found: Upload, **more: Any) -> HttpResponse:
    """Render the page of an upload that was read. ``more``: what to say on top of it."""
    page = result_page(desk, found, request.GET, now=clock.now())
    context = {"desk": desk, "section": SECTION, "page": page, **more}
    return render(request, "manage/uploads/result.html", context)


def _progress(desk: Desk, found: Upload, progress: services.Progress) -> dict[str, Any]:
    return {
        "desk": desk,
        "section": SECTION,
        "upload": found,
        "head": head_words(found, now=clock.now()),
        "progress": progress_shown(found, progress),
        "urls": urls_of(desk, found),
    }

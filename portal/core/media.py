"""Uploaded pictures, for a site without a file server in front of it."""

import mimetypes

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

# Pictures made small for pages, and pictures of staff. Documents have their own view, which asks
# who may see them; originals stay private, as they may hold where a photo was taken.
PUBLIC_FOLDERS = ("images/", "avatar_images/")
YEAR_SECONDS = 31_536_000


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a picture. Its name changes with its content, so browsers keep it for a year."""
    kind, _encoding = mimetypes.guess_type(path)
    if not path.startswith(PUBLIC_FOLDERS) or not (kind or "").startswith("image/"):
        raise Http404
    try:
        file = open(safe_join(settings.MEDIA_ROOT, path), "rb")  # noqa: SIM115  (the response closes it)
    except (OSError, SuspiciousFileOperation) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={YEAR_SECONDS}, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response

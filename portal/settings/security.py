"""Cookies, headers, uploads and the content security policy."""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin reads it from script
SECURE_CONTENT_TYPE_NOSNIFF = True
# A postcode stands in the address of a search: no other site may see it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Everything from this site, nothing written into the page: no style= and no inline script.
# Pictures may be data: for the code that an authenticator app scans.
CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],
        "worker-src": [NONE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's editor and page list write styles and scripts into the page, and show previews in a
# frame. Only under ADMIN_PREFIX.
ADMIN_PREFIX = "/admin/"
ADMIN_CONTENT_SECURITY_POLICY: dict[str, dict[str, Any]] = {
    "DIRECTIVES": {
        **CONTENT_SECURITY_POLICY["DIRECTIVES"],
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
    }
}
# The one device feature that the site asks for is where a person is, when they press the button.
PERMISSIONS_POLICY = {
    "geolocation": "self",
    "camera": "",
    "microphone": "",
    "payment": "",
    "usb": "",
    "browsing-topics": "",
}

MEBIBYTE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEBIBYTE  # a form without its files
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * MEBIBYTE  # larger files go to disk while they arrive
FILE_UPLOAD_PERMISSIONS = 0o644
# No SVG: a drawing can hold script. No pictures so large that making them small fills memory.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * MEBIBYTE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.core.pictures.PictureForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.core.documents.DocumentForm"
DOCUMENT_MAX_BYTES = 20 * MEBIBYTE
# Documents come through a view that checks who may see them, and are saved, never opened in place.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []

"""What went wrong with a call, as RFC 9457 says."""

from typing import Any

from django.http import HttpResponse, JsonResponse


class Problem(Exception):  # noqa: N818  (the name says what is answered)
    """An answer that is no success. ``headers``: ``{"Retry-After": "30"}``."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        findings: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.findings = findings or []
        self.headers = headers or {}

    def answer(self) -> HttpResponse:
        """Return the answer."""
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "findings": self.findings,
        }
        response = JsonResponse(body, status=self.status, content_type="application/problem+json")
        response["Cache-Control"] = "no-store"
        for name, value in self.headers.items():
            response[name] = value
        return response

"""The write API: software of an organisation keeps its courses, with a key and the file's rules."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from catalogue.courses.contents import contents_of
from catalogue.courses.models import Course
from catalogue.publishing.api import schemas as shapes
from catalogue.publishing.api.keys import key_of
from catalogue.publishing.api.problems import Problem
from catalogue.publishing.api.sheets import FORMATS, WrongColumnError, course_sheet, venue_sheet
from catalogue.publishing.api.writing import Written, withdraw, write
from catalogue.publishing.enums import UploadKind
from catalogue.publishing.models import ApiToken
from portal.core.clock import now, today
from portal.core.network import is_over, is_over_limit

CALLS_A_MINUTE = 120  # of one key
WRONG_KEYS_A_MINUTE = 20  # from one network
MOST_PER_PAGE = 100
LAST_PAGE = 100_000
PROBLEM_STATUSES = (400, 401, 404, 409, 413, 422, 429, 503)
PROBLEMS: dict[Any, Any] = dict.fromkeys(PROBLEM_STATUSES, shapes.ProblemOut)


class KeyOfOrganisation(HttpBearer):
    """``Authorization: Bearer wmk_...``: the key says which organisation writes."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the key, or None for 401."""
        key = key_of(token, today=today())
        if key is None:
            if is_over_limit(request, name="api-keys", most=WRONG_KEYS_A_MINUTE, seconds=60):
                raise _too_many()
            return None
        if is_over(str(key.pk), name="api-calls", most=CALLS_A_MINUTE, seconds=60):
            raise _too_many()
        return key


def _too_many() -> Problem:
    return Problem(
        429, "Too many calls", "Wait a minute, then go on.", headers={"Retry-After": "60"}
    )


class ProviderAPI(NinjaAPI):
    """Says in its OpenAPI document that problems are problem+json."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        """Return the document."""
        document = super().get_openapi_schema(*args, **kwargs)
        for methods in document["paths"].values():
            for operation in methods.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400 and "application/json" in response.get("content", {}):
                        shape = response["content"].pop("application/json")
                        response["content"]["application/problem+json"] = shape
        return document


api = ProviderAPI(
    title="Waymark for providers",
    version="1",
    description="Courses and places of one organisation, written by its own software. What is sent"
    " is judged like a file, with the same words, and stands in the history of uploads, where it"
    " can be undone. The columns are those of our file formats.",
    urls_namespace="provider-api-1",
    docs_url=None,
    openapi_url="/openapi.json",
    auth=KeyOfOrganisation(),
)


@api.get("/courses", response={200: shapes.CoursesOut, **PROBLEMS}, summary="Your courses")
def courses(
    request: HttpRequest,
    page: int = Query(1, ge=1, le=LAST_PAGE),
    per_page: int = Query(MOST_PER_PAGE, ge=1, le=MOST_PER_PAGE),
) -> dict[str, Any]:
    """Give a page of your courses, withdrawn ones too, without their content."""
    rows = _courses(request).order_by("pk")
    total = rows.count()
    first = (page - 1) * per_page
    return {
        "total": total,
        "page": page,
        "pages": max(1, math.ceil(total / per_page)),
        "courses": [_course(one) for one in rows[first : first + per_page]],
    }


@api.post(
    "/courses",
    response={200: shapes.WrittenOut, 202: shapes.WrittenOut, **PROBLEMS},
    summary="Write up to 500 courses",
)
def write_courses(request: HttpRequest, body: shapes.CoursesIn) -> Status:
    """Write the good ones; the findings say which were held, and why. Others stay as they are."""
    many = [(one.reference, one.course, one.runs) for one in body.courses]
    return _written(request, body.format, many, is_all_or_nothing=False)


@api.get(
    "/courses/{path:reference}",
    response={200: shapes.CourseOut, **PROBLEMS},
    summary="One course by your reference",
)
def course(request: HttpRequest, reference: Path[shapes.Reference]) -> dict[str, Any]:
    """Give a course with its content."""
    found = _one(request, reference)
    return {**_course(found, reference), "content": contents_of([found.pk])[found.pk]}


@api.put(
    "/courses/{path:reference}",
    response={200: shapes.WrittenOut, 202: shapes.WrittenOut, **PROBLEMS},
    summary="Write one course",
)
def write_course(
    request: HttpRequest, reference: Path[shapes.Reference], body: shapes.CourseIn
) -> Status:
    """Make the course of this reference, or replace it with all its runs. Twice changes nothing.

    202: it waits for a check by our team.
    """
    if _with_reference(request, reference).count() > 1:
        raise _several()
    one = [(reference, body.course, body.runs)]
    return _written(request, body.format, one, is_all_or_nothing=True)


@api.delete(
    "/courses/{path:reference}",
    response={204: None, **PROBLEMS},
    summary="Take a course off the site",
)
def withdraw_course(request: HttpRequest, reference: Path[shapes.Reference]) -> Status:
    """Withdraw the course of this reference. Its page says so; PUT, or an undo, brings it back."""
    withdraw(_key(request), _one(request, reference), name=reference, now=now())
    return Status(204, None)


@api.put(
    "/venues/{path:reference}",
    response={200: shapes.WrittenOut, 202: shapes.WrittenOut, **PROBLEMS},
    summary="Write one place",
)
def write_venue(
    request: HttpRequest, reference: Path[shapes.Reference], body: shapes.VenueIn
) -> Status:
    """Make the place of this reference, or change it. Twice changes nothing."""
    sheet = venue_sheet(reference, body.venue)
    done = write(
        _key(request),
        sheet,
        kind=UploadKind.VENUES,
        name=reference,
        now=now(),
        today=today(),
        is_all_or_nothing=True,
    )
    return Status(_status(done), done.__dict__)


def _written(
    request: HttpRequest,
    format_name: str,
    many: Sequence[tuple[str, Mapping[str, str], Sequence[Mapping[str, str]]]],
    *,
    is_all_or_nothing: bool,
) -> Status:
    sheet = course_sheet(FORMATS[format_name], many)
    done = write(
        _key(request),
        sheet,
        kind=UploadKind.COURSES,
        name=many[0][0] if len(many) == 1 else f"{len(many)} courses",
        now=now(),
        today=today(),
        is_all_or_nothing=is_all_or_nothing,
    )
    return Status(_status(done), done.__dict__)


def _status(done: Written) -> int:
    return 202 if done.result == "in_review" else 200


def _key(request: HttpRequest) -> ApiToken:
    key: ApiToken = request.auth  # type: ignore[attr-defined]  # set by ninja
    return key


def _courses(request: HttpRequest) -> QuerySet[Course]:
    """Every question about courses begins here, with the organisation of the key."""
    mine = Course.objects.filter(provider=_key(request).organisation_id)
    return mine.prefetch_related("references")


def _with_reference(request: HttpRequest, reference: str) -> QuerySet[Course]:
    return _courses(request).filter(references__reference=reference).distinct()


def _one(request: HttpRequest, reference: str) -> Course:
    found = list(_with_reference(request, reference).order_by("pk")[:2])
    if not found:
        raise Http404
    if len(found) > 1:
        raise _several()
    return found[0]


def _several() -> Problem:
    detail = "Several of your courses have this reference. Give each its own, on the site."
    return Problem(409, "Not clear", detail)


def _course(one: Course, reference: str = "") -> dict[str, Any]:
    references = [row.reference for row in one.references.all()]
    return {
        "reference": reference or (references[0] if references else ""),
        "references": references,
        "id": one.pk,
        "title": one.title,
        "status": one.status,
        "url": one.get_absolute_url(),
        "updated_at": one.updated_at,
    }


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return error.answer()


@api.exception_handler(WrongColumnError)
def _wrong_column(request: HttpRequest, error: WrongColumnError) -> HttpResponse:
    finding = {
        "item": error.item,
        "run": error.run,
        "severity": "error",
        "code": "COLUMN_UNKNOWN",
        "column": error.column[:100],
        "message": error.message,
        "value": "",
    }
    return Problem(422, "Not accepted", error.message, findings=[finding]).answer()


@api.exception_handler(AuthenticationError)
def _no_key(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = "Send a key of your organisation: Authorization: Bearer wmk_..."
    headers = {"WWW-Authenticate": "Bearer"}
    return Problem(401, "No key, or one that does not work", detail, headers=headers).answer()


@api.exception_handler(ValidationError)
def _wrong_shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
    findings = [
        {
            "item": next((part for part in one["loc"] if isinstance(part, int)), 0),
            "run": None,
            "severity": "error",
            "code": "SHAPE",
            "column": ".".join(str(part) for part in one["loc"][1:])[:200],
            "message": one["msg"],
            "value": "",
        }
        for one in error.errors[:100]
    ]
    detail = "The call has not the shape that the OpenAPI document describes."
    return Problem(422, "Not accepted", detail, findings=findings).answer()


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return Problem(413, "Too large", "A call may have 5 MB. Send it in parts.").answer()


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return Problem(404, "Not found", "You have nothing with this reference.").answer()


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return Problem(error.status_code, "Not readable", str(error)).answer()

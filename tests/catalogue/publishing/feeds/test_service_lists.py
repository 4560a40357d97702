"""Lists of Open Referral UK: pages are joined, and a service is read where it is told whole."""

import json
from typing import Any

import pytest

from catalogue.courses.models import Course
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.refusal import FileRefusedError
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds.service_details import MOST_MISSED, MOST_SERVICES, with_details
from catalogue.publishing.models import CourseFeed
from tests.catalogue.feeds.fetch_server import FeedServer, plain
from tests.catalogue.publishing.feeds.serving import Run

pytestmark = pytest.mark.django_db

ADDRESS = {"address_1": "1 High St", "city": "Walsall", "postal_code": "WS1 1XN"}
PLACE = {"service_at_locations": [{"location": {"name": "Hall", "addresses": [ADDRESS]}}]}


def service(number: int) -> dict[str, Any]:
    """Return what a list says of a service: no place, no time."""
    return {"id": f"s/{number}", "name": f"Sewing {number}", "status": "active", "fees": "Free"}


def listed(*services: dict[str, Any], number: int = 1, pages: int = 1) -> bytes:
    whole = {"page_number": number, "total_pages": pages, "contents": services}
    return plain(json.dumps(whole).encode())


def asked(server: FeedServer) -> list[str]:
    return [head.split()[1] for head in server.requests]


@pytest.fixture
def address(feed: CourseFeed, server: FeedServer) -> None:
    CourseFeed.objects.update(address=server.url("/v3/services?per_page=2"))


def test_pages_of_services_are_read_as_one_list(run: Run, server: FeedServer) -> None:
    def page(head: str) -> list[bytes]:
        number = 2 if "page=2" in head.split("\r\n")[0] else 1
        return [listed(service(number) | PLACE, number=number, pages=2)]

    server.answer = page

    upload = run()

    assert (upload.state, upload.file_format) == (UploadState.PUBLISHED, "open-referral")
    assert sorted(Course.objects.values_list("title", flat=True)) == ["Sewing 1", "Sewing 2"]
    assert {one.course_type for one in Course.objects.all()} == {"COMMUNITY"}


def test_a_list_without_places_is_read_service_by_service(
    run: Run, server: FeedServer, address: None
) -> None:
    def answer(head: str) -> list[bytes]:
        path = head.split()[1]
        if path.startswith("/v3/services?"):
            return [listed(service(1), service(2))]
        return [plain(json.dumps(service(int(path[-1])) | PLACE).encode())]

    server.answer = answer

    upload = run()

    assert asked(server)[1:] == ["/v3/services/s%2F1", "/v3/services/s%2F2"]
    assert (upload.state, upload.rows_held) == (UploadState.PUBLISHED, 0)
    assert Course.objects.get(title="Sewing 2").runs.get().venue.name == "Hall"
    assert run().state == UploadState.UNCHANGED


def test_services_that_nowhere_name_a_place_are_held_with_the_remedy(
    run: Run, server: FeedServer, address: None
) -> None:
    def answer(head: str) -> list[bytes]:
        if head.split()[1].startswith("/v3/services?"):
            return [listed(*(service(number) for number in range(9)))]
        return [plain(status="404 Not Found")]

    server.answer = answer

    upload = run()

    assert len(asked(server)) == 1 + MOST_MISSED  # a site without such addresses is not pestered
    assert (upload.state, upload.rows_held) == (UploadState.QUARANTINED, 9)
    assert "Give its place in service_at_locations" in str(upload.rows.first().issues)


def test_a_site_that_is_busy_in_the_middle_changes_nothing(
    run: Run, server: FeedServer, address: None
) -> None:
    def answer(head: str) -> list[bytes]:
        path = head.split()[1]
        if path.startswith("/v3/services?"):
            return [listed(service(1), service(2))]
        if path.endswith("2"):
            return [plain(status="503 Service Unavailable")]
        return [plain(json.dumps(service(1) | PLACE).encode())]

    server.answer = answer

    upload = run()

    assert (upload.state, Course.objects.count()) == (UploadState.REFUSED, 0)
    assert "answered with 503" in upload.message


def never(_address: str) -> Any:
    raise AssertionError


@pytest.mark.parametrize(
    ("services", "base"),
    [
        pytest.param([service(1) | PLACE], "https://a.example/services", id="told whole"),
        pytest.param([service(1) | {"schedules": []}], "https://a.example/services", id="times"),
        pytest.param([service(1)], "https://a.example/list.json", id="a file"),
        pytest.param([None, 7, {"name": "no id"}], "https://a.example/services", id="odd"),
    ],
)
def test_nothing_more_is_asked_where_nothing_is_missing(services: list[Any], base: str) -> None:
    assert with_details(services, base=base, ask=never) == services


def test_an_answer_about_another_service_is_not_taken() -> None:
    base = "https://a.example/services/"
    asked: list[str] = []

    def ask(address: str) -> Any:
        asked.append(address)
        return service(2) | PLACE

    assert with_details([service(1)], base=base, ask=ask) == [service(1)]
    assert asked == ["https://a.example/services/s%2F1"]


def test_more_services_than_may_be_asked_are_refused() -> None:
    services = [service(number) for number in range(MOST_SERVICES + 1)]

    with pytest.raises(FileRefusedError, match="Ask for a shorter one"):
        with_details(services, base="https://a.example/services", ask=never)


def test_a_refusal_that_stays_leaves_the_list_as_it_is() -> None:
    def ask(address: str) -> Any:
        if address.endswith("1"):
            raise FetchRefusedError("STATUS", "There is nothing at this address any more.")
        return service(2) | PLACE

    found = with_details([service(1), service(2)], base="https://a.example/services", ask=ask)

    assert found == [service(1), service(2) | PLACE]

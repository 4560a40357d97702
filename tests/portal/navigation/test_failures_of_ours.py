"""Our own failures, as people and as software read them. No test here may ask the database."""

import pytest
from django.test import Client


@pytest.fixture
def broken() -> Client:
    """Return a client of a site whose database fails: this file asks for none."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        pytest.param("/api/v1/courses/1/", {}, id="read API"),
        pytest.param(
            "/api/v1/provider/courses",
            {"authorization": "Bearer wmk_" + "a" * 43},
            id="write API",
        ),
    ],
)
def test_software_reads_our_failure_as_any_other_problem(
    broken: Client, path: str, headers: dict[str, str]
) -> None:
    response = broken.get(path, headers=headers)

    assert response.status_code == 500
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.json() == {
        "type": "about:blank",
        "title": "Our mistake",
        "status": 500,
        "detail": "Something went wrong here. Try again in a few minutes.",
    }


def test_people_read_it_as_a_page(broken: Client) -> None:
    response = broken.get("/courses/welding-1/")

    assert response.status_code == 500
    assert b"<h1>" in response.content

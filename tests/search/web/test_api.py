"""The read API: what interfaces promise, its limits and its refusals."""

import json

import pytest

from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from search import api_limits
from search.api_limits import network_of

KEYS = {
    "query", "total", "page", "pages", "took_ms", "engine", "degraded",
    "kinds", "facets", "ways_out", "results", "near_results",
}  # fmt: skip
RESULT_KEYS = {
    "kind", "id", "provider", "reference", "references", "title", "url",
    "distance_miles", "next_start", "employer", "closes", "why", "score",
}  # fmt: skip


def ask(client, url: str) -> dict:
    response = client.get(url)
    assert response.status_code == 200, response.content
    return response.json()


def test_an_answer_has_the_promised_shape(client):
    answer = ask(client, "/api/v1/search/?q=evening+plummer+walsall")
    assert set(answer) == KEYS
    assert answer["query"]["understood"][0] == {
        "name": "when",
        "value": "evening",
        "from": "evening",
        "undo": "/search/?q=plummer+walsall",
    }
    corrected = answer["query"]["corrected"]
    assert (corrected["from"], corrected["to"]) == ("plummer", "plumber")
    assert "as_typed=1" in corrected["as_typed"]
    assert answer["query"]["near"] == {
        "name": "Walsall",
        "type": "council",
        "within": "area",
        "status": "area",
    }
    assert answer["query"]["step"] == "spelling"
    assert answer["engine"] == "embedded"
    assert answer["degraded"] is False
    assert all(set(result) == RESULT_KEYS for result in answer["results"])


def test_the_api_and_the_page_agree(client, get):
    for query in ("", "q=care&near=B70", "q=plummer", "when=evening&cost=free", "near=Walsall"):
        page = get(f"/search/?{query}")
        answer = ask(client, f"/api/v1/search/?{query}")
        assert answer["total"] == page.total
        assert [one["url"] for one in answer["results"]] == [
            item["url"].removeprefix("http://127.0.0.1:8000")
            for item in page.item_list["itemListElement"]
        ]
        counts = {
            (name, one["value"]): one["count"]
            for name, values in answer["facets"].items()
            for one in values
        }
        for name, value, count in page.options:
            if name != "within":
                assert counts[name, value] == count


def test_distances_are_numbers(client):
    answer = ask(client, "/api/v1/search/?near=B70&how=in-person&sort=nearest")
    miles = [one["distance_miles"] for one in answer["results"]]
    assert all(one is not None and one <= 10 for one in miles[:3])
    assert miles == sorted(miles)
    assert any(reason.endswith(" miles") for reason in answer["results"][0]["why"])


@pytest.mark.parametrize(
    ("per_page", "size"), [("1", 1), ("100", 100), ("101", 20), ("0", 20), ("-1", 20), ("x", 20)]
)
def test_pages_hold_1_to_100(client, per_page, size):
    answer = ask(client, f"/api/v1/search/?per_page={per_page}")
    assert len(answer["results"]) == size
    assert answer["pages"] == -(-answer["total"] // size)


def test_nothing_found_has_counted_ways_out(client):
    answer = ask(client, "/api/v1/search/?q=trombone&as_typed=1")
    assert answer["total"] == 0
    assert len(answer["ways_out"]) >= 3
    for way in answer["ways_out"]:
        assert ask(client, "/api/v1" + way["url"])["total"] == way["count"] > 0


def test_labels_follow_the_language_asked(client):
    answer = ask(client, "/api/v1/search/?lang=ur")
    assert ask(client, "/api/v1/search/?lang=xx")["total"] == answer["total"]


def test_every_suggestion_finds_something(client):
    for typed in ("we", "care", "engl", "anv", "mat", "فو", "spawanie"):
        for one in ask(client, f"/api/v1/suggest/?q={typed}")["suggestions"]:
            assert ask(client, "/api/v1" + one["url"])["total"] > 0, one


def test_places_are_suggested_for_the_place_box(client):
    texts = [
        one["text"] for one in ask(client, "/api/v1/suggest/?q=willen&kind=place")["suggestions"]
    ]
    assert texts[:2] in (
        ["Willenhall, Walsall", "Willenhall, Coventry"],
        ["Willenhall, Coventry", "Willenhall, Walsall"],
    )


def test_nothing_typed_suggests_nothing(client):
    assert ask(client, "/api/v1/suggest/?q=")["suggestions"] == []


def test_one_course_with_its_runs(client):
    row = Course.objects.order_by("id").first()
    answer = ask(client, f"/api/v1/courses/{row.pk}/")
    assert answer["id"] == f"course:{row.pk}"
    assert answer["title"] == row.title
    assert answer["runs"]


@pytest.mark.parametrize("course_id", ["0", "-1", "999999", "9" * 30, "x", "1.5"])
def test_an_unknown_course_is_a_problem_in_json(client, course_id):
    response = client.get(f"/api/v1/courses/{course_id}/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404


def test_providers_have_their_true_numbers(client):
    answer = ask(client, "/api/v1/providers/")
    assert answer["total"] == Organisation.objects.teaching().count()
    for one in answer["providers"][:5]:
        total = ask(client, f"/api/v1/search/?provider={one['slug']}&kind=course")["total"]
        assert total == one["courses"]


def test_answers_may_be_kept_for_a_minute(client):
    response = client.get("/api/v1/search/?q=care")
    assert response["Cache-Control"] == "public, max-age=60"


def test_the_61st_question_of_a_minute_waits(client):
    for _ in range(api_limits.SEARCHES):
        assert client.get("/api/v1/providers/").status_code == 200
    response = client.get("/api/v1/providers/", REMOTE_ADDR="127.0.0.99")
    assert response.status_code == 429
    assert response["Content-Type"] == "application/problem+json"
    assert 1 <= int(response["Retry-After"]) <= 61
    assert client.get("/api/v1/providers/", REMOTE_ADDR="192.0.2.1").status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("", "unknown"),
        ("no address", "unknown"),
    ],
)
def test_a_network_is_a_prefix(address, network):
    assert network_of(address) == network


def test_without_an_index_the_api_says_so(client, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    response = client.get("/api/v1/search/?q=care")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert json.loads(response.content)["status"] == 503


def test_the_documents_of_the_api_load_nothing_from_elsewhere(client):
    page = client.get("/api/v1/docs").content.decode()
    assert "/api/v1/search/" in page
    assert "cdn" not in page.lower()
    assert "day, evening, weekend" in page
    schema = ask(client, "/api/v1/openapi.json")
    assert "/api/v1/courses/{course_id}/" in schema["paths"]


@pytest.mark.parametrize("path", ["search/", "suggest/", "courses/1/", "openapi.json"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_the_api_only_reads_and_says_so_as_data(client, path, method):
    response = getattr(client, method)(f"/api/v1/{path}")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response["Content-Type"] == "application/problem+json"


def test_the_head_of_an_answer_is_that_of_the_answer(client):
    head, whole = (getattr(client, method)("/api/v1/search/?q=care") for method in ("head", "get"))
    assert head.status_code == whole.status_code == 200
    assert head["Content-Type"] == whole["Content-Type"]
    assert head.content == b""

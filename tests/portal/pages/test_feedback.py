"""Was this page useful, and what nobody finds: one press, no account, nothing about a person."""

import re

import pytest
from django.test import Client

from catalogue.feedback.models import MissingReport, PageFeedback
from portal.pages import feedback_views

pytestmark = pytest.mark.django_db


def press(client: Client, answer: str = "yes", **data):
    return client.post("/useful/", {"page": "/help/cv/", "answer": answer, **data})


@pytest.mark.row(36)
@pytest.mark.parametrize("path", ["/", "/help/", "/help/cv/", "/search/", "/words/", "/about/"])
def test_every_page_asks_without_setting_a_cookie(client, home, path):
    response = client.get(path)
    html = response.content.decode()

    assert html.count("Was this page useful?") == 1
    assert f'name="page" value="{path}"' in html
    assert "csrftoken" not in response.cookies


@pytest.mark.parametrize("path", ["/nothing/", "/accounts/login/", "/cannot-find-it/"])
def test_pages_about_nothing_do_not_ask(client, home, path):
    assert "Was this page useful?" not in client.get(path).content.decode()


@pytest.mark.parametrize(("answer", "is_useful"), [("yes", True), ("no", False)])
def test_one_press_keeps_the_answer_without_a_csrf_cookie(home, answer, is_useful):
    client = Client(enforce_csrf_checks=True)

    response = press(client, answer)

    kept = PageFeedback.objects.get()
    assert response.status_code == 302
    assert (kept.path, kept.is_useful, kept.language, kept.text) == (
        "/help/cv/", is_useful, "en-gb", "",
    )  # fmt: skip


def test_the_language_is_kept_apart_from_the_address(client, home):
    client.post("/ur/useful/", {"page": "/ur/help/cv/", "answer": "no"})

    kept = PageFeedback.objects.get()
    assert (kept.path, kept.language) == ("/help/cv/", "ur")


def test_words_follow_once_and_sentences_about_a_person_are_left_out(client, home):
    thanks = press(client, "no").url
    assert "say more" in client.get(thanks).content.decode()

    client.post(thanks, {"text": "The bus is missing. My name is Jo Bloggs. Near WS1 4AB too."})
    client.post(thanks, {"text": "Again."})

    assert PageFeedback.objects.get().text == "The bus is missing. […] Near WS1 too."


@pytest.mark.parametrize(
    "token", ["", "nonsense", "MQ:1tOKEN:bad"], ids=["none", "no token", "forged"]
)
def test_nobody_adds_words_to_an_answer_that_is_not_theirs(client, home, token):
    press(client)

    response = client.post(f"/useful/thanks/?page=/&of={token}", {"text": "Hello"})

    assert response.status_code == 200
    assert PageFeedback.objects.get().text == ""


@pytest.mark.parametrize(
    "sent",
    [
        {"page": "https://evil.example/"}, {"page": "//evil.example/"}, {"page": "/x?q=jo"},
        {"answer": "perhaps"}, {"website": "https://spam.example/"}, {"page": "/" + "x" * 300},
    ],
    ids=["other site", "no scheme", "with a search", "no answer", "program", "long"],
)  # fmt: skip
def test_what_is_no_answer_is_not_kept_and_leads_nowhere_else(client, home, sent):
    response = press(client, **sent)

    assert response.status_code == 302
    assert response.url.startswith("/useful/thanks/")
    assert "evil" not in response.url
    assert not PageFeedback.objects.exists()


def test_other_sites_cannot_send_answers(home):
    response = Client(headers={"origin": "https://evil.example"}).post(
        "/useful/", {"page": "/help/", "answer": "no"}
    )

    assert response.status_code == 302
    assert not PageFeedback.objects.exists()


def test_a_network_that_presses_too_often_is_told_so(client, home, monkeypatch):
    monkeypatch.setattr(feedback_views, "MOST_ANSWERS", 2)
    answers = [press(client).status_code for _ in range(3)]

    assert answers == [302, 302, 429]
    assert PageFeedback.objects.count() == 2


def test_results_offer_to_say_what_is_missing_with_the_search_filled_in(client, home):
    form = client.get("/cannot-find-it/?q=welding&near=WS1+4AB", follow=True).content.decode()

    assert re.search(r'name="q" value="welding"', form)
    assert 'value="WS1"' in form
    assert "4AB" not in form


def test_what_is_missing_is_kept_without_what_points_to_a_person(client, home):
    response = client.post(
        "/cannot-find-it/",
        {"q": "  Evening WELDING ", "near": "ws1 4ab", "text": "After 6pm. Call 07700 900123."},
    )

    kept = MissingReport.objects.get()
    assert response.url == "/cannot-find-it/thanks/"
    assert (kept.words, kept.place) == ("evening welding", "WS1")
    assert kept.text == "After 6pm. […]"
    assert client.get(response.url).status_code == 200


def test_nothing_typed_is_an_error_told_twice(client, home):
    html = client.post("/cannot-find-it/", {"q": "", "near": "Walsall"}).content.decode()

    assert html.count("Write what you looked for") == 2
    assert "<title>Error:" in html
    assert 'value="Walsall"' in html
    assert not MissingReport.objects.exists()


def test_only_private_words_are_not_kept_at_all(client, home):
    client.post("/cannot-find-it/", {"q": "my name is jo bloggs", "text": "I am Jo Bloggs."})

    report = MissingReport.objects.first()
    assert report is None or (report.words, report.text) == ("", "[…]")


@pytest.mark.parametrize("sent", [{"website": "x"}, {}], ids=["program", "other site"])
def test_programs_and_other_sites_report_nothing(home, sent):
    origin = {} if sent else {"origin": "https://evil.example"}

    Client(headers=origin).post("/cannot-find-it/", {"q": "welding", **sent})

    assert not MissingReport.objects.exists()


@pytest.mark.parametrize(
    "origin", ["http://[", "http://[::1", "null", "\x00", "https://evil.example"]
)
@pytest.mark.parametrize(
    ("path", "data"),
    [("/useful/", {"page": "/help/", "answer": "yes"}), ("/cannot-find-it/", {"q": "welding"})],
)
def test_an_origin_that_is_no_address_is_another_site(client, home, origin, path, data):
    response = client.post(path, data, headers={"origin": origin})

    assert response.status_code == 302
    assert not PageFeedback.objects.exists()
    assert not MissingReport.objects.exists()

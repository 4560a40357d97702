"""Whether links open: asked of the sites by a button or in the background, never by a page."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from catalogue.providers.models import Organisation
from catalogue.publishing.checks import link_checks, services
from catalogue.publishing.checks.findings import GOOD, WARN
from catalogue.publishing.checks.item_page import item_page
from catalogue.publishing.enums import DraftKind, ReviewKind
from catalogue.publishing.models import Draft, Review
from tests.catalogue.feeds.fetch_server import FeedServer, plain

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)


def ask(organisation: Organisation, **content: Any) -> Review:
    draft = Draft.objects.create(
        organisation=organisation,
        kind=DraftKind.COURSE,
        title="Forklift",
        content={"title": "Forklift", "runs": []} | content,
    )
    return services.ask(
        ReviewKind.COURSE,
        organisation=organisation,
        title="Forklift",
        reasons=["FIRST"],
        sent_by=None,
        now=NOW,
        draft=draft,
    )


def found_links(review: Review) -> list[tuple[str, str]]:
    findings = item_page(review, now=NOW).findings
    return [(one.sign, one.text) for one in findings if "open" in one.text]


def test_a_link_that_opens_and_one_that_does_not(organisation: Organisation) -> None:
    def answer(head: str) -> list[bytes | float]:
        is_there = head.startswith("GET /there")
        return [plain(b"hello") if is_there else plain(b"", status="404 Not Found")]

    with FeedServer(answer=answer) as server:
        review = ask(
            organisation,
            webpage=server.url("/there"),
            how_to_join="WEBSITE",
            join_value=server.url("/gone"),
        )
        answers = link_checks.check_links(review, now=NOW, reach=server.reach())

    assert [(one.opens, bool(one.words)) for one in answers] == [(True, False), (False, True)]
    assert [sign for sign, _text in found_links(Review.objects.get())] == [GOOD, WARN]


def test_what_a_link_answered_is_said_in_the_language_of_the_moderator(
    organisation: Organisation,
) -> None:
    with FeedServer(answer=lambda _head: [plain(b"", status="404 Not Found")]) as server:
        review = ask(organisation, webpage=server.url())
        link_checks.check_links(review, now=NOW, reach=server.reach())

    with override("pl"):
        [finding] = item_page(Review.objects.get(), now=NOW).findings[:1]

    assert finding.text.startswith("Link się nie otwiera: ")
    assert "Strona odpowiedziała błędem" in finding.text
    assert "404" not in finding.text


def test_a_page_larger_than_we_read_opens(organisation: Organisation) -> None:
    with FeedServer(answer=lambda _head: [plain(b"x" * 700_000)]) as server:
        review = ask(organisation, webpage=server.url())
        [answer] = link_checks.check_links(review, now=NOW, reach=server.reach())

    assert answer.opens


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/admin/", "http://169.254.169.254/", "http://[::1]/"],
)
def test_no_machine_inside_is_asked(organisation: Organisation, url: str) -> None:
    review = ask(organisation, webpage=url)

    answers = link_checks.check_links(review, now=NOW)

    assert [one.opens for one in answers] == [False] * len(answers)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.example/", "file:///etc/passwd"])
def test_what_is_no_web_address_is_never_asked(organisation: Organisation, url: str) -> None:
    assert link_checks.links_to_check(ask(organisation, webpage=url)) == []


def test_five_links_at_most_are_asked(organisation: Organisation) -> None:
    names = ("webpage", "apply_url", "source_url", "employer_website", "website")
    many = {name: f"https://{name.replace('_', '-')}.example/" for name in names}
    review = ask(organisation, **many, how_to_join="WEBSITE", join_value="https://sixth.example/")

    assert len(link_checks.links_to_check(review)) == 5


def test_the_page_itself_asks_nobody_and_the_button_does(
    moderator: Client, organisation: Organisation
) -> None:
    review = ask(organisation, webpage="http://127.0.0.1:1/")

    moderator.get(reverse("publishing:check", args=[review.pk]))
    review.refresh_from_db()
    before = review.checks
    refused = moderator.get(reverse("publishing:check_links", args=[review.pk]))
    moderator.post(reverse("publishing:check_links", args=[review.pk]))
    review.refresh_from_db()

    assert (before, refused.status_code) == ({}, 405)
    assert [one["opens"] for one in review.checks["links"]] == [False]


def test_what_links_answered_stays_with_the_decision(
    moderator: Client, organisation: Organisation
) -> None:
    review = ask(organisation, webpage="http://127.0.0.1:1/")
    link_checks.check_links(review, now=NOW)

    services.send_back(review, actor=None, comment="No.", now=NOW)

    assert Review.objects.get().checks["links"]

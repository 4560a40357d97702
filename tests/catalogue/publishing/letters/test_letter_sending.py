"""Letters to people of organisations: written once, sent once, tried again, given up."""

import datetime
import smtplib
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections

from catalogue.publishing.enums import LetterKind, LetterState
from catalogue.publishing.letter_sending import MOST_TRIES, prune_letters, send_due
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import Letter
from portal.core.mail_post import LEASE, PAUSES
from tests.catalogue.events.bookings.conftest import own_database
from tests.factories import OrganisationFactory

__all__ = ["own_database"]  # a fixture
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
REFUSING = "tests.catalogue.publishing.letters.test_letter_sending.Refusing"
BROKEN = "tests.catalogue.publishing.letters.test_letter_sending.Broken"


class Refusing(BaseEmailBackend):
    """A server that answers and takes no letter for now."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPDataError(451, b"later")


class Broken(BaseEmailBackend):
    """A server that is away."""

    def open(self) -> bool:
        raise ConnectionRefusedError


def write(**values: Any) -> Letter:
    facts = {"title": "Forklift truck", "kind": "COURSE", "comment": "", "name": "Lena"}
    facts |= values.pop("facts", {})
    letter = write_letter(
        values.pop("kind", LetterKind.REVIEW_APPROVED),
        email=values.pop("email", "lena@lockgate.example"),
        organisation=values.pop("organisation", None) or OrganisationFactory(),
        now=NOW,
        facts=facts,
        **values,
    )
    assert letter is not None
    return letter


@pytest.mark.django_db
def test_a_letter_is_sent_once_and_what_it_said_is_forgotten() -> None:
    letter = write(facts={"comment": "Good words."})

    first = send_due(now=NOW)
    second = send_due(now=NOW + DAY)

    letter.refresh_from_db()
    assert (first["sent"], second["sent"], len(mail.outbox)) == (1, 0, 1)
    assert (letter.state, letter.facts) == (LetterState.SENT, {})
    message: Any = mail.outbox[0]
    assert message.to == ["lena@lockgate.example"]
    assert message.subject == "Approved: Forklift truck"
    assert "Good words." in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
def test_it_goes_out_after_the_commit_and_not_before(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Letter.objects.filter(pk=write().pk).update(due_at=NOW - 400 * DAY)
        assert mail.outbox == []

    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_letter_with_a_key_is_written_once() -> None:
    write(once_key="expiry:7:2026-11-26")

    again = write_letter(
        LetterKind.EXPIRY,
        email="lena@lockgate.example",
        organisation=None,
        now=NOW,
        once_key="expiry:7:2026-11-26",
    )

    assert again is None
    assert Letter.objects.count() == 1


@pytest.mark.django_db
def test_a_letter_that_fails_is_tried_again_with_growing_pauses_and_then_given_up(
    settings: Any,
) -> None:
    settings.EMAIL_BACKEND = REFUSING
    letter = write()
    moment = NOW

    for pause in PAUSES:
        assert send_due(now=moment)["later"] == 1
        letter.refresh_from_db()
        assert pause <= letter.due_at - moment < pause + datetime.timedelta(minutes=1)
        assert send_due(now=letter.due_at - datetime.timedelta(seconds=1)) == {
            "sent": 0,
            "later": 0,
            "given_up": 0,
        }
        moment = letter.due_at
    assert send_due(now=moment)["given_up"] == 1

    letter.refresh_from_db()
    assert (letter.state, letter.tries) == (LetterState.GIVEN_UP, MOST_TRIES)


@pytest.mark.django_db
def test_a_server_that_is_away_costs_no_letter_a_try(settings: Any) -> None:
    settings.EMAIL_BACKEND = BROKEN
    letters = [write() for _letter in range(3)]

    counts = send_due(now=NOW)

    assert counts == {"sent": 0, "later": 1, "given_up": 0}
    for letter in letters:
        letter.refresh_from_db()
        assert (letter.state, letter.tries) == (LetterState.WAITING, 0)


@pytest.mark.django_db
def test_a_letter_that_cannot_be_written_keeps_back_no_other() -> None:
    broken = write()
    Letter.objects.filter(pk=broken.pk).update(kind="NO_SUCH")
    write()

    assert send_due(now=NOW) == {"sent": 1, "later": 1, "given_up": 0}


@pytest.mark.django_db
def test_a_claim_of_a_dead_worker_runs_out() -> None:
    letter = write()
    Letter.objects.filter(pk=letter.pk).update(tries=1, due_at=NOW + LEASE)

    assert send_due(now=NOW + LEASE - DAY)["sent"] == 0
    assert send_due(now=NOW + LEASE)["sent"] == 1


@pytest.mark.django_db
def test_people_of_the_demonstration_get_no_letter() -> None:
    letter = write(email="lena@example.org")

    assert send_due(now=NOW) == {"sent": 0, "later": 0, "given_up": 1}
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == (LetterState.GIVEN_UP, [])


@pytest.mark.usefixtures("own_database")
def test_four_workers_at_the_same_moment_send_each_letter_once() -> None:
    organisation = OrganisationFactory()
    for number in range(12):
        write(organisation=organisation, email=f"p{number}@lockgate.example")
    Letter.objects.update(state=LetterState.WAITING, due_at=NOW)
    mail.outbox = []
    together = threading.Barrier(4)

    def work(_worker: int) -> int:
        try:
            together.wait()
            return send_due(now=NOW)["sent"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(work, range(4)))

    assert sent == 12
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        f"p{number}@lockgate.example" for number in range(12)
    )


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [LetterKind.REVIEW_APPROVED, LetterKind.REVIEW_RETURNED], ids=str)
def test_hostile_texts_become_no_markup_no_header_and_no_link(kind: LetterKind) -> None:
    letter = write(
        kind=kind,
        facts={
            "title": "<script>alert(1)</script>\r\nBcc: a@evil.example",
            "name": "Lena\nhttps://evil.example/x",
            "comment": "<b>bold</b>\nhttps://evil.example/x\n\u202egnihton",
        },
    )

    subject, text, html = render_letter(letter)

    assert "\n" not in subject
    assert "<script" not in html
    assert "<b>" not in html
    assert 'href="https://evil.example' not in html
    assert "\nBcc:" not in text
    assert "\u202e" not in text + html
    assert "Lena https://evil.example/x," in text


@pytest.mark.django_db
def test_a_letter_is_in_the_language_of_its_reader() -> None:
    _subject, _text, html = render_letter(write(language="ur"))

    assert 'lang="ur" dir="rtl"' in html


@pytest.mark.django_db
def test_letters_go_thirty_days_after_they_were_sent() -> None:
    old, young, waiting, given_up = (write() for _letter in range(4))
    Letter.objects.filter(pk=old.pk).update(state=LetterState.SENT, sent_at=NOW - 31 * DAY)
    Letter.objects.filter(pk=young.pk).update(state=LetterState.SENT, sent_at=NOW - 29 * DAY)
    Letter.objects.filter(pk=given_up.pk).update(state=LetterState.GIVEN_UP)
    Letter.objects.exclude(pk=young.pk).update(created_at=NOW - 31 * DAY)

    assert prune_letters(NOW - 30 * DAY) == 2
    assert set(Letter.objects.all()) == {young, waiting}

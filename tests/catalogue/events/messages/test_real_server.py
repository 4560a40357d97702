"""Django's own SMTP backend against a server of a few lines: what arrives, and what goes wrong."""

import socketserver
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy

import pytest
import time_machine
from django_tasks import default_task_backend

from catalogue.events.bookings import notices, sending
from catalogue.events.bookings.records import Notice
from catalogue.events.bookings.tasks import AT_ONCE, send_notices
from catalogue.events.enums import NoticeKind, NoticeState
from tests.event_factories import NOW, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db


class Conversation(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321 for one client."""

    server: "MailServer"

    def handle(self) -> None:
        self.server.connections += 1
        self._say("220 ready")
        for line in self.rfile:
            command = line.decode().strip()
            name = command[:4].upper()
            if name == "QUIT":
                self._say("221 bye")
                return
            if name == "DATA":
                self._data()
            elif name == "RCPT" and any(one in command for one in self.server.refused):
                self._say("550 no such person")
            elif name == "RCPT" and any(one in command for one in self.server.hung_up_on):
                return
            else:
                self._say("250 yes")

    def _data(self) -> None:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.received.append(b"".join(lines))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received: list[bytes] = []
        self.refused: set[str] = set()
        self.hung_up_on: set[str] = set()
        self.connections = 0


@pytest.fixture
def server(settings) -> Iterator[MailServer]:
    with MailServer() as started:
        threading.Thread(target=started.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = started.server_address
        yield started
        started.shutdown()


@pytest.fixture
def date():
    return make_date(make_event(title="Jobs fair"), capacity=100)


def queue_confirmed(date, **facts) -> Notice:
    return notices.queue(make_booking(date, **facts), NoticeKind.CONFIRMED, now=NOW)


@pytest.mark.parametrize("language", ["en-gb", "ur"])
def test_what_arrives_is_what_was_written(server, date, language):
    notice = queue_confirmed(date, language=language)
    assert sending.send_due(now=NOW)["sent"] == 1
    [raw] = server.received
    message = message_from_bytes(raw, policy=policy.default)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        *("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar")
    ]
    body = message.get_body(("plain",))
    assert body is not None
    assert notice.booking.reference in body.get_content()
    assert "Jobs fair" in message["Subject"]


def test_many_messages_take_one_connection(server, date):
    for _ in range(10):
        queue_confirmed(date)
    assert sending.send_due(now=NOW)["sent"] == 10
    assert (len(server.received), server.connections) == (10, 1)


def test_one_refused_and_one_hung_up_on_keep_back_nobody(server, date):
    found = [queue_confirmed(date) for _ in range(4)]
    server.refused = {found[0].booking.email}
    server.hung_up_on = {found[2].booking.email}
    assert sending.send_due(now=NOW) == {"sent": 2, "dropped": 0, "later": 1, "failed": 1}
    states = [Notice.objects.get(pk=notice.pk).state for notice in found]
    assert states == [
        NoticeState.FAILED,
        NoticeState.SENT,
        NoticeState.QUEUED,
        NoticeState.SENT,
    ]


def test_a_port_where_nobody_listens_costs_no_attempt(server, date, settings):
    server.shutdown()
    server.server_close()
    notice = queue_confirmed(date)
    assert sending.send_due(now=NOW)["later"] == 1
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (NoticeState.QUEUED, 0)


def test_a_server_that_says_nothing_is_given_up_soon(date, settings):
    settings.EMAIL_TIMEOUT = 0.2
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    class Silent(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(1)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Silent) as silent:
        silent.daemon_threads = True
        threading.Thread(target=silent.serve_forever, daemon=True).start()
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.server_address
        found = [queue_confirmed(date) for _ in range(20)]
        assert sending.send_due(now=NOW)["later"] == 1
        silent.shutdown()
    assert {Notice.objects.get(pk=one.pk).state for one in found} == {NoticeState.QUEUED}


@time_machine.travel(NOW, tick=False)
def test_a_worker_goes_on_until_nothing_is_left(date, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for _ in range(AT_ONCE + 5):
        queue_confirmed(date)
    with_rest = len(default_task_backend.results)

    send_notices.call()
    assert Notice.objects.filter(state=NoticeState.SENT).count() == AT_ONCE
    assert len(default_task_backend.results) == with_rest + 1

    send_notices.call()
    assert Notice.objects.filter(state=NoticeState.SENT).count() == AT_ONCE + 5
    assert len(default_task_backend.results) == with_rest + 1

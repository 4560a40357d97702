"""Sending what waits to be told: each message is claimed first, so that two workers send it once.

A worker that dies between its claim and its note that the message is sent leaves a stale claim.
After a ``LEASE`` somebody else takes the message up again, because a person who is never told
that an event is off stands before a closed door, and one who is told twice does not. Only a death
in the moment between the mail server's yes and our note repeats a message; it then carries the same
``Message-ID``, by which most mail programs show it once.
"""

import datetime
import logging
import time
import traceback
from collections import Counter

from django.db.models import Case, F, Q, QuerySet, Value, When

from catalogue.events.bookings.limits import same_contact
from catalogue.events.bookings.messages.delivery import Delivery
from catalogue.events.bookings.notice_truth import reason_to_drop
from catalogue.events.bookings.records import Notice
from catalogue.events.bookings.turns import in_turn
from catalogue.events.enums import Channel, NoticeKind, NoticeState
from portal.core.mail_post import (
    LEASE,
    PAUSE_OF_SERVER,
    PAUSES,
    Undelivered,
    Unreachable,
)

log = logging.getLogger(__name__)

MOST_IN_A_RUN = 5_000
CHUNK = 50
MOST_ATTEMPTS = len(PAUSES) + 1
# So many failures one after another are the server's, not the messages'.
MOST_FAILURES_IN_A_ROW = 5
# More to one email address or phone number in an hour waits, apart from what cannot wait.
MOST_AN_HOUR = 6
HOUR = datetime.timedelta(hours=1)
URGENT = (
    NoticeKind.OFFERED,
    NoticeKind.EVENT_CHANGED,
    NoticeKind.EVENT_CANCELLED,
    NoticeKind.REMINDER_HOURS,
)


def send_due(*, now: datetime.datetime, limit: int = MOST_IN_A_RUN) -> dict[str, int]:
    """Send what is due, what is urgent first. Return how many were what.

    ``{"sent": 12, "dropped": 1, "later": 2, "failed": 0}``; ``later`` counts those that failed and
    are tried again, and those that wait because a person had much mail.
    """
    run = _Run(now)
    try:
        while (handled := run.counts.total()) < limit:
            ids = run.next_ids(min(CHUNK, limit - handled))
            if not ids:
                break
            for pk in ids:
                run.handle(pk)
    finally:
        run.delivery.close()
    return {name: run.counts[name] for name in ("sent", "dropped", "later", "failed")}


def send_again(notices: QuerySet[Notice], *, now: datetime.datetime) -> int:
    """Put messages that could not be sent back in the queue. Return how many."""
    return notices.filter(state=NoticeState.FAILED).update(
        state=NoticeState.QUEUED, attempts=0, due_at=now, problem=""
    )


class _Run:
    """One go through the queue. It holds no lock: a claim is one conditional UPDATE."""

    def __init__(self, now: datetime.datetime) -> None:
        self.counts: Counter[str] = Counter()
        self.delivery = Delivery()
        self._unreachable: set[str] = set()
        self._failures: Counter[str] = Counter()
        self._now = now
        self._began = time.monotonic()

    def moment(self) -> datetime.datetime:
        """Return the present moment. A claim made late in a long run must not look stale."""
        return self._now + datetime.timedelta(seconds=time.monotonic() - self._began)

    def next_ids(self, number: int) -> list[int]:
        """Return the ids of what is due, what is urgent first."""
        due = Notice.objects.filter(_due(self.moment())).exclude(channel__in=self._unreachable)
        is_urgent = Case(When(kind__in=URGENT, then=Value(0)), default=Value(1))
        return list(due.order_by(is_urgent, "due_at", "pk").values_list("pk", flat=True)[:number])

    def handle(self, pk: int) -> None:
        """Claim a message and send it, unless somebody else did or it is no longer true."""
        claimed_at = self.moment()
        mine = Notice.objects.filter(pk=pk)
        reachable = mine.exclude(channel__in=self._unreachable)
        if not reachable.filter(_due(claimed_at)).update(
            state=NoticeState.SENDING, claimed_at=claimed_at, attempts=F("attempts") + 1
        ):
            return
        notice = _fetched(pk)
        if notice is None:  # somebody deleted their booking at this moment
            return
        claim = mine.filter(state=NoticeState.SENDING, claimed_at=claimed_at)
        told = None
        try:
            told = self._deliver(notice, claim)
        except Unreachable as error:
            self._unreachable.add(notice.channel)
            self._put_back(notice, claim, pause=PAUSE_OF_SERVER, problem=error.problem)
        except Undelivered as error:
            self._note_failure(notice, claim, error.problem, is_final=error.is_final)
        except Exception as error:  # a message that cannot be written must not keep back the others
            # Without the traceback: its last line repeats values, which are a person's.
            log.error("Message %s could not be written: %s.", pk, _where(error))
            self._note_failure(notice, claim, type(error).__name__, is_final=False)
        if told is not None:  # out here: it is sent, so nothing that fails now may queue it again
            self._note_sent(notice, claim, told)

    def _deliver(self, notice: Notice, claim: QuerySet[Notice]) -> dict[str, str] | None:
        """Send a message and return what it told; None when it was dropped or put back."""
        now = self.moment()
        if reason := reason_to_drop(notice, now=now):
            self._finish(claim, "dropped", state=NoticeState.DROPPED, problem=reason)
            return None
        if notice.attempts > MOST_ATTEMPTS:  # each time the worker that had it died
            raise Undelivered("given up after crashes", is_final=True)
        if until := _has_much_until(notice, now=now):
            # Not the message's fault: it costs no attempt.
            self._put_back(notice, claim, pause=until - now, problem="")
            return None
        return self.delivery.send(notice, now=now)

    def _note_sent(self, notice: Notice, claim: QuerySet[Notice], told: dict[str, str]) -> None:
        self._failures[notice.channel] = 0
        self._finish(
            claim,
            "sent",
            state=NoticeState.SENT,
            sent_at=self.moment(),
            problem="",
            facts={**notice.facts, "told": told},
        )

    def _put_back(
        self, notice: Notice, claim: QuerySet[Notice], *, pause: datetime.timedelta, problem: str
    ) -> None:
        self._finish(
            claim,
            "later",
            state=NoticeState.QUEUED,
            attempts=notice.attempts - 1,
            due_at=self.moment() + pause,
            problem=problem,
        )

    def _note_failure(
        self, notice: Notice, claim: QuerySet[Notice], problem: str, *, is_final: bool
    ) -> None:
        self._failures[notice.channel] += not is_final
        if self._failures[notice.channel] >= MOST_FAILURES_IN_A_ROW:
            self._unreachable.add(notice.channel)
        if not is_final and notice.attempts < MOST_ATTEMPTS:
            due_at = self.moment() + PAUSES[notice.attempts - 1]
            self._finish(claim, "later", state=NoticeState.QUEUED, due_at=due_at, problem=problem)
        elif notice.channel == Channel.EMAIL and notice.booking.phone:
            again = {"state": NoticeState.QUEUED, "channel": Channel.SMS, "attempts": 0}
            self._finish(claim, "later", due_at=self.moment(), problem=problem, **again)
        else:
            self._finish(claim, "failed", state=NoticeState.FAILED, problem=problem)

    def _finish(self, claim: QuerySet[Notice], name: str, **values: object) -> None:
        """Write how it went, unless the claim is no longer ours.

        Again when the database was merely busy: what was sent and not noted would go out twice.
        """
        self.counts[name] += in_turn(lambda: claim.update(**values))


def _due(now: datetime.datetime) -> Q:
    queued = Q(state=NoticeState.QUEUED, due_at__lte=now)
    return queued | Q(state=NoticeState.SENDING, claimed_at__lte=now - LEASE)


def _fetched(pk: int) -> Notice | None:
    event = "booking__date__event"
    fetched = Notice.objects.select_related(
        f"{event}__locale", f"{event}__venue", f"{event}__organiser"
    )
    return fetched.filter(pk=pk).first()


def _has_much_until(notice: Notice, *, now: datetime.datetime) -> datetime.datetime | None:
    """Return when somebody who had much mail in the last hour can have more; None: at once."""
    if notice.kind in URGENT:
        return None
    name = "email" if notice.channel == Channel.EMAIL else "phone"
    contact = getattr(notice.booking, name)
    lately = Notice.objects.filter(
        state=NoticeState.SENT, channel=notice.channel, sent_at__gt=now - HOUR
    )
    if name == "email":
        # One mailbox has many addresses ("amina+fair@"), all with the same begin and end.
        end = contact[contact.rfind("@") :]
        lately = lately.filter(
            booking__email__istartswith=contact[0], booking__email__iendswith=end
        )
    else:
        lately = lately.filter(booking__phone=contact)
    sent = lately.order_by("-sent_at").values_list(f"booking__{name}", "sent_at")
    times = [at for to, at in sent if same_contact(to) == same_contact(contact)]
    return times[MOST_AN_HOUR - 1] + HOUR if len(times) >= MOST_AN_HOUR else None


def _where(error: Exception) -> str:
    """Return ``"KeyError at compose.py:12"``: where it happened, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"

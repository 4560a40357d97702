"""Sending what waits in the outbox of letters: each is claimed first, so two workers send it once.

A claim is one conditional UPDATE that counts a try and moves ``due_at`` to the end of a lease. A
worker that dies lets the lease run out, and the letter is tried again; it then has the same
Message-ID. How a letter is written stands in ``letter_writing``.
"""

import datetime
import logging
import time
from collections import Counter

from django.db.models import F, QuerySet

from catalogue.publishing.enums import LetterState
from catalogue.publishing.letter_writing import mail_of
from catalogue.publishing.models import Letter
from portal.core.mail_post import (
    LEASE,
    PAUSE_OF_SERVER,
    PAUSES,
    MailPost,
    Undelivered,
    Unreachable,
)
from portal.core.pruning import delete_rows

log = logging.getLogger(__name__)

MOST_IN_A_RUN = 2_000
CHUNK = 50
MOST_TRIES = len(PAUSES) + 1
# So many failures one after another are the server's, not the letters'.
MOST_FAILURES_IN_A_ROW = 5
# RFC 2606 keeps it for examples. People of the demonstration have it, and get no letter.
INVENTED_MAIL = "@example.org"


def send_due(*, now: datetime.datetime, limit: int = MOST_IN_A_RUN) -> dict[str, int]:
    """Send what is due. Return how many were what: ``{"sent": 3, "later": 1, "given_up": 0}``."""
    run = _Run(now)
    try:
        while run.counts.total() < limit and not run.is_stopped:
            ids = run.next_ids(min(CHUNK, limit - run.counts.total()))
            if not ids:
                break
            for pk in ids:
                run.handle(pk)
    finally:
        run.post.close()
    return {name: run.counts[name] for name in ("sent", "later", "given_up")}


def prune_letters(before: datetime.datetime) -> int:
    """Delete letters that were sent, or written and given up, before a moment."""
    old = Letter.objects.filter(sent_at__lt=before) | Letter.objects.filter(
        state=LetterState.GIVEN_UP, created_at__lt=before
    )
    return delete_rows(old)


class _Run:
    """One go through the outbox. It holds no lock."""

    def __init__(self, now: datetime.datetime) -> None:
        self.counts: Counter[str] = Counter()
        self.post = MailPost()
        self.is_stopped = False
        self._failures = 0
        self._now = now
        self._began = time.monotonic()

    def moment(self) -> datetime.datetime:
        """Return the present moment. A claim made late in a long run must not look old."""
        return self._now + datetime.timedelta(seconds=time.monotonic() - self._began)

    def next_ids(self, number: int) -> list[int]:
        """Return the ids of what is due, the oldest first."""
        due = _due(self.moment()).order_by("due_at", "pk")
        return list(due.values_list("pk", flat=True)[:number])

    def handle(self, pk: int) -> None:
        """Claim a letter and send it, unless somebody else did."""
        moment = self.moment()
        if self.is_stopped or not _due(moment).filter(pk=pk).update(
            tries=F("tries") + 1, due_at=moment + LEASE
        ):
            return
        letter = Letter.objects.select_related("organisation").filter(pk=pk).first()
        if letter is None:  # its organisation was deleted at this moment
            return
        claim = Letter.objects.filter(pk=pk, state=LetterState.WAITING, tries=letter.tries)
        if letter.email.lower().endswith(INVENTED_MAIL) or letter.tries > MOST_TRIES:
            self._finish(claim, "given_up", state=LetterState.GIVEN_UP, facts={})
            return
        is_sent = False
        try:
            self.post.send(mail_of(letter))
            is_sent = True
        except Unreachable as error:
            self._put_back(letter, claim, problem=error.problem)
        except Undelivered as error:
            self._failures += not error.is_final
            self._note_failure(letter, claim, error.problem, is_final=error.is_final)
        except Exception as error:  # one that cannot be written must not keep back the others
            # Without the traceback: its last line repeats values, which are a person's.
            self._note_failure(letter, claim, type(error).__name__, is_final=False)
        if is_sent:  # out here: nothing that fails now may send it again
            self._failures = 0
            # What it said is no longer needed: an invitation holds a key.
            self._finish(claim, "sent", state=LetterState.SENT, sent_at=self.moment(), facts={})

    def _put_back(self, letter: Letter, claim: QuerySet[Letter], *, problem: str) -> None:
        log.warning("Letters wait: %s.", problem)
        self.is_stopped = True
        self._finish(claim, "later", tries=letter.tries - 1, due_at=self.moment() + PAUSE_OF_SERVER)

    def _note_failure(
        self, letter: Letter, claim: QuerySet[Letter], problem: str, *, is_final: bool
    ) -> None:
        log.error("Letter %s (%s) was not sent: %s.", letter.pk, letter.kind, problem)
        self.is_stopped = self._failures >= MOST_FAILURES_IN_A_ROW
        if is_final or letter.tries >= MOST_TRIES:
            self._finish(claim, "given_up", state=LetterState.GIVEN_UP, facts={})
        else:
            self._finish(claim, "later", due_at=self.moment() + PAUSES[letter.tries - 1])

    def _finish(self, claim: QuerySet[Letter], name: str, **values: object) -> None:
        """Write how it went, unless the claim is no longer ours."""
        self.counts[name] += claim.update(**values)


def _due(moment: datetime.datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(state=LetterState.WAITING, due_at__lte=moment)

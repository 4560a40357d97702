"""Whether the links of what was sent open. Asked of the sites in the background or by a button."""

import datetime
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django_tasks import default_task_backend, task

from catalogue.feeds.fetch import PUBLIC, Reach, fetch
from catalogue.feeds.fetch_connection import Limits
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.publishing.checks.course_words import links_of
from catalogue.publishing.models import Review
from portal.core.clock import now as present
from portal.core.prose import web_address

# Somebody waits for it, so it takes little: five links, a few seconds each.
MOST_LINKS = 5
LIMITS = Limits(
    connect_seconds=3.0, read_seconds=4.0, total_seconds=8.0, max_bytes=512 * 1024, max_redirects=4
)
# Answers that show that the page is there, though we do not read it.
_OPENS = frozenset({"TOO_LARGE", "COMPRESSION", "CUT_OFF"})
LINKS = "links"


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """``LinkAnswer("https://lockgate.example/", True, "", "2026-11-26T10:00:00+00:00")``.

    ``words`` are English; ``code`` is that of the refusal, to say it in another language.
    """

    url: str
    opens: bool
    words: str
    at: str
    code: str = ""


def links_to_check(review: Review) -> list[str]:
    """Return the links of what waits: of the draft, or the website of who wants to join."""
    if review.draft:
        links: Iterable[str] = links_of(review.draft.content)
    elif review.join_request:
        links = [review.join_request.website]
    elif review.organisation and review.kind == "PROFILE":
        links = [review.organisation.website]
    else:
        links = []
    return [url for url in dict.fromkeys(map(web_address, links)) if url][:MOST_LINKS]


def check_links(
    review: Review, *, now: datetime.datetime, reach: Reach = PUBLIC
) -> list[LinkAnswer]:
    """Ask each link whether it opens, and keep the answers with the check."""
    answers = [_asked(url, now=now, reach=reach) for url in links_to_check(review)]
    with transaction.atomic():
        # A decision may have been made while we waited for the sites.
        row = Review.objects.select_for_update().get(pk=review.pk)
        row.checks = {**row.checks, LINKS: [asdict(answer) for answer in answers]}
        row.save(update_fields=["checks"])
    review.checks = row.checks
    return answers


def answers_of(review: Review) -> list[LinkAnswer]:
    """Return what the links answered last."""
    rows: Any = review.checks.get(LINKS, [])
    return [LinkAnswer(**row) for row in rows]


def _asked(url: str, *, now: datetime.datetime, reach: Reach) -> LinkAnswer:
    try:
        with fetch(url, accept="text/html,*/*", limits=LIMITS, reach=reach):
            return LinkAnswer(url, True, "", now.isoformat())
    except FetchRefusedError as error:
        if error.code in _OPENS:
            return LinkAnswer(url, True, "", now.isoformat())
        return LinkAnswer(url, False, error.message, now.isoformat(), error.code)


@task()
def check_links_of(review_id: int) -> None:
    """Check the links of what was sent a moment ago."""
    review = Review.objects.filter(pk=review_id).first()
    if review:
        check_links(review, now=present())


def check_links_soon(review: Review) -> None:
    """Check the links after the commit; without a worker nobody waits for it: there is a button."""
    if default_task_backend.supports_defer and links_to_check(review):
        transaction.on_commit(lambda: check_links_of.enqueue(review.pk), robust=True)

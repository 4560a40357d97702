"""The words by which an event is found."""

import re
from collections.abc import Iterable, Sequence

from wagtail.blocks import StreamValue

from catalogue.events.pages import EventPage, Exhibitor
from portal.core.structured import lines_of
from search.builders.event_codes import KIND_WORDS

SHARED_FACT = re.compile(r"\[\[[^\]]*\]\]")


def subject_text(event: EventPage, sectors: Iterable[str]) -> str:
    """Return words by which people ask for such an event: its kind and its sectors."""
    return " ".join(filter(None, [KIND_WORDS.get(event.kind, ""), *sectors]))


def provider_text(event: EventPage, exhibitors: Sequence[Exhibitor]) -> str:
    """Return the names of who invites, of the place and of who has a stand."""
    organiser, venue = event.organiser, event.venue
    names = [organiser.name, organiser.trading_name]
    if venue:
        names += [venue.name, venue.town]
    names += [one.organisation.name for one in exhibitors]
    return " ".join(dict.fromkeys(filter(None, names)))


def about_text(
    page: EventPage, source: EventPage, exhibitors: Sequence[Exhibitor], roles: Sequence[str]
) -> str:
    """Return the texts of the page, its talks, and the roles that people can ask about."""
    wanted = [line for one in exhibitors for line in lines_of(one.roles_wanted)]
    talks = [f"{one.title} {one.summary}".strip() for one in source.sessions.all()]
    body = _words(page.body) or _words(source.body)
    parts = [page.summary or source.summary, body, *talks, " · ".join(wanted), " · ".join(roles)]
    return "\n".join(filter(None, parts))


def _words(body: StreamValue) -> str:
    """Return all words of the blocks, without the names of shared facts."""
    parts = body.stream_block.get_searchable_content(body)
    return SHARED_FACT.sub("", "\n".join(str(part) for part in parts))

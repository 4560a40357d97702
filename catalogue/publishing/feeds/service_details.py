"""The whole services of an Open Referral UK list, which by its standard may leave out their places.

``/services`` need not hold what belongs to a service, such as its places and times; then
``/services/<id>`` does.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.refusal import FileRefusedError

TOO_LONG = "FEED_TOO_LONG"
LIST_NAME = "services"
TOLD_IN_FULL = frozenset({"service_at_locations", "schedules"})
MOST_SERVICES = 1_000
# A site that answers none of the first ones has no such addresses.
MOST_MISSED = 3


def is_short(service: Any) -> bool:
    """Say whether an entry of a list leaves out where and when the service is."""
    return isinstance(service, dict) and bool(service.get("id")) and not TOLD_IN_FULL & set(service)


def with_details(services: list[Any], *, base: str, ask: Callable[[str], Any]) -> list[Any]:
    """Return a list with each short service as its own address tells it.

    What has no such address stays as the list has it. ``ask`` returns the JSON of an address, and
    raises FetchRefusedError; one that passes, such as a site that is busy, ends the fetch.
    """
    parts = urlsplit(base)
    path = parts.path.rstrip("/")
    short = [str(one["id"]) for one in services if is_short(one)]
    if not short or path.rsplit("/", 1)[-1] != LIST_NAME:
        return services
    if len(short) > MOST_SERVICES:
        raise too_long()
    whole: dict[str, Any] = {}
    missed = 0
    for identifier in short:
        try:
            told = ask(urlunsplit((*parts[:2], f"{path}/{quote(identifier, safe='')}", "", "")))
        except FetchRefusedError as error:
            if error.is_passing:
                raise
            missed += 1
            if missed >= MOST_MISSED and not whole:
                break
            continue
        if isinstance(told, dict) and str(told.get("id")) == identifier:
            whole[identifier] = told
    return [whole.get(str(one["id"]), one) if is_short(one) else one for one in services]


def too_long() -> FileRefusedError:
    """Return the refusal of a feed that would take too many questions."""
    return FileRefusedError(TOO_LONG, _("The feed has too many pages. Ask for a shorter one."))

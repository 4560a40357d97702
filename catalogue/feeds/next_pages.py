"""Where a feed in pages goes on: on the same site, read as strictly as what a person typed."""

from django.utils.translation import gettext as _

from catalogue.feeds.fetch_addresses import next_address, read_address
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.refusal import FileRefusedError

ANY_PORT = frozenset(range(1, 65536))  # here an address is only taken apart: fetching judges it


def next_page(base: str, following: str) -> str:
    """Return the whole address of a next page. Raises FileRefusedError for one elsewhere."""
    here = read_address(base, ports=ANY_PORT)
    try:
        address = next_address(here, following, ports=ANY_PORT)
    except FetchRefusedError as error:
        raise _elsewhere() from error
    if address.host != here.host:
        raise _elsewhere()
    return str(address)


def _elsewhere() -> FileRefusedError:
    return FileRefusedError(
        "FEED_ELSEWHERE",
        _("The next page of the feed is on another site. Ask for a feed on one site."),
    )

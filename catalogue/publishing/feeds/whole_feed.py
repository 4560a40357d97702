"""A feed as one file, however many pages it comes in. Only ``fetch`` asks an address."""

import hashlib
import io
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.utils.translation import gettext as _

from catalogue.feeds.fetch import Fetched, fetch
from catalogue.feeds.fetch_connection import Limits
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.json_files import looks_like_json
from catalogue.feeds.json_reading import read_json
from catalogue.feeds.next_pages import next_page
from catalogue.feeds.refusal import FileRefusedError
from catalogue.publishing.feeds.service_details import TOO_LONG, too_long, with_details

Fetcher = Callable[..., Fetched]

ACCEPT = "application/xml, text/csv, application/json, */*;q=0.5"
MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 100
MAX_SECONDS = 300
LIMITS = Limits(max_bytes=MAX_BYTES)


@dataclass(slots=True)
class WholeFeed:
    """What a feed says now. ``body`` is None when the site says that nothing changed. Close it."""

    body: IO[bytes] | None
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    file_name: str = ""


def fetch_whole(
    address: str, *, etag: str = "", last_modified: str = "", fetcher: Fetcher = fetch
) -> WholeFeed:
    """Fetch a feed. Raises FetchRefusedError and FileRefusedError, with words."""
    with fetcher(
        address, etag=etag, last_modified=last_modified, accept=ACCEPT, limits=LIMITS
    ) as first:
        if first.is_unchanged or first.body is None:
            return WholeFeed(None)
        name = urlsplit(first.final_url).path.rsplit("/", 1)[-1] or "feed"
        if looks_like_json(first.body):  # type: ignore[arg-type]  # a file of bytes
            pages = _Pages(first, fetcher=fetcher)
            if pages.read():
                content = pages.content()
                digest = hashlib.sha256(content).hexdigest()
                return WholeFeed(io.BytesIO(content), digest, file_name=name)
        body = tempfile.SpooledTemporaryFile(max_size=1024 * 1024)  # noqa: SIM115  # given away
        first.body.seek(0)
        while piece := first.body.read(256 * 1024):
            body.write(piece)
        body.seek(0)
        return WholeFeed(body, first.sha256, first.etag, first.last_modified, name)


class _Pages:
    """The pages of OpenActive (RPDE) and of Open Referral UK, joined in one list."""

    def __init__(self, first: Fetched, *, fetcher: Fetcher) -> None:
        self._first = first
        self._fetcher = fetcher
        self._items: dict[str, Any] = {}
        self._name = ""
        self._size = 0
        self._is_joined = False
        self._ends_at = time.monotonic() + MAX_SECONDS

    def read(self) -> bool:
        """Read every page. Return False when the file is not in pages, and is taken as it is."""
        page = self._page(self._first)
        base, seen = self._first.final_url, {self._first.final_url}
        following = self._take(page, base)
        while following and following not in seen:
            if len(seen) >= MAX_PAGES:
                raise too_long()
            seen.add(following)
            page, base = self._ask(following)
            seen.add(base)
            following = self._take(page, base)
        self._is_joined = len(seen) > 1 and bool(self._name)
        if self._name == "contents":
            self._add_details()
        return self._is_joined

    def content(self) -> bytes:
        """Return all pages as one file."""
        return json.dumps({self._name: list(self._items.values())}, ensure_ascii=False).encode(
            "utf-8", "replace"
        )

    def _add_details(self) -> None:
        listed = list(self._items.values())
        whole = with_details(
            listed, base=self._first.final_url, ask=lambda address: self._ask(address)[0]
        )
        if whole != listed:
            self._items = dict(zip(self._items, whole, strict=True))
            self._is_joined = True

    def _ask(self, address: str) -> tuple[Any, str]:
        """Return what an address of the feed says, and where we were sent on to.

        A refusal names the address: it is none that anybody typed.
        """
        if time.monotonic() > self._ends_at:
            raise too_long()
        shown = "".join(mark for mark in address if mark.isprintable())[:200]
        try:
            with self._fetcher(address, accept=ACCEPT, limits=LIMITS) as fetched:
                return self._page(fetched), fetched.final_url
        except FetchRefusedError as error:
            words = f"{shown}: {error.message}"
            raise FetchRefusedError(error.code, words, is_passing=error.is_passing) from error
        except FileRefusedError as error:
            if error.code == TOO_LONG:
                raise
            raise FileRefusedError(error.code, f"{shown}: {error.message}") from error

    def _page(self, fetched: Fetched) -> Any:
        self._size += fetched.size_bytes
        if self._size > MAX_BYTES or fetched.body is None:
            raise FileRefusedError(
                TOO_LONG, _("The pages of the feed have more than 20 MB. Send less.")
            )
        return read_json(fetched.body)[0]  # type: ignore[arg-type]  # a file of bytes

    def _take(self, page: Any, base: str) -> str:
        """Keep the entries of a page. Return the address of the next one, or nothing."""
        if not isinstance(page, dict):
            return ""
        if isinstance(page.get("items"), list):
            self._name = "items"
            self._keep(page["items"], lambda item: f"{item.get('kind')}:{item.get('id')}")
            following = page.get("next")
            if not isinstance(following, str) or not following or not page["items"]:
                return ""
            return next_page(base, following)
        if isinstance(page.get("contents"), list):
            self._name = "contents"
            self._keep(page["contents"], lambda item: str(item.get("id")))
            number, pages = page.get("page_number"), page.get("total_pages")
            if isinstance(number, int) and isinstance(pages, int) and number < pages:
                return _with_page(base, number + 1) if page.get("last_page") is not True else ""
        return ""

    def _keep(self, items: list[Any], key: Callable[[dict[str, Any]], str]) -> None:
        for item in items:
            if isinstance(item, dict):
                # What stands on two pages counts as the later one says.
                self._items.pop(key(item), None)
                self._items[key(item)] = item


def _with_page(base: str, number: int) -> str:
    parts = urlsplit(base)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "page"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("page", number)])))

"""Connections to Elasticsearch, and every way in which it fails as one exception of ours."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import (
    ApiError,
    ConnectionTimeout,
    Elasticsearch,
    SerializationError,
    TransportError,
    UnsupportedProductError,
)

from search.engines.base import EngineUnavailable, IndexMissing

# A visitor waits a second at most; the server is asked to stop a little earlier.
VISITOR_SECONDS = 1.0
VISITOR_SERVER_TIMEOUT = "900ms"
# Writing is patient: a busy node needs seconds for a bulk request.
WRITER_SECONDS = 60.0
WRITER_RETRIES = 3

Json = Mapping[str, Any]


class Connections:
    """The clients of one server, opened at the first use: an engine is made before a fork."""

    def __init__(self, url: str, *, api_key: str = "", ca_file: str = "") -> None:
        self._url = url
        self._options: dict[str, Any] = {}
        if api_key:
            self._options["api_key"] = api_key
        if ca_file:
            self._options["ca_certs"] = ca_file
        # Without user and password: it stands in messages.
        self.address = (
            urlsplit(url)._replace(netloc=urlsplit(url).netloc.rpartition("@")[2]).geturl()
        )

    @cached_property
    def visitor(self) -> Elasticsearch:
        """Answer within a second or fail: no retry, another engine is waiting."""
        return self._open(request_timeout=VISITOR_SECONDS, max_retries=0, retry_on_timeout=False)

    @cached_property
    def writer(self) -> Elasticsearch:
        """Try again a few times; every write may be repeated."""
        return self._open(
            request_timeout=WRITER_SECONDS,
            max_retries=WRITER_RETRIES,
            retry_on_timeout=True,
            retry_on_status=(429, 502, 503, 504),
        )

    def _open(self, **options: Any) -> Elasticsearch:
        with translated("connecting", self.address):
            return Elasticsearch(self._url, **self._options, **options)


@contextmanager
def translated(doing: str, address: str) -> Iterator[None]:
    """Raise EngineUnavailable, with the remedy, for all that client and server can do wrong."""
    try:
        yield
    except (EngineUnavailable, GeneratorExit):
        raise
    except (TransportError, ApiError, ValueError, OSError) as error:
        raise translation(error, doing, address) from error
    except (KeyError, TypeError, AttributeError) as error:
        # An answer of another shape: a page of a proxy, an object of somebody else.
        raise EngineUnavailable(
            f"Elasticsearch failed while {doing}: {_not_elasticsearch(address)}"
        ) from error


def translation(error: Exception, doing: str, address: str) -> EngineUnavailable:
    """Say in one sentence what happened and what to do."""
    if is_missing_index(error):
        return IndexMissing(
            f"there is no search index of this version at {address}: "
            "run `python manage.py rebuild_index`"
        )
    return EngineUnavailable(f"Elasticsearch failed while {doing}: {_reason(error, address)}")


def is_missing_index(error: Exception) -> bool:
    """Tell the index's own 404 from that of a proxy, whose body is no JSON of Elasticsearch."""
    return (
        isinstance(error, ApiError)
        and error.status_code == 404
        and (error_type(error.body) in ("index_not_found_exception", "aliases_not_found_exception"))
    )


def is_missing_document(error: ApiError) -> bool:
    """Tell a document that is not there from an index that is not."""
    return error.status_code == 404 and (
        isinstance(error.body, dict) and error.body.get("found") is False
    )


def error_type(body: object) -> str:
    """Read ``{"error": {"type": "index_not_found_exception"}}``; "" from anything else."""
    error = body.get("error") if isinstance(body, dict) else None
    kind = error.get("type", "") if isinstance(error, dict) else ""
    return str(kind)


def checked_search(answer: Any, doing: str, address: str) -> Json:
    """Give an answer to a search back when it is whole; never half of one, never an empty shell."""

    def refuse(reason: str) -> EngineUnavailable:
        return EngineUnavailable(f"Elasticsearch failed while {doing}: {reason}")

    body = getattr(answer, "body", answer)
    if not isinstance(body, dict):
        raise refuse(_not_elasticsearch(address))
    if "error" in body:
        status = body.get("status", 500)
        if status == 404 and error_type(body) == "index_not_found_exception":
            raise IndexMissing(
                f"there is no search index of this version at {address}: "
                "run `python manage.py rebuild_index`"
            )
        raise refuse(_status_reason(int(status), body, address))
    if body.get("timed_out") is not False:
        raise refuse("it ran out of time; the node is too busy or too small")
    shards = body.get("_shards")
    if not isinstance(shards, dict) or shards.get("failed") != 0 or not shards.get("total"):
        raise refuse("parts of the index did not answer; look at _cluster/health")
    if not isinstance(body.get("hits"), dict):
        raise refuse(_not_elasticsearch(address))
    return body


def _not_elasticsearch(address: str) -> str:
    return f"{address} answers, but not as Elasticsearch does; check ELASTICSEARCH_URL"


def _reason(error: Exception, address: str) -> str:
    if isinstance(error, UnsupportedProductError):
        return f"what answers at {address} is not Elasticsearch; check ELASTICSEARCH_URL"
    if isinstance(error, ConnectionTimeout):
        return f"{address} did not answer in time; the node is too busy or out of reach"
    if isinstance(error, SerializationError):
        return _not_elasticsearch(address)
    if isinstance(error, TransportError):
        return f"{address} cannot be reached; start it or correct ELASTICSEARCH_URL ({error})"
    if isinstance(error, ApiError):
        return _status_reason(error.status_code, error.body, address)
    return str(error)


def _status_reason(status: int, body: object, address: str) -> str:
    kind = error_type(body)
    if kind == "media_type_header_exception" or (status == 400 and "compatible-with" in str(body)):
        return "the server is of another major version than the Python client; upgrade the server"
    if status == 401:
        return "it refuses the password or key; check ELASTICSEARCH_URL or ELASTICSEARCH_API_KEY"
    if kind == "cluster_block_exception":
        return "the index cannot be written; the disk is nearly full, or the index is read-only"
    if status == 403:
        return "the user or key may not do this; give it the index's rights"
    if status == 404 and not kind:
        return f"a proxy at {address} does not know the path; check ELASTICSEARCH_URL"
    if status == 429:
        return "it ran out of time or is overloaded; the node is too busy or too small"
    if status in (502, 503, 504):
        return "the node or its index is not ready; look at _cluster/health"
    return f"status {status}, {_cause(body)}"


def _cause(body: object) -> str:
    error = body.get("error") if isinstance(body, dict) else None
    if not isinstance(error, dict):
        return str(body)[:200]
    causes = error.get("root_cause") or [error]
    return f"{error.get('type')}: {causes[0].get('reason')}"[:300]

"""Asking a server of ours that has to be refused."""

import pytest

from catalogue.feeds.fetch import Limits, fetch
from catalogue.feeds.fetch_refusal import FETCH_REFUSALS, FetchRefusedError
from tests.catalogue.feeds.fetch_server import Answer, FeedServer

QUICK = Limits(
    connect_seconds=1.0,
    read_seconds=0.3,
    total_seconds=1.0,
    max_bytes=100_000,
    max_header_bytes=8_000,
)


def refused(server: FeedServer, answer: Answer, **options: object) -> FetchRefusedError:
    server.answer = answer
    options = {"limits": QUICK, "reach": server.reach()} | options
    with pytest.raises(FetchRefusedError) as error:
        fetch(server.url(), **options)
    assert error.value.code in FETCH_REFUSALS
    return error.value

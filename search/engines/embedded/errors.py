"""Every way in which tantivy fails, as one exception of ours."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from search.engines.base import EngineUnavailable, IndexMissing

logger = logging.getLogger(__name__)


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Raise EngineUnavailable for what tantivy raises, a Rust panic included.

    PanicException is a BaseException without a public name: a damaged file must not end the
    worker process.
    """
    try:
        yield
    except EngineUnavailable:
        raise
    except (ValueError, OSError) as error:
        raise EngineUnavailable(f"the embedded index failed while {doing}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        logger.exception("tantivy panicked while %s", doing)
        raise EngineUnavailable(f"the embedded index is damaged ({doing}): {error}") from error


def missing(reason: str) -> IndexMissing:
    """Say what is missing and what to do."""
    return IndexMissing(f"{reason}: run `python manage.py rebuild_index`")

"""Which engines this process searches and writes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import SearchEngine
from search.engines.breaker import Breaker

# In the folder of the embedded index: every process of a machine sees them.
READING_BREAKER = "reading_breaker.json"
WRITING_BREAKER = "writing_breaker.json"


@dataclass(frozen=True)
class Writer:
    """An index that is kept up to date, with a cursor of its own in the outbox.

    ``is_shared``: one for all machines, so its due work is done once; else each machine has its
    own. ``reading`` and ``writing`` tell whether its server is left in peace for a while, None for
    an engine in process. They are two, because an index that cannot be written still answers.
    """

    engine: SearchEngine
    is_shared: bool = False
    reading: Breaker | None = None
    writing: Breaker | None = None

    @property
    def name(self) -> str:
        """The name that commands take: ``"embedded"``."""
        return self.engine.name


def get_engine() -> SearchEngine:
    """Return what answers visitors: the embedded engine, alone or behind a search server."""
    return _chosen(*_settings())[0]


def writers() -> tuple[Writer, ...]:
    """Return every index to write, that of this machine first."""
    return _chosen(*_settings())[1]


def writer_engines() -> tuple[SearchEngine, ...]:
    """Return the engines of every index to write."""
    return tuple(writer.engine for writer in writers())


def writer_named(name: str) -> Writer:
    """Return a writer by its name. Raises LookupError, naming those that are in use."""
    for writer in writers():
        if writer.name == name:
            return writer
    names = " and ".join(writer.name for writer in writers())
    raise LookupError(f"There is no engine “{name}” here. In use: {names}.")


def _settings() -> tuple[Path, str, str, str, str]:
    search = settings.SEARCH
    names = ("elasticsearch_url", "index_prefix", "elasticsearch_api_key", "elasticsearch_ca_file")
    url, prefix, api_key, ca_file = (search.get(name) or "" for name in names)
    return Path(search["embedded_directory"]), url, prefix, api_key, ca_file


@lru_cache(maxsize=8)  # tests use a directory each
def _chosen(
    directory: Path, url: str, prefix: str, api_key: str, ca_file: str
) -> tuple[SearchEngine, tuple[Writer, ...]]:
    # Loaded here: commands that never search start without the libraries of the engines.
    from search.engines.embedded.engine import EmbeddedEngine

    embedded = EmbeddedEngine(directory)
    if not url:
        return embedded, (Writer(embedded),)
    from search.engines.elasticsearch.engine import ElasticsearchEngine
    from search.engines.fallback import FallbackEngine

    server = ElasticsearchEngine(url, prefix, api_key=api_key, ca_file=ca_file)
    reading = Breaker(directory / READING_BREAKER)
    writing = Breaker(directory / WRITING_BREAKER)
    return (
        FallbackEngine(server, embedded, reading),
        (Writer(embedded), Writer(server, is_shared=True, reading=reading, writing=writing)),
    )

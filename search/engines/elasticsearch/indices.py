"""The indexes of this site on the server: names, aliases, which are kept and which removed.

<prefix>listings-<version>-<stamp>        one index, written once by a rebuild, then by changes
<prefix>listings-<version>-<stamp>-own    its own alias: writing through it never makes an index
<prefix>listings-<version>-read           alias: what searches read
<prefix>listings-<version>-write          alias: where changes go

Each version has aliases of its own: while a new release is being put out, processes of the old one
go on reading the old index.
"""

import re
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from elasticsearch import ApiError, Elasticsearch
from elasticsearch.dsl import Index

from search.engines.base import IndexLocked, IndexMissing
from search.engines.elasticsearch.client import Connections, is_missing_document, translated
from search.engines.elasticsearch.mapping import PAYLOAD, STATE_ID, VERSION, build_mapping

# A rebuild says that often that it is alive, and counts as dead when it has not for so long.
BEAT_SECONDS = 20.0
DEAD_SECONDS = 120.0
_STAMP = "%Y%m%dt%H%M%S%f"
_ONE_DAY_LONG_AGO = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class State:
    """What an index holds: everything up to a number of an outbox, right on a day.

    `write` changes whenever the state is written.
    """

    index: str
    sequence: int
    built_on: date
    write: str
    outbox: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """An index of this site: ``version`` of its mapping, ``beat`` the last sign of its rebuild."""

    name: str
    version: str
    is_read: bool
    is_published: bool
    beat: float

    def is_being_built(self, now: float) -> bool:
        """Whether a rebuild that is alive writes to it."""
        return not self.is_published and not self.is_read and now - self.beat < DEAD_SECONDS


class Indices:
    """Makes, lists, swaps and removes the indexes with a prefix."""

    def __init__(self, connections: Connections, prefix: str) -> None:
        self._connections = connections
        self._base = f"{prefix}listings"
        self.read_alias = f"{self._base}-{VERSION}-read"
        self.write_alias = f"{self._base}-{VERSION}-write"
        self._name = re.compile(rf"{re.escape(self._base)}-([0-9a-f]{{12}})-\d{{8}}t\d{{12}}")

    def all(self, *, client: Elasticsearch | None = None) -> list[Found]:
        """List the indexes of every version, oldest first."""
        with translated("listing indexes", self._connections.address):
            answer = (client or self._connections.writer).indices.get(
                index=f"{self._base}-*",
                expand_wildcards=["open", "closed"],
                filter_path=["*.aliases", "*.mappings._meta"],
            )
            found = [
                self._found(match, one)
                for name, one in answer.body.items()
                if (match := self._name.fullmatch(name))
            ]
        return sorted(found, key=lambda one: one.name.rpartition("-")[2])

    def create(self) -> str:
        """Make an empty index for a rebuild. IndexLocked when another one is being built."""
        others = self.all()
        self._refuse_second(others)
        self.remove(one.name for one in others if self._is_abandoned(one))
        name = self._new_name(others)
        mapping = build_mapping()
        mapping.meta("_meta", _meta(is_published=False))
        index = Index(name, using=self._connections.writer)
        index.mapping(mapping)
        index.settings(number_of_shards=1, number_of_replicas=0, refresh_interval="-1")
        index.aliases(**{own_alias(name): {}})
        with translated("making an index", self._connections.address):
            index.create()
        try:
            # Two may have looked at the same time: the older one goes on.
            self._refuse_second([one for one in self.all() if one.name < name])
        except BaseException:
            self.remove([name])
            raise
        return name

    def beat(self, name: str, *, is_published: bool = False) -> None:
        """Note in the index that its rebuild is alive, or that it is done."""
        with translated("marking an index", self._connections.address):
            self._connections.writer.indices.put_mapping(
                index=name, meta=_meta(is_published=is_published)
            )

    def publish(self, name: str) -> None:
        """Point both aliases to an index in one step, then remove those before the last one."""
        before = self.all()
        current = [one for one in before if one.is_read and one.version == VERSION]
        with translated("finishing an index", self._connections.address):
            # Every write refreshes by itself, so that changes of one commit are seen together.
            # A second node gets a copy by itself.
            self._connections.writer.indices.put_settings(
                index=name, settings={"index.auto_expand_replicas": "0-1"}
            )
        self.beat(name, is_published=True)
        self._point_to(name, [one.name for one in current])
        self._tidy(name, before, keep=[one.name for one in current])

    def rollback(self) -> str:
        """Point both aliases to the index before the present one. Return its name."""
        found = self.all()
        earlier = earlier_index(found)
        if not earlier:
            raise IndexMissing(
                f"there is no earlier index of this version at {self._connections.address} "
                "to go back to: run `python manage.py rebuild_index`"
            )
        self._point_to(earlier, [o.name for o in found if o.is_read and o.version == VERSION])
        return earlier

    def remove(self, names: Iterable[str]) -> None:
        """Throw indexes away, by their whole names."""
        for name in names:
            with translated("removing an index", self._connections.address):
                self._connections.writer.options(ignore_status=404).indices.delete(index=name)

    def state(self, name: str, *, client: Elasticsearch) -> State:
        """Read what an index, or the one behind an alias, holds; a lost state reads as nothing.

        All is replayed then, which is harmless: writes are by id.
        """
        try:
            answer = client.get(index=name, id=STATE_ID)
        except ApiError as error:
            if not is_missing_document(error):
                raise
            return State(str(error.body["_index"]), 0, _ONE_DAY_LONG_AGO, "0")
        plain = answer["_source"][PAYLOAD]
        return State(
            str(answer["_index"]),
            int(plain["sequence"]),
            date.fromisoformat(plain["built_on"]),
            str(answer["_seq_no"]),
            str(plain.get("outbox", "")),
        )

    def _found(self, match: re.Match[str], plain: dict[str, Any]) -> Found:
        meta = plain.get("mappings", {}).get("_meta", {})
        version = match[1]
        return Found(
            name=match[0],
            version=version,
            is_read=f"{self._base}-{version}-read" in plain.get("aliases", {}),
            is_published=bool(meta.get("is_published")),
            beat=float(meta.get("beat", 0)),
        )

    def _refuse_second(self, others: list[Found]) -> None:
        now = time.time()
        for one in others:
            if one.is_being_built(now):
                raise IndexLocked(
                    f"another process is building {one.name}, last heard of "
                    f"{now - one.beat:.0f} seconds ago: try again later; "
                    f"it counts as dead after {DEAD_SECONDS:.0f} seconds"
                )

    def _is_abandoned(self, one: Found) -> bool:
        return not (one.is_read or one.is_published or one.is_being_built(time.time()))

    def _new_name(self, others: list[Found]) -> str:
        stamp = datetime.now(UTC).strftime(_STAMP)
        newest = max((one.name.rpartition("-")[2] for one in others), default="")
        if stamp <= newest:  # a clock that was set back: names have to grow
            day, _, moment = newest.partition("t")
            stamp = f"{day}t{int(moment) + 1:012d}"
        return f"{self._base}-{VERSION}-{stamp}"

    def _point_to(self, name: str, current: list[str]) -> None:
        aliases = (self.read_alias, self.write_alias)
        actions: list[dict[str, Any]] = [
            {"remove": {"index": old, "alias": alias, "must_exist": True}}
            for old in current
            for alias in aliases
        ]
        actions += [{"add": {"index": name, "alias": alias}} for alias in aliases]
        with translated("swapping indexes", self._connections.address):
            self._connections.writer.indices.update_aliases(actions=actions)

    def _tidy(self, name: str, before: list[Found], *, keep: list[str]) -> None:
        """Keep the last index for `rollback`; another version's stays while it is read."""
        if not keep:
            keep = [one.name for one in before if one.is_published and one.name != name][-1:]
        unused = [one for one in before if one.is_published and not one.is_read]
        self.remove(one.name for one in unused if one.name not in (name, *keep))
        others = [one for one in before if one.is_read and one.version != VERSION]
        self.remove(one.name for one in others[:-1])


def earlier_index(found: list[Found]) -> str:
    """Name the index that `rollback` would read, "" when there is none."""
    same = [one for one in found if one.version == VERSION]
    current = [one.name for one in same if one.is_read]
    unused = [one.name for one in same if one.is_published and not one.is_read]
    return max((name for name in unused if not current or name < current[-1]), default="")


def _meta(*, is_published: bool) -> dict[str, Any]:
    return {"beat": time.time(), "host": socket.gethostname(), "is_published": is_published}


def own_alias(name: str) -> str:
    """Name the alias that only this index ever has."""
    return f"{name}-own"

"""Which rows of a file are one course, and which stored course and runs they are.

Pure Python on plain dictionaries: no database, no clock, and the order of the rows does not matter.

A *group* is all rows of a file with one key: ``{"key": "9f...", "learn_aim_ref": "60333078",
"title": "Welding", "references": ["W1", "W2"], "prints": b"..."}``. A *stored* course has the same
entries and an ``"id"``. ``prints`` are short fingerprints of the course cells, for likeness.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

PRINT_BYTES = 4
Group = Mapping[str, Any]
Identify = Callable[[Mapping[str, Any]], Hashable]
Keep = Callable[[Mapping[str, Any]], bool]

# What tells one run of a course from another.
RUN_SLOT = (
    "venue_id",
    "start_date",
    "is_flexible_start",
    "delivery_mode",
    "study_mode",
    "attendance_pattern",
)


def folded(text: str) -> str:
    """Return a reference or a name as it is compared: case and spaces do not count."""
    return _words(text).casefold()


def name_key(learn_aim_ref: str, title: str) -> tuple[str, str]:
    """Return what makes two courses equal by LARS code and name."""
    return learn_aim_ref, folded(title)


def course_key(cells: Mapping[str, str]) -> str:
    """Return 64 characters that are equal for rows whose course cells are all equal.

    Spaces around and between words do not count; letters in another case do.
    """
    digest = hashlib.sha256()
    for name in sorted(cells):
        digest.update(f"{name}\x1f{_words(cells[name])}\x1e".encode())
    return digest.hexdigest()


def course_prints(cells: Mapping[str, str]) -> bytes:
    """Return four bytes a cell, in the order of the cells' names, to count equal cells with."""
    return b"".join(
        hashlib.blake2b(_words(cells[name]).encode(), digest_size=PRINT_BYTES).digest()
        for name in sorted(cells)
    )


def match_courses(groups: Iterable[Group], stored: Iterable[Group]) -> dict[str, int]:
    """Return the id of the stored course that each group is, by the group's key.

    A group that is missing from the answer is a new course. No stored course answers to two
    groups. In this order: an equal key with a shared reference; a shared reference; an equal key;
    an equal LARS code and name, where one side has no reference at all.
    """
    matching = _Matching(groups, stored)
    matching.by_key(with_reference=True)
    matching.by_reference()
    matching.by_key(with_reference=False)
    matching.by_name()
    return matching.found


class _Matching:
    """The state of one match: who is found, who is taken."""

    def __init__(self, groups: Iterable[Group], stored: Iterable[Group]) -> None:
        self.groups = {group["key"]: group for group in groups}
        self.stored = {course["id"]: course for course in stored}
        self.references = {key: _folded(group) for key, group in self.groups.items()}
        self.stored_references = {id_: _folded(course) for id_, course in self.stored.items()}
        self.found: dict[str, int] = {}
        self.taken: set[int] = set()
        self.ids_by_reference: dict[str, list[int]] = defaultdict(list)
        for id_, references in self.stored_references.items():
            for reference in references:
                self.ids_by_reference[reference].append(id_)

    def by_key(self, *, with_reference: bool) -> None:
        ids = self._index(lambda course: course["key"])
        pairs = [
            (key, id_)
            for key in self.open_keys()
            for id_ in ids.get(key, ())
            if not with_reference or self._shares_reference(key, id_)
        ]
        self._assign(pairs)

    def by_reference(self) -> None:
        """Pair by reference. A reference of several courses counts with LARS code and name."""
        pairs: set[tuple[str, int]] = set()
        for key in self.open_keys():
            for reference in self.references[key]:
                owners = self.ids_by_reference.get(reference, ())
                pairs.update(
                    (key, id_) for id_ in owners if len(owners) == 1 or self._same_name(key, id_)
                )
        self._assign(pairs)

    def by_name(self) -> None:
        ids = self._index(_name_of)
        pairs = [
            (key, id_)
            for key in self.open_keys()
            for id_ in ids.get(_name_of(self.groups[key]), ())
            if not self.references[key] or not self.stored_references[id_]
        ]
        self._assign(pairs)

    def open_keys(self) -> list[str]:
        return [key for key in self.groups if key not in self.found]

    def _index(self, read: Identify) -> dict[Hashable, list[int]]:
        ids: dict[Hashable, list[int]] = defaultdict(list)
        for id_, course in self.stored.items():
            if id_ not in self.taken:
                ids[read(course)].append(id_)
        return ids

    def _assign(self, pairs: Iterable[tuple[str, int]]) -> None:
        """Take the likeliest pairs first. Ties fall the same way whatever the rows' order."""
        for key, id_ in sorted(pairs, key=self._rank):
            if key not in self.found and id_ not in self.taken:
                self.found[key] = id_
                self.taken.add(id_)

    def _rank(self, pair: tuple[str, int]) -> tuple[bool, int, int, int, str]:
        key, id_ = pair
        return (
            not self._same_name(key, id_),
            -_equal_prints(self.groups[key]["prints"], self.stored[id_]["prints"]),
            -len(self.references[key] & self.stored_references[id_]),
            id_,
            key,
        )

    def _same_name(self, key: str, id_: int) -> bool:
        return _name_of(self.groups[key]) == _name_of(self.stored[id_])

    def _shares_reference(self, key: str, id_: int) -> bool:
        ours, theirs = self.references[key], self.stored_references[id_]
        return bool(ours & theirs) or not (ours or theirs)


def shared_references(groups: Iterable[Group]) -> dict[str, list[str]]:
    """Return the references that several groups of a file use, each with the keys that do."""
    keys: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for reference in sorted(_folded(group)):
            keys[reference].append(group["key"])
    return {reference: users for reference, users in keys.items() if len(users) > 1}


def match_runs(
    rows: Sequence[Mapping[str, Any]],
    stored: Sequence[Mapping[str, Any]],
    *,
    fields: Sequence[str],
    protected_references: frozenset[str] = frozenset(),
    is_full: bool = False,
    slot: Sequence[str] = RUN_SLOT,
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Return pairs (row, stored run), rows to add and stored runs to remove, all as positions.

    The rows replace the stored runs that have one of their references; other runs stay, unless
    the file is the whole list (``is_full``). A run that is equal, or is the same in venue, start,
    mode and attendance, keeps its id. Runs of a protected reference are never removed. ``slot``
    is shorter for files that do not tell all of these.
    """
    open_rows, open_stored = list(range(len(rows))), list(range(len(stored)))
    pairs: list[tuple[int, int]] = []

    def pair(
        identify: Identify,
        *,
        of_rows: Keep = lambda run: True,
        of_stored: Keep = lambda run: True,
    ) -> None:
        nonlocal open_rows, open_stored
        found = _pair(
            [(i, identify(rows[i])) for i in open_rows if of_rows(rows[i])],
            [(i, identify(stored[i])) for i in open_stored if of_stored(stored[i])],
        )
        pairs.extend(found)
        paired_rows, paired_stored = {row for row, _ in found}, {run for _, run in found}
        open_rows = [i for i in open_rows if i not in paired_rows]
        open_stored = [i for i in open_stored if i not in paired_stored]

    pair(lambda run: (_reference(run), *(_hashable(run[name]) for name in fields)))

    def place(run: Mapping[str, Any]) -> Hashable:
        return tuple(run[name] for name in slot)

    pair(lambda run: (_reference(run), place(run)))
    # A run gains or loses its reference when a provider starts or stops to give them.
    pair(place, of_stored=lambda run: not run["reference"])
    pair(place, of_rows=lambda run: not run["reference"])
    ours = {_reference(row) for row in rows}
    removed = [
        position
        for position in open_stored
        if (is_full or _reference(stored[position]) in ours)
        and _reference(stored[position]) not in protected_references
    ]
    return sorted(pairs), open_rows, removed


def _pair(
    rows: Sequence[tuple[int, Hashable]], stored: Sequence[tuple[int, Hashable]]
) -> list[tuple[int, int]]:
    """Pair positions of one identity, the first with the first."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for position, identity in reversed(stored):
        waiting[identity].append(position)
    return [(position, waiting[same].pop()) for position, same in rows if waiting.get(same)]


def _reference(run: Mapping[str, Any]) -> str:
    return folded(run["reference"])


def _hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value


def _words(text: str) -> str:
    return " ".join(text.split())


def _folded(course: Group) -> frozenset[str]:
    return frozenset(folded(reference) for reference in course["references"])


def _name_of(course: Group) -> tuple[str, str]:
    return name_key(course["learn_aim_ref"], course["title"])


def _equal_prints(ours: bytes, theirs: bytes) -> int:
    starts = range(0, min(len(ours), len(theirs)), PRINT_BYTES)
    return sum(ours[i : i + PRINT_BYTES] == theirs[i : i + PRINT_BYTES] for i in starts)

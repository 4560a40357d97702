"""Damaged, missing, old and locked indexes end in one exception; what was committed is kept."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import Change, EngineUnavailable, IndexLocked, IndexMissing
from search.engines.embedded import folders, writer
from search.engines.embedded.engine import EmbeddedEngine
from search.engines.embedded.folders import POINTER, REBUILD_LOCK, WRITE_LOCK
from search.engines.embedded.schema import VERSION
from tests.search.engines.asking import ask, course
from tests.search.engines.generated import TODAY

ROOT = Path(__file__).resolve().parents[3]
SMALL_HEAP = 15_000_000


def published(
    directory: Path, numbers: range = range(1, 4), *, sequence: int = 0
) -> EmbeddedEngine:
    engine = EmbeddedEngine(directory)
    with engine.start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP) as rebuild:
        for number in numbers:
            rebuild.add(course(number))
        rebuild.publish(sequence=sequence)
    return engine


def folder_of(directory: Path) -> Path:
    return folders.published_folder(directory)


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "index"


READS = {
    "search": lambda engine: engine.search(ask("welding", facets=("kind",))),
    "count": lambda engine: engine.count(ask("welding")),
    "document": lambda engine: engine.document("course:1"),
    "document_frequency": lambda engine: engine.document_frequency("weld"),
    "vocabulary": lambda engine: engine.vocabulary(),
    "ids": lambda engine: engine.ids(),
    "info": lambda engine: engine.info(),
}


@pytest.fixture(params=READS.values(), ids=READS.keys())
def read(request: pytest.FixtureRequest):
    return request.param


def test_nothing_built_yet(directory, read):
    with pytest.raises(IndexMissing, match="rebuild_index"):
        read(EmbeddedEngine(directory))


def test_a_removed_folder_is_a_missing_index(directory, read):
    published(directory)
    folders.remove(folder_of(directory))
    with pytest.raises(IndexMissing, match="rebuild_index"):
        read(EmbeddedEngine(directory))


def test_a_removed_directory_is_noticed_by_an_open_engine(directory, read):
    engine = published(directory)
    read(engine)
    folders.remove(directory)
    with pytest.raises(IndexMissing):
        read(engine)


@pytest.mark.parametrize("content", [b"", b"../../etc", b"\xff\xfe\x00", b"somewhere-000001"])
def test_a_damaged_pointer_is_a_missing_index(directory, read, content):
    engine = published(directory)
    (directory / POINTER).write_bytes(content)
    with pytest.raises(IndexMissing):
        read(engine)


def test_an_index_of_another_version_is_not_read(directory, read):
    published(directory)
    old = folder_of(directory)
    renamed = old.with_name(old.name.replace(VERSION, "0123456789ab"))
    old.rename(renamed)
    (directory / POINTER).write_text(renamed.name)
    with pytest.raises(IndexMissing, match="another version"):
        read(EmbeddedEngine(directory))


@pytest.mark.parametrize("keep", [0, 1, 40])
def test_a_cut_meta_file(directory, read, keep):
    engine = published(directory)
    read(engine)
    meta = folder_of(directory) / "meta.json"
    meta.write_bytes(meta.read_bytes()[:keep])
    for each in (engine, EmbeddedEngine(directory)):
        with pytest.raises(EngineUnavailable):
            read(each)


@pytest.mark.parametrize("suffix", [".term", ".idx", ".fast", ".store", ".pos", ".fieldnorm"])
@pytest.mark.parametrize("content", [b"", b"garbage " * 500], ids=["empty", "garbage"])
def test_a_damaged_segment_file_never_ends_the_process(directory, read, suffix, content):
    published(directory)
    for path in folder_of(directory).glob(f"*{suffix}"):
        path.unlink()
        path.write_bytes(content)
    # One exception of ours, or an answer from the files that are whole.
    with contextlib.suppress(EngineUnavailable):
        read(EmbeddedEngine(directory))
    if suffix == ".store":
        with pytest.raises(EngineUnavailable):
            EmbeddedEngine(directory).search(ask("welding"))


@pytest.mark.parametrize("offset", [0, 30, 200])
def test_changed_bytes_in_segments_never_end_the_process(directory, read, offset):
    published(directory, range(1, 200))
    for path in folder_of(directory).iterdir():
        content = bytearray(path.read_bytes())
        if path.suffix in (".term", ".idx", ".fast", ".store", ".pos") and len(content) > offset:
            content[offset : offset + 8] = b"\xff" * min(8, len(content) - offset)
            path.unlink()
            path.write_bytes(bytes(content))
    with contextlib.suppress(EngineUnavailable):
        read(EmbeddedEngine(directory))


def test_a_removed_segment_file(directory):
    published(directory)
    for path in folder_of(directory).glob("*.term"):
        path.unlink()
    with pytest.raises(EngineUnavailable):
        EmbeddedEngine(directory).search(ask("welding"))


def test_a_rebuild_heals_a_damaged_index_for_engines_already_open(directory):
    engine = published(directory)
    (folder_of(directory) / "meta.json").write_text("{")
    with pytest.raises(EngineUnavailable):
        engine.search(ask("welding"))
    published(directory, range(1, 6))
    assert engine.count(ask("welding")) == 5


def test_a_lost_state_file_reads_as_nothing_replayed(directory):
    engine = published(directory, sequence=9)
    (folder_of(directory) / folders.STATE).write_text("{")
    assert engine.info().sequence == 0
    engine.apply([Change("course:1", None)], sequence=9, today=TODAY)
    assert engine.info().sequence == 9


def test_a_second_rebuild_is_told_that_it_has_to_wait(directory):
    engine = published(directory)
    with (
        engine.start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP),
        pytest.raises(IndexLocked, match="another process"),
        EmbeddedEngine(directory).start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP),
    ):
        raise AssertionError("two rebuilds at once")


def test_changes_wait_for_another_writer(directory):
    engine = published(directory)
    holding = threading.Event()

    def hold() -> None:
        with folders.locked(directory, WRITE_LOCK, wait_seconds=0):
            holding.set()
            time.sleep(0.3)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait()
    engine.apply([Change("course:1", None)], sequence=1, today=TODAY)
    holder.join()
    assert engine.ids() == ["course:2", "course:3"]


def test_changes_give_up_when_the_other_writer_does_not_end(directory, monkeypatch):
    engine = published(directory)
    monkeypatch.setattr(writer, "WAIT_SECONDS", 0.05)
    with folders.locked(directory, WRITE_LOCK, wait_seconds=0), pytest.raises(IndexLocked):
        engine.apply([Change("course:1", None)], sequence=1, today=TODAY)
    assert engine.count(ask("welding")) == 3


def test_the_published_index_takes_changes_during_a_rebuild(directory):
    engine = published(directory)
    with engine.start_rebuild(today=TODAY, heap_bytes=SMALL_HEAP) as rebuild:
        rebuild.add(course(8))
        engine.apply([Change("course:1", None)], sequence=1, today=TODAY)
        assert engine.ids() == ["course:2", "course:3"]
        rebuild.publish(sequence=1)
    assert engine.ids() == ["course:8"]


def test_old_folders_go_and_the_last_one_stays(directory):
    for _ in range(4):
        published(directory)
    names = sorted(path.name for path in directory.iterdir() if path.is_dir())
    assert names == [f"{VERSION}-000003", f"{VERSION}-000004"]


def test_every_open_engine_sees_a_change_at_its_next_search(directory):
    first, second = published(directory), EmbeddedEngine(directory)
    assert second.count(ask("welding")) == 3
    first.apply([Change("course:4", course(4))], sequence=1, today=TODAY)
    assert second.count(ask("welding")) == 4
    published(directory, range(1, 3))
    assert (first.count(ask("welding")), second.count(ask("welding"))) == (2, 2)


def test_searches_in_threads_go_on_while_changes_are_written(directory):
    engine = published(directory)
    stop, totals, failures = threading.Event(), [], []

    def search() -> None:
        while not stop.is_set():
            try:
                results = engine.search(ask("welding", facets=("kind",)))
                assert results.facets == {"kind": {"course": results.total}}
            except Exception as error:
                failures.append(error)
                return
            totals.append(results.total)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for sequence in range(1, 9):
        number = sequence + 3
        engine.apply([Change(f"course:{number}", course(number))], sequence=sequence, today=TODAY)
    published(directory, range(1, 21))
    while not failures and 20 not in totals:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(totals) <= {*range(3, 12), 20}


CHILD = """
import sys
from pathlib import Path
from search.engines.base import Change
from search.engines.embedded import folders
from search.engines.embedded.engine import EmbeddedEngine
from tests.search.engines.asking import course
from tests.search.engines.generated import TODAY

directory, what = Path(sys.argv[1]), sys.argv[2]
engine = EmbeddedEngine(directory)
if what == "rebuild":
    with engine.start_rebuild(today=TODAY, heap_bytes=15_000_000) as rebuild:
        number = 0
        while True:
            number += 1
            rebuild.add(course(number))
            if number % 500 == 0:
                rebuild.commit()
                print(number, flush=True)
else:
    sequence = 0
    while True:
        sequence += 1
        numbers = (sequence * 2 + 99, sequence * 2 + 100)
        changes = (Change(f"course:{number}", course(number)) for number in numbers)
        engine.apply(changes, sequence=sequence, today=TODAY)
        print(sequence, flush=True)
"""


def start_child(directory: Path, what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(directory), what],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.fixture
def killed_child(directory: Path) -> Iterator:
    children = []

    def run_and_kill(what: str, *, reports: int, seconds: float) -> int:
        child = start_child(directory, what)
        children.append(child)
        last = 0
        for _ in range(reports):
            last = int(child.stdout.readline())
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        rest = [int(line) for line in child.communicate()[0].split()]
        return rest[-1] if rest else last

    yield run_and_kill
    for child in children:
        child.kill()
        child.wait()


@pytest.mark.parametrize("seconds", [0.0, 0.03, 0.11])
def test_a_killed_writer_loses_nothing_that_was_committed(directory, killed_child, seconds):
    engine = published(directory)
    reported = killed_child("apply", reports=3, seconds=seconds)
    info = engine.info()
    # Killed between commit and state, the index may hold one batch more than it says.
    assert info.sequence >= reported
    assert (info.documents - 3) // 2 in (info.sequence, info.sequence + 1)
    assert (info.documents - 3) % 2 == 0
    engine.apply([Change("course:1", None)], sequence=info.sequence + 1, today=TODAY)
    assert engine.document("course:1") is None
    assert engine.search(ask("welding")).total == info.documents - 1


def test_a_commit_that_was_killed_before_its_last_file_can_be_repeated(directory):
    """The list of deleted listings is written first, under a name that the next commit takes."""
    engine = published(directory)
    folder = folder_of(directory)
    before = {name: (folder / name).read_bytes() for name in ("meta.json", folders.STATE)}
    changes = [Change("course:1", None), Change("course:4", course(4))]
    engine.apply(changes, sequence=1, today=TODAY)
    for name, content in before.items():
        (folder / name).write_bytes(content)
    assert list(folder.glob("*.del"))
    engine = EmbeddedEngine(directory)
    assert engine.ids() == ["course:1", "course:2", "course:3"]

    engine.apply(changes, sequence=1, today=TODAY)

    assert engine.ids() == ["course:2", "course:3", "course:4"]
    assert len(list(folder.glob("*.del"))) == 1


def test_a_killed_rebuild_leaves_the_published_index_and_no_lock(directory, killed_child):
    engine = published(directory)
    assert killed_child("rebuild", reports=2, seconds=0.05) >= 1000
    assert engine.ids() == ["course:1", "course:2", "course:3"]
    with folders.locked(directory, REBUILD_LOCK, wait_seconds=0):
        pass
    published(directory, range(1, 3))
    published(directory, range(1, 3))
    assert engine.ids() == ["course:1", "course:2"]
    assert len([path for path in directory.iterdir() if path.is_dir()]) == 2

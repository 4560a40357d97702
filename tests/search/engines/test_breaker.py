"""The breaker opens at the third failure, lets one look after a while, and is shared."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from search.engines import breaker as breaker_module
from search.engines.breaker import OPEN_SECONDS, PROBE_SECONDS, WINDOW_SECONDS, Breaker

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "breaker.json"


class Clock:
    """The monotonic clock of the machine, moved by hand."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(breaker_module, "time", clock)
    return clock


def opened(path: Path) -> Breaker:
    breaker = Breaker(path)
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_two_failures_change_nothing_and_the_third_opens_it(path):
    breaker = Breaker(path)
    breaker.failed()
    breaker.failed()
    assert breaker.allows()
    assert breaker.condition == "closed"
    breaker.failed()
    assert not breaker.allows()
    assert breaker.condition == "open"


def test_failures_far_apart_do_not_add_up(path, clock):
    breaker = Breaker(path)
    for _ in range(6):
        breaker.failed()
        clock.now += WINDOW_SECONDS / 2 + 0.1
    assert breaker.allows()


def test_successes_in_between_do_not_hide_that_every_other_question_fails(path, clock):
    breaker = Breaker(path)
    for _ in range(3):
        breaker.failed()
        breaker.succeeded()
    assert not breaker.allows()


def test_after_the_rest_one_and_only_one_may_look(path, clock):
    first, second = opened(path), Breaker(path)
    clock.now += OPEN_SECONDS - 0.1
    assert not first.allows()
    clock.now += 0.2
    assert [first.allows(), second.allows(), first.allows()] == [True, False, False]
    assert second.condition == "half-open"


def test_a_look_that_succeeds_closes_it_for_everybody(path, clock):
    first, second = opened(path), Breaker(path)
    clock.now += OPEN_SECONDS
    assert first.allows()
    first.succeeded()
    assert second.allows()
    assert second.condition == "closed"
    second.failed()
    assert first.allows(), "old failures count no more"


def test_a_look_that_fails_opens_it_for_another_rest(path, clock):
    breaker = opened(path)
    clock.now += OPEN_SECONDS
    assert breaker.allows()
    breaker.failed()
    clock.now += OPEN_SECONDS - 0.1
    assert not breaker.allows()
    clock.now += 0.2
    assert breaker.allows()


def test_a_process_that_died_while_looking_keeps_nobody_from_looking(path, clock):
    breaker = opened(path)
    clock.now += OPEN_SECONDS
    assert breaker.allows()
    assert not breaker.allows()
    clock.now += PROBE_SECONDS
    assert breaker.allows()


def test_an_answer_from_before_it_opened_does_not_close_it(path, clock):
    breaker = opened(path)
    breaker.succeeded()
    assert not breaker.allows()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\x00", b'{"failed_at": 1, "opened_at": "x"}', b"1" * 9999],
)
def test_a_damaged_file_reads_as_closed_and_is_written_anew(path, content):
    breaker = opened(path)
    path.write_bytes(content)
    assert breaker.allows()
    for _ in range(3):
        breaker.failed()
    assert not Breaker(path).allows()


def test_a_removed_folder_reads_as_closed(path):
    breaker = opened(path)
    for child in path.parent.iterdir():
        child.unlink()
    path.parent.rmdir()
    assert breaker.allows()
    for _ in range(3):
        breaker.failed()
    assert not breaker.allows()


def test_what_was_written_before_the_machine_started_says_nothing(path, clock):
    opened(path)
    clock.now = 5.0
    assert Breaker(path).allows()
    assert Breaker(path).condition == "closed"


def test_a_place_that_cannot_be_written_leaves_the_process_its_own_breaker(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    breaker = Breaker(blocked / "breaker.json")
    for _ in range(3):
        breaker.failed()
    assert not breaker.allows()


CHILD = """
import sys
from pathlib import Path
from search.engines.breaker import Breaker
breaker = Breaker(Path(sys.argv[1]))
for line in sys.stdin:
    if line.strip() == "fail":
        breaker.failed()
    print("yes" if line.strip() == "fail" or breaker.allows() else "no", flush=True)
"""


def test_two_processes_share_it(path):
    """Failures of one process open it for the other, without a word between them."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    def tell(word: str) -> str:
        child.stdin.write(f"{word}\n")
        child.stdin.flush()
        return child.stdout.readline().strip()

    try:
        here = Breaker(path)
        assert (here.allows(), tell("ask")) == (True, "yes")
        here.failed()
        tell("fail")
        assert (here.allows(), tell("ask")) == (True, "yes")
        tell("fail")
        assert (here.allows(), tell("ask")) == (False, "no")
    finally:
        child.kill()
        child.communicate()


def test_of_many_threads_one_is_let_through(path, clock):
    breaker = opened(path)
    clock.now += OPEN_SECONDS
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda: answers.append(breaker.allows())) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 11 + [True]

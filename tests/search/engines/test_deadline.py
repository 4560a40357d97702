"""A call that does not come back keeps nobody waiting, and a bounded number of threads."""

import os
import threading
import time

import pytest

from search.engines.base import EngineUnavailable, IndexMissing
from search.engines.deadline import MOST_THREADS, Deadline


def fail() -> None:
    raise IndexMissing("nothing here")


def test_an_answer_and_a_failure_come_back_as_they_are():
    deadline = Deadline(5)
    assert deadline.run(lambda: 42) == 42
    with pytest.raises(IndexMissing, match="nothing here"):
        deadline.run(fail)


def test_nobody_waits_longer_than_told():
    is_over = threading.Event()
    began = time.monotonic()
    with pytest.raises(EngineUnavailable, match=r"0\.05 s"):
        Deadline(0.05).run(is_over.wait)
    assert time.monotonic() - began < 1
    is_over.set()


def test_calls_that_hang_keep_a_bounded_number_of_threads_and_others_wait_for_none_of_them():
    deadline, is_over = Deadline(0.01), threading.Event()
    before = threading.active_count()
    for _ in range(MOST_THREADS + 20):
        with pytest.raises(EngineUnavailable):
            deadline.run(is_over.wait)
    assert threading.active_count() - before <= MOST_THREADS
    with pytest.raises(EngineUnavailable, match="too many"):
        deadline.run(lambda: 42)
    is_over.set()
    deadline.seconds = 5
    for _ in range(200):
        time.sleep(0.01)
        if not deadline._busy:
            break
    assert deadline.run(lambda: 42) == 42


def test_a_system_without_threads_is_a_failure_that_passes(monkeypatch):
    deadline = Deadline(5)

    def refuse(_thread):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        for _ in range(MOST_THREADS + 1):
            with pytest.raises(EngineUnavailable, match="no thread"):
                deadline.run(lambda: 42)
    assert deadline.run(lambda: 42) == 42


def test_threads_are_used_again():
    deadline = Deadline(5)
    names = {deadline.run(threading.get_ident) for _ in range(50)}
    assert len(names) <= 3


def test_it_works_in_a_forked_process():
    deadline = Deadline(5)
    assert deadline.run(lambda: 1) == 1
    child = os.fork()
    if not child:
        os._exit(0 if deadline.run(lambda: 2) == 2 else 1)
    assert os.waitpid(child, 0)[1] == 0

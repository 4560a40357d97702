"""Kill rebuilds, drains and commits at any moment; nothing may be lost and the next run must end.

``python -m benchmarks.kill_loop --kills 100`` writes a small catalogue of its own under
``var/kill-loop``. Each round starts a process, kills it with SIGKILL after a random time, lets the
next run follow and compares: ids of database and index, and the title of every course that was
changed. ``--engine both`` also writes the server of ELASTICSEARCH_URL.
"""

import argparse
import datetime
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
COURSES = 400
CHANGED = 40
LOCK_SECONDS = 30.0  # how long the next rebuild tries while the server thinks one is alive
JOBS = ("rebuild", "publish", "drain", "commit", "rebuild beside commits", "renew")
PUBLISH_SECONDS = 0.25  # from the last document to the swap, and a little longer
RENEW_DAYS = 3  # every renewal is for a later day, else it would find nothing to write
FIRST_DAY = datetime.datetime.now(datetime.UTC).date()
# The day of the site, moved on by each round that renews.
_day = {"later": 0}


_answers: dict[str, int] = {}  # in a child: where its answer goes


def use_site(var_dir: Path, *, is_both: bool) -> None:
    """Load a site with a new database, and nothing indexed yet."""
    shutil.rmtree(var_dir, ignore_errors=True)
    var_dir.mkdir(parents=True)
    os.environ["VAR_DIR"] = str(var_dir)
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    os.environ["SEARCH_INDEX_PREFIX"] = f"killloop-{os.getpid()}-"
    os.environ.pop("DATABASE_URL", None)
    if not is_both:
        os.environ["ELASTICSEARCH_URL"] = ""
    elif not os.environ.get("ELASTICSEARCH_URL"):
        sys.exit("Set ELASTICSEARCH_URL, or ask for --engine embedded.")
    # Only now: settings read the environment, and everybody takes the day from here.
    import django

    from portal.core import clock

    clock.today = today
    django.setup()


def start(work: Callable[[], Any]) -> tuple[int, int]:
    """Run work in a forked process. Return its id and where its answer can be read."""
    from django.db import connections

    connections.close_all()
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    os.close(read)
    _answers["pipe"] = write
    status = 1
    try:
        random.seed()
        answer = work()
        os.write(write, json.dumps(answer).encode())
        status = 0
    except BaseException as error:
        os.write(write, json.dumps(f"{type(error).__name__}: {error}").encode())
    finally:
        os._exit(status)


def finish(pid: int, read: int) -> tuple[bool, Any]:
    """Wait for a process. Return whether it ended well, and its answer."""
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read()
    status = os.waitpid(pid, 0)[1]
    return status == 0, json.loads(text) if text else None


def done(work: Callable[[], Any]) -> Any:
    """Run work in a process of its own and return its answer, or stop the loop."""
    is_well, answer = finish(*start(work))
    if not is_well:
        raise RuntimeError(f"{work.__name__}: {answer}")
    return answer


def prepare() -> None:
    """Make the catalogue and its indexes."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with Path(os.devnull).open("w") as nowhere:
        call_command("generate_catalogue", courses=COURSES, seed=1, stdout=nowhere)
    rebuild()


def today() -> datetime.date:
    """Return the day of the site."""
    return FIRST_DAY + datetime.timedelta(days=_day["later"])


def rebuild() -> int:
    """Build every index; while the server takes a killed rebuild for alive, wait."""
    from search import indexing
    from search.engines.base import IndexLocked

    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return indexing.rebuild(today=today())
        except IndexLocked:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def rebuild_and_tell() -> int:
    """Build every index, and write a space to whoever waits just before each is put in use."""
    from search.choosing import writers

    for writer in writers():
        _tell_of_publishing(type(writer.engine.start_rebuild(today=today())))
    return rebuild()


def _tell_of_publishing(kind: Any) -> None:
    publish = kind.publish

    def publish_and_tell(self: Any, *, sequence: int) -> None:
        os.write(_answers["pipe"], b" ")
        publish(self, sequence=sequence)

    kind.publish = publish_and_tell


def drain() -> int:
    """Write what waits to every index."""
    from search import indexing

    return indexing.drain(today=today())


def renew() -> int:
    """Make every index right for today, as every night."""
    from search import indexing

    return indexing.renew(today=today())


def change() -> list[int]:
    """Change courses in the database and announce them, without a drain."""
    from django.db import transaction

    from catalogue.courses.models import Course
    from search import outbox

    ids = random.sample(list(Course.objects.values_list("pk", flat=True)), CHANGED)
    with transaction.atomic():
        for pk in ids:
            title = f"Changed {random.randrange(10**9)}"
            Course.objects.filter(pk=pk).update(title=title)
        outbox.record(kind="course", ids=ids)
    return ids


def commit() -> None:
    """Save courses one by one for ever, each followed by its own drain."""
    from django.db import transaction

    from catalogue.courses.models import Course

    ids = list(Course.objects.values_list("pk", flat=True))
    while True:
        with transaction.atomic():
            course = Course.objects.get(pk=random.choice(ids))
            course.title = f"Saved {random.randrange(10**9)}"
            course.save()


def check() -> dict[str, Any]:
    """Compare database and indexes: ids, and the title of every course."""
    from catalogue.courses.models import Course
    from search import indexing, outbox

    titles = dict(Course.objects.values_list("pk", "title"))
    answer: dict[str, Any] = {"different": 0, "lost": 0, "waiting": 0}
    for engine in indexing.writer_engines():
        comparison = indexing.compare(today=today(), engine=engine)
        answer["different"] += len(comparison.missing) + len(comparison.surplus)
        answer["waiting"] += outbox.waiting_after(engine.info().sequence)
        for name in engine.ids():
            kind, _, pk = name.partition(":")
            if kind == "course":
                document = engine.document(name)
                answer["lost"] += document is None or document.title != titles[int(pk)]
    return answer


def take_killed_for_dead_soon() -> None:
    """Do not wait two minutes before the server's killed rebuild counts as dead."""
    try:
        from search.engines.elasticsearch import indices
        from search.engines.elasticsearch import rebuild as writing
    except ImportError:
        return
    indices.BEAT_SECONDS = writing.BEAT_SECONDS = 0.5
    indices.DEAD_SECONDS = 3.0


def kill_one(name: str, longest: float, *, engines: int) -> tuple[bool, float]:
    """Start a job, kill it after a random time. Say whether it was still at work, and when."""
    other = None
    if name == "drain":
        done(change)
    if name == "rebuild beside commits":
        other = start(commit)
        name = "rebuild"
    if name == "renew":
        _day["later"] += RENEW_DAYS
    works: dict[str, Callable[[], Any]] = {
        "rebuild": rebuild,
        "publish": rebuild_and_tell,
        "drain": drain,
        "commit": commit,
        "renew": renew,
    }
    pid, read = start(works[name])
    if name == "publish":
        for _ in range(random.randint(1, engines)):
            os.read(read, 1)
    seconds = random.uniform(0.0, longest)
    time.sleep(seconds)
    was_at_work = os.waitpid(pid, os.WNOHANG)[0] == 0
    if was_at_work:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    os.close(read)
    if other:
        os.kill(other[0], signal.SIGKILL)
        os.waitpid(other[0], 0)
        os.close(other[1])
    return was_at_work, seconds


def timed(work: Callable[[], Any]) -> float:
    began = time.monotonic()
    done(work)
    return time.monotonic() - began


def main(kills: int, *, is_both: bool, seed: int) -> int:
    """Print a line a job. Return how many rounds went wrong."""
    random.seed(seed)
    take_killed_for_dead_soon()
    done(prepare)
    rebuild_seconds = timed(rebuild)
    done(change)
    drain_seconds = timed(drain)
    _day["later"] += RENEW_DAYS
    renew_seconds = timed(renew)
    longest = {
        "rebuild": rebuild_seconds,
        "publish": PUBLISH_SECONDS,
        "rebuild beside commits": rebuild_seconds * 1.5,
        "drain": drain_seconds,
        "commit": 1.0,
        "renew": renew_seconds,
    }
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.monotonic()
    rounds = 0
    while sum(row["killed"] for row in counts.values()) < kills and rounds < kills * 3:
        name = JOBS[rounds % len(JOBS)]
        rounds += 1
        row = counts[name]
        was_at_work, _ = kill_one(name, longest[name], engines=2 if is_both else 1)
        row["killed" if was_at_work else "too late"] += 1
        started = time.monotonic()
        done(
            rebuild
            if "rebuild" in name or name == "publish"
            else renew
            if name == "renew"
            else drain
        )
        row["next run ms"] = max(row["next run ms"], round((time.monotonic() - started) * 1000))
        found = done(check)
        row["different ids"] += found["different"]
        row["lost changes"] += found["lost"]
        row["left waiting"] += found["waiting"]
    columns = (
        "killed", "too late", "different ids", "lost changes", "left waiting", "next run ms"
    )  # fmt: skip
    engines = "both engines" if is_both else "embedded engine"
    print(f"{engines}, {COURSES} courses, {rounds} rounds, {time.monotonic() - began:.0f} s")
    print(f"{'':24}" + "".join(f"{column:>15}" for column in columns))
    for name in JOBS:
        print(f"{name:24}" + "".join(f"{counts[name][column]:>15}" for column in columns))
    wrong = ("different ids", "lost changes", "left waiting")
    return sum(row[column] for row in counts.values() for column in wrong)


def remove_indexes() -> None:
    """Leave nothing on the server."""
    from django.conf import settings
    from elasticsearch import Elasticsearch

    client = Elasticsearch(settings.SEARCH["elasticsearch_url"], request_timeout=30)
    names = client.indices.get(index=f"{settings.SEARCH['index_prefix']}*").body
    for name in names:
        client.indices.delete(index=name)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engine", choices=("embedded", "both"), default="embedded")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var" / "kill-loop")
    arguments = parser.parse_args()
    is_both = arguments.engine == "both"
    use_site(arguments.var_dir, is_both=is_both)
    try:
        failures = main(arguments.kills, is_both=is_both, seed=arguments.seed)
    finally:
        if is_both:
            done(remove_indexes)
    sys.exit(1 if failures else 0)

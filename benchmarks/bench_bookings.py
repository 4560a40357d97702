"""Book as a crowd does, kill in the middle, let offers lapse, and count what is lost: nothing.

``python -m benchmarks.bench_bookings --database sqlite`` (or ``postgresql``). Every process is a
real one, and nothing stands between it and the database. ``--only press,kill,offers,speed`` runs
a part.
"""

import argparse
import datetime
import mmap
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from benchmarks.at_once import at_once
from benchmarks.booking_site import new_date, remove_site, use_site, what_is_wrong
from benchmarks.kill_loop import start
from benchmarks.timing import percentile

CROWD = 50
PLACES = 10
LINE = 1000
HOUR = datetime.timedelta(hours=1)
MILLISECONDS = 1000


def press(date: Any) -> Callable[[], Any]:
    """Return one press of the button: what became of it, what was told, and how long it took."""

    def work() -> Any:
        from tests.catalogue.events.bookings.asking import ask

        began = time.perf_counter()
        booking = ask(date)
        seconds = time.perf_counter() - began
        told = booking.notices.get().facts.get("position", 0)
        return [booking.pk, booking.state, told, seconds]

    return work


def press_at_once(rounds: int) -> int:
    """50 processes for 10 places. Return how many rounds went wrong."""
    from catalogue.events.bookings.records import Booking

    wrong, seconds = 0, []
    for number in range(rounds):
        date = new_date(capacity=PLACES)
        answers = at_once([press(date)] * CROWD)
        failed = [answer for answer in answers if not isinstance(answer, list)]
        found = what_is_wrong(date) + [str(answer) for answer in failed]
        answers = [answer for answer in answers if isinstance(answer, list)]
        confirmed = [pk for pk, state, *_ in answers if state == "CONFIRMED"]
        told = {pk: position for pk, state, position, _ in answers if state == "WAITING"}
        line = Booking.objects.filter(date=date, state="WAITING")
        turns = list(line.order_by("waiting_since", "pk").values_list("pk", flat=True))
        if (len(confirmed), len(told)) != (PLACES, CROWD - PLACES):
            found.append(f"{len(confirmed)} confirmed, {len(told)} waiting")
        if [told.get(pk) for pk in turns] != list(range(1, len(turns) + 1)):
            found.append("the line is not as it was told")
        if confirmed and told and max(confirmed) > min(told):
            found.append("somebody was overtaken")
        seconds += [answer[3] for answer in answers]
        wrong += bool(found)
        if found:
            print(f"  round {number}: {found}")
    seconds.sort()
    print(
        f"press    {rounds} rounds of {CROWD} processes for {PLACES} places: {wrong} wrong; "
        f"a press p50 {percentile(seconds, 50) * MILLISECONDS:.0f} ms, "
        f"p95 {percentile(seconds, 95) * MILLISECONDS:.0f} ms, "
        f"slowest {max(seconds) * MILLISECONDS:.0f} ms"
    )
    return wrong


def anything_for_ever(date: Any, is_inside: mmap.mmap) -> Callable[[], None]:
    """Return work without an end: book, cancel, take, decline, come. It says when it is inside."""

    def work() -> None:
        from catalogue.events.bookings import services
        from catalogue.events.bookings.records import Booking
        from catalogue.events.enums import AgeBand
        from tests.catalogue.events.bookings.asking import ask
        from tests.event_factories import NOW

        need = services.Access(kinds=("BSL",))
        band = AgeBand.NOT_ASKED

        def book() -> None:
            talk = ["talk"] if random.random() < 0.5 else []
            ask(date, random.randint(1, 4), session_keys=talk, access=need, name="Needs help")

        def change(what: Callable[..., Any], *arguments: Any, **states: Any) -> None:
            one = Booking.objects.filter(date=date, **states).order_by("?").first()
            if one:
                what(one, *arguments, now=NOW)

        works: list[Callable[[], Any]] = [
            book,
            book,
            book,
            lambda: change(services.cancel, state="CONFIRMED"),
            lambda: change(services.cancel, state="WAITING"),
            lambda: change(services.reduce_party, 1, state="CONFIRMED"),
            lambda: change(services.accept_offer, state="OFFERED"),
            lambda: change(services.decline_offer, state="OFFERED"),
            lambda: change(services.arrive, state="CONFIRMED"),
            lambda: change(services.forget),
            lambda: services.walk_in(date.pk, 1, band, now=NOW),
            lambda: services.undo_walk_in(date.pk, 1, band, now=NOW),
            lambda: services.lapse_offers(now=NOW + 25 * HOUR),
        ]
        while True:
            one = random.choice(works)
            is_inside[0] = 1
            try:
                one()
            except services.BookingRefused as refusal:
                if refusal.reason == "BUSY":
                    raise
            is_inside[0] = 0

    return work


def _wait_for_work(is_inside: mmap.mmap) -> None:
    deadline = time.monotonic() + 10
    while not is_inside[0] and time.monotonic() < deadline:
        time.sleep(0.0005)


def kill_in_the_middle(kills: int) -> int:
    """Kill one of two busy processes, check everything, go on. Return how often it went wrong."""
    from django.db import connections

    from catalogue.events.bookings.records import Booking
    from tests.catalogue.events.bookings.asking import ask

    wrong = inside = done = 0
    waited: list[float] = []
    date = new_date(capacity=25, talk_places=8)
    for number in range(kills):
        flags = [mmap.mmap(-1, 1), mmap.mmap(-1, 1)]
        running = [start(anything_for_ever(date, flag)) for flag in flags]
        time.sleep(random.uniform(0.1, 0.4))
        _wait_for_work(flags[0])
        time.sleep(random.uniform(0, 0.02))
        failed = []
        for is_second, (pid, read) in enumerate(running):
            os.kill(pid, signal.SIGKILL)
            inside += flags[is_second][0]
            if not os.WIFSIGNALED(os.waitpid(pid, 0)[1]):
                failed.append(os.read(read, 10_000).decode())
            os.close(read)
            if not is_second:  # the other one is still busy
                began = time.perf_counter()
                ask(date, name="After a kill")
                waited.append(time.perf_counter() - began)
        found = what_is_wrong(date) + failed
        done = Booking.objects.filter(date=date).count()
        wrong += bool(found)
        if found:
            print(f"  kill {number}: {found}")
        connections.close_all()
    print(
        f"kill     {kills} rounds, two processes killed in each, {inside} of them inside a call: "
        f"{wrong} wrong; {done} bookings stand; the next booking waited at most "
        f"{max(waited) * MILLISECONDS:.0f} ms"
    )
    return wrong


def lapse_for_a_week() -> int:
    """1,000 parties wait and nobody answers. Return how much went wrong."""
    from catalogue.events.bookings import services
    from catalogue.events.bookings.records import Booking, Notice
    from tests.catalogue.events.bookings.asking import ask
    from tests.event_factories import NOW

    places = 200
    date = new_date(capacity=places)
    holders = [ask(date) for _ in range(places)]
    line = [ask(date).pk for _ in range(LINE)]
    seconds: list[float] = []
    found: list[str] = []
    lapsed = 0
    steps = 7 * 24 * 6  # as run_due, every ten minutes
    for step in range(steps + 1):
        now = NOW + step * HOUR / 6
        if step < places and holders:  # they cancel within the first two days
            services.cancel(holders.pop(), now=now)
        began = time.perf_counter()
        ended = services.lapse_offers(now=now)
        if ended:
            seconds.append((time.perf_counter() - began) / ended)
            lapsed += ended
        if step % 144 == 0:
            found += what_is_wrong(date)
    told = Notice.objects.filter(booking__date=date)
    offered = list(told.filter(kind="OFFERED").order_by("pk").values_list("booking", flat=True))
    ends = Counter(told.filter(kind="LAPSED").values_list("booking", flat=True))
    if offered != line[: len(offered)]:
        found.append("offers do not follow the line")
    if len(offered) != len(set(offered)) or any(number > 1 for number in ends.values()):
        found.append("somebody was told twice")
    if lapsed != len(ends) or lapsed != Booking.objects.filter(date=date, state="LAPSED").count():
        found.append(f"{lapsed} lapsed, {len(ends)} told")
    seconds.sort()
    print(
        f"offers   {len(offered)} of {LINE} offered in a week, {lapsed} lapsed: {len(found)} wrong "
        f"{found or ''}; an offer ended and given on in "
        f"p50 {percentile(seconds, 50) * MILLISECONDS:.1f} ms, "
        f"p95 {percentile(seconds, 95) * MILLISECONDS:.1f} ms"
    )
    return len(found)


def book_fast(writers: int, *, each: int, dates: int) -> None:
    """Print how many bookings a second, and how long one takes, with so many writers."""
    all_dates = [new_date(capacity=100_000) for _ in range(dates)]

    def book(date: Any) -> Callable[[], Any]:
        def work() -> Any:
            from tests.catalogue.events.bookings.asking import ask

            taken: list[float] = []
            for _ in range(each):
                began = time.perf_counter()
                ask(date)
                taken.append(time.perf_counter() - began)
            return taken

        return work

    began = time.perf_counter()
    answers = at_once([book(all_dates[number % dates]) for number in range(writers)])
    whole = time.perf_counter() - began
    seconds = sorted(one for answer in answers for one in answer)
    print(
        f"speed    {writers} writers, {dates} dates: {len(seconds) / whole:.0f} bookings a second, "
        f"p50 {percentile(seconds, 50) * MILLISECONDS:.1f} ms, "
        f"p95 {percentile(seconds, 95) * MILLISECONDS:.1f} ms"
    )


def main(arguments: argparse.Namespace) -> int:
    """Print a line a scene. Return how much went wrong."""
    random.seed(arguments.seed)
    parts = arguments.only.split(",")
    wrong = 0
    print(f"{arguments.database}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if "press" in parts:
        wrong += press_at_once(arguments.rounds)
    if "kill" in parts:
        wrong += kill_in_the_middle(arguments.kills)
    if "offers" in parts:
        wrong += lapse_for_a_week()
    if "speed" in parts:
        book_fast(1, each=300, dates=1)
        book_fast(8, each=50, dates=1)
        book_fast(8, each=50, dates=8)
    return wrong


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--only", default="press,kill,offers,speed")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    use_site(chosen.database)
    try:
        failures = main(chosen)
    finally:
        remove_site(chosen.database)
    sys.exit(1 if failures else 0)

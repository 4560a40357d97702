"""The list of events and its month with a thousand events: p50 and p95 by the clock.

Run it by itself: ``python -m benchmarks.bench_events`` (its folder is ``var/bench-events``).
"""

import argparse
import datetime
import os
import random
import statistics
import time
from http import HTTPStatus
from pathlib import Path

from benchmarks.serving import ROOT, manage

EVENTS = 1_000
DAYS = 180
SERIES_SHARE = 0.2  # of the events; each has ten dates
ASKED = 60
TARGET_MS = 60.0
SLUG = "bench-event-"
CASES = {
    "list": "/events/",
    "list, page 2": "/events/?page=2",
    "near a town, 10 miles": "/events/?near=Walsall&within=10",
    "near a postcode": "/events/?near=WS1",
    "this weekend": "/events/?from={saturday}&to={sunday}",
    "two filters": "/events/?access=step-free&audience=everyone",
    "words": "/events/?q=jobs+fair",
    "words near a town": "/events/?q=health&near=Dudley&within=10",
    "month": "/events/?month={month}",
    "month near a town": "/events/?near=Walsall&within=10&month={month}",
    "in Urdu": "/ur/events/?near=Walsall&within=10",
}


def prepare(var_dir: Path) -> None:
    """Make the demonstration once in a folder of its own, without its events counted."""
    var_dir.mkdir(parents=True, exist_ok=True)
    if not (var_dir / "prepared").exists():
        manage(var_dir, "prepare", "--demo")
        (var_dir / "prepared").touch()


def generate(count: int) -> int:
    """Write events with dates and places until there are so many. Return how many were made."""
    from catalogue.events.dates import ONLY_DATE, EventDate, Slot
    from catalogue.events.enums import Audience, EventKind, Offered, Repeats
    from catalogue.events.pages import EventPage
    from catalogue.events.scheduling import ensure_events_page
    from catalogue.providers.models import Organisation, Venue
    from portal.core.clock import REGION_TIME, now, today
    from search import indexing

    parent = ensure_events_page()
    if parent is None:
        raise RuntimeError("a site without a home page has no events")
    made = EventPage.objects.filter(slug__startswith=SLUG).count()
    if made >= count and EventDate.objects.ahead(now()).count() >= count:
        return 0
    EventPage.objects.filter(slug__startswith=SLUG).delete()
    draw = random.Random(7)
    venues = list(Venue.objects.filter(latitude__isnull=False, is_live=True))
    organisations = list(Organisation.objects.filter(is_live=True))
    kinds = [kind for kind in EventKind if kind != EventKind.STAFF_SESSION]
    audiences = [one for one in Audience if one != Audience.STAFF]
    subjects = ("Health", "Care", "Digital", "Building", "Logistics", "English", "Apprenticeship")
    for number in range(count):
        day = today() + datetime.timedelta(days=draw.randrange(DAYS))
        hour = draw.choice((9, 10, 13, 17, 18))
        start = datetime.datetime.combine(day, datetime.time(hour), tzinfo=REGION_TIME)
        end = start + datetime.timedelta(hours=draw.choice((1, 2, 4)))
        is_series = draw.random() < SERIES_SHARE
        event = EventPage(
            title=f"{draw.choice(subjects)} jobs fair {number}",
            slug=f"{SLUG}{number}",
            summary="Meet employers and colleges of the region.",
            kind=draw.choice(kinds),
            audience=draw.choice(audiences),
            organiser=draw.choice(organisations),
            venue=draw.choice(venues),
            bsl=draw.choice(list(Offered)),
            children_welcome=draw.choice(list(Offered)),
            languages_spoken=draw.sample(["ur", "pl", "pa", "so"], draw.randrange(3)),
            first_start=start,
            first_end=end,
            repeats=Repeats.WEEKLY if is_series else Repeats.ONCE,
            repeat_until=day + datetime.timedelta(days=63) if is_series else None,
            capacity=draw.choice((None, 20, 200)),
            contact_phone="0121 496 0142",
            live=True,
        )
        parent.add_child(instance=event)
        for week in range(10 if is_series else 1):
            step = datetime.timedelta(weeks=week)
            date = EventDate.objects.create(
                event=event,
                key=f"{(day + step).isoformat()}" if is_series else ONLY_DATE,
                start_at=start + step,
                end_at=end + step,
                uid=f"{SLUG}{number}-{week}@example.org",
                changed_at=now(),
            )
            Slot.objects.create(date=date, capacity=event.capacity)
    indexing.rebuild(today=today())
    return count


def addresses() -> dict[str, str]:
    """Return what is asked, with days of this year."""
    from portal.core.clock import today
    from search.moments import monday_of

    saturday = monday_of(today()) + datetime.timedelta(days=12)
    words = {
        "saturday": saturday.isoformat(),
        "sunday": (saturday + datetime.timedelta(days=1)).isoformat(),
        "month": f"{saturday:%Y-%m}",
    }
    return {name: path.format(**words) for name, path in CASES.items()}


def measure(path: str) -> tuple[list[float], float, int]:
    """Ask for a page in this process. Return milliseconds by the clock, those of work, bytes.

    Work is what the processor spent on a page, which others on the machine hardly lengthen.
    """
    from django.test import Client

    client = Client()
    response = client.get(path, follow=True)
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{path} answers {response.status_code}")
    times = []
    worked = time.process_time()
    for _round in range(ASKED):
        began = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    work = (time.process_time() - worked) * 1000 / ASKED
    return sorted(times), work, len(response.content)


def main() -> None:
    """Print a row for each kind of page, and how busy the machine was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var" / "bench-events")
    parser.add_argument("--events", type=int, default=EVENTS)
    options = parser.parse_args()
    prepare(options.var_dir)
    os.environ["VAR_DIR"] = str(options.var_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
    import django  # only now: its settings read the environment

    django.setup()
    made = generate(options.events)
    print(f"{options.events} events ({made} made now), load average {os.getloadavg()[0]:.1f}")
    print("| page | p50 ms | p95 ms | work ms | kB |\n|---|---|---|---|---|")
    for name, path in addresses().items():
        times, work, size = measure(path)
        late = times[round(0.95 * (len(times) - 1))]
        mark = "" if late <= TARGET_MS else ", **missed**"
        clock = f"{statistics.median(times):.1f} | {late:.1f}{mark}"
        print(f"| {name} | {clock} | {work:.1f} | {size / 1000:.0f} |")


if __name__ == "__main__":
    main()

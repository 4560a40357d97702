"""Every scheduled job of the portal, in the order they run. Add a line for a new one."""

import datetime

from catalogue.courses.expiry import announce_expired
from catalogue.events.bookings import reminders, sending, waiting
from catalogue.feeds.event_fetching import fetch_due
from catalogue.publishing import letter_sending
from catalogue.publishing.feeds.event_letters import tell_of_stopped
from catalogue.publishing.feeds.services import fetch_due as fetch_due_courses
from catalogue.publishing.figures import reminders as date_reminders
from catalogue.publishing.uploads import worker as uploads
from catalogue.vacancies import expiry as vacancy_expiry
from portal.core.clock import REGION_TIME
from portal.operations import retention, scheduled_pages
from portal.operations.due import Job
from portal.operations.models import DueRun
from search import indexing, near_misses
from search.choosing import writers
from search.engines.base import IndexMissing, SearchEngine
from search.reference import get_reference

Moment = datetime.datetime

# When the job never ran: no list of the past month is older than this without a nightly run.
FIRST_LOOK_BACK = datetime.timedelta(days=31)
REBUILD_DAY = 7  # Sunday, when fewest people search


def _day(moment: Moment) -> datetime.date:
    return moment.astimezone(REGION_TIME).date()


def expire_listings(now: Moment, last: Moment | None) -> dict[str, int]:
    """Announce the courses and vacancies that days since the last run took off the lists."""
    since, today = _day(last or now - FIRST_LOOK_BACK), _day(now)
    return {
        "courses": announce_expired(since_date=since, today=today),
        "vacancies": vacancy_expiry.announce_expired(since_date=since, today=today),
    }


def change_scheduled_pages(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Publish and unpublish pages whose hour has come."""
    return scheduled_pages.change_scheduled(now=now)


def lapse_offers(now: Moment, _last: Moment | None) -> dict[str, int]:
    """End the offers of places whose time is over, and offer the places to the next."""
    return {"offers": waiting.lapse_offers(now=now)}


def write_reminders(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Write down the reminders whose time has come."""
    return {"reminders": reminders.remind(now=now)}


def send_notices(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Send what people who booked are to be told, new offers and reminders with it."""
    return sending.send_due(now=now)


def remind_of_dates(now: Moment, last: Moment | None) -> dict[str, int]:
    """Write to providers whose courses close in 28 or 7 days, or today. Once a day."""
    today = _day(now)
    if last and _day(last) == today:
        return {}
    since = _day(last) if last else None
    return {"letters": date_reminders.write_reminders(now=now, today=today, since=since)}


def send_letters(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Send what people of organisations are to be told, and try again what failed."""
    return letter_sending.send_due(now=now)


def prune_personal_data(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Throw away what is past its time."""
    return retention.prune(now=now)


def refresh_index(now: Moment, last: Moment | None) -> dict[str, int]:
    """Once a day renew the index of this machine."""
    return _refresh(now, last, is_shared=False)


def refresh_shared_index(now: Moment, last: Moment | None) -> dict[str, int]:
    """Once a day renew the index of all machines, if there is a search server."""
    return _refresh(now, last, is_shared=True)


def _refresh(now: Moment, last: Moment | None, *, is_shared: bool) -> dict[str, int]:
    """Make an index right for the day: “soon” and the months to choose from move with the date.

    The index itself knows for which day it is right. On Sundays it is then built anew, which also
    brings in what somebody wrote without announcing it. A rebuild that is refused is an error of
    this job and tried again, while the renewed index stays in use.
    """
    today = _day(now)
    is_weekly = today.isoweekday() == REBUILD_DAY and not (last and _day(last) == today)
    written = 0
    for writer in writers():
        if writer.is_shared == is_shared:
            is_new, number = _renewed(writer.engine, today)
            if is_weekly and not is_new:
                number = indexing.rebuild(today=today, engine=writer.engine)
            written += number
    return {"listings": written} if written else {}


def _renewed(engine: SearchEngine, today: datetime.date) -> tuple[bool, int]:
    """Renew an index that is not right for the day. Say whether it is new, and what was written."""
    try:
        if engine.info().built_on >= today:
            return False, 0
    except IndexMissing:
        return True, indexing.rebuild(today=today, engine=engine)
    return False, indexing.renew(today=today, engine=engine)


def update_index(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Write what waits in the outbox to the index of this machine."""
    return _update(now, is_shared=False)


def update_shared_index(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Write what waits in the outbox to the index of all machines, if there is a search server."""
    return _update(now, is_shared=True)


def _update(now: Moment, *, is_shared: bool) -> dict[str, int]:
    chosen = [writer for writer in writers() if writer.is_shared == is_shared]
    written = sum(indexing.catch_up(today=_day(now), engine=writer.engine) for writer in chosen)
    return {"listings": written} if chosen else {}


def find_near_misses(now: Moment, last: Moment | None) -> dict[str, int]:
    """Once a day work out which searches the listings of providers narrowly missed."""
    if last and _day(last) == _day(now):
        return {}
    return near_misses.renew_near_misses(
        now=now, today=_day(now), engine=indexing.get_engine(), reference=get_reference()
    )


def fetch_partner_events(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Once a day fetch each feed of partners' events, and tell the events team of what stopped."""
    return fetch_due(now=now, today=_day(now)) | tell_of_stopped(now=now)


def fetch_course_feeds(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Once a day fetch each provider's feed of courses, and publish, hold or ask about it."""
    return fetch_due_courses(now=now, today=_day(now))


def finish_uploads(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Finish reading and publishing files over which a process died, and cancel forgotten ones."""
    return uploads.run_due(now=now, today=_day(now))


def forget_machines(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Delete the records of machines that have not run for a month."""
    gone = DueRun.objects.filter(name__contains="@", started_at__lt=now - FIRST_LOOK_BACK)
    return {"records": gone.delete()[0]}


EXPIRE = Job(
    "expire_listings", "Take past runs and closed vacancies off the lists", expire_listings
)
PRUNE = Job("prune_personal_data", "Throw away what is past its time", prune_personal_data)
JOBS: tuple[Job, ...] = (
    # First, because people wait for them; what the first two write the third one sends.
    Job("lapse_offers", "Offer places that were not taken to the next", lapse_offers),
    Job("write_reminders", "Write reminders of events", write_reminders),
    Job("send_notices", "Send messages to people who booked", send_notices),
    Job("remind_of_dates", "Write to providers whose dates pass soon", remind_of_dates),
    Job("send_letters", "Send letters to people of organisations", send_letters),
    Job("finish_uploads", "Finish files of providers that were left", finish_uploads),
    # Before the index is written, which follows what is live.
    Job("change_pages", "Publish and unpublish pages at their hour", change_scheduled_pages),
    EXPIRE,
    Job("refresh_index", "Renew the search index, once a day", refresh_index, True),
    Job("update_index", "Write changes to the search index", update_index, True),
    Job("refresh_shared_index", "Renew the search server, once a day", refresh_shared_index),
    Job("update_shared_index", "Write changes to the search server", update_shared_index),
    Job("find_near_misses", "Find what listings narrowly missed, once a day", find_near_misses),
    PRUNE,
    Job("forget_machines", "Forget machines that are gone", forget_machines),
    # Last, because it waits for the sites of others.
    Job("fetch_partner_events", "Fetch events of partners, once a day", fetch_partner_events),
    Job("fetch_feeds", "Fetch feeds of courses, once a day", fetch_course_feeds),
)

"""Every scheduled job of the portal, in the order they run. Add a line for a new one."""

import datetime

from catalogue.courses.expiry import announce_expired
from portal.core.clock import REGION_TIME
from portal.operations import retention
from portal.operations.due import Job
from search import indexing

Moment = datetime.datetime

# When the job never ran: no list of the past month is older than this without a nightly run.
FIRST_LOOK_BACK = datetime.timedelta(days=31)
REBUILD_DAY = 7  # Sunday, when fewest people search


def _day(moment: Moment) -> datetime.date:
    return moment.astimezone(REGION_TIME).date()


def expire_listings(now: Moment, last: Moment | None) -> dict[str, int]:
    """Announce the courses that days since the last run took off the lists."""
    since = _day(last or now - FIRST_LOOK_BACK)
    return {"courses": announce_expired(since_date=since, today=_day(now))}


def prune_personal_data(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Throw away what is past its time."""
    return retention.prune(now=now)


def refresh_index(now: Moment, last: Moment | None) -> dict[str, int]:
    """Once a day renew the index: “soon” and the months to choose from move with the date.

    On Sundays it is built anew, which also brings in what somebody wrote without announcing it.
    """
    today = _day(now)
    if last and _day(last) == today:
        return {}
    is_weekly = today.isoweekday() == REBUILD_DAY
    return {"listings": (indexing.rebuild if is_weekly else indexing.renew)(today=today)}


def update_index(now: Moment, _last: Moment | None) -> dict[str, int]:
    """Write to the index what waits in the outbox."""
    return {"listings": indexing.drain(today=_day(now))}


EXPIRE = Job("expire_listings", "Take past runs off the lists", expire_listings)
PRUNE = Job("prune_personal_data", "Throw away what is past its time", prune_personal_data)
JOBS: tuple[Job, ...] = (
    EXPIRE,
    Job("refresh_index", "Renew the search index, once a day", refresh_index),
    Job("update_index", "Write changes to the search index", update_index),
    PRUNE,
)

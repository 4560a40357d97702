"""What has ended is nowhere: neither listed nor counted, by the minute."""

import datetime

import pytest

from catalogue.events.enums import Audience, EventStatus
from search import indexing
from search.facet_groups import SHOWN_OF_EVENTS
from search.indexing import get_engine
from search.recall import find
from search.reference import forget_reference
from tests.event_factories import NOW, at, make_date, make_event

MINUTE = datetime.timedelta(minutes=1)
END = at(0, 15)


def titles(criteria, query: str = "", *, now: datetime.datetime = NOW) -> list[str]:
    outcome = find(criteria(query, now=now), get_engine(), facets=SHOWN_OF_EVENTS)
    assert outcome.results.total == len(outcome.results.hits)
    return [hit.document.title for hit in outcome.results.hits]


def test_an_event_leaves_in_the_minute_of_its_end(criteria, index):
    make_date(make_event(title="Fair today", first_start=at(0, 10), first_end=END))
    make_date(make_event(title="Fair next week"))
    index()
    assert titles(criteria, now=END - MINUTE) == ["Fair today", "Fair next week"]
    assert titles(criteria, now=END) == ["Fair next week"]


def test_a_date_that_has_ended_counts_in_no_filter(criteria, index):
    event = make_event(title="Drop-in", first_start=at(3, 10), first_end=at(3, 12))
    make_date(event, key="sat", start_at=at(3, 10), end_at=at(3, 12))
    make_date(event, key="tue", start_at=at(6, 10), end_at=at(6, 12))
    indexing.rebuild(today=at(3).date())
    forget_reference()

    def counts(now):
        results = find(criteria("", now=now), get_engine(), facets=("when",)).results
        return results.total, results.facets["when"]

    before, after = at(3, 12) - MINUTE, at(3, 12)
    assert counts(before) == (1, {"day": 1, "school-hours": 1, "weekend": 1})
    assert counts(after) == (1, {"day": 1, "school-hours": 1})
    assert titles(criteria, "when=weekend", now=before) == ["Drop-in"]
    assert get_engine().count(criteria("when=weekend", now=after).query()) == 0
    assert get_engine().count(criteria("from=2026-11-28&to=2026-11-28", now=after).query()) == 0
    assert get_engine().count(criteria("from=2026-11-28&to=2026-11-28", now=before).query()) == 1


def test_several_dates_of_one_day_leave_one_by_one(criteria, index):
    event = make_event(title="Talks")
    for hour in range(13, 18):
        make_date(event, key=f"h{hour}", start_at=at(0, hour), end_at=at(0, hour, 45))
    index()
    for hour in range(13, 18):
        assert titles(criteria, now=at(0, hour, 44)) == ["Talks"], hour
    assert titles(criteria, now=at(0, 17, 45)) == []


@pytest.mark.parametrize(
    "facts",
    [{"live": False}, {"is_template": True}, {"audience": Audience.STAFF}],
    ids=["draft", "template", "staff"],
)
def test_what_is_not_for_visitors_is_never_listed(criteria, index, get, facts):
    make_date(make_event(title="Hidden fair", **facts))
    index()
    assert titles(criteria) == []
    for url in ("/events/", "/search/?q=fair&kind=event", "/events/?month=2026-12"):
        assert "Hidden fair" not in get(url).html


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.POSTPONED])
def test_a_date_that_is_called_off_is_listed_with_its_state_until_its_end(
    criteria, index, get, time_machine, status
):
    event = make_event(title="Forklift morning", first_start=at(0, 13), first_end=at(0, 15))
    make_date(event, status=status, status_reason="The trainer is ill.")
    index()
    page = get("/events/")
    assert "Forklift morning" in page.html
    assert str(status.label) in page.html
    assert "The trainer is ill." in page.html
    time_machine.move_to(at(0, 15).astimezone(datetime.UTC), tick=False)
    assert "Forklift morning" not in get("/events/").html


def test_the_night_cuts_the_next_days(criteria, index):
    event = make_event(title="Weekly")
    for week in range(1, 4):
        make_date(event, key=f"w{week}", start_at=at(7 * week, 10), end_at=at(7 * week, 12))
    index()
    day = at(7).date()
    indexing.renew(today=day)
    assert indexing.compare(today=day).is_equal
    assert titles(criteria, "to=2026-12-03", now=at(7, 12) - MINUTE) == ["Weekly"]
    assert get_engine().count(criteria("to=2026-12-03", now=at(7, 12)).query()) == 0

"""Searches that listings miss by one condition, on the demonstration and on listings of our own."""

import datetime
from dataclasses import replace

import pytest
from django.core.management import call_command

from catalogue.providers.models import Organisation
from portal.core.clock import REGION_TIME
from portal.operations import jobs
from search import near_misses as module
from search.documents import ListingDocument, RunDocument
from search.models import NearMiss, SearchLogEntry
from search.narrow_misses import ENOUGH_NEAR, Asked, misses_of
from search.near_miss_words import advice, looked_for, why
from search.near_misses import asked_lately, near_misses_of, renew_near_misses
from search.runs import runs_with
from tests.search.demonstration import NOW, TODAY, Catalogue, build_index

pytestmark = pytest.mark.django_db


def searched(text: str, *, place: str = "", days: int = 5, times: int = 1, ago: int = 1) -> None:
    SearchLogEntry.objects.bulk_create(
        SearchLogEntry(
            words=text,
            place=place,
            language="en-gb",
            bucket="SOME",
            count=times,
            hour_at=NOW - datetime.timedelta(days=day + ago),
        )
        for day in range(days)
    )


def missed(catalogue: Catalogue, text: str, place: str = "") -> list[tuple[str, str, tuple, str]]:
    """Return (condition, title, what it has, town) of what misses."""
    found = misses_of(
        Asked(text, place, 5),
        today=TODAY,
        engine=catalogue.engine,
        reference=catalogue.reference,
    )
    return [(one.condition, one.listing.title, one.has, one.town) for _place, one in found]


def renew(catalogue: Catalogue) -> dict[str, int]:
    return renew_near_misses(
        now=NOW, today=TODAY, engine=catalogue.engine, reference=catalogue.reference
    )


@pytest.fixture
def providers(demonstration: Catalogue) -> dict[str, Organisation]:
    """The organisations of the demonstration, which the index alone remembers."""
    slugs = {course.provider_slug for course in demonstration.courses}
    rows = [Organisation(name=slug.title(), slug=slug) for slug in sorted(slugs)]
    return {row.slug: row for row in Organisation.objects.bulk_create(rows)}


# --- what misses ---------------------------------------------------------------------------------


def test_a_listing_misses_by_the_time_that_was_asked_for(demonstration: Catalogue) -> None:
    found = missed(demonstration, "bricklaying evening")

    assert ("WHEN", "Bricklaying Level 1", ("day",), "") in found
    assert {condition for condition, *_rest in found} == {"WHEN"}


def test_a_listing_that_tells_nothing_has_nothing(demonstration: Catalogue) -> None:
    assert ("WHEN", "Bricklaying apprentice", (), "") in missed(
        demonstration, "bricklaying evening"
    )


def test_a_listing_a_few_miles_away_misses_by_its_place(demonstration: Catalogue) -> None:
    found = missed(demonstration, "care", "walsall")

    assert ("PLACE", "Adult Care Level 2 Certificate", (), "Wednesfield") in found


def test_the_level_is_the_one_that_was_told(demonstration: Catalogue) -> None:
    has = {has for _condition, _title, has, _town in missed(demonstration, "welding level 3")}

    assert has == {("2",)}  # neither Level 3 itself nor a taster at Entry level


def test_entry_level_is_beside_level_1(demonstration: Catalogue) -> None:
    found = missed(demonstration, "welding level 1")

    assert ("LEVEL", "Women and welding: Saturday taster", ("entry",), "") in found


def test_nobody_needs_childcare_or_a_ramp_online(demonstration: Catalogue, tmp_path) -> None:
    online = replace(listing(1), runs=(RunDocument(run_id=1, how="online"),))
    engine = build_index(tmp_path, [online, replace(listing(2), needs=("step-free",))])

    found = missed(replace(demonstration, engine=engine), "forklift with childcare")

    assert found == [("NEEDS", "Forklift B1", (), "")]


def test_english_of_another_level_is_no_other_subject(demonstration: Catalogue) -> None:
    found = missed(demonstration, "esol entry 1", "wv10")

    assert found
    assert {condition for condition, *_rest in found} == {"ESOL"}


def test_two_conditions_are_one_too_many(demonstration: Catalogue) -> None:
    assert missed(demonstration, "bricklaying free weekend", "dudley") == []


def test_a_slip_of_the_pen_is_put_right_first(demonstration: Catalogue) -> None:
    assert missed(demonstration, "brickl4ying zzqxw evening") == []
    right = missed(demonstration, "bricklaying evening")
    assert missed(demonstration, "bricklayng evening") == right


def test_a_search_for_anything_at_all_is_missed_by_nobody(demonstration: Catalogue) -> None:
    assert missed(demonstration, "evening courses", "walsall") == []


def test_a_listing_that_holds_the_words_by_the_way_is_not_told(demonstration: Catalogue) -> None:
    titles = {title for _condition, title, *_rest in missed(demonstration, "care", "walsall")}

    assert "Warehouse operative apprentice" not in titles


@pytest.mark.parametrize("place", ["walsall", "wv10", "cv", "birmingham", "west-midlands", "gone"])
@pytest.mark.parametrize(
    "text",
    [
        "care evening", "welding free", "esol", "it support starts soon", "english within 50 miles",
        "childcare level 2 part time", "maths weekend online", "-care", "zzqxw evening",
    ],
)  # fmt: skip
def test_what_misses_would_be_found_but_for_that_condition(
    demonstration: Catalogue, text: str, place: str
) -> None:
    """Of all listings told to miss, none is among what the search finds as it was asked."""
    near = demonstration.reference.gazetteer.near_of(place)
    outcome = demonstration.find(f"q={text}&near={near}", page_size=1000)
    as_asked = {hit.document.id for hit in outcome.results.hits} if is_as_asked(outcome) else set()

    found = misses_of(
        Asked(text, place, 5),
        today=TODAY,
        engine=demonstration.engine,
        reference=demonstration.reference,
    )

    assert {one.listing.id for _place, one in found}.isdisjoint(as_asked)


def is_as_asked(outcome) -> bool:
    return outcome.step == "all-words" and outcome.widened_from is None


def listing(number: int, **run) -> ListingDocument:
    return ListingDocument(
        id=f"course:{number}",
        kind="course",
        title="Forklift B1",
        provider_slug="moor",
        runs=(RunDocument(run_id=number, how="in-person", area_slugs=("walsall",), **run),),
    )


@pytest.mark.parametrize(
    ("text", "run", "expected"),
    [
        ("forklift evening", {"when": ("day",)}, [("WHEN", ("day",))]),
        ("forklift evening", {"when": ("any-time",)}, []),
        ("forklift starts soon", {}, [("STARTS", ())]),
        ("forklift free", {"cost": "ask"}, [("COST", ())]),
        ("forklift free", {"cost": "paid"}, [("COST", ("paid",))]),
        ("forklift part time", {}, [("STUDY", ())]),
        ("forklift level 2", {}, [("LEVEL", ())]),
        ("forklift evening free", {"when": ("day",), "cost": "paid"}, []),
        ("forklift", {}, []),
    ],
)
def test_each_condition_says_what_the_listing_has(
    demonstration: Catalogue, tmp_path, text: str, run: dict, expected: list
) -> None:
    engine = build_index(tmp_path, [listing(1, **run)])

    found = missed(replace(demonstration, engine=engine), text, "walsall")

    assert [(condition, has) for condition, _title, has, _town in found] == expected


def test_a_place_with_plenty_near_misses_nobody_farther_away(
    demonstration: Catalogue, tmp_path
) -> None:
    venue = next(
        run
        for course in demonstration.courses
        for run in runs_with(course, {}, TODAY)
        if run.town == "Wednesfield" and run.venue_id
    )
    far = replace(listing(99), runs=(venue,))

    def conditions(number_near: int) -> list[str]:
        documents = [far, *(listing(number) for number in range(1, number_near + 1))]
        engine = build_index(tmp_path / str(number_near), documents)
        return [
            one[0] for one in missed(replace(demonstration, engine=engine), "forklift", "walsall")
        ]

    assert conditions(ENOUGH_NEAR - 1) == ["PLACE"]
    assert conditions(ENOUGH_NEAR) == []


# --- which searches, and what is kept -------------------------------------------------------------


def test_only_searches_that_editors_may_see_are_asked_again() -> None:
    searched("forklift evening", place="walsall", days=6, times=3)
    searched("bricklaying", days=5)
    searched("jane smith welding", days=4, times=90)
    searched("long ago", days=9, times=50, ago=29)
    searched("", place="walsall", days=9)

    assert asked_lately(now=NOW) == [
        Asked("forklift evening", "walsall", 18),
        Asked("bricklaying", "", 5),
    ]


def test_searches_in_two_languages_are_one(demonstration: Catalogue) -> None:
    searched("forklift", days=3)
    searched("forklift", days=3, ago=4)
    SearchLogEntry.objects.filter(hour_at__lt=NOW - datetime.timedelta(days=3)).update(
        language="ur"
    )

    assert asked_lately(now=NOW) == [Asked("forklift", "", 6)]


def test_no_more_searches_than_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SEARCHES", 2)
    for number in range(4):
        searched(f"word {number}", times=number + 1)

    assert [asked.words for asked in asked_lately(now=NOW)] == ["word 3", "word 2"]


def test_a_provider_reads_what_its_listings_missed_and_why(
    demonstration: Catalogue, providers: dict[str, Organisation]
) -> None:
    searched("bricklaying evening", days=6, times=2)
    searched("care", place="walsall", days=5)

    assert renew(demonstration) == {"searches": 2, "near_misses": NearMiss.objects.count()}

    [row] = near_misses_of(providers["greenlintel"])
    assert looked_for(row) == "“bricklaying evening”"
    assert (row.times, row.listings) == (12, 4)
    assert "Bricklaying" in why(row)
    assert "3 more listings" in why(row)
    near = next(r for r in near_misses_of(providers["birchmoor-adult-learning"]) if r.place)
    assert looked_for(near) == "“care” near Walsall"
    assert "is in Wednesfield, about 4 miles away." in why(near)
    assert advice(near) == "Think about a place nearer to Walsall."


def test_twice_is_the_same_and_what_is_old_goes(
    demonstration: Catalogue, providers: dict[str, Organisation]
) -> None:
    searched("bricklaying evening")
    renew(demonstration)
    first = list(NearMiss.objects.order_by("id").values_list("words", "condition", "listing"))
    renew(demonstration)
    assert first
    assert (
        list(NearMiss.objects.order_by("id").values_list("words", "condition", "listing")) == first
    )

    SearchLogEntry.objects.all().delete()
    assert renew(demonstration) == {"searches": 0, "near_misses": 0}
    assert not NearMiss.objects.exists()


def test_a_provider_has_no_more_rows_than_the_most(
    demonstration: Catalogue, providers: dict[str, Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_OF_A_PROVIDER", 1)
    searched("bricklaying evening", times=2)
    searched("bricklaying weekend", times=3)

    renew(demonstration)

    assert [row.words for row in near_misses_of(providers["greenlintel"])] == [
        "bricklaying weekend"
    ]


def test_questions_to_the_database_do_not_grow_with_the_searches(
    demonstration: Catalogue, providers: dict[str, Organisation], django_assert_max_num_queries
) -> None:
    for text in ("care", "welding", "bricklaying", "maths", "esol entry 1", "cooking"):
        for when in ("evening", "weekend", "free"):
            searched(f"{text} {when}")

    with django_assert_max_num_queries(8):
        assert renew(demonstration)["searches"] == 18


def test_the_job_works_once_a_day(
    demonstration: Catalogue, providers: dict[str, Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    searched("bricklaying evening")
    monkeypatch.setattr(jobs, "get_reference", lambda: demonstration.reference)

    assert jobs.find_near_misses(NOW, NOW - datetime.timedelta(days=1))["searches"] == 1
    assert jobs.find_near_misses(NOW, NOW - datetime.timedelta(minutes=10)) == {}
    midnight = NOW.astimezone(REGION_TIME).replace(hour=0, minute=1)
    assert jobs.find_near_misses(midnight, midnight - datetime.timedelta(minutes=2))


def test_the_command_says_what_it_did(demonstration: Catalogue, capsys) -> None:
    searched("zzqxw")

    call_command("find_near_misses")

    assert capsys.readouterr().out == "1 searches, 0 near misses\n"

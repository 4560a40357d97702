"""The count of searches: nothing about a person, nothing lost, nothing that a visitor waits for."""

import datetime
import threading

import pytest
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse

from portal.accounts.groups import EDITORS
from search import search_log as module
from search.masking import LONGEST, kept_words
from search.models import SearchLogEntry
from search.search_log import Entry, SearchLog, bucket_of
from tests.staff import signed_in, words

NINE = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
AREAS = {"B", "DY", "WV", "M", "CV"}


def entry(text: str, *, place: str = "walsall", bucket: str = "SOME") -> Entry:
    return Entry(NINE, text, place, "en-gb", bucket)


def stored() -> dict[tuple[str, str], int]:
    rows = SearchLogEntry.objects.values_list("words", "bucket", "count")
    return {(text, bucket): count for text, bucket, count in rows}


def masked(text: str) -> str:
    return kept_words(text, is_area=AREAS.__contains__)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Welding\t COURSE ", "welding course"),
        ("C++ C# .NET T-level", "c++ c# .net t-level"),
        ("IT/HR, admin", "it hr admin"),
        ("ＷＥＬＤＩＮＧ", "welding"),
        ("انگلش کلاس", "انگلش کلاس"),
        ("\u202eevil\x00\ud800 words", "evil words"),
        ("level 2 care 2026", "level 2 care 2026"),
        ("az900 az-900", "az900 az-900"),
        ("M365", "m365"),
        ("30 hours childcare", "30 hours childcare"),
        ("working at home", "working at home"),
        ("", ""),
        # the first half of a postcode is all that stays of it
        ("care B70 6HJ", "care b70"),
        ("care b706hj now", "care b70 now"),
        ("care b 70 6 hj", "care b70"),
        ("care b70-6hj,dudley", "care b70 dudley"),
        ("care (B7O 6HJ)", "care b7o"),
        ("care Ｂ７０ ６ＨＪ", "care b70"),
        ("care B706H", "care b70"),
        ("care B706", "care b70"),
        ("welding dy1", "welding dy1"),
        # left out whole
        ("call 07700 900123", ""),
        ("+44 (0)7700-900-123", ""),
        ("0.7.7.0.0.9.0.0.1.2.3", ""),
        ("۰۷۷۰۰۹۰۰۱۲۳", ""),
        ("０７７００９００１２３", ""),
        ("born 12/05/1990", ""),
        ("QQ 12 34 56 C", ""),
        ("60333078", ""),
        ("jo@example.org", ""),
        ("jo @ example.org", ""),
        ("jo＠example.org", ""),
        ("jo at example dot org", ""),
        ("12 Acacia Avenue", ""),
        ("14b the old high street", ""),
        ("one two three four five six seven eight nine", ""),
        ("1 2 3 4 5 6", ""),
    ],
    ids=ascii,
)
def test_words_are_kept_without_what_could_point_to_a_person(typed: str, kept: str) -> None:
    assert masked(typed) == kept


def test_words_fit_the_column() -> None:
    assert masked("ﷺ" * 200) == ""  # one mark of eighteen letters, many words
    assert len(masked("x" * 500)) == LONGEST == SearchLogEntry._meta.get_field("words").max_length


def test_masking_twice_changes_nothing() -> None:
    for typed in ("care B70 6HJ", "Welding  COURSE", "C++ C#"):
        assert masked(masked(typed)) == masked(typed)


@pytest.mark.parametrize(
    ("total", "bucket"),
    [(0, "NONE"), (1, "FEW"), (5, "FEW"), (6, "SOME"), (50, "SOME"), (51, "MANY")],
)
def test_totals_are_kept_roughly(total: int, bucket: str) -> None:
    assert bucket_of(total) == bucket


# --- writing -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_counts_add_up_over_flushes_and_processes() -> None:
    one, other = SearchLog(seconds=None), SearchLog(seconds=None)
    for log, times in ((one, 3), (other, 2), (one, 1)):
        for _ in range(times):
            log.add(entry("welding"))
        log.add(entry("welding", bucket="NONE"))
        assert log.flush() == times + 1
        assert log.flush() == 0

    assert stored() == {("welding", "SOME"): 6, ("welding", "NONE"): 3}
    assert {row.hour_at for row in SearchLogEntry.objects.all()} == {NINE}


@pytest.mark.django_db
def test_many_entries_take_few_questions(django_assert_max_num_queries) -> None:
    log = SearchLog(seconds=None)
    for number in range(500):
        log.add(entry(f"word {number}"))

    with django_assert_max_num_queries(3):  # a savepoint, the rows, its release
        assert log.flush() == 500

    assert SearchLogEntry.objects.count() == 500


def test_adding_asks_the_database_nothing() -> None:
    log = SearchLog(seconds=None)  # this test may not touch the database
    for number in range(module.FULL + 1):
        log.add(entry(f"word {number}"))
    assert len(log.waiting()) == module.FULL + 1


def test_threads_lose_no_search(django_db_setup, django_db_blocker) -> None:
    """Four threads search and two write at once, each with a connection of its own."""
    log = SearchLog(seconds=None)
    failures: list[BaseException] = []
    is_over = threading.Event()

    def search() -> None:
        for number in range(300):
            log.add(entry(f"thread word {number % 7}"))

    def write() -> None:
        try:
            while not is_over.is_set():
                log.flush()
            log.flush()
        except BaseException as failure:
            failures.append(failure)
        finally:
            connection.close()

    with django_db_blocker.unblock():
        writers = [threading.Thread(target=write) for _ in range(2)]
        searchers = [threading.Thread(target=search) for _ in range(4)]
        for thread in (*writers, *searchers):
            thread.start()
        for thread in searchers:
            thread.join()
        is_over.set()
        for thread in writers:
            thread.join()
        rows = SearchLogEntry.objects.filter(words__startswith="thread word")
        try:
            assert failures == []
            assert log.waiting() == {}
            assert rows.count() == 7
            assert sum(row.count for row in rows) == 1200
        finally:
            rows.delete()


@pytest.mark.parametrize("is_full", [False, True], ids=["old", "full"])
def test_it_writes_by_itself_when_old_or_full(is_full, django_db_setup, django_db_blocker) -> None:
    log = SearchLog(seconds=3600 if is_full else 0.05)
    number_of = module.FULL if is_full else 3
    with django_db_blocker.unblock():
        for number in range(number_of):
            log.add(entry(f"alone {number}"))
        rows = SearchLogEntry.objects.filter(words__startswith="alone")
        try:
            assert eventually(lambda: rows.count() == number_of)
        finally:
            rows.delete()


def eventually(is_so) -> bool:
    waiting = threading.Event()
    return any(is_so() or waiting.wait(0.02) for _ in range(500))


# --- when the database cannot --------------------------------------------------------------------


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The database is locked. Returns the number of tries."""
    tries: list[int] = []

    def refuse(counts) -> None:
        tries.append(len(counts))
        raise OperationalError("database is locked")

    monkeypatch.setattr(module, "_write", refuse)
    return tries


@pytest.mark.django_db
def test_a_locked_database_loses_nothing_and_is_told(refusing, monkeypatch, caplog) -> None:
    log = SearchLog(seconds=None)
    log.add(entry("welding"))
    assert log.flush() == 0
    log.add(entry("welding"))
    assert "waits" in caplog.text
    assert log.waiting() == {entry("welding"): 2}

    monkeypatch.undo()  # the database can be written again
    assert log.flush() == 2
    assert stored() == {("welding", "SOME"): 2}


def test_what_waits_for_a_locked_database_is_bounded(refusing, caplog) -> None:
    log = SearchLog(seconds=None)
    for part in range(3):
        for number in range(module.MOST_KEPT):
            log.add(entry(f"word {part} {number}"))
        log.flush()
        assert len(log.waiting()) == module.MOST_KEPT
    assert "2000 searches were not counted" in caplog.text


def test_a_database_that_stays_locked_is_not_tried_at_every_search(refusing) -> None:
    log = SearchLog(seconds=0.2)
    for number in range(module.FULL + 50):
        log.add(entry(f"word {number}"))
    assert eventually(lambda: refusing)
    for number in range(module.FULL + 50, module.FULL + 500):
        log.add(entry(f"word {number}"))
    assert len(refusing) <= 2
    log.forget()


@pytest.mark.django_db
def test_a_half_written_flush_is_undone_and_kept() -> None:
    """A row that the database refuses takes the others back with it, so none counts twice."""
    log = SearchLog(seconds=None)
    log.add(entry("a good row"))
    log.add(Entry(NINE, "z bad row", "", "en-gb", None))  # type: ignore[arg-type]
    assert log.flush() == 0
    assert stored() == {}
    assert len(log.waiting()) == 2
    with pytest.raises(IntegrityError):
        module._write(log._counts)


# --- what editors see ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_log_shows_no_words_that_found_nothing_on_a_few_days() -> None:
    for day in range(5):
        SearchLogEntry.objects.create(
            hour_at=NINE - datetime.timedelta(days=day), words="hca", language="en-gb",
            bucket="NONE", count=1,
        )  # fmt: skip
    rare = SearchLogEntry.objects.create(
        hour_at=NINE, words="jane smith", language="en-gb", bucket="NONE", count=9
    )
    SearchLogEntry.objects.create(
        hour_at=NINE, words="welding", language="en-gb", bucket="MANY", count=1
    )
    client = signed_in(EDITORS)

    page = words(client.get(reverse("searches:index")))

    assert "hca" in page
    assert "welding" in page
    assert "jane smith" not in page
    assert client.get(reverse("searches:inspect", args=[rare.pk])).status_code == 404

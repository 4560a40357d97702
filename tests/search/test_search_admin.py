"""What editors see of searches: words that found nothing, never what one person typed."""

import datetime

import pytest
from django.urls import reverse

from portal.accounts.groups import EDITORS, MODERATORS
from search.models import SearchLogEntry
from search.zero_results import relaxed_searches, shown_searches, zero_results
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def searched(
    text: str, *, days: int, bucket: str = "NONE", times: int = 1, step: str = "ALL"
) -> None:
    for day in range(days):
        SearchLogEntry.objects.create(
            words=text,
            place="Walsall",
            language="en-gb",
            bucket=bucket,
            step=step,
            count=times,
            hour_at=datetime.datetime(2026, 11, 1 + day, 9, tzinfo=datetime.UTC),
        )


def test_words_that_found_nothing_show_after_five_days_most_frequent_first() -> None:
    searched("hca", days=5)
    searched("forklift", days=6, times=4)
    searched("jane smith", days=4, times=50)
    searched("welding", days=9, bucket="MANY")

    rows = [(row["words"], row["times"], row["days"]) for row in zero_results()]

    assert rows == [("forklift", 24, 6), ("hca", 5, 5)]


def test_an_editor_goes_from_such_words_to_a_new_synonym() -> None:
    searched("hca", days=5)
    client = signed_in(EDITORS)

    report = client.get(reverse("zero-results:index"))
    address = f"{reverse('wagtailsnippets_search_synonym:add')}?words=hca"
    form = client.get(address)

    assert "hca Walsall en-gb 5 5" in words(report)
    assert address in report.content.decode()
    assert 'name="words" value="hca"' in form.content.decode()


def test_the_report_can_be_saved_as_a_sheet() -> None:
    searched("hca", days=5)

    response = signed_in(EDITORS).get(reverse("zero-results:index"), {"export": "csv"})

    assert b"hca" in b"".join(response.streaming_content)


# --- searches that needed a change ----------------------------------------------------------------


def test_words_that_needed_a_change_show_after_five_days_with_what_was_changed() -> None:
    searched("welding zzqxw", days=5, bucket="SOME", step="WORDS", times=3)
    searched("weldign", days=6, bucket="SOME", step="SPELLING")
    searched("jane smith welding", days=4, bucket="SOME", step="WORDS", times=50)
    searched("welding", days=9, bucket="MANY")
    searched("hca", days=9)

    rows = [(row["words"], row["step"], row["times"], row["days"]) for row in relaxed_searches()]

    assert rows == [("welding zzqxw", "WORDS", 15, 5), ("weldign", "SPELLING", 6, 6)]


def test_days_of_different_changes_do_not_add_up() -> None:
    searched("weldign", days=3, bucket="SOME", step="SPELLING")
    searched("weldign", days=4, bucket="SOME", step="WIDER")

    assert not relaxed_searches().exists()


def test_the_log_hides_words_that_were_given_up_until_they_came_often() -> None:
    searched("jane smith welding", days=4, bucket="SOME", step="WORDS")
    assert not shown_searches().exists()

    searched("jane smith welding", days=5, bucket="FEW", step="WORDS")
    assert shown_searches().count() == 9


def test_an_editor_reads_the_change_and_asks_the_same_again() -> None:
    searched("weldign", days=5, bucket="SOME", step="SPELLING")
    searched("care zzqxw", days=5, bucket="SOME", step="WORDS")
    client = signed_in(EDITORS)

    report = client.get(reverse("relaxed-searches:index"))
    narrowed = client.get(reverse("relaxed-searches:results"), {"step": "WORDS"})

    assert "weldign Walsall en-gb Spelling was put right 5 5" in words(report)
    assert 'href="/search/?q=weldign' in report.content.decode()
    assert (
        f"{reverse('wagtailsnippets_search_synonym:add')}?words=weldign" in report.content.decode()
    )
    assert "care zzqxw" in words(narrowed)
    assert "weldign" not in words(narrowed)


def test_sheets_say_the_change_in_words_and_hold_no_formula() -> None:
    searched("=cmd()", days=5, bucket="SOME", step="FILTERS")
    searched("-childcare", days=5)
    client = signed_in(EDITORS)

    relaxed = client.get(reverse("relaxed-searches:index"), {"export": "csv"})
    nothing = client.get(reverse("zero-results:index"), {"export": "csv"})

    assert b"'=cmd(),Walsall,en-gb,A filter was left out,5,5," in b"".join(
        relaxed.streaming_content
    )
    assert b"\r\n'-childcare,Walsall,en-gb,5,5," in b"".join(nothing.streaming_content)


@pytest.mark.parametrize("name", ["zero-results", "relaxed-searches", "near-misses"])
def test_reports_are_for_people_who_may_see_the_log(name: str) -> None:
    assert signed_in(EDITORS).get(reverse(f"{name}:index")).status_code == 200
    assert signed_in(MODERATORS).get(reverse(f"{name}:index")).status_code == 302


def test_a_report_asks_few_questions_however_long_it_is(django_assert_max_num_queries) -> None:
    for number in range(30):
        searched(f"word {number}", days=5, bucket="SOME", step="WORDS")
    client = signed_in(EDITORS)
    client.get(reverse("relaxed-searches:index"))

    with django_assert_max_num_queries(20):
        page = client.get(reverse("relaxed-searches:index"))
    assert "word 29" in words(page)

"""What editors see of searches: words that found nothing, never what one person typed."""

import datetime

import pytest
from django.urls import reverse

from portal.accounts.groups import EDITORS
from search.models import SearchLogEntry
from search.zero_results import zero_results
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def searched(text: str, *, days: int, bucket: str = "NONE", times: int = 1) -> None:
    for day in range(days):
        SearchLogEntry.objects.create(
            words=text,
            place="Walsall",
            language="en-gb",
            bucket=bucket,
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

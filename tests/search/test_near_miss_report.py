"""What editors read of the searches that listings narrowly missed."""

import pytest
from django.urls import reverse

from catalogue.providers.models import Organisation
from portal.accounts.groups import EDITORS, MODERATORS
from search.facets import FACETS
from search.models import MissedCondition, NearMiss
from search.near_miss_words import advice, why
from tests.search.demonstration import NOW, TODAY
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def near_miss(**changed) -> NearMiss:
    provider, _is_new = Organisation.objects.get_or_create(slug="moor", name="Moor College")
    values = {
        "organisation": provider, "words": "forklift evening", "place": "Walsall",
        "condition": "STARTS", "wanted": ["soon"], "listing": "course:12",
        "listing_title": "Forklift B1", "listings": 1, "times": 12, "found_at": NOW,
    }  # fmt: skip
    return NearMiss.objects.create(**{**values, **changed})


def test_editors_read_who_missed_what_and_can_ask_the_same_again() -> None:
    near_miss()
    near_miss(condition="WHEN", wanted=["evening"], has=["day"], listings=2)
    response = signed_in(EDITORS).get(reverse("near-misses:index"))

    page = words(response)
    assert (
        "Moor College “forklift evening” near Walsall 12 “Forklift B1” has no start date." in page
    )
    assert "“Forklift B1”: Day. People asked for: Evening." in page
    assert "The same is so for 1 more listing." in page
    assert "/search/?q=forklift+evening&amp;near=Walsall" in response.content.decode()


@pytest.mark.parametrize("condition", MissedCondition.values)
@pytest.mark.parametrize("is_told", [True, False], ids=["told", "not told"])
def test_every_condition_has_plain_words(condition: str, is_told: bool) -> None:
    value = FACETS[condition.lower()].values(TODAY)[-1] if condition != "PLACE" else ""
    row = near_miss(
        condition=condition, wanted=[value], has=[value] if is_told else [], miles=0.4, town="Lye"
    )

    for text in (why(row), advice(row)):
        assert text.endswith(".")
        assert "%(" not in text
    assert "“Forklift B1”" in why(row)


def test_the_report_can_be_narrowed_to_a_provider() -> None:
    near_miss()
    other = Organisation.objects.create(slug="tor", name="Tor College")
    near_miss(organisation=other, words="welding")
    client = signed_in(EDITORS)

    page = words(client.get(reverse("near-misses:results"), {"organisation": other.pk}))

    assert "welding" in page
    assert "forklift" not in page


def test_no_cell_of_the_sheet_is_a_formula() -> None:
    near_miss(words="=1+1", listing_title="@SUM(A1)")

    response = signed_in(EDITORS).get(reverse("near-misses:index"), {"export": "csv"})

    sheet = b"".join(response.streaming_content).decode()
    assert ",'=1+1," in sheet
    assert ",'@SUM(A1)," in sheet


def test_moderators_do_not_see_it() -> None:
    assert signed_in(MODERATORS).get(reverse("near-misses:index")).status_code == 302


def test_rows_go_with_their_provider() -> None:
    near_miss().organisation.delete()
    assert not NearMiss.objects.exists()

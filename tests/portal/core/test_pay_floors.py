"""The legal minimum pay is held once, as shared facts."""

import datetime

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from portal.core.facts import SharedFact
from portal.core.pay_floors import FloorGroup, floors_on, load_pay_floors, pay_floors, seed_floors

APRIL = datetime.date(2026, 4, 1)


@pytest.fixture(autouse=True)
def anew():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.django_db
def test_without_facts_the_rates_of_the_seed_hold():
    assert pay_floors() == seed_floors()


@pytest.mark.django_db
def test_loading_makes_facts_of_the_seed_and_twice_changes_nothing():
    assert load_pay_floors().added == len(seed_floors())
    assert load_pay_floors().unchanged == len(seed_floors())

    rates = {group: floor.pence_an_hour for group, floor in floors_on(APRIL).items()}
    assert rates == {
        FloorGroup.AGE_21: 1271,
        FloorGroup.AGE_18_20: 1085,
        FloorGroup.UNDER_18: 800,
        FloorGroup.APPRENTICE: 800,
    }


@pytest.mark.django_db
def test_an_edit_is_read_at_once_and_loading_again_keeps_it():
    load_pay_floors()
    fact = SharedFact.objects.get(key="pay-floor-21-2026")
    fact.amount_pence = 1300
    fact.save()
    load_pay_floors()

    assert floors_on(APRIL)[FloorGroup.AGE_21].pence_an_hour == 1300


@pytest.mark.django_db
def test_rates_cost_no_question_within_a_minute(django_assert_num_queries):
    load_pay_floors()
    pay_floors()

    with django_assert_num_queries(0):
        floors_on(APRIL)


@pytest.mark.parametrize("key", ["pay-floor-2026", "pay-floor-25-2026", "minimum-wage"])
def test_a_floor_must_say_whom_it_is_for(key):
    fact = SharedFact(key=key, kind="PAY_FLOOR", amount_pence=1271, as_of_date=APRIL)

    with pytest.raises(ValidationError, match="pay-floor-21-2026"):
        fact.clean()

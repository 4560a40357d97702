"""Access needs: for permitted staff alone, every look written down, numbers without names."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import PermissionDenied

from catalogue.events.bookings.access import needs_of, summary_of
from catalogue.events.bookings.records import AccessLook, AccessNeed
from catalogue.events.enums import BookingState
from tests.event_factories import NOW, at, make_booking, make_date, make_event

pytestmark = pytest.mark.django_db


def staff(*permissions: str):
    user = get_user_model().objects.create_user("asha", password="four random words", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


@pytest.fixture
def date():
    date = make_date(make_event())
    for name, state, kinds, language in [
        ("Zofia", BookingState.CONFIRMED, ["BSL", "OTHER"], ""),
        ("Amina", BookingState.CONFIRMED, ["INTERPRETER"], "Urdu"),
        ("Waits", BookingState.WAITING, ["QUIET"], ""),
        ("Gone", BookingState.CANCELLED, ["STEP_FREE"], ""),
    ]:
        booking = make_booking(date, name=name, state=state, waiting_since=NOW)
        AccessNeed.objects.create(booking=booking, kinds=kinds, language=language, text="A word")
    make_booking(date, name="Nothing asked")
    return date


def test_permitted_staff_see_the_needs_of_who_comes_by_name(date):
    needs = needs_of(date, user=staff("view_accessneed"), where="door", now=NOW)
    assert [need.name for need in needs] == ["Amina", "Zofia"]
    assert needs[0].kinds == ("A helper who speaks my language",)
    assert needs[0].language == "Urdu"
    assert needs[1].text == "A word"


def test_each_look_is_written_down_once(date):
    user = staff("view_accessneed")
    needs_of(date, user=user, where="door", now=NOW)
    needs_of(date, user=user, where="admin", now=at(1))
    looks = AccessLook.objects.order_by("looked_at")
    assert [(one.user, one.date, one.where, one.needs) for one in looks] == [
        (user, date, "door", 2),
        (user, date, "admin", 2),
    ]
    assert looks[0].looked_at == NOW


def test_a_look_at_nothing_is_a_look():
    date = make_date(make_event())
    assert needs_of(date, user=staff("view_accessneed"), where="door", now=NOW) == []
    assert AccessLook.objects.get().needs == 0


@pytest.mark.parametrize("permissions", [(), ("check_in", "view_booking")], ids=["none", "door"])
def test_nobody_else_sees_them_and_nothing_is_written_down(date, permissions):
    with pytest.raises(PermissionDenied):
        needs_of(date, user=staff(*permissions), where="door", now=NOW)
    with pytest.raises(PermissionDenied):
        needs_of(date, user=AnonymousUser(), where="door", now=NOW)
    assert not AccessLook.objects.exists()


def test_the_summary_has_numbers_and_no_names(date):
    summary = summary_of(date)
    assert summary.bookings == 2
    assert summary.kinds == {"BSL": 1, "OTHER": 1, "INTERPRETER": 1}
    assert summary.languages == {"Urdu": 1}
    assert ("A sign language (BSL) interpreter", 1) in summary.labelled
    for name in ("Zofia", "Amina", "A word"):
        assert name not in repr(summary)


def test_the_names_of_staff_who_left_go_and_the_look_stays(date):
    user = staff("view_accessneed")
    needs_of(date, user=user, where="door", now=NOW)
    user.delete()
    assert AccessLook.objects.get().user is None

"""Staff groups: exactly what each may do, made again after every migrate."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from wagtail.models import GroupPagePermission

from portal.accounts import groups
from portal.accounts.services import create_staff

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase for tests"


def permissions_of(group: Group) -> set[str]:
    found = group.permissions.select_related("content_type")
    return {f"{one.content_type.app_label}.{one.codename}" for one in found}


def test_the_groups_exist_after_migrate() -> None:
    assert set(groups.PERMISSIONS) <= set(Group.objects.values_list("name", flat=True))


@pytest.mark.parametrize("name", groups.PERMISSIONS, ids=str)
def test_every_permission_named_for_a_group_exists(name: str) -> None:
    [group] = [group for group in groups.ensure_groups() if group.name == name]

    assert permissions_of(group) == set(groups.PERMISSIONS[name])


def test_making_the_groups_twice_changes_nothing_and_takes_away_extras() -> None:
    first = {group.name: permissions_of(group) for group in groups.ensure_groups()}
    moderators = Group.objects.get(name=groups.MODERATORS)
    moderators.permissions.add(Permission.objects.get(codename="delete_course"))

    second = {group.name: permissions_of(group) for group in groups.ensure_groups()}

    assert first == second
    assert "courses.delete_course" not in second[groups.MODERATORS]


def test_editors_publish_pages_and_moderators_do_not() -> None:
    groups.ensure_groups()

    publishing = GroupPagePermission.objects.filter(permission__codename="publish_page")
    names = set(publishing.values_list("group__name", flat=True))

    assert groups.EDITORS in names
    assert groups.MODERATORS not in names


def test_moderators_and_administrators_alone_decide_what_providers_send() -> None:
    may = {
        name
        for name in groups.PERMISSIONS
        if create_staff(f"of-{name}", PASSWORD, group=name).has_perm("publishing.decide_review")
    }

    assert may == {groups.MODERATORS, groups.ADMINISTRATORS}


def test_a_person_of_staff_gets_a_group_and_no_superpowers() -> None:
    user = create_staff("asha", PASSWORD, group=groups.EDITORS)

    assert user.has_perm("courses.change_course")
    assert not user.has_perm("core.change_place")
    assert not user.is_superuser


def test_making_the_same_person_again_changes_password_and_group() -> None:
    create_staff("asha", PASSWORD, group=groups.EDITORS)

    again = create_staff("asha", PASSWORD + " two", group=groups.MODERATORS)

    assert again.check_password(PASSWORD + " two")
    assert [group.name for group in again.groups.all()] == [groups.MODERATORS]


def test_a_weak_password_is_refused() -> None:
    with pytest.raises(ValidationError):
        create_staff("asha", "asha")

"""Every list of the admin opens for those who may see it, and for nobody else."""

import pytest
from django.urls import reverse

from portal.accounts.groups import ADMINISTRATORS, EDITORS, EVENTS_TEAM, MODERATORS
from tests.staff import signed_in, signed_in_without_rights, words

pytestmark = pytest.mark.django_db

LISTS = {
    "courses:index": {ADMINISTRATORS, EDITORS, MODERATORS},
    "funding-rules:index": {ADMINISTRATORS, EDITORS},
    "learning-aims:index": {ADMINISTRATORS, EDITORS, MODERATORS},
    "wagtailsnippets_providers_organisation:list": {
        ADMINISTRATORS,
        EDITORS,
        EVENTS_TEAM,
        MODERATORS,
    },
    "wagtailsnippets_providers_venue:list": {ADMINISTRATORS, EDITORS, EVENTS_TEAM, MODERATORS},
    "wagtailsnippets_core_sector:list": {ADMINISTRATORS},
    "wagtailsnippets_core_subject:list": {ADMINISTRATORS},
    "wagtailsnippets_core_place:list": {ADMINISTRATORS},
    "wagtailsnippets_search_synonym:list": {ADMINISTRATORS, EDITORS},
    "zero-results:index": {ADMINISTRATORS, EDITORS},
    "searches:index": {ADMINISTRATORS, EDITORS},
    "problem-reports:index": {ADMINISTRATORS, MODERATORS},
    "imports:index": {ADMINISTRATORS, EDITORS, MODERATORS},
}


@pytest.mark.parametrize("group", [ADMINISTRATORS, EDITORS, EVENTS_TEAM, MODERATORS])
def test_each_group_opens_its_lists_and_no_other(group: str) -> None:
    client = signed_in(group)

    opened = {name for name in LISTS if client.get(reverse(name)).status_code == 200}

    assert opened == {name for name, groups in LISTS.items() if group in groups}


@pytest.mark.parametrize("name", LISTS)
def test_a_person_without_rights_sees_no_list(name: str) -> None:
    client = signed_in_without_rights()

    assert client.get(reverse(name)).status_code in {302, 403}


def test_the_menu_shows_what_a_person_may_open() -> None:
    page = signed_in(MODERATORS).get("/admin/").content.decode()

    assert "Reported problems" in page
    assert "Searches that find nothing" not in page


@pytest.mark.parametrize(
    "name",
    [
        "courses:add",
        "funding-rules:add",
        "wagtailsnippets_providers_organisation:add",
        "wagtailsnippets_providers_venue:add",
        "wagtailsnippets_core_sector:add",
        "wagtailsnippets_core_subject:add",
        "wagtailsnippets_core_place:add",
        "wagtailsnippets_search_synonym:add",
    ],
)
def test_no_form_shows_brackets_and_quotes_to_an_editor(name: str) -> None:
    page = words(signed_in(ADMINISTRATORS).get(reverse(name)))

    assert "Save" in page
    assert '["' not in page
    assert '{"' not in page


@pytest.mark.parametrize("name", ["learning-aims:add", "searches:add", "imports:add"])
def test_nobody_adds_to_a_table_that_a_command_fills(name: str) -> None:
    assert signed_in(ADMINISTRATORS).get(reverse(name)).status_code in {302, 403}

"""The log: sentences that people read, of one organisation, by person and by kind."""

import datetime
from typing import Any

import pytest

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry
from catalogue.publishing.audit import note
from catalogue.publishing.people.log_page import KINDS, SENTENCES, sentence_of
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
A = AuditAction


@pytest.mark.parametrize(
    ("action", "about", "facts", "words"),
    [
        (A.COURSE_PUBLISHED, "Forklift truck, 3 days", {}, "Lena published Forklift truck, 3 days"),
        (A.INVITED, "amir@a.example", {"role": "EDITOR"}, "Lena invited amir@a.example as editor"),
        (A.ROLE_CHANGED, "Amir", {"role": "OWNER"}, "Lena changed the role of Amir to owner"),
        (A.LEFT, "Lena", {"removed": False}, "Lena left"),
        (A.LEFT, "Amir", {"removed": True}, "Lena took Amir out"),
        (A.VENUE, "Forge", {"venue": 3, "change": "added"}, "Lena added the place Forge"),
        (A.VENUE, "Forge", {"venue": 3, "change": "changed"}, "Lena changed the place Forge"),
        (A.FEED, "x.org", {"added": False}, "Lena changed the feed x.org"),
        (A.FEED, "x.org", {"added": True}, "Lena added the feed x.org"),
        (A.FEED, "x.org", {"deleted": True}, "Lena deleted the feed x.org"),
        (A.FEED_RUN, "x.org", {"left": True}, "Lena did not use what the feed x.org says"),
        (A.TOKEN, "Nightly", {"what": "stopped"}, "Lena stopped the key Nightly"),
        (
            A.UPLOAD_PUBLISHED,
            "autumn.csv",
            {"added": 3, "changed": 0, "removed": 1, "other": "x"},
            "Lena published the file autumn.csv (3 added, 1 removed)",
        ),
        (A.JOINED, "Lena", {"role": "<b>"}, "Lena joined as a member"),
    ],
)
def test_an_entry_is_a_sentence(action: str, about: str, facts: dict[str, Any], words: str) -> None:
    entry = AuditEntry(action=action, about=about, facts=facts, actor_name="Lena")
    assert sentence_of(entry) == words


@pytest.mark.parametrize("action", A.values)
def test_every_action_is_told_and_can_be_asked_for(action: str) -> None:
    assert action in SENTENCES
    assert sum(action in actions for _label, actions in KINDS.values()) == 1
    entry = AuditEntry(action=action, about="Welding", facts={"added": "many"}, actor_name="")
    assert "Somebody" in sentence_of(entry)


def test_a_viewer_reads_the_log_by_person_and_by_kind_in_pages() -> None:
    member = make_member("VIEWER")
    here = member.organisation
    for number in range(60):
        note(
            here,
            A.COURSE_PUBLISHED,
            actor=None,
            actor_name="Lena",
            now=NOW - datetime.timedelta(hours=number),
            about=f"Course {number:02}",
        )
    note(here, A.PROFILE, actor=None, actor_name="Amir", now=NOW)
    note(OrganisationFactory(), A.PROFILE, actor=None, actor_name="Stranger", now=NOW)
    client, url = client_of(member.user), f"/manage/{here.slug}/log/"

    first = client.get(url).content.decode()
    assert "Amir changed the profile" in first
    assert "Stranger" not in first
    assert "Course 00" in first
    assert "Course 55" not in first
    assert "Course 55" in client.get(f"{url}?page=2").content.decode()
    assert "published" not in client.get(f"{url}?kind=other").content.decode()
    assert "changed the profile" not in client.get(f"{url}?who=Lena").content.decode()
    odd = client.get(f"{url}?who=%00&kind=zzz&page=-4")
    assert odd.status_code == 200


def test_what_people_call_themselves_is_shown_as_text() -> None:
    member = make_member("VIEWER")
    note(
        member.organisation,
        A.COURSE_PUBLISHED,
        actor=None,
        actor_name="<script>x</script>",
        now=NOW,
        about="%(who)s %s {x}",
    )
    page = client_of(member.user).get(f"/manage/{member.organisation.slug}/log/").content.decode()
    assert "<script>x" not in page
    assert "%(who)s %s {x}" in page


@pytest.mark.parametrize(("role", "reads"), [("VIEWER", False), ("EDITOR", False), ("OWNER", True)])
def test_whom_owners_invite_is_theirs_to_know(role, reads) -> None:
    member = make_member(role)
    note(member.organisation, A.INVITED, actor=None, now=NOW, about="amir@a.example")
    page = client_of(member.user).get(f"/manage/{member.organisation.slug}/log/").content.decode()
    assert ("amir@a.example" in page) is reads

"""The profile: who may change it, what must not change, and whose inbox it is."""

import datetime
import re
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.desk import profile_services as services
from catalogue.publishing.enums import ReviewKind
from catalogue.publishing.models import Letter
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
PRIVATE_PAYMENT = "Pay by bank transfer to sort code 00-00-00."


@pytest.fixture(autouse=True)
def no_limits_of_other_tests() -> None:
    cache.clear()


def said(organisation: Organisation, **changes: Any) -> dict[str, Any]:
    organisation.refresh_from_db()
    return {
        "about": organisation.about,
        "website": organisation.website,
        "phone": "",
        "email": "",
        "address": "",
        "languages_spoken": "",
        "inspection_url": "",
        "enquiry_email": organisation.enquiry_email,
        "seen": services.version_of(organisation),
        **changes,
    }


def keep(member: Any, **changes: Any) -> Any:
    url = f"/manage/{member.organisation.slug}/profile/"
    return client_of(member.user).post(url, said(member.organisation, **changes), follow=True)


def test_an_editor_changes_what_the_page_says_and_it_is_in_the_log() -> None:
    member = make_member("EDITOR")
    page = keep(
        member,
        about="We teach English.\r\n\r\nEverybody is welcome.",
        languages_spoken="Panjabi, Polish; Panjabi،  Urdu ",
        phone="01632 960118",
    )
    assert "Your profile is changed" in page.content.decode()
    member.organisation.refresh_from_db()
    assert member.organisation.about == "We teach English.\n\nEverybody is welcome."
    assert member.organisation.languages_spoken == ["Panjabi", "Polish", "Urdu"]
    entry = AuditEntry.objects.get()
    assert entry.action == "PROFILE"
    assert set(entry.facts["fields"]) == {"about", "languages_spoken", "phone"}


def test_keeping_without_a_change_writes_nothing() -> None:
    member = make_member("EDITOR")
    keep(member)
    assert not AuditEntry.objects.exists()


def test_a_viewer_reads_and_changes_nothing() -> None:
    member = make_member("VIEWER")
    url = f"/manage/{member.organisation.slug}/profile/"
    assert client_of(member.user).get(url).status_code == 200
    assert keep(member, about="Mine now").status_code == 403
    member.organisation.refresh_from_db()
    assert member.organisation.about == ""


def test_the_public_page_waits_for_a_second_step() -> None:
    member = make_member("OWNER", second_step=False)
    response = client_of(member.user).post(
        f"/manage/{member.organisation.slug}/profile/", said(member.organisation, about="Hello")
    )
    assert response.url.startswith("/manage/second-step/")


@pytest.mark.parametrize("name", ["name", "ukprn", "slug", "is_trusted", "is_live", "kind"])
def test_what_the_team_decides_cannot_be_sent(name: str) -> None:
    member = make_member("OWNER", organisation=OrganisationFactory(is_trusted=False))
    before = getattr(member.organisation, name)
    keep(member, about="Hello", **{name: "10009999"})
    member.organisation.refresh_from_db()
    assert getattr(member.organisation, name) == before


@pytest.mark.parametrize(
    ("is_trusted", "wanted", "is_kept"),
    [
        (False, "https://evil.example", False),
        (False, "", False),
        (False, "https://www.lockgate.example/new", True),
        (True, "https://elsewhere.example", True),
    ],
)
def test_an_organisation_that_is_new_here_keeps_the_website_that_was_checked(
    is_trusted: bool, wanted: str, is_kept: bool
) -> None:
    here = OrganisationFactory(website="https://lockgate.example", is_trusted=is_trusted)
    member = make_member("OWNER", organisation=here)
    page = keep(member, website=wanted).content.decode()
    here.refresh_from_db()
    assert (here.website == wanted) is is_kept
    assert ("Write to us to change the website" in page) is not is_kept


@pytest.mark.parametrize(
    ("is_trusted", "changes", "reasons"),
    [
        (False, {"email": "courses@elsewhere.example"}, ["LINK", "NEW_ORG"]),
        (False, {"inspection_url": "https://reports.example"}, ["LINK", "NEW_ORG"]),
        (
            False,
            {"about": PRIVATE_PAYMENT},
            ["HELD_WORDS", "NEW_ORG"],
        ),
        (True, {"about": PRIVATE_PAYMENT}, ["HELD_WORDS"]),
        (True, {"email": "courses@elsewhere.example"}, None),
        (False, {"about": "We teach English.", "phone": "01632 960118"}, None),
    ],
    ids=["new mail", "new link", "held words", "held words, trusted", "mail, trusted", "plain"],
)
def test_a_moderator_looks_at_a_profile_that_is_live_already(
    is_trusted: bool, changes: dict[str, str], reasons: list[str] | None
) -> None:
    here = OrganisationFactory(is_trusted=is_trusted)
    member = make_member("EDITOR", organisation=here)

    keep(member, **changes)

    here.refresh_from_db()
    assert {name: getattr(here, name) for name in changes} == changes
    asked = [sorted(one.reasons) for one in here.reviews.filter(kind=ReviewKind.PROFILE)]
    assert asked == ([sorted(reasons)] if reasons else [])


def test_words_that_are_live_are_not_asked_about_again() -> None:
    here = OrganisationFactory(about=PRIVATE_PAYMENT)
    keep(make_member("EDITOR", organisation=here), takes_enquiries="on")
    assert AuditEntry.objects.get().facts["fields"] == ["takes_enquiries"]
    assert not here.reviews.exists()


def test_two_editors_do_not_overwrite_each_other_unseen() -> None:
    member = make_member("EDITOR")
    other = make_member("EDITOR", organisation=member.organisation, name="amir")
    old = said(member.organisation, about="Mine")
    keep(other, about="Theirs")
    page = client_of(member.user).post(f"/manage/{member.organisation.slug}/profile/", old)
    assert "Somebody else changed the profile meanwhile" in page.content.decode()
    member.organisation.refresh_from_db()
    assert member.organisation.about == "Theirs"


@time_machine.travel(NOW, tick=False)
def test_a_new_inbox_says_yes_itself() -> None:
    member = make_member("OWNER")
    keep(member, enquiry_email="courses@lockgate.example", takes_enquiries="on")
    here = member.organisation
    here.refresh_from_db()
    assert (here.takes_enquiries, here.enquiry_email_verified_at) == (True, None)
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == ("INBOX", "courses@lockgate.example")
    path = re.sub(r"^https?://[^/]+", "", letter.facts["link"])

    visitor = Client()
    page = visitor.get(path)
    assert "Yes, send questions here" in page.content.decode()
    here.refresh_from_db()
    assert here.enquiry_email_verified_at is None
    assert "from now on" in visitor.post(path).content.decode()
    here.refresh_from_db()
    assert here.enquiry_email_verified_at == NOW
    visitor.post(path)
    assert AuditEntry.objects.count() == 2


def test_an_address_that_the_person_confirmed_before_needs_no_letter() -> None:
    member = make_member("OWNER")
    keep(member, enquiry_email=member.user.email)
    member.organisation.refresh_from_db()
    assert member.organisation.enquiry_email_verified_at is not None
    assert not Letter.objects.exists()


def test_a_link_of_an_older_inbox_confirms_nothing() -> None:
    here = OrganisationFactory(enquiry_email="old@lockgate.example")
    token = services.inbox_token(here)
    here.enquiry_email = "new@lockgate.example"
    here.save()
    with pytest.raises(services.InboxLinkRefused):
        services.confirm_inbox(token, now=NOW)
    here.refresh_from_db()
    assert here.enquiry_email_verified_at is None


def test_a_link_of_an_inbox_ends_after_seven_days() -> None:
    here = OrganisationFactory(enquiry_email="courses@lockgate.example")
    with time_machine.travel(NOW):
        token = services.inbox_token(here)
    with time_machine.travel(NOW + datetime.timedelta(days=7, minutes=1)):
        assert Client().post(f"/manage/inbox/{token}/").status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "a" * 3000])
def test_a_made_up_link_is_refused_in_words(token: str) -> None:
    response = Client().get(f"/manage/inbox/{token}/")
    assert response.status_code == 410
    assert "does not work any more" in response.content.decode()


def test_the_letter_is_sent_again_but_no_stream_of_it() -> None:
    member = make_member("EDITOR")
    keep(member, enquiry_email="courses@lockgate.example")
    client = client_of(member.user)
    for _ in range(9):
        client.post(f"/manage/{member.organisation.slug}/profile/inbox/")
    assert Letter.objects.count() == 5


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("about", "x" * 4001),
        ("website", "javascript:alert(1)"),
        ("inspection_url", "ftp://a.example"),
        ("email", "nobody"),
        ("languages_spoken", ",".join(f"L{n}" for n in range(30))),
        ("phone", "0" * 31),
    ],
)
def test_an_answer_that_is_no_answer_is_named_at_its_field(field: str, value: str) -> None:
    page = keep(make_member("EDITOR"), **{field: value}).content.decode()
    assert "There is 1 thing to change" in page
    assert f'id="id_{field}-error"' in page


def test_script_in_a_text_is_shown_as_text() -> None:
    member = make_member("EDITOR")
    keep(member, about="<script>alert(1)</script>", languages_spoken="<b>Polish</b>")
    page = client_of(member.user).get(f"/manage/{member.organisation.slug}/profile/")
    assert "<script>alert" not in page.content.decode()

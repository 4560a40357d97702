"""Old addresses of events that were renamed lead on, in every language."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from catalogue.events.pages import EventPage
from tests.event_factories import make_date, make_event


def in_urdu(event: EventPage) -> EventPage:
    urdu = Locale.objects.get_or_create(language_code="ur")[0]
    copied = event.copy_for_translation(urdu, copy_parents=True)
    copied.title = "نوکری میلہ"
    copied.save_revision().publish()
    return copied


@pytest.fixture
def event(site) -> EventPage:
    made = make_event(title="Jobs fair", slug="old-fair")
    make_date(made)
    return made


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Change the address as an editor does: Wagtail writes the old one down after the commit."""

    def renamed(event: EventPage, slug: str) -> None:
        page = EventPage.objects.get(pk=event.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return renamed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/events/old-fair/", "/events/new-fair/"),
        ("/ur/events/old-fair/", "/ur/events/new-fair/"),
        ("/pl/events/old-fair/?date=1", "/pl/events/new-fair/"),
    ],
)
def test_the_old_address_leads_on_in_every_language(client, event, rename, old, new):
    rename(event, "new-fair")
    response = client.get(old)
    assert (response.status_code, response.headers.get("Location")) == (301, new)
    assert client.get(new).status_code == 200


def test_the_old_address_of_a_translation_leads_to_its_new_one(client, event, rename):
    copied = in_urdu(event)
    rename(copied, "new-urdu-fair")
    rename(event, "new-fair")
    response = client.get("/ur/events/old-fair/")
    assert response.status_code == 301
    assert "نوکری میلہ" in client.get(response.headers["Location"]).content.decode()


def test_a_translation_that_kept_its_address_answers_there(client, event, rename):
    in_urdu(event)
    rename(event, "new-fair")
    assert client.get("/ur/events/old-fair/").status_code == 200


def test_an_address_that_nobody_knows_is_not_found(client, event):
    assert client.get("/ur/events/no-fair/").status_code == 404


def test_an_address_never_leads_to_itself(client, event):
    Redirect.objects.create(old_path="/events/gone-fair", redirect_link="/events/gone-fair/")
    assert client.get("/ur/events/gone-fair/").status_code == 404


def test_a_page_elsewhere_keeps_its_address(client, event):
    Redirect.objects.create(
        old_path="/events/theirs", redirect_link="https://fair.example.org/", is_permanent=False
    )
    response = client.get("/ur/events/theirs/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "https://fair.example.org/",
    )

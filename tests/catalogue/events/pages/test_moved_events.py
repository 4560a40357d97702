"""Old addresses of events that were renamed lead on, and of what stands beside them."""

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


BESIDE = ["exhibitors/", "poster/", "book/", "book/done/", "book/people/"]


@pytest.mark.parametrize("language", ["", "/ur"], ids=["english", "urdu"])
@pytest.mark.parametrize("part", BESIDE)
def test_what_stands_beside_an_event_leads_on(client, event, rename, part, language):
    rename(event, "new-fair")
    response = client.get(f"{language}/events/old-fair/{part}?date=2027-03-11")
    new = f"{language}/events/new-fair/{part}?date=2027-03-11"
    assert (response.status_code, response.headers.get("Location")) == (301, new)
    assert client.get(new).status_code in (200, 302)


def test_the_door_leads_on_for_those_who_may_open_it(admin_client, client, event, rename):
    rename(event, "new-fair")
    response = admin_client.get("/events/old-fair/checkin/")
    new = "/events/new-fair/checkin/"
    assert (response.status_code, response.headers.get("Location")) == (301, new)
    assert "/login/" in client.get("/events/old-fair/checkin/").headers["Location"]


def test_what_was_typed_before_an_event_was_renamed_is_not_lost(client, event, rename):
    event.booking = "OPTIONAL"
    event.save_revision().publish()
    opened = client.get("/events/old-fair/book/", follow=True)
    form = opened.context["form"]
    typed = {form.add_prefix(name): "2" for name in form.fields}
    rename(event, "new-fair")
    response = client.post(opened.request["PATH_INFO"], typed)
    new = opened.request["PATH_INFO"].replace("old-fair", "new-fair")
    assert (response.status_code, response.headers.get("Location")) == (307, new)
    sent = client.post(new, typed)
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith("/events/new-fair/book/")


def test_a_translation_with_a_new_address_of_its_own_has_its_poster_there(client, event, rename):
    copied = in_urdu(event)
    rename(copied, "new-urdu-fair")
    rename(event, "new-fair")
    response = client.get("/ur/events/old-fair/poster/")
    assert response.headers.get("Location") == "/ur/events/new-urdu-fair/poster/"
    assert client.get("/ur/events/new-urdu-fair/poster/").status_code == 200


def test_who_takes_the_old_address_later_keeps_it(client, event, rename):
    rename(event, "new-fair")
    make_date(make_event(title="Another fair", slug="old-fair"))
    assert "Another fair" in client.get("/events/old-fair/poster/").content.decode()
    assert client.get("/events/old-fair/book/nonsense/").status_code == 404


@pytest.mark.parametrize("part", BESIDE)
def test_beside_an_event_that_left_the_site_nothing_leads_on(client, event, rename, part):
    rename(event, "new-fair")
    EventPage.objects.get(pk=event.pk).unpublish()
    assert client.get(f"/events/old-fair/{part}").status_code == 404
    assert client.get(f"/events/no-fair/{part}").status_code == 404

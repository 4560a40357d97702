"""Going through the questions of a booking as a browser does: open, fill in, follow."""

from typing import Any

from django.test import Client

from catalogue.events.bookings.records import Booking

ANSWERS: dict[str, dict[str, Any]] = {
    "people": {"party_size": "1"},
    "sessions": {"sessions": []},
    "name": {"name": "Amina K"},
    "contact": {"email": "amina@example.org", "phone": ""},
    "access": {"kinds": [], "language": "", "text": ""},
}


def url_of(event: Any, step: str = "", *, prefix: str = "") -> str:
    """Return ``"/events/jobs-fair/book/name/"``."""
    return f"{prefix}/events/{event.slug}/book/{f'{step}/' if step else ''}"


def answer(client: Client, event: Any, step: str, *, prefix: str = "", **answers: Any):
    """Send one answer and return the response."""
    given = {**ANSWERS.get(step, {}), **answers}
    return client.post(url_of(event, step, prefix=prefix), given)


def go_to_check(client: Client, event: Any, *, prefix: str = "", **answers: dict[str, Any]):
    """Answer every question and return the page with all answers."""
    response = client.get(url_of(event, prefix=prefix), follow=True)
    for _question in range(8):
        here = response.redirect_chain[-1][0] if response.redirect_chain else ""
        step = here.rstrip("/").rsplit("/", 1)[-1].partition("?")[0]
        if step == "check":
            return response
        given = {**ANSWERS.get(step, {}), **answers.get(step, {})}
        response = client.post(here, given, follow=True)
        assert response.redirect_chain, (step, errors_of(response))
    raise AssertionError("The questions do not end.")


def press_book(client: Client, event: Any, page: Any, *, prefix: str = "", **more: str):
    """Press the button of the page with all answers."""
    sent = {"seen": page.context["seen"], "expects": page.context["mode"], "website": ""}
    return client.post(url_of(event, "check", prefix=prefix), {**sent, **more})


def book(client: Client, event: Any, *, prefix: str = "", **answers: dict[str, Any]) -> Booking:
    """Go all the way and return the newest booking."""
    page = go_to_check(client, event, prefix=prefix, **answers)
    response = press_book(client, event, page, prefix=prefix)
    assert response.status_code == 302, response.content.decode()[-2000:]
    return Booking.objects.latest("pk")


def errors_of(response: Any) -> dict[str, list[str]]:
    """Return the words at each field."""
    return dict(response.context["form"].errors)


def twin(client: Client) -> Client:
    """Return a second window of the same browser."""
    other = Client()
    other.cookies = client.cookies.copy()
    return other

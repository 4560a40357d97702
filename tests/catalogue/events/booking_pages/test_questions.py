"""What is typed wrong is said in words, at its place, and stays in its box."""

import re

import pytest
from django.test import Client

from tests.catalogue.events.booking_pages.journey import answer, errors_of, url_of
from tests.event_factories import at, make_date, make_event
from tests.markup import folded

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    event = make_event(repeats="WEEKLY", repeat_until=at(30).date(), interpreters="YES")
    for day in (14, 21):
        key = at(day).date().isoformat()
        make_date(event, capacity=5, key=key, start_at=at(day), end_at=at(day, 12))
    return event


HOW_MANY = "Choose how many people are coming, from 1 to 4"
BAD = [
    ("date", {}, "date", "Choose a date"),
    ("date", {"date": "2020-01-01"}, "date", "Choose one of these dates"),
    ("date", {"date": "\x00"}, "date", "Choose one of these dates"),
    ("people", {}, "party_size", HOW_MANY),
    ("people", {"party_size": "9"}, "party_size", HOW_MANY),
    ("people", {"party_size": "-1"}, "party_size", HOW_MANY),
    ("people", {"party_size": "1.5"}, "party_size", HOW_MANY),
    ("people", {"party_size": "٢"}, "party_size", HOW_MANY),
    ("people", {"party_size": "9" * 5000}, "party_size", HOW_MANY),
    ("name", {"name": "  "}, "name", "Enter your name, or any name you like"),
    ("name", {"name": "x" * 10_240}, "name", "Write your name in 100 characters or fewer"),
    ("name", {"name": "http://evil.example"}, "name",
     "Write a name here, not a web or email address"),
    ("contact", {"email": "", "phone": ""}, "email",
     "Enter an email address or a phone number, so we can send your place"),
    ("contact", {"email": "amina", "phone": ""}, "email",
     "Email address must have an @, like name@example.org"),
    ("contact", {"email": "a b@example.org", "phone": ""}, "email",
     "Email address must not have a space"),
    ("contact", {"email": "", "phone": "+48 601 234 567"}, "phone",
     "We can text UK numbers only. Enter a number that starts with 0 or +44, or an email address"),
    ("contact", {"email": "", "phone": "0121 496 0142"}, "phone",
     "We cannot text a home number. Enter a mobile number or an email address"),
    ("contact", {"email": "", "phone": "07700"}, "phone",
     "Phone number has too few digits. It must be like 07700 900123"),
    ("access", {"kinds": ["SAUNA"]}, "kinds", "Choose from these answers"),
    ("access", {"kinds": ["INTERPRETER"]}, "language", "Write which language you speak"),
    ("access", {"kinds": ["OTHER"]}, "text", "Write what would help you"),
    ("access", {"text": "x" * 400}, "text", "Write 300 characters or fewer"),
]  # fmt: skip
ORDER = ("date", "people", "name", "contact", "access")
GOOD = {"date": {"date": "2026-12-09"}}


def come_to(client: Client, event, step: str) -> None:
    for earlier in ORDER[: ORDER.index(step)]:
        assert answer(client, event, earlier, **GOOD.get(earlier, {})).status_code == 302, earlier


@pytest.mark.parametrize(("step", "typed", "field", "words"), BAD, ids=lambda one: ascii(one)[:40])
def test_a_mistake_is_said_at_the_top_and_at_its_box(
    client: Client, event, step: str, typed: dict, field: str, words: str
) -> None:
    come_to(client, event, step)

    response = client.post(url_of(event, step), typed)

    assert response.status_code == 200
    assert errors_of(response) == {field: [words]}
    text = response.content.decode()
    assert re.search(r"<title>\s*Error: ", text)
    summary = text.partition("govuk-error-summary")[2].partition("</ul>")[0]
    link = re.search(r'href="#([\w-]+)"', summary)
    assert link
    assert f'id="{link[1]}"' in text.partition("</ul>")[2], "the link leads to the box"
    assert text.count(words.replace("'", "&#x27;")) == 2
    assert f'{link[1]}-error"' in text
    described = re.findall(r'aria-describedby="([^"]+)"', text)
    assert any(f"{link[1]}-error" in one.split() for one in described)


def test_what_was_typed_stays_in_its_box(client: Client, event) -> None:
    come_to(client, event, "contact")

    response = answer(client, event, "contact", email="amina example.org", phone="+48 601")

    text = response.content.decode()
    assert 'value="amina example.org"' in text
    assert 'value="+48 601"' in text
    assert "There are 2 things to change" in text


def test_boxes_tell_browsers_what_goes_into_them(client: Client, event) -> None:
    come_to(client, event, "name")
    name = client.get(url_of(event, "name")).content.decode()
    answer(client, event, "name")
    contact = client.get(url_of(event, "contact")).content.decode()

    assert 'autocomplete="name"' in name
    email = re.search(r'<input type="email"[^>]+>', contact)
    phone = re.search(r'<input type="tel"[^>]+>', contact)
    assert email
    assert phone
    for box, kind in ((email[0], "email"), (phone[0], "tel")):
        assert f'autocomplete="{kind}"' in box
        assert f'inputmode="{kind}"' in box
        assert 'dir="ltr"' in box
    assert "novalidate" in contact
    assert " required" not in email[0]


@pytest.mark.parametrize("step", ORDER)
def test_every_question_has_one_heading_one_button_and_the_phone(
    client: Client, event, step: str
) -> None:
    come_to(client, event, step)

    text = client.get(url_of(event, step)).content.decode()

    assert text.count("<h1") == 1
    main = text.partition("<main")[2].partition("</main>")[0]
    assert main.count("govuk-button--next") == 1
    assert "0121 496 0142" in main
    assert 'name="robots" content="noindex' in text
    assert 'rel="canonical"' not in text


STRANGE = {
    "nul": "\x00",
    "direction": "\u202e",
    "long": "x" * 20_000,
    "script": "<script>alert(1)</script>",
    "template": "{{7*7}}",
    "quote": "' OR 1=1",
    "header": "a\r\nSet-Cookie: x=y",
}


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
def test_strange_input_never_breaks_a_question(client: Client, event, value: str) -> None:
    fields = ("date", "party_size", "name", "email", "phone", "kinds", "language", "text")
    for step in ORDER:
        response = client.post(url_of(event, step), dict.fromkeys(fields, value))
        assert response.status_code in (200, 302, 409), step
        assert b"<script>alert" not in response.content
        answer(client, event, step, **GOOD.get(step, {}))


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ({}, {"BSL", "INTERPRETER", "STEP_FREE", "OTHER"}),
        ({"bsl": "NO", "interpreters": "NO"}, {"STEP_FREE", "OTHER"}),
        ({"interpreters": "NO", "languages_spoken": ["ur"]},
         {"BSL", "INTERPRETER", "STEP_FREE", "OTHER"}),
        ({"quiet_room": "YES"}, {"BSL", "INTERPRETER", "STEP_FREE", "QUIET", "OTHER"}),
        ({"attendance_mode": "ONLINE", "quiet_room": "YES"}, {"BSL", "INTERPRETER", "OTHER"}),
    ],
    ids=["nothing told", "neither", "helpers speak", "quiet", "online"],
)  # fmt: skip
def test_only_what_makes_sense_can_be_asked_for(client: Client, facts, offered) -> None:
    event = make_event(largest_party=1, **facts)
    make_date(event, capacity=5)
    for step in ("name", "contact"):
        answer(client, event, step)

    page = folded(client.get(url_of(event, "access")).content.decode())

    assert set(re.findall(r'name="kinds" value="(\w+)"', page)) == offered
    assert ('name="language"' in page) == ("INTERPRETER" in offered)


def test_a_language_is_not_kept_without_a_helper(client: Client) -> None:
    event = make_event(largest_party=1)
    make_date(event, capacity=5)
    for step in ("name", "contact"):
        answer(client, event, step, prefix="/ur")

    page = client.get(url_of(event, "access", prefix="/ur")).content.decode()
    assert 'value="اردو"' in page, "the language of the page is filled in"
    answer(client, event, "access", prefix="/ur", language="اردو")

    check = client.get(url_of(event, "check")).content.decode()
    assert "Nothing asked for" in check

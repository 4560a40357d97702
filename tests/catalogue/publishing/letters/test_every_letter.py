"""Every kind of letter can be written, with nothing missing and nothing hostile let through."""

import datetime
import re
from typing import Any

import pytest
from django.conf import settings

from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.letters import write_letter
from catalogue.publishing.models import Letter
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
LINK = f"{settings.SITE_URL.rstrip('/')}/manage/somewhere/"
FACTS: dict[str, Any] = {
    "access": "Nothing",
    "address": "https://lockgate.example/feed.csv",
    "before": 40,
    "comment": "Good words.",
    "courses": [{"title": "Welding", "day": "18 January 2027", "days": 7}],
    "days": 7,
    "email": "amina@home.example",
    "gone": 14,
    "invited_by": "Olu",
    "inviter": "Olu",
    "is_broken": True,
    "is_shrunk": True,
    "kind": "COURSE",
    "language": "Polish",
    "link": LINK,
    "message": "The site did not answer.",
    "more": 2,
    "name": "Lena",
    "number": 3,
    "organisation": "Lockgate College",
    "person": "Amir Noor",
    "phone": "01632 960133",
    "role": "EDITOR",
    "rows_held": 9,
    "rows_read": 40,
    "slug": "lockgate",
    "text": "Is there a crèche?",
    "title": "Forklift truck",
    "until": "3 December 2026",
}
HOSTILE = "<script>alert(1)</script>\nhttps://evil.example/x\r\nBcc: a@evil.example\u202e{{ f }}"


def letter(kind: str, facts: dict[str, Any], *, language: str = "en-gb") -> Letter:
    written = write_letter(
        LetterKind(kind),
        email="lena@lockgate.example",
        organisation=OrganisationFactory(name="Lockgate College", slug="lockgate"),
        now=NOW,
        facts=facts,
        language=language,
    )
    assert written is not None
    return written


@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_kind_has_a_subject_a_text_and_a_page(kind: str) -> None:
    subject, text, html = render_letter(letter(kind, FACTS))

    assert 10 < len(subject) < 120
    assert len(text.splitlines()) > 4
    assert "{{" not in text
    assert "{%" not in text
    assert subject not in text.splitlines()[0]
    assert "None" not in text
    assert html.count("<p>") > 2


@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_letter_leads_to_this_site_alone(kind: str) -> None:
    _subject, text, html = render_letter(letter(kind, FACTS))

    links = re.findall(r'href="([^"]*)"', html)
    assert links
    assert all(link.startswith(settings.SITE_URL) for link in links)
    assert all(link in text for link in links)


@pytest.mark.parametrize("kind", LetterKind.values)
def test_no_letter_lets_hostile_facts_through(kind: str) -> None:
    facts = {name: HOSTILE if isinstance(one, str) else one for name, one in FACTS.items()}
    facts |= {"link": LINK, "courses": [{"title": HOSTILE, "day": "18 January", "days": 7}]}

    subject, text, html = render_letter(letter(kind, facts))

    assert "\n" not in subject
    assert "<script" not in html
    assert "\u202e" not in subject + text + html
    assert 'href="https://evil' not in html


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_letter_can_be_written_in_every_language(language: str) -> None:
    for number, kind in enumerate(LetterKind.values):
        Letter.objects.all().delete()
        written = write_letter(
            LetterKind(kind),
            email="a@b.example",
            organisation=None,
            now=NOW,
            facts=FACTS,
            language=language,
        )
        assert written is not None, number
        assert render_letter(written).subject

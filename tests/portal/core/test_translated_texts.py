"""Translations kept as JSON that somebody wrote straight to the database in another form."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from pathways.figures import DemandFigure
from pathways.models import Skill
from portal.core.facts import SharedFact
from portal.core.glossary import GlossaryTerm
from portal.core.models import SiteContact

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 25)
WRONG = [
    pytest.param(["badanie"], id="a list"),
    pytest.param("badanie", id="a text"),
    pytest.param({"pl": ["badanie"]}, id="a list for a language"),
    pytest.param(None, id="nothing"),
]
ROWS = [
    pytest.param(
        GlossaryTerm(term="DBS", slug="dbs", meaning="A check."), "term_translations", id="word"
    ),
    pytest.param(
        SharedFact(
            key="phone", kind="PHONE", name="Phone", text="0800", source_name="NCS", as_of_date=DAY
        ),
        "text_translations",
        id="fact",
    ),
    pytest.param(
        DemandFigure(
            statement="10 jobs.", value=10, unit="jobs", geography="Walsall", source_name="ONS",
            as_of_date=DAY,
        ),
        "statement_translations",
        id="figure",
    ),
    pytest.param(Skill(name="Add up", slug="add-up"), "translations", id="skill"),
    pytest.param(SiteContact(help_hours="8am to 8pm"), "help_hours_translations", id="contact"),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("row", "name"), ROWS)
def test_translations_that_nobody_could_read_are_refused(row, name, wrong):
    setattr(row, name, wrong)

    with pytest.raises(ValidationError) as refused:
        row.full_clean()

    assert name in refused.value.message_dict


@pytest.mark.parametrize("right", [{}, {"pl": "badanie"}], ids=["none", "Polish"])
@pytest.mark.parametrize(("row", "name"), ROWS)
def test_translations_by_language_are_taken(row, name, right):
    setattr(row, name, right)

    row.full_clean()


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(("row", "name"), ROWS)
def test_such_a_row_is_said_in_english(row, name, wrong):
    setattr(row, name, wrong)

    with override("pl"):
        said = row.hours if isinstance(row, SiteContact) else row.label

    english = {"translations": "name", "help_hours_translations": "help_hours"}
    assert said == getattr(row, english.get(name, name.removesuffix("_translations")))

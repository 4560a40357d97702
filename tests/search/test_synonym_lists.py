"""What the lists must bring to courses of the demonstration region, and what they must not."""

from dataclasses import replace

import pytest

from search.query import Alternative, Word
from search.reasons import word_reasons
from tests.search.demonstration import Catalogue
from tests.search.lexicon import synonyms

TOP = 10


def titles(demonstration: Catalogue, q: str) -> list[str]:
    hits = demonstration.find(f"q={q}&kind=course", page_size=TOP).results.hits
    return [hit.document.title for hit in hits]


@pytest.mark.parametrize(
    ("typed", "must"),
    [
        ("caregiver", "Adult Care"),
        ("alzheimers", "Dementia"),
        ("nursing auxiliary", "Healthcare Support"),
        ("venepuncture", "phlebotomy"),
        ("gp receptionist", "Medical reception"),
        ("dispensary assistant", "pharmacy"),
        ("radiographer", "medical imaging"),
        ("hoist training", "Moving and handling people"),
        ("nanny", "Early"),
        ("dinner lady", "Teaching"),
        ("hlta", "Teaching Assistant"),
        ("senco", "SEND"),
        ("job coach", "work coach"),
        ("chippy", "Carpentry"),
        ("18th edition", "Electrical Installation"),
        ("loft insulation", "retrofit"),
        ("ashp", "heat pump"),
        ("photovoltaic", "Solar panels"),
        ("site card", "CSCS"),
        ("spanner", "Electric vehicle maintenance"),
        ("turner", "CNC"),
        ("mig", "Welding for beginners"),
        ("six sigma", "Lean manufacturing"),
        ("ev charger", "charging points"),
        ("class 1 driver", "HGV"),
        ("category c", "Lorry driver theory"),
        ("vna", "Forklift"),
        ("order picker", "arehous"),
        ("ecdl", "IT User Skills"),
        ("clait", "IT User Skills"),
        ("nneb", "Early"),
        ("fix boilers", "eat pump"),
        ("fix taps", "Plumbing"),
        ("doing hair", "air"),
        ("feeling low", "ental health"),
        ("money worries", "oney"),
        ("help people with their problems", "ental health"),
        ("ms excel", "Excel"),
        ("quickbooks", "Bookkeeping"),
        ("service desk", "IT help desk"),
        ("ccna", "networking"),
        ("software engineer", "Software developer"),
        ("html", "website"),
        ("wages clerk", "Payroll"),
        ("acca", "Accounting"),
        ("call handler", "Contact centre"),
        ("checkout", "till"),
        ("commis chef", "Cookery"),
        ("bartender", "Hotel"),
        ("chambermaid", "otel"),
        ("food handling", "Food hygiene"),
        ("barbers", "Barbering"),
        ("eyebrows", "Threading"),
        ("nail tech", "Manicure"),
        ("efl", "ESOL"),
        ("toefl", "English"),
        ("numeracy", "Maths"),
        ("basic skills", "Functional Skills"),
        ("efaw", "first aid"),
        ("uni", "Access to H"),
        ("made redundant", "redundancy"),
        ("cover letter", "CV"),
        ("self esteem", "onfiden"),
        ("mhfa", "mental health"),
        ("laboratory technician", "Science"),
    ],
)
def test_an_everyday_word_brings_the_course(
    demonstration: Catalogue, typed: str, must: str
) -> None:
    found = titles(demonstration, typed)
    assert any(must in title for title in found), found


@pytest.mark.parametrize(
    ("typed", "must_not"),
    [
        ("nurse", "nursery"),
        ("nursery", "Registered Nurse"),
        ("care assistant", "Teaching Assistant"),
        ("teaching assistant", "Care"),
        ("pharmacy assistant", "Teaching Assistant"),
        ("forklift driver", "LGV"),
        ("lorry driver", "Forklift"),
        ("bus driver", "Forklift"),
        ("taxi driver", "HGV"),
        ("hospital", "otel"),
        ("hotel", "hospital"),
        ("counselling", "council"),
        ("pa", "Adult Care"),
        ("pt", "Heat pump"),
        ("it support", "Special educational needs"),
        ("solar", "HGV"),
        ("welder", "hair"),
        ("training mum", "Train driv"),
        ("reading", "Carbon Literacy"),
        ("hairdresser", "Barista"),
        ("barista", "Barbering"),
        ("barber", "Barista"),
        ("excel", "Plastering"),
        ("cad", "Care"),
        ("ev", "evening"),
        ("ta", "Tablets"),
        ("cv", "Coventry"),
        ("spark", "Food"),
        ("esol", "Welding for beginners"),
        ("payroll", "Plumbing"),
        ("bookkeeper", "Carpentry"),
        ("plumber", "Electrical Installation"),
        ("electrician", "Plumbing"),
        ("gcse maths", "GCSE English"),
        ("gcse english", "GCSE Maths"),
    ],
)
def test_it_brings_nothing_that_is_only_near(
    demonstration: Catalogue, typed: str, must_not: str
) -> None:
    found = titles(demonstration, typed)
    assert not [title for title in found if must_not in title], found


def test_the_reason_names_the_phrase_that_was_typed_once() -> None:
    words = tuple(
        Word(text, (Alternative((text,)), Alternative(("adult", "care"), 0.7, "adult care")))
        for text in ("old", "people")
    )

    class Listing:
        title = "Adult Care Level 2"
        alternative_titles = ()
        subject_text = ""

    whole = [replace(word, phrase="looking after old people") for word in words]
    assert word_reasons(Listing, whole) == ["adult care = looking after old people"]


def test_every_name_reads_well_as_a_reason() -> None:
    """Names are shown to visitors: "care assistant = carer". No marks, no capitals by accident."""
    names = {one.label for found in synonyms().by_tokens.values() for one in found}
    odd = [name for name in names if name != name.strip() or any(it in name for it in ";:|/<>=")]
    assert odd == []

"""The domain of a mail address is compared with what we know, before what somebody typed."""

import datetime

import pytest

from catalogue.providers.models import JoinRequest, RegisteredProvider
from catalogue.publishing.checks.evidence import evidence_of
from catalogue.publishing.checks.findings import GOOD, WARN
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_user

pytestmark = pytest.mark.django_db
TYPED = "https://evil.example"


def grade(request: JoinRequest) -> str:
    """Return the grade of the finding about the domain."""
    found = evidence_of(request).findings
    return next(one.sign for one in found if "address" in one.text and "checked" not in one.text)


def asked(**values: object) -> JoinRequest:
    return JoinRequest.objects.create(
        user=make_user("mira", email="mira@evil.example"),
        organisation_name="Lockgate College",
        kind="COLLEGE",
        website=TYPED,
        **values,
    )


def test_a_website_that_was_typed_counts_where_there_is_no_other() -> None:
    assert grade(asked()) == GOOD


def test_the_website_in_the_register_counts_before_the_one_that_was_typed() -> None:
    RegisteredProvider.objects.create(
        ukprn="10001234",
        name="LOCKGATE COLLEGE",
        website="www.lockgate.example",
        imported_date=datetime.date(2026, 11, 26),
    )
    assert grade(asked(ukprn="10001234")) == WARN


def test_the_website_that_the_site_has_counts_before_the_one_that_was_typed() -> None:
    here = OrganisationFactory(name="Lockgate College", website="https://lockgate.example")
    assert grade(asked(organisation=here)) == WARN

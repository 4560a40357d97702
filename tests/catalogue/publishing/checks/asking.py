"""Questions to moderators, and what their pages say, for the tests of the pages."""

import datetime
import re
from typing import Any

from django.urls import reverse

from catalogue.courses.contents import content_of
from catalogue.providers.models import Organisation
from catalogue.publishing.checks import services
from catalogue.publishing.enums import (
    DraftKind,
    ReviewKind,
    ReviewReason,
)
from catalogue.publishing.models import Draft, Review
from tests.factories import (
    CourseFactory,
    CourseRunFactory,
    VenueFactory,
)

NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e{{ 7|add:7 }}'


def ask(organisation: Organisation, lena: Any, **more: Any) -> Review:
    values = {"kind": ReviewKind.PROFILE, "title": "Lockgate College", "now": NOW} | more
    return services.ask(
        values.pop("kind"),
        organisation=organisation,
        reasons=[ReviewReason.PRICE_CHANGED, ReviewReason.NEW_ORGANISATION],
        sent_by=lena,
        **values,
    )


def ask_for_course(organisation: Organisation, lena: Any, **content: Any) -> Review:
    course = CourseFactory(provider=organisation, title="Forklift truck, 3 days")
    run = CourseRunFactory(
        course=course, cost_pence=34000, venue=VenueFactory(provider=organisation)
    )
    sent = content_of(course) | {"title": "Forklift truck: with licence"} | content
    sent["runs"] = [sent["runs"][0] | {"cost_pence": 29500}]
    draft = Draft.objects.create(
        organisation=organisation,
        kind=DraftKind.COURSE,
        course=course,
        title=sent["title"],
        content=sent,
        base=content_of(course),
    )
    assert run.pk
    return ask(organisation, lena, kind=ReviewKind.COURSE, title=sent["title"], draft=draft)


def url_of(review: Review) -> str:
    return reverse("publishing:check", args=[review.pk])


def text_of(response: Any) -> str:
    """Return the words of a page, with one space between."""
    html = response.content.decode()
    body = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def ticks(*codes: str) -> dict[str, Any]:
    return {"done": list(codes)}

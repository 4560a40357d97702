"""Previews of what is not live yet."""

import datetime

import pytest
from django.test import Client

from catalogue.courses.contents import content_of
from catalogue.courses.enums import JoinMethod
from catalogue.publishing.models import Draft
from portal.core.clock import now
from tests.factories import CourseFactory, CourseRunFactory, OrganisationFactory
from tests.publishing_factories import client_of, make_member

pytestmark = pytest.mark.django_db


def test_a_new_course_of_a_provider_that_takes_questions_can_be_looked_at() -> None:
    college = OrganisationFactory(
        takes_enquiries=True, enquiry_email="a@b.example", enquiry_email_verified_at=now()
    )
    like = CourseFactory(provider=college, title="Basketry", how_to_join=JoinMethod.EMAIL)
    CourseRunFactory(course=like, start_date=datetime.date(2099, 1, 11))
    content = content_of(like)
    content["runs"] = [{**run, "id": None, "key": "n1"} for run in content["runs"]]
    draft = Draft.objects.create(
        organisation=college, kind="COURSE", title="Basketry", content=content
    )
    member = make_member(organisation=college)

    preview = Client().get(f"/manage/preview/{draft.preview_key}/")
    assert preview.status_code == 200
    page = preview.content.decode()
    assert "Ask to join" in page
    assert "/ask/" not in page  # there is no course to ask about yet
    desk = client_of(member.user)
    for path in ("", "publish/", "learn/"):
        url = f"/manage/{college.slug}/drafts/{draft.pk}/{path}"
        assert desk.get(url).status_code == 200
    live = Client().get(like.get_absolute_url()).content.decode()
    assert f'href="/courses/{like.slug}/ask/"' in live

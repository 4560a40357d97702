"""Where a course leads that is not kept yet: its page is looked at before it is published."""

import pytest

from catalogue.courses.contents import blank_content
from catalogue.publishing.models import Draft
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_preview_of_a_new_course_names_the_jobs_that_it_leads_to(client, careers):
    careers.role("Hospital porter", match_words="hospital porter")
    draft = Draft.objects.create(
        organisation=OrganisationFactory(),
        kind="COURSE",
        title="Hospital porter: first steps",
        content={**blank_content(), "title": "Hospital porter: first steps"},
    )

    answer = client.get(f"/manage/preview/{draft.preview_key}/")

    assert answer.status_code == 200
    assert "/careers/roles/hospital-porter/" in answer.content.decode()

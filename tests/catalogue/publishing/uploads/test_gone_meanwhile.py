"""Organisations and people that go, or are stopped, while their file is on its way."""

from typing import Any

import pytest

from catalogue.courses.models import Course
from catalogue.providers.models import Membership, Organisation
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import loading, publishing, services, undoing
from tests.catalogue.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.uploads.sending import HOUR, A, publish, published, send_rows
from tests.publishing_factories import client_of

pytestmark = pytest.mark.django_db


def gone_before(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, organisation: Organisation
) -> None:
    """Delete an organisation at the moment before a step."""
    step = getattr(module, name)

    def late(*args: Any, **kwargs: Any) -> Any:
        organisation.delete()
        return step(*args, **kwargs)

    monkeypatch.setattr(module, name, late)


@pytest.mark.parametrize(
    ("module", "step"), [(publishing, "write"), (loading, "load")], ids=["write", "load"]
)
def test_an_organisation_that_goes_while_its_file_is_published(
    member: Membership, monkeypatch: pytest.MonkeyPatch, module: Any, step: str
) -> None:
    upload = send_rows(member, A)
    gone_before(monkeypatch, module, step, member.organisation)

    outcome = services.publish(
        upload, actor=member.user, now=NOW, today=TODAY, seen_diff=upload.diff_sha256
    )

    assert outcome.result == "NOT_READY"
    assert not Course.objects.exists()
    assert services.run_due(now=NOW + HOUR, today=TODAY) == {}


def test_an_organisation_that_goes_while_its_file_is_undone(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = published(member, A)
    gone_before(monkeypatch, undoing, "_undo", member.organisation)

    report = services.undo(upload, actor=member.user, now=NOW + HOUR)

    assert report.refused
    assert not report.done


def test_a_file_of_an_organisation_that_goes_is_not_found(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(member.user)
    upload = send_rows(member, A)
    address = f"/manage/{member.organisation.slug}/uploads/{upload.pk}/"
    gone_before(monkeypatch, publishing, "write", member.organisation)

    client.post(f"{address}publish/", {"seen_diff": upload.diff_sha256})

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("press", ["publish", "undo", "fix", "again", "cancel", "resend"])
def test_a_person_who_was_stopped_meanwhile_presses_nothing(member: Membership, press: str) -> None:
    upload = published(member, A) if press == "undo" else send_rows(member, A)
    state = upload.state
    Membership.objects.update(is_suspended=True)
    address = f"/manage/{member.organisation.slug}/uploads/{upload.pk}/{press}/"

    answer = client_of(member.user).post(address, {"seen_diff": upload.diff_sha256})

    upload.refresh_from_db()
    assert (answer.status_code, upload.state) == (404, state)
    assert Upload.objects.count() == 1


def test_a_file_is_not_published_when_it_was_stopped_meanwhile(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send_rows(member, A)
    step = publishing.reasons_for

    def late(*args: Any, **kwargs: Any) -> Any:
        assert services.cancel(Upload.objects.get(pk=upload.pk))
        return step(*args, **kwargs)

    monkeypatch.setattr(publishing, "reasons_for", late)

    assert publish(upload).result == "NOT_READY"
    assert (upload.state, Course.objects.count()) == (UploadState.CANCELLED, 0)

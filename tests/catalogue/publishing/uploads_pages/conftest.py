"""A college with its places, an editor with a second step, and uploads that were read."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from catalogue.feeds.issues import issue
from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Organisation
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads import services
from portal.core import clock
from tests.catalogue.publishing.uploads_pages.college_file import VENUES
from tests.factories import OrganisationFactory, VenueFactory
from tests.markup import folded
from tests.publishing_factories import client_of, make_member


@dataclass(frozen=True)
class Desk:
    """An organisation, one of its people, and the address of its uploads."""

    organisation: Organisation
    client: Client
    user: Any
    base: str

    def send(self, stream: Any, **values: Any) -> Any:
        """Send a file as the form does."""
        return self.client.post(
            f"{self.base}new/", {"file": stream, "kind": "COURSES"} | values, follow=False
        )

    def sent(self, stream: Any, **values: Any) -> Upload:
        """Send a file and have it read to the end."""
        answer = self.send(stream, **values)
        assert answer.status_code == 302, answer.context["form"].errors
        upload = Upload.objects.get(pk=int(answer.url.rstrip("/").rsplit("/", 1)[-1]))
        return read(upload)

    def page(self, upload: Upload, query: str = "") -> str:
        """Return the page of an upload, as a browser reads it."""
        answer = self.client.get(f"{self.base}{upload.pk}/{query}")
        assert answer.status_code == 200
        return folded(answer.content.decode())

    def press(self, upload: Upload, action: str, **values: Any) -> Any:
        """Press a button of the page."""
        return self.client.post(f"{self.base}{upload.pk}/{action}/", values)


def read(upload: Upload) -> Upload:
    """Have an upload read, as the worker does, and return it as it is then."""
    upload.refresh_from_db()
    if upload.state in (UploadState.RECEIVED, UploadState.CHECKING):
        services.check(upload.pk, now=clock.now(), today=clock.today())
    upload.refresh_from_db()
    return upload


@pytest.fixture
def college(db) -> Organisation:
    organisation = OrganisationFactory(name="Lockgate College", slug="lockgate", is_trusted=True)
    for name in VENUES:
        VenueFactory(provider=organisation, name=name)
    return organisation


@pytest.fixture
def desk_as(college) -> Callable[..., Desk]:
    def make(role: str = MemberRole.EDITOR, **values: Any) -> Desk:
        values.setdefault("organisation", college)
        values.setdefault("name", f"person{role.lower()}")
        member = make_member(role, **values)
        base = f"/manage/{member.organisation.slug}/uploads/"
        return Desk(member.organisation, client_of(member.user), member.user, base)

    return make


@pytest.fixture
def desk(desk_as) -> Desk:
    return desk_as()


@pytest.fixture
def make_upload(college) -> Callable[..., Upload]:
    """Write an upload as the engine leaves it, without a file."""

    def make(state: str = UploadState.CHECKED, **values: Any) -> Upload:
        told: dict[str, Any] = {
            "organisation": college,
            "key": uuid.uuid4(),
            "kind": "COURSES",
            "state": state,
            "file_name": "courses-january.csv",
            "size_bytes": 1_800_000,
            "rows_total": 600,
            "rows_done": 600,
            "rows_read": 600,
            "checked_at": timezone.now(),
            "diff_sha256": "0" * 64,
            "counts": {"courses": {"added": 0, "changed": 0, "unchanged": 600}},
        }
        return Upload.objects.create(**told | values)

    return make


@pytest.fixture
def hold() -> Callable[..., None]:
    """Write many held rows, each with one finding."""

    def write(upload: Upload, numbers: Any, value: str = "TBC") -> None:
        UploadRow.objects.bulk_create(
            UploadRow(
                upload=upload,
                number=number,
                is_held=True,
                cells={"COST": value},
                issues=[issue("COST_INVALID", row=number, column="COST", value=value).as_kept()],
            )
            for number in numbers
        )

    return write

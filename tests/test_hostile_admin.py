"""An editor's slips in the admin: odd words in a search, pages asked for before their form."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Page

from catalogue.events.pages import EventPage
from portal.accounts.groups import ADMINISTRATORS
from tests.event_factories import make_event
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
SEARCHES = ("/admin/pages/", "/admin/choose-page/search/", "/admin/images/", "/admin/documents/")
ODD_WORDS = ('"', '"jobs fair', 'a"b', "'", "O'Brien", "jobs*", "jobs AND", "NEAR(", "-a", "a:b")

UPLOADS = {
    "/admin/images/add/": "file",
    "/admin/images/multiple/add/": "files[]",
    "/admin/images/chooser/create/": "image-chooser-upload-file",
}


def picture(kind: str, *, width: int = 400, height: int = 400, keep: int | None = None) -> bytes:
    """Return a picture, or its first bytes as an upload that broke off leaves them."""
    file = io.BytesIO()
    Image.new("1" if kind == "PNG" else "RGB", (width, height)).save(file, kind)
    return file.getvalue()[:keep]


BROKEN = {
    "half.jpg": picture("JPEG", keep=300),
    "half.png": picture("PNG", keep=60),
    "half.webp": picture("WEBP", keep=40),
    "half.gif": picture("GIF", keep=30),
    "half.avif": picture("AVIF", keep=200),
    "vector.png": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "page.jpg": b"<html><script>alert(1)</script>",
}


@pytest.fixture
def client() -> Client:
    return signed_in(ADMINISTRATORS)


@pytest.mark.parametrize("path", SEARCHES)
def test_a_search_of_the_admin_takes_any_words(client: Client, path: str) -> None:
    for words in ODD_WORDS:
        assert client.get(path, {"q": words}).status_code == 200, words


def test_a_quotation_mark_hides_no_page_from_a_search(client: Client) -> None:
    make_event(title="Jobs fair at the quay")
    answer = client.get("/admin/pages/", {"q": '"jobs fair at'}).content.decode()
    assert "Jobs fair at the quay" in answer


def test_a_preview_that_is_asked_for_before_anything_is_typed_is_a_page(client: Client) -> None:
    make_event()
    asked = set()
    for parent in Page.objects.filter(depth__gt=1).specific():
        for model in parent.creatable_subpage_models():
            path = reverse(
                "wagtailadmin_pages:preview_on_add",
                args=[model._meta.app_label, model._meta.model_name, parent.pk],
            )
            assert client.get(path).status_code == 200, path
            asked.add(model)
    assert EventPage in asked


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("path", UPLOADS)
def test_a_picture_that_is_none_or_half_of_one_is_refused(
    client: Client, path: str, name: str
) -> None:
    file = SimpleUploadedFile(name, BROKEN[name], content_type="image/jpeg")

    answer = client.post(
        path,
        {"title": "Photo", UPLOADS[path]: file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    assert answer.status_code == 200
    assert not get_image_model().objects.exists()


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(
    client: Client, monkeypatch
) -> None:
    content = picture("PNG", width=8_000, height=8_000)
    assert len(content) < 20_000  # 64 million pixels
    monkeypatch.setattr(
        "PIL.PngImagePlugin.PngImageFile.load", lambda _self: pytest.fail("unpacked")
    )

    answer = client.post(
        "/admin/images/add/", {"title": "Photo", "file": SimpleUploadedFile("large.png", content)}
    )

    assert "too many pixels" in answer.content.decode()
    assert not get_image_model().objects.exists()

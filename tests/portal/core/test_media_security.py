"""Which uploaded files anybody may have, and how they are sent."""

from pathlib import Path

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    for name in (
        "images/photo.width-400.jpg",
        "images/page.html",
        "original_images/photo.jpg",
        "documents/guide.pdf",
    ):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"content")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return settings.MEDIA_ROOT


def test_a_picture_of_a_page_is_sent_for_keeps(folder: Path) -> None:
    response = Client().get("/media/images/photo.width-400.jpg")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"
    response.close()


@pytest.mark.parametrize(
    "path",
    [
        "images/page.html",
        "original_images/photo.jpg",
        "documents/guide.pdf",
        "images/../../secret.jpg",
        "images/none.jpg",
        "images/",
    ],
    ids=["html", "original", "document", "outside", "missing", "folder"],
)
def test_nothing_else_is_sent(folder: Path, path: str) -> None:
    assert Client().get(f"/media/{path}").status_code == 404

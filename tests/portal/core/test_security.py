"""Headers, cookies, refused requests, uploads, logs and mistakes of set-up."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import structlog
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from portal.accounts.groups import EDITORS
from portal.core import checks, middleware
from portal.core.logs import scrub
from portal.core.models import Place
from portal.settings.logs import logging_to
from tests.staff import signed_in, words

ROOT = Path(__file__).resolve().parents[3]
KEY = "6b34b084-27ac-4780-93d5-db09bbd11bc9"


def policy_of(response) -> dict[str, list[str]]:
    parts = response.headers["Content-Security-Policy"].split(";")
    return {name: rest for name, *rest in (part.split() for part in parts if part.strip())}


@pytest.mark.django_db
def test_the_public_site_allows_nothing_written_into_a_page() -> None:
    policy = policy_of(Client().get("/accounts/login/"))

    assert policy["default-src"] == policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert "unsafe" not in str(policy)


@pytest.mark.django_db
def test_only_the_admin_may_write_styles_and_scripts_into_its_pages() -> None:
    policy = policy_of(signed_in(EDITORS).get("/admin/"))

    assert policy["script-src"] == policy["style-src"] == ["'self'", "'unsafe-inline'"]
    assert policy["default-src"] == ["'self'"]
    assert policy["frame-ancestors"] == ["'self'"]


@pytest.mark.django_db
def test_every_answer_carries_the_careful_headers() -> None:
    public = Client().get("/accounts/login/").headers
    admin = signed_in(EDITORS).get("/admin/").headers

    assert public["Referrer-Policy"] == "same-origin"
    assert public["X-Content-Type-Options"] == "nosniff"
    assert public["Cross-Origin-Opener-Policy"] == "same-origin"
    assert public["X-Frame-Options"] == "DENY"
    assert admin["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in public["Permissions-Policy"]
    assert "geolocation=(self)" in public["Permissions-Policy"]


@pytest.mark.django_db
def test_another_host_is_refused_with_a_page_in_words() -> None:
    response = Client().get("/accounts/login/", headers={"host": "evil.example.org"})

    assert response.status_code == 400
    assert "We cannot read this request" in words(response)


def test_a_wrong_method_gets_a_page_that_says_so() -> None:
    refuse = middleware.refusal_pages(lambda request: HttpResponseNotAllowed(["GET"]))

    response = refuse(RequestFactory().post("/somewhere/"))

    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert "This page cannot be opened this way" in words(response)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["drawing.svg", "page.html", "program.exe"])
def test_files_that_can_hold_script_are_refused(name: str) -> None:
    client = signed_in(EDITORS)
    content = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"

    for address in ("wagtailimages:add", "wagtaildocs:add"):
        client.post(reverse(address), {"title": "x", "file": SimpleUploadedFile(name, content)})

    assert not get_document_model().objects.exists()
    assert not get_image_model().objects.exists()


@pytest.mark.django_db
@override_settings(DOCUMENT_MAX_BYTES=10)
def test_a_document_that_is_too_large_is_refused_with_both_sizes() -> None:
    response = signed_in(EDITORS).post(
        reverse("wagtaildocs:add"),
        {"title": "Guide", "file": SimpleUploadedFile("guide.pdf", b"x" * 2048)},
    )

    assert "This file is 2.0 KB. The most is 10 bytes." in words(response).replace("\xa0", " ")


@pytest.mark.django_db
def test_a_document_is_saved_and_never_opened_in_place(tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path):
        document = get_document_model().objects.create(
            title="Guide", file=SimpleUploadedFile("guide.pdf", b"%PDF-1.4")
        )
        response = Client().get(document.url)

        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        response.close()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GET /search/?q=nurse&near=B12+9QR 200", "GET /search/ 200"),
        ("Not Found: /courses/in/ws13hh/", "Not Found: /courses/in/(postcode)/"),
        ("near B12 9QR", "near (postcode)"),
        ("from 203.0.113.7 and 2001:db8::7", "from (address) and (address)"),
        ("asha@example.org asked", "(email) asked"),
        ("Level 2 in WS1 at 12:30:45, why?", "Level 2 in WS1 at 12:30:45, why?"),
        ("/courses/welding-level-2-123/", "/courses/welding-level-2-123/"),
        ("Gone: /ur/b/kT0bW1xkT0bW1x.c2lncml/cancel/", "Gone: /ur/b/(token)/cancel/"),
        (f"Forbidden: /manage/invitation/{'aB-_' * 11}/", "Forbidden: /manage/invitation/(token)/"),
        ("/manage/inbox/eyJvcmdh:1wBc2D:x-Y_z0123456789/", "/manage/inbox/(token)/"),
        (f"/manage/preview/{KEY}/", "/manage/preview/(token)/"),
        (f"/pl/enquiries/{KEY}/", "/pl/enquiries/(token)/"),
        (
            "/accounts/password/reset/key/3-d1k2f3-0a1b2c3d4e5f60718293a4b5c6d7e8f9/",
            "/accounts/password/reset/key/(token)/",
        ),
    ],
    ids=[
        *("query", "path", "postcode", "addresses", "email", "left alone", "course"),
        *("booking", "invitation", "inbox", "preview", "question", "new password"),
    ],
)
def test_the_log_holds_nothing_that_points_to_a_person(text: str, expected: str) -> None:
    assert scrub(text) == expected


def test_a_request_is_one_line_of_json_with_its_path_only(capsys: pytest.CaptureFixture) -> None:
    handler_config = logging_to(structlog.processors.JSONRenderer())
    formatter = handler_config["formatters"]["line"]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
        )
    )
    logger = logging.getLogger("portal.request")
    logger.addHandler(handler)
    level, logger.level = logger.level, logging.INFO
    try:
        serve = middleware.request_log(lambda request: HttpResponse("ok"))
        serve(RequestFactory().get("/search/", {"q": "nurse", "near": "B12 9QR"}))
    finally:
        logger.removeHandler(handler)
        logger.level = level

    [line] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    event = json.loads(line)
    assert (event["path"], event["status"], event["method"]) == ("/search/", 200, "GET")
    assert "nurse" not in line
    assert "127.0.0.1" not in line


def in_production(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    # What browser tests need in this process has no place in production.
    inherited = {k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **inherited,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "SITE_URL": "https://portal.example.org",
            "ALLOWED_HOSTS": "portal.example.org",
            "VAR_DIR": str(django_settings.VAR_DIR),
            **environment,
        },
    )


def test_production_passes_the_checks_for_deployment() -> None:
    key = "kX3-9vTq_Lw7RzB2nYc8HdJ5sPf4GmWa6EuQ1oVtKiNxZy0"
    result = in_production(
        "check",
        "--deploy",
        SECRET_KEY=key + "abc",
        CACHE_URL="dbcache://cache",
        SMS_BACKEND="supplier.Sender",
    )

    assert result.returncode == 0, result.stderr
    assert "System check identified no issues" in result.stdout + result.stderr


def test_production_names_a_weak_key_a_cache_of_each_worker_and_texts_that_go_nowhere() -> None:
    result = in_production("check", "--deploy", SECRET_KEY="short", CACHE_URL="locmemcache://")

    assert result.returncode == 1
    assert "waymark.E003" in result.stderr
    assert "secrets.token_urlsafe(50)" in result.stderr
    assert "waymark.W004" in result.stderr
    assert "waymark.W005" in result.stderr


def test_production_does_not_start_without_a_key() -> None:
    result = in_production("check", SECRET_KEY="")

    assert result.returncode != 0
    assert "Set SECRET_KEY in the environment" in result.stderr


def test_a_region_without_its_table_of_places_is_told(settings, tmp_path: Path) -> None:
    assert checks.check_region(None) == []

    settings.REGION = {**settings.REGION, "places_file": tmp_path / "nowhere.csv"}

    [found] = checks.check_region(None)
    assert found.id == "waymark.E001"
    assert "REGION_PLACES" in found.hint


@pytest.mark.django_db
def test_a_database_without_places_is_told() -> None:
    [found] = checks.check_places(None, databases=["default"])
    Place.objects.create(kind="TOWN", name="Walsall", slug="walsall", latitude=52.6, longitude=-2)

    assert found.id == "waymark.W002"
    assert "import_places" in found.hint
    assert checks.check_places(None, databases=["default"]) == []


def test_every_environment_variable_has_a_row_in_the_document() -> None:
    code = (ROOT / "portal" / "settings" / "env.py").read_text("utf-8")
    read = set(re.findall(r'_env\.\w+\(\s*"([A-Z_]+)"', code))
    table = (ROOT / "docs" / "settings.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.M))

    assert documented == read | {"DJANGO_SETTINGS_MODULE"}


def test_only_one_module_reads_the_environment() -> None:
    reading = re.compile(r"os\.environ\[|os\.environ\.get|os\.getenv|environ\.Env\(")
    readers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("portal", "catalogue", "search")
        for path in (ROOT / folder).rglob("*.py")
        if reading.search(path.read_text("utf-8"))
    }

    assert readers == {"portal/settings/env.py"}

"""What can be known of the container set without running it: it is read, not started."""

import re
from pathlib import Path
from typing import Any

import elasticsearch
import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.ROOT)
DOCUMENTED = re.findall(
    r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.M
)
OURS = ("prepare", "site", "worker", "scheduler")
DATA = ("postgres", "elasticsearch")


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_sets_only_what_the_settings_read(services, name):
    unknown = set(services[name]["environment"]) - set(DOCUMENTED)
    assert not unknown
    assert services[name]["environment"]["DJANGO_SETTINGS_MODULE"] == "portal.settings.production"


def test_no_secret_stands_in_the_file(services):
    environments = [service.get("environment", {}) for service in services.values()]
    secrets = [
        value
        for environment in environments
        for name, value in environment.items()
        if re.search("SECRET|PASSWORD|_URL$", name)
    ]
    assert len(secrets) > len(OURS)
    for value in secrets:
        assert not re.search(r"://[^:/@$]+:[^$@]+@", value), value
    assert all(
        value.startswith("${")
        for environment in environments
        for name, value in environment.items()
        if re.search("SECRET|PASSWORD", name)
    )


@pytest.mark.parametrize("name", DATA)
def test_a_store_has_a_fixed_version_a_volume_a_health_check_and_no_door(services, name):
    service = services[name]
    assert re.fullmatch(r"[a-z]+:[0-9][0-9.]*", service["image"])
    assert service["volumes"]
    assert service["healthcheck"]["test"]
    assert "ports" not in service


def test_the_search_server_is_of_the_same_minor_version_as_its_client(services):
    version = services["elasticsearch"]["image"].partition(":")[2]
    assert version.split(".")[:2] == [str(part) for part in elasticsearch.__version__[:2]]


def test_the_site_waits_until_everything_is_prepared_and_listens_to_this_machine_only(services):
    assert services["site"]["depends_on"] == {
        "prepare": {"condition": "service_completed_successfully"}
    }
    assert all(port.startswith("127.0.0.1:") for port in services["site"]["ports"])
    assert set(services["prepare"]["depends_on"]) == set(DATA)


def test_the_image_installs_locked_packages_and_runs_as_nobody_in_particular():
    lines = (ROOT / "Dockerfile").read_text("utf-8")
    assert "--require-hashes -r requirements.txt" in lines
    assert re.search(r"^USER (?!root)\w+$", lines, re.M)
    assert "portal.wsgi:application" in lines


def test_the_image_leaves_out_what_must_not_travel():
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".git", ".env", "var", ".venv"} <= set(ignored)

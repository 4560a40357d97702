"""What is no file, cannot be opened or has an odd name ends in words, with every command."""

import gzip
import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalogue.feeds.models import ImportRecord
from catalogue.vacancies.models import Vacancy
from tests.catalogue.feeds.vacancy_files import advert, page, write

pytestmark = pytest.mark.django_db
PROVIDER = ("--provider", "10009999", "--create-provider", "Heathermoor College")
COMMANDS = {
    "import_vacancies": ("--source", "list"),
    "import_courses": PROVIDER,
    "import_venues": PROVIDER,
    "import_lars": (),
    "import_places": (),
}


def run(command: str, path: Path) -> tuple[int, str]:
    output = io.StringIO()
    try:
        call_command(command, path, *COMMANDS[command], stdout=output, stderr=output)
    except SystemExit as stopped:
        return int(stopped.code or 0), output.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, output.getvalue()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _pipe(path: Path) -> Path:
    os.mkfifo(path)
    return path


def _zipped(path: Path) -> Path:
    path.write_bytes(gzip.compress(b"REFERENCE,TITLE\n1,A\n"))
    return path


ODD = {
    "folder": (_folder, "This is a folder"),
    "pipe": (_pipe, "This is no file"),
    "device": (lambda _path: Path("/dev/zero"), "This is no file"),
    "gz": (_zipped, "not"),
    "missing": (lambda path: path, "No such file"),
    "name too long": (lambda path: path.parent / ("a" * 300), "too long"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("make", "words"), ODD.values(), ids=ODD.keys())
def test_what_is_no_file_of_rows_is_refused(tmp_path: Path, command, make, words: str) -> None:
    status, output = run(command, make(tmp_path / "odd"))

    assert status == 2
    assert words in output


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_is_forbidden_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, page(advert()))
    path.chmod(0)

    status, output = run("import_vacancies", path)

    assert status == 2
    assert "Permission denied" in output


@pytest.mark.parametrize(
    "name", [b"caf\xe9.json", b"new\nline.json", b"\x1b[31mred.json", "مرحبا.json".encode()],
    ids=["not UTF-8", "new line", "escape", "Arabic"],
)  # fmt: skip
def test_an_odd_name_is_loaded_and_shown_in_print(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    path.write_bytes(write(tmp_path, page(advert())).read_bytes())

    status, output = run("import_vacancies", path)

    assert status == 0
    output.encode()
    assert "\x1b" not in output
    assert "1 loaded" in output
    assert ImportRecord.objects.get().file_name.endswith(".json")
    Vacancy.objects.get()


def test_a_report_that_cannot_be_written_is_told_and_the_load_stands(tmp_path: Path) -> None:
    path, error = write(tmp_path, page(advert())), io.StringIO()

    call_command(
        "import_vacancies", path, "--source", "list", "--report", tmp_path,
        stdout=io.StringIO(), stderr=error,
    )  # fmt: skip

    assert "report cannot be written" in error.getvalue()
    Vacancy.objects.get()

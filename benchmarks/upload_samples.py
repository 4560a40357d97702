"""Send every file of folders through the form of the providers' area, and print what came of it.

    python -m benchmarks.upload_samples FOLDER... --today 2026-11-26

Each file is sent as an editor does, as courses or, when its headings say so, as places. Then its
page, its held rows, its download and the page of the history are opened. The database is a new one
under var/upload_samples, removed at the end. Exit status 1 when a page answered with an error of
ours, or an upload never ended.
"""

import argparse
import datetime
import os
import shutil
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.day_option import add_today

ROOT = Path(__file__).resolve().parents[1]
NOT_SENT = (".md",)
AT_WORK = ("RECEIVED", "CHECKING")
SERVER_ERROR = 500
MOST_SECONDS = 60


@dataclass
class Line:
    """What became of one file."""

    name: str
    state: str = ""
    rows: int = 0
    held: int = 0
    message: str = ""
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    traceback: str = ""

    @property
    def is_broken(self) -> bool:
        """Whether something is ours to mend."""
        broke = any(status >= SERVER_ERROR for status in self.statuses)
        return broke or bool(self.traceback) or self.state in AT_WORK


def start_django() -> Path:
    """Make a new database with our places, and return its folder."""
    work = ROOT / "var" / "upload_samples"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    os.environ |= {
        "VAR_DIR": str(work),
        "DATABASE_URL": f"sqlite:///{work / 'db.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
    }
    import django
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
    table = ROOT / "portal/core/data/west_midlands_places.csv"
    call_command("import_places", str(table), json=True)
    return work


def send(path: Path, *, name: str, number: int, today: datetime.date) -> Line:
    """Send one file for an organisation of its own, and open every page that follows."""
    from catalogue.providers.enums import MemberRole
    from catalogue.providers.services import create_organisation
    from tests.publishing_factories import client_of, make_member

    organisation = create_organisation(f"Sample {number}", ukprn=f"1{number:07d}")
    member = make_member(MemberRole.EDITOR, organisation=organisation, name=f"sample{number}")
    client = client_of(member.user)
    client.raise_request_exception = False
    line = Line(name=name)
    started = time.perf_counter()
    base = f"/manage/{organisation.slug}/uploads/"
    head = path.read_bytes()[:4000]
    is_venues = b"ADDRESS_LINE_1" in head
    with path.open("rb") as stream:
        answer = _noted(
            line,
            client.post(
                f"{base}new/", {"file": stream, "kind": "VENUES" if is_venues else "COURSES"}
            ),
        )
    if answer.status_code == 200:
        line.state, line.message = "not taken", _first_error(answer)
    elif answer.status_code == 302:
        _follow(line, client, answer.url, today=today)
    _noted(line, client.get(base))
    line.seconds = time.perf_counter() - started
    return line


def _follow(line: Line, client: Any, address: str, *, today: datetime.date) -> None:
    from catalogue.publishing.models import Upload
    from catalogue.publishing.uploads import services
    from portal.core import clock

    upload = Upload.objects.latest("pk")
    deadline = time.monotonic() + MOST_SECONDS
    while upload.state in AT_WORK and time.monotonic() < deadline:
        services.check(upload.pk, now=clock.now(), today=today)  # or a thread has it already
        _noted(line, client.get(f"{address}progress/"))
        time.sleep(0.05)
        upload.refresh_from_db()
    for query in ("", "?held=2", "?show=ADDED", "?notes=1"):
        _noted(line, client.get(f"{address}{query}"))
    upload.refresh_from_db()
    line.state, line.rows, line.held = upload.state, upload.rows_read, upload.rows_held
    line.message = upload.message
    if upload.rows_held:
        _noted(line, client.get(f"{address}errors.csv"))
        row = upload.rows.filter(is_held=True).order_by("number").first()
        found = next((one for one in row.issues if one["severity"] == "error"), None)
        if found:
            line.message = f"row {row.number} {found['column']}: {found['message']}"


def _noted(line: Line, answer: Any) -> Any:
    if getattr(answer, "streaming", False):
        b"".join(answer.streaming_content)
    line.statuses[answer.status_code] += 1
    if answer.status_code >= SERVER_ERROR and getattr(answer, "exc_info", None):
        line.traceback = "".join(traceback.format_exception(*answer.exc_info))
    return answer


def _first_error(answer: Any) -> str:
    errors = answer.context["form"].errors
    return next((str(message) for messages in errors.values() for message in messages), "")


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    add_today(parser)
    options = parser.parse_args()
    work = start_django()
    print(f"{'outcome':12} {'rows':>6} {'held':>5} {'s':>5}  file: status codes; first message")
    outcomes: Counter[str] = Counter()
    statuses: Counter[int] = Counter()
    broken = number = 0
    for folder in options.folders:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            if path.suffix in NOT_SENT:
                continue
            number += 1
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            line = send(path, name=name, number=number, today=options.today)
            outcomes[line.state] += 1
            statuses += line.statuses
            broken += line.is_broken
            print_line(line)
    print(f"{number} files; outcomes {dict(outcomes)}; status codes {dict(statuses)}")
    print(f"broken: {broken}")
    shutil.rmtree(work, ignore_errors=True)
    return int(bool(broken))


def print_line(line: Line) -> None:
    """Print what happened to one file."""
    codes = " ".join(f"{status}x{count}" for status, count in sorted(line.statuses.items()))
    words = " ".join(line.message.split())
    print(
        f"{line.state:12} {line.rows:>6} {line.held:>5} {line.seconds:>5.1f}  "
        f"{line.name}: {codes}; {words[:140]}"
    )
    if line.traceback:
        print(line.traceback)


if __name__ == "__main__":
    sys.exit(main())

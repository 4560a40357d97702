"""Processes of their own that send, as workers do: one database, each message a file."""

import os
import subprocess
import sys
import textwrap
from email import message_from_bytes
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[4]
PREAMBLE = """
import datetime, os, pathlib, sys, time
import django
from django.conf import settings
settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = os.environ["OWN_DATABASE"]
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = os.environ["OUTBOX"]
settings.VAR_DIR = pathlib.Path(os.environ["OWN_VAR"])
settings.SEARCH = {**settings.SEARCH, "embedded_directory": settings.VAR_DIR / "index"}
from catalogue.events.bookings import sending
go = pathlib.Path(os.environ["GO"])
pathlib.Path(os.environ["GO"] + "." + str(os.getpid())).touch()
while not go.exists():
    time.sleep(0.005)
"""


def start(work: str, *, tmp_path: Path, **more: str) -> subprocess.Popen[str]:
    """Start a process that waits for ``go`` and then does some work."""
    outbox = tmp_path / "outbox"
    outbox.mkdir(exist_ok=True)
    return subprocess.Popen(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(work)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
            "OWN_DATABASE": str(connection.settings_dict["NAME"]),
            "OUTBOX": str(outbox),
            "OWN_VAR": str(tmp_path),
            "GO": str(tmp_path / "go"),
            **more,
        },
    )


def readers(tmp_path: Path) -> list[str]:
    """Return the addresses that messages went to, one for each message."""
    found = []
    for path in (tmp_path / "outbox").iterdir():
        parts = path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
        found += [message_from_bytes(part)["To"] for part in parts if part.strip()]
    return found

"""The option ``--today`` of commands that read samples: they are years old, and dates pass."""

import datetime
from argparse import ArgumentParser


def add_today(parser: ArgumentParser) -> None:
    """Take ``--today 2018-09-20``; without it the day is that of this machine."""
    parser.add_argument(
        "--today",
        type=datetime.date.fromisoformat,
        default=datetime.date.today(),  # noqa: DTZ011 - a default for people, before Django is there
        metavar="DATE",
    )

"""Print the page of file formats."""

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.feeds.format_pages import render


class Command(BaseCommand):
    """``manage.py describe_file_formats > docs/file-formats.md``."""

    help = "Print docs/file-formats.md, made from the rules of the importer."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.ending = ""
        self.stdout.write(render())

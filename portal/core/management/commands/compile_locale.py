"""Compile ``locale/*/LC_MESSAGES/django.po`` without gettext on the machine."""

from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Make the .mo files that Django reads from the .po files that translators write."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write each .mo beside its .po and say how much is translated."""
        for root in settings.LOCALE_PATHS:
            for path in sorted(Path(root).glob("*/LC_MESSAGES/*.po")):
                try:
                    catalogue = polib.pofile(str(path), encoding="utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    raise CommandError(f"{path}: {error}. Mend the file and try again.") from error
                catalogue.save_as_mofile(str(path.with_suffix(".mo")))
                self.stdout.write(f"{path.parent.parent.name}: {catalogue.percent_translated()} %")

"""Join the style sheet into ``var/built/css``."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.core.stylesheet import build, built_directory


class Command(BaseCommand):
    help = "Join the parts of portal/static/css into the one sheet that pages load."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write the sheets and say how large they are."""
        for path in build(built_directory()):
            self.stdout.write(f"{path.name}: {path.stat().st_size} bytes")

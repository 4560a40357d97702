"""Search: where the embedded index lives."""

from portal.settings.env import VAR_DIR

SEARCH = {"embedded_directory": VAR_DIR / "index"}

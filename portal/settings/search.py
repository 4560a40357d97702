"""Search: where the embedded index lives."""

from portal.settings.env import VAR_DIR

SEARCH = {"embedded_directory": VAR_DIR / "index"}
# How long a search waits in memory before it is counted in the database, with the others.
SEARCH_LOG_SECONDS: float | None = 30

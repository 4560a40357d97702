"""Search: where the indexes live."""

from typing import Any

from portal.settings import env

SEARCH: dict[str, Any] = {
    "embedded_directory": env.VAR_DIR / "index",
    "elasticsearch_url": env.ELASTICSEARCH_URL,  # "": the embedded engine only
    "elasticsearch_api_key": env.ELASTICSEARCH_API_KEY,
    "elasticsearch_ca_file": env.ELASTICSEARCH_CA_FILE,
    "index_prefix": env.SEARCH_INDEX_PREFIX,
}
# How long a search waits in memory before it is counted in the database, with the others.
SEARCH_LOG_SECONDS: float | None = 30

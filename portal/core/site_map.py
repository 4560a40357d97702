"""What every site map shares: full addresses of this site, in English."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils import translation


class _Here:
    """The site of the settings, in the shape that Django's site maps ask for."""

    def __init__(self) -> None:
        self.domain = self.name = urlsplit(settings.SITE_URL).netloc


class SiteMap(Sitemap):
    """Addresses come from SITE_URL, never from the Host header, and are the English ones."""

    limit = 10_000

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[Any]:
        """Return the addresses of one page of the map."""
        here: Any = _Here()
        with translation.override(settings.LANGUAGE_CODE):
            return list(
                super().get_urls(page=page, site=here, protocol=urlsplit(settings.SITE_URL).scheme)
            )

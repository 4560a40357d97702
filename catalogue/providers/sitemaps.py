"""Profiles of providers, for search engines."""

import datetime

from django.db.models import QuerySet

from catalogue.providers.models import Organisation
from portal.core.site_map import SiteMap


class ProviderSiteMap(SiteMap):
    """The profile of each provider that visitors may see."""

    def items(self) -> QuerySet[Organisation]:
        """Return providers in a fixed order."""
        return Organisation.objects.live().only("pk", "slug", "updated_at").order_by("pk")

    def lastmod(self, item: Organisation) -> datetime.datetime:
        """Return when the profile last changed."""
        return item.updated_at

"""Named questions about organisations and venues."""

from django.db import models


class OrganisationQuerySet(models.QuerySet):
    """Questions about organisations."""

    def live(self) -> "OrganisationQuerySet":
        """Return organisations that visitors may see."""
        return self.filter(is_live=True)


class VenueQuerySet(models.QuerySet):
    """Questions about venues."""

    def live(self) -> "VenueQuerySet":
        """Return venues in use."""
        return self.filter(is_live=True, provider__is_live=True)

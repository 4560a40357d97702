"""Named questions about organisations and venues."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from catalogue.providers.enums import OrganisationKind

NOT_TEACHERS = (
    OrganisationKind.EMPLOYER,
    OrganisationKind.NHS,
    OrganisationKind.JOBCENTRE,
    OrganisationKind.COMBINED_AUTHORITY,
)


def courses_of_all() -> Any:
    """Return the courses of all. Reached by the relation: providers know no layer above them."""
    organisation = apps.get_model("providers", "Organisation")
    return organisation._meta.get_field("courses").related_model._default_manager


class OrganisationQuerySet(models.QuerySet):
    """Questions about organisations."""

    def live(self) -> "OrganisationQuerySet":
        """Return organisations that visitors may see."""
        return self.filter(is_live=True)

    def teaching(self) -> "OrganisationQuerySet":
        """Return live organisations that teach. Employers count when they have courses."""
        published = courses_of_all().published().filter(provider=OuterRef("pk"))
        return self.live().filter(~Q(kind__in=NOT_TEACHERS) | Exists(published))


class VenueQuerySet(models.QuerySet):
    """Questions about venues."""

    def live(self) -> "VenueQuerySet":
        """Return venues in use."""
        return self.filter(is_live=True, provider__is_live=True)

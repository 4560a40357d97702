"""What stands somewhere on our map: a venue, a place of work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.geo import Point
from portal.core.models import Place

# Both halves of the point or neither. Each table has this as a constraint of its own name.
POINT_ON_EARTH = Q(latitude__isnull=True, longitude__isnull=True) | Q(
    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
)


class Located(models.Model):
    """A point, and the council and town it lies in. The lines of the address differ by table."""

    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    is_location_approximate = models.BooleanField(
        _("location is approximate"),
        default=False,
        help_text=_("The point is the middle of the part postcode. Distances say 'about'."),
    )
    council = models.ForeignKey(
        Place,
        verbose_name=_("council"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="council_%(class)ss",
    )
    town_place = models.ForeignKey(
        Place,
        verbose_name=_("town on our map"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="town_%(class)ss",
    )
    postcode: models.CharField[str, str]  # each table has its own, with its own advice

    class Meta:
        abstract = True

    @property
    def point(self) -> Point | None:
        """Where it stands, or None when nobody told us."""
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    @property
    def outward_code(self) -> str:
        """The first half of the postcode, ``"WS1"``, or an empty text."""
        return self.postcode.split(" ", maxsplit=1)[0]

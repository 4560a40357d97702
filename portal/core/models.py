"""Taxonomy, places and what the whole site shares."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.enums import PlaceKind, SectorMotif
from portal.core.geo import Point


class TranslatedName(models.Model):
    """A short name with its translations, such as ``{"pl": "Zdrowie", "ur": "صحت"}``."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Smaller numbers come first.")
    )
    translations = models.JSONField(
        _("names in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language code, like {"pl": "Zdrowie", "ur": "صحت"}.'),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language of the page, else in English."""
        return self.label_in(get_language() or "")

    def label_in(self, language: str) -> str:
        """Return the name in a language (``"ur"``), else in English."""
        return self.translations.get(language) or self.name


class Sector(TranslatedName):
    """A part of the economy that people say they work in."""

    summary = models.CharField(_("summary"), max_length=200, blank=True)
    motif = models.CharField(
        _("drawing"), max_length=10, choices=SectorMotif.choices, default=SectorMotif.OFFICE
    )

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")


class Subject(TranslatedName):
    """What is taught. Our own list, mapped from the sector subject areas of LARS (tier 2)."""

    sector = models.ForeignKey(
        Sector,
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subjects",
    )
    ssa_tier2_codes = models.JSONField(
        _("sector subject areas, tier 2"),
        default=list,
        blank=True,
        help_text=_('Codes of LARS that mean this subject, like ["01.3"].'),
    )
    title_words = models.JSONField(
        _("words in course titles"),
        default=list,
        blank=True,
        help_text=_("When a course has no LARS code, these words in its title give the subject."),
    )

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class Place(models.Model):
    """A place that people name: the region down to the first half of a postcode."""

    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind.choices)
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address part"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("inside"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    members = models.ManyToManyField(
        "self",
        verbose_name=_("made of"),
        symmetrical=False,
        blank=True,
        help_text=_("For an area made of whole councils, such as the Black Country."),
    )
    latitude = models.FloatField(_("latitude"))
    longitude = models.FloatField(_("longitude"))
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_('Like ["Brum"].')
    )
    ons_code = models.CharField(_("ONS code"), max_length=9, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90)
                & Q(longitude__gte=-180, longitude__lte=180),
                name="place_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="place_not_inside_itself",
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="place_kind_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.parent.name}" if self.parent else self.name

    @property
    def point(self) -> Point:
        """The centre of the place."""
        return Point(self.latitude, self.longitude)

"""Taxonomy, places and what the whole site shares."""

from typing import Any
from urllib.parse import quote

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from portal.core.enums import PlaceKind, SectorMotif
from portal.core.facts import SharedFact
from portal.core.geo import Point
from portal.core.glossary import GlossaryTerm
from portal.core.prose import whole_spans
from portal.core.translated_texts import TranslatedTexts, text_in

# Models with a module of their own, for Django to find.
__all__ = ["GlossaryTerm", "Place", "Sector", "SharedFact", "SiteContact", "Subject"]


class TranslatedName(TranslatedTexts, models.Model):
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
        return text_in(self.translations, language) or self.name


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


@register_setting(icon="help")
class SiteContact(TranslatedTexts, BaseGenericSetting):
    """How people reach a person, what the site calls itself, and where it hands over."""

    CACHE_KEY = "site-contact"
    CACHE_SECONDS = 60

    service_name = models.CharField(_("name of the service"), max_length=40, default="Waymark")
    help_phone = models.CharField(
        _("help phone number"),
        max_length=20,
        blank=True,
        help_text=_("As people write it, like 0808 157 0000. Leave empty to show no number."),
    )
    help_hours = models.CharField(
        _("hours of the phone line"),
        max_length=80,
        blank=True,
        help_text=_("In English, like: Monday to Saturday, 8am to 8pm."),
    )
    help_hours_translations = models.JSONField(
        _("hours in other languages"),
        default=dict,
        blank=True,
        help_text=_('By language code, like {"pl": "Od poniedziałku do soboty, 8:00–20:00"}.'),
    )
    help_text_number = models.CharField(_("number for text messages"), max_length=20, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    is_demonstration = models.BooleanField(
        _("say that the data is a demonstration"),
        default=False,
        help_text=_("Shows one line at the top of every page."),
    )
    jobs_url = models.CharField(
        _("address for jobs"),
        max_length=300,
        blank=True,
        default="https://findajob.dwp.gov.uk/search?q={words}&w={place}",
        help_text=_("{words} and {place} are replaced by what the person looked for."),
    )
    health_jobs_url = models.CharField(
        _("address for jobs in the NHS"),
        max_length=300,
        blank=True,
        default="https://www.jobs.nhs.uk/candidate/search/results?keyword={words}&location={place}",
    )
    apprenticeships_url = models.CharField(
        _("address for apprenticeships"),
        max_length=300,
        blank=True,
        default=(
            "https://www.findapprenticeship.service.gov.uk/apprenticeships"
            "?searchTerm={words}&location={place}"
        ),
    )
    national_courses_url = models.CharField(
        _("address for courses in the rest of England"),
        max_length=300,
        blank=True,
        default="https://nationalcareers.service.gov.uk/find-a-course",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("service_name"), FieldPanel("is_demonstration")], heading=_("The site")
        ),
        MultiFieldPanel(
            [
                FieldPanel("help_phone"),
                FieldPanel("help_hours"),
                FieldPanel("help_hours_translations"),
                FieldPanel("help_text_number"),
                FieldPanel("email"),
            ],
            heading=_("Talk to a person"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("jobs_url"),
                FieldPanel("health_jobs_url"),
                FieldPanel("apprenticeships_url"),
                FieldPanel("national_courses_url"),
            ],
            heading=_("Other sites we hand over to"),
        ),
    ]

    class Meta:
        verbose_name = _("contact and site details")

    def clean(self) -> None:
        """Refuse an address of another site that is not secure."""
        super().clean()
        names = ("jobs_url", "health_jobs_url", "apprenticeships_url", "national_courses_url")
        for name in names:
            address = getattr(self, name)
            if address and not address.startswith("https://"):
                raise ValidationError({name: _("Start the address with https://")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let this process read the new values at once; others do within a minute."""
        super().save(*args, **kwargs)
        cache.delete(self.CACHE_KEY)

    @classmethod
    def current(cls) -> "SiteContact":
        """Return the details from a short cache: a page asks the database about once a minute."""
        found = cache.get(cls.CACHE_KEY)
        if found is None:
            found = cls.objects.first() or cls()
            cache.set(cls.CACHE_KEY, found, cls.CACHE_SECONDS)
        return found

    @property
    def hours(self) -> str:
        """The hours in the language of the page, else in English."""
        return whole_spans(self.hours_in(get_language() or ""))

    def hours_in(self, language: str) -> str:
        """Return the hours in a language (``"ur"``), else in English, without a full stop."""
        hours = text_in(self.help_hours_translations, language) or self.help_hours
        return hours.rstrip(" .۔")

    @property
    def phone_link(self) -> str:
        """``tel:08081570000``, or nothing without a number."""
        digits = "".join(c for c in self.help_phone if c.isdigit() or c == "+")
        return f"tel:{digits}" if digits else ""

    @staticmethod
    def filled(address: str, *, words: str = "", place: str = "") -> str:
        """Return a hand-over address with the search in it: ``...?q=care%20work&w=Walsall``."""
        return address.replace("{words}", quote(words)).replace("{place}", quote(place))

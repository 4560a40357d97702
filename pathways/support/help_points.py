"""Places where a person helps: jobcentres, youth hubs, libraries."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from catalogue.providers.models import VenueAccess
from pathways.support.enums import HelpPointKind, Weekday
from pathways.support.querysets import HelpPointQuerySet
from portal.core.located import POINT_ON_EARTH, Located
from portal.core.models import Place
from portal.core.rows import Row


class HelpPoint(Located, VenueAccess, ClusterableModel):
    """A place with opening hours where a person helps."""

    name = models.CharField(_("name"), max_length=160, unique=True)
    slug = models.SlugField(_("address part"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=9, choices=HelpPointKind.choices)
    organisation_name = models.CharField(_("run by"), max_length=160, blank=True)
    summary = models.CharField(_("what people can do there"), max_length=240, blank=True)
    address = models.CharField(_("address"), max_length=240)
    postcode = models.CharField(_("postcode"), max_length=8)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    needs_appointment = models.BooleanField(_("an appointment is needed"), default=False)
    contact_role = models.CharField(
        _("who helps there"),
        max_length=120,
        blank=True,
        help_text=_("Like: a Youth Employability Adviser, who helps people under 25 find work."),
    )
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    languages_spoken = models.JSONField(_("languages spoken"), default=list, blank=True)
    has_computers = models.BooleanField(_("computers to use"), default=False)
    open_from_date = models.DateField(_("open from"), null=True, blank=True)
    open_until_date = models.DateField(
        _("open until"), null=True, blank=True, help_text=_("For a temporary place.")
    )
    checked_date = models.DateField(_("checked on"), null=True, blank=True)
    is_live = models.BooleanField(_("shown on the site"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = HelpPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("help point")
        verbose_name_plural = _("help points")
        constraints = [
            models.CheckConstraint(condition=POINT_ON_EARTH, name="help_point_whole_and_on_earth"),
            models.CheckConstraint(
                condition=Q(open_until_date__isnull=True)
                | Q(open_from_date__isnull=True)
                | Q(open_until_date__gte=F("open_from_date")),
                name="help_point_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OpeningHours(Row):
    """When a help point is open on one day of the week. Two rows make a lunch break."""

    help_point = ParentalKey(HelpPoint, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    note = models.CharField(
        _("note"), max_length=80, blank=True, help_text=_("Like: drop in, or women only.")
    )

    class Meta(Row.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="opening_hours_range")
        ]


class HelpPointClosure(Row):
    """Days on which a help point is closed, first and last included."""

    help_point = ParentalKey(HelpPoint, on_delete=models.CASCADE, related_name="closures")
    from_date = models.DateField(_("closed from"))
    to_date = models.DateField(_("closed to"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("closed days")
        verbose_name_plural = _("closed days")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_date__gte=F("from_date")), name="closure_ends_after_start"
            )
        ]


class CouncilContact(models.Model):
    """Whom a person of 16 or 17 without school, training or work can call, by council."""

    council = models.OneToOneField(
        Place,
        verbose_name=_("council"),
        on_delete=models.PROTECT,
        related_name="young_people_contact",
    )
    team_name = models.CharField(_("name of the team"), max_length=120)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("email"), blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("contact for young people")
        verbose_name_plural = _("contacts for young people")

    def __str__(self) -> str:
        return f"{self.council.name}: {self.team_name}"

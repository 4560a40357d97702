"""Organisations and the venues where people learn."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalogue.providers.enums import Answer, OrganisationKind, VenueType
from catalogue.providers.membership import (
    AuditEntry,
    Invitation,
    JoinRequest,
    Membership,
    RegisteredProvider,
)
from catalogue.providers.querysets import OrganisationQuerySet, VenueQuerySet
from portal.core.located import POINT_ON_EARTH, Located

__all__ = [
    "AuditEntry",
    "Invitation",
    "JoinRequest",
    "Membership",
    "Organisation",
    "RegisteredProvider",
    "Venue",
]

# A UK provider reference number has 8 digits and starts with 1 (UK Register of Learning Providers).
UKPRN = RegexValidator(r"^1\d{7}$", _("Enter the 8 digits of the UKPRN. It starts with 1."))


class Organisation(models.Model):
    """A college, university, training provider, council, community group or employer."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address part"), max_length=200, unique=True)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=OrganisationKind.choices,
        default=OrganisationKind.TRAINING_PROVIDER,
    )
    ukprn = models.CharField(
        _("UKPRN"),
        max_length=8,
        blank=True,
        validators=[UKPRN],
        help_text=_(
            "The 8-digit number of the UK Register of Learning Providers, if there is one."
        ),
    )
    trading_name = models.CharField(_("trading name"), max_length=200, blank=True)
    about = models.TextField(_("about"), max_length=4000, blank=True)
    website = models.URLField(_("website"), max_length=255, blank=True)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    inspection_url = models.URLField(_("inspection report"), max_length=255, blank=True)
    languages_spoken = models.JSONField(
        _("languages spoken"), default=list, blank=True, help_text=_('Like ["Panjabi", "Polish"].')
    )
    is_live = models.BooleanField(
        _("shown on the site"),
        default=True,
        help_text=_("When off, the profile and all courses are hidden."),
    )
    is_trusted = models.BooleanField(
        _("publishes without a check"),
        default=True,
        help_text=_("When off, first courses and risky changes wait for a moderator."),
    )
    enquiry_email = models.EmailField(
        _("inbox for enquiries"),
        blank=True,
        help_text=_("Where learners’ questions go. Empty: they are read on this site alone."),
    )
    enquiry_email_verified_at = models.DateTimeField(
        _("inbox checked"), null=True, blank=True, editable=False
    )
    takes_enquiries = models.BooleanField(
        _("takes enquiries"),
        default=False,
        help_text=_("Learners can ask to join a course that has no booking of its own."),
    )
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["ukprn"], condition=~Q(ukprn=""), name="organisation_ukprn_unique"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the public profile."""
        return reverse("providers:detail", args=[self.slug])


class VenueAccess(models.Model):
    """What a visitor with access needs must know, each fact yes, no or not known."""

    step_free_entrance = models.CharField(
        _("step-free entrance"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    lift = models.CharField(_("lift"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN)
    accessible_toilet = models.CharField(
        _("accessible toilet"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    hearing_loop = models.CharField(
        _("hearing loop"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    quiet_space = models.CharField(
        _("quiet space"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    prayer_room = models.CharField(
        _("prayer room"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    parking = models.CharField(
        _("parking"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    blue_badge_parking = models.CharField(
        _("Blue Badge parking"), max_length=7, choices=Answer.choices, default=Answer.UNKNOWN
    )
    nearest_stop = models.CharField(
        _("nearest bus, tram or train stop"), max_length=200, blank=True
    )
    access_notes = models.TextField(_("more about access"), max_length=1000, blank=True)

    class Meta:
        abstract = True


class Venue(Located, VenueAccess):
    """A building, room or online room of a provider."""

    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("provider"),
        on_delete=models.CASCADE,
        related_name="venues",
    )
    name = models.CharField(_("name"), max_length=250)
    reference = models.CharField(
        _("the provider's reference"), max_length=255, blank=True, db_index=True
    )
    address_line_1 = models.CharField(_("address line 1"), max_length=100, blank=True)
    address_line_2 = models.CharField(_("address line 2"), max_length=100, blank=True)
    town = models.CharField(_("town or city"), max_length=75, blank=True)
    county = models.CharField(_("county"), max_length=75, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    venue_type = models.CharField(
        _("kind of venue"), max_length=12, choices=VenueType.choices, default=VenueType.CAMPUS
    )
    is_study_place = models.BooleanField(
        _("people study here"),
        default=True,
        help_text=_("Turn off for an office that only takes post and calls."),
    )
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=255, blank=True)
    is_live = models.BooleanField(_("in use"), default=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints = [
            models.UniqueConstraint(
                "provider", Lower("name"), name="venue_name_unique_at_provider"
            ),
            models.UniqueConstraint(
                "provider",
                Lower("reference"),
                condition=~Q(reference=""),
                name="venue_reference_unique_at_provider",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="venue_has_name"),
            models.CheckConstraint(
                condition=POINT_ON_EARTH,
                name="venue_point_whole_and_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.provider.name}"

"""Who may act for an organisation: members, invitations, requests to join, and the log."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.providers.enums import AuditAction, MemberRole, OrganisationKind, RequestState
from catalogue.providers.membership_querysets import InvitationQuerySet, MembershipQuerySet

# A week is enough for somebody on leave; a lost mail opens nothing for long.
INVITATION_LIFE = datetime.timedelta(days=7)


class Membership(models.Model):
    """A person who acts for an organisation."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        "providers.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.CharField(
        _("role"), max_length=6, choices=MemberRole.choices, default=MemberRole.EDITOR
    )
    is_suspended = models.BooleanField(_("access is stopped"), default=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"], name="membership_once_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}: {self.get_role_display()}"


class Invitation(models.Model):
    """A link by mail that makes its reader a member. Only a hash of its key is kept."""

    organisation = models.ForeignKey(
        "providers.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="invitations",
    )
    email = models.EmailField(_("email"))
    role = models.CharField(
        _("role"), max_length=6, choices=MemberRole.choices, default=MemberRole.EDITOR
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("invited by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    expires_at = models.DateTimeField(_("until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_open_once_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email}, {self.organisation}"


class JoinRequest(models.Model):
    """A person asks to act for an organisation, new here or known. A moderator decides."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="join_requests",
    )
    organisation = models.ForeignKey(
        "providers.Organisation",
        verbose_name=_("organisation on this site"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="join_requests",
        help_text=_("Empty when it is new here; set when the request is approved."),
    )
    organisation_name = models.CharField(_("organisation"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices)
    ukprn = models.CharField(_("UKPRN"), max_length=8, blank=True)
    website = models.URLField(_("website"), max_length=255, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    person_name = models.CharField(_("name of the person"), max_length=150)
    reason = models.TextField(_("what they will publish"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    state = models.CharField(
        _("state"), max_length=9, choices=RequestState.choices, default=RequestState.OPEN
    )
    comment = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        indexes = [models.Index(fields=["state", "created_at"], name="join_request_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=RequestState.OPEN),
                name="join_request_open_once_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_name}, {self.organisation_name}"


class RegisteredProvider(models.Model):
    """A line of the UK Register of Learning Providers, to check a UKPRN against."""

    ukprn = models.CharField(_("UKPRN"), max_length=8, primary_key=True)
    name = models.CharField(_("legal name"), max_length=255)
    trading_name = models.CharField(_("trading name"), max_length=255, blank=True)
    status = models.CharField(_("status"), max_length=60, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    website = models.CharField(_("website"), max_length=255, blank=True)
    imported_date = models.DateField(_("read on"))

    class Meta:
        verbose_name = _("registered provider")
        verbose_name_plural = _("registered providers")

    def __str__(self) -> str:
        return f"{self.ukprn} {self.name}"


class AuditEntry(models.Model):
    """One thing that somebody did in the name of an organisation. Its members read it."""

    organisation = models.ForeignKey(
        "providers.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="audit_entries",
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Stays when the account goes: "Lena Hart", "the feed", "the Waymark team".
    actor_name = models.CharField(_("name"), max_length=150, blank=True)
    action = models.CharField(_("what"), max_length=11, choices=AuditAction.choices)
    about = models.CharField(_("of what"), max_length=255, blank=True)
    facts = models.JSONField(_("more"), default=dict, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("log of organisations")
        indexes = [models.Index(fields=["organisation", "-at"], name="audit_entry_newest")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.about}"

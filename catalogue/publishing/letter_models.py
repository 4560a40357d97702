"""The outbox of mails to people of organisations. Keys of the API."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.providers.models import Organisation
from catalogue.publishing.enums import LetterKind, LetterState


class Letter(models.Model):
    """A mail to one address, written in the transaction of what it tells. Sent after it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="letters"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=LetterKind.choices)
    email = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    facts = models.JSONField(_("facts"), default=dict, help_text=_("What its template needs."))
    # A letter with a key is written once, however often its cause is noticed.
    once_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=8, choices=LetterState.choices, default=LetterState.WAITING
    )
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("not before"))
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["state", "due_at"], name="letter_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.email}"


class ApiToken(models.Model):
    """A key with which software of an organisation writes courses. Only its hash is kept."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField(_("name"), max_length=80)
    # The first letters, so that people can tell keys apart.
    prefix = models.CharField(max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    last_used_date = models.DateField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    class Meta:
        verbose_name = _("key of the API")
        verbose_name_plural = _("keys of the API")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.name}"

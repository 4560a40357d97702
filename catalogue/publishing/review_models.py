"""Questions to moderators, and what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.providers.models import JoinRequest, Organisation
from catalogue.publishing.drafts import Draft
from catalogue.publishing.enums import ReviewKind, ReviewState
from catalogue.publishing.upload_models import Upload


class Review(models.Model):
    """One thing to look at, with its reasons. Decided once; kept for two years without content."""

    kind = models.CharField(_("kind"), max_length=7, choices=ReviewKind.choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reviews",
        help_text=_("Empty for a request of an organisation that is new here."),
    )
    draft = models.ForeignKey(
        Draft, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews"
    )
    upload = models.ForeignKey(
        Upload, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews"
    )
    join_request = models.ForeignKey(
        JoinRequest, on_delete=models.CASCADE, null=True, blank=True, related_name="reviews"
    )
    title = models.CharField(_("name"), max_length=255)
    reasons = models.JSONField(
        _("reasons"), default=list, help_text=_('Like ["PRICE", "NEW_ORG"].')
    )
    # The version of the draft that the moderator is shown. A later one asks anew.
    draft_version = models.PositiveIntegerField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=9, choices=ReviewState.choices, default=ReviewState.OPEN
    )
    checks = models.JSONField(
        _("what was checked"), default=dict, blank=True, help_text=_('Like {"price": true}.')
    )
    comment = models.TextField(_("words to the provider"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    due_at = models.DateTimeField(_("answer by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        permissions = [("decide_review", "Can decide checks")]
        indexes = [models.Index(fields=["state", "due_at"], name="review_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["draft"], condition=Q(state=ReviewState.OPEN), name="review_open_once_draft"
            ),
            models.UniqueConstraint(
                fields=["upload"],
                condition=Q(state=ReviewState.OPEN),
                name="review_open_once_upload",
            ),
            models.UniqueConstraint(
                fields=["join_request"],
                condition=Q(state=ReviewState.OPEN),
                name="review_open_once_join",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

"""Work in progress on a course or a job, kept apart from what visitors see."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from catalogue.publishing.enums import DraftKind, DraftState
from catalogue.vacancies.models import Vacancy


class Draft(models.Model):
    """What somebody typed so far. The live listing changes only when a draft is published.

    ``content`` has the shape of ``catalogue.courses.contents`` (or of the job form); ``base`` is
    the live content on the day the draft was begun, to see what else changed since; ``version``
    counts every keep, so that two editors never overwrite each other unseen.
    """

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="drafts",
    )
    kind = models.CharField(_("kind"), max_length=7, choices=DraftKind.choices)
    course = models.OneToOneField(
        Course,
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
        help_text=_("Empty until the course is first published."),
    )
    vacancy = models.OneToOneField(
        Vacancy,
        verbose_name=_("job"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="draft",
    )
    title = models.CharField(_("name"), max_length=255, blank=True)
    content = models.JSONField(_("content"), default=dict)
    base = models.JSONField(_("live content when begun"), default=dict, blank=True)
    # The parts of the task list that somebody has kept: {"learn": true}.
    parts = models.JSONField(_("parts"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    state = models.CharField(
        _("state"), max_length=9, choices=DraftState.choices, default=DraftState.EDITING
    )
    comment = models.TextField(_("words of the moderator"), max_length=2000, blank=True)
    # The preview can be shown to a colleague who has no account.
    preview_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("kept"), auto_now=True)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        indexes = [models.Index(fields=["organisation", "-updated_at"], name="draft_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DraftKind.COURSE, vacancy__isnull=True)
                | Q(kind=DraftKind.VACANCY, course__isnull=True),
                name="draft_is_of_its_kind",
            )
        ]

    def __str__(self) -> str:
        return self.title or str(_("No name yet"))

"""Files of courses and venues, what they would change, and what they changed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.providers.models import Organisation
from catalogue.publishing.enums import (
    ChangeKind,
    UndoResult,
    UploadKind,
    UploadSource,
    UploadState,
)


def upload_storage() -> Storage:
    """Return where providers' files lie: apart from media, never served."""
    return FileSystemStorage(location=Path(settings.UPLOADS_DIR), base_url=None)


def _file_path(upload: "Upload", _name: str) -> str:
    """Name the file by us: what a provider calls it may be a path."""
    return f"{upload.organisation_id}/{upload.key.hex}"


class Upload(models.Model):
    """Rows that came as a file, by a feed or by the API, from the first byte to the undo."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="uploads",
    )
    feed = models.ForeignKey(
        "publishing.CourseFeed",
        verbose_name=_("feed"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="runs",
    )
    key = models.UUIDField(unique=True, editable=False)
    kind = models.CharField(_("what is in it"), max_length=7, choices=UploadKind.choices)
    source = models.CharField(
        _("how it came"), max_length=4, choices=UploadSource.choices, default=UploadSource.FILE
    )
    state = models.CharField(
        _("state"), max_length=11, choices=UploadState.choices, default=UploadState.RECEIVED
    )
    file = models.FileField(
        _("file"), upload_to=_file_path, storage=upload_storage, max_length=255, blank=True
    )
    file_name = models.CharField(_("its name"), max_length=255)
    file_format = models.CharField(_("format"), max_length=40, blank=True)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    size_bytes = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    is_full_list = models.BooleanField(_("this is the full list"), default=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Work: who has it until when. A worker that dies lets its lease run out, and another begins
    # again; nothing is written before the last step.
    lease_key = models.CharField(max_length=32, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    rows_total = models.PositiveIntegerField(_("rows, about"), default=0)
    rows_done = models.PositiveIntegerField(_("rows read"), default=0)
    rows_read = models.PositiveIntegerField(_("rows"), default=0)
    rows_loaded = models.PositiveIntegerField(_("good rows"), default=0)
    rows_held = models.PositiveIntegerField(_("held rows"), default=0)
    counts = models.JSONField(
        _("what changes"),
        default=dict,
        blank=True,
        help_text=_('Like {"courses": {"added": 3, "changed": 0, "unchanged": 7}}.'),
    )
    listed_before = models.PositiveIntegerField(_("live courses before"), default=0)
    # Of what was shown to the person who publishes: when it differs, they look again.
    diff_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    message = models.TextField(_("why it was refused or held"), blank=True)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)
    checked_at = models.DateTimeField(_("read"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # What the log calls a machine that publishes it, whoever has to finish that: "API: Records".
    published_as = models.CharField(max_length=150, blank=True, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="upload_newest"),
            models.Index(fields=["state", "lease_until"], name="upload_waiting"),
            models.Index(fields=["feed", "-created_at"], name="upload_of_feed"),
        ]

    def __str__(self) -> str:
        return self.file_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. A name is kept without any folder that a browser may have sent."""
        self.file_name = self.file_name.replace("\\", "/").rsplit("/", 1)[-1][:255] or "file"
        super().save(*args, **kwargs)

    @property
    def is_all_held(self) -> bool:
        """Whether it was read, and no row of it can be published yet."""
        is_read = self.state == UploadState.CHECKED
        return is_read and self.rows_held > 0 and not self.rows_loaded

    @property
    def numbers(self) -> dict[str, int]:
        """What changes of its courses, or of its places: ``{"added": 3, "changed": 0, ...}``."""
        found: dict[str, int] = self.counts.get("courses") or self.counts.get("venues") or {}
        return found


class UploadRow(models.Model):
    """A row of a file with something to say about it: held, or loaded with a warning."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    is_held = models.BooleanField(_("held"), default=False)
    cells = models.JSONField(
        _("cells"), default=dict, help_text=_('As they came, like {"COST": "TBC"}.')
    )
    fixes = models.JSONField(
        _("put right here"), default=dict, blank=True, help_text=_('Like {"COST": "150.00"}.')
    )
    issues = models.JSONField(_("findings"), default=list)

    class Meta:
        verbose_name = _("row of an upload")
        verbose_name_plural = _("rows of uploads")
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="upload_row_once")]

    def __str__(self) -> str:
        return f"{self.upload_id}, {self.number}"


class UploadChange(models.Model):
    """What an upload does to one course, before and after; written anew when it is published.

    ``course_id`` is no foreign key: an undo must be able to say what became of a course.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("what"), max_length=7, choices=ChangeKind.choices)
    course_id = models.PositiveBigIntegerField(_("course"), null=True, blank=True)
    title = models.CharField(_("name"), max_length=255)
    reference = models.CharField(_("reference"), max_length=255, blank=True)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    undo_result = models.CharField(_("undo"), max_length=6, choices=UndoResult.choices, blank=True)
    conflicts = models.JSONField(
        _("edited later"),
        default=list,
        blank=True,
        help_text=_('What stays, like [{"path": "title", "now": "Art", "by": "Lena", ...}].'),
    )

    class Meta:
        verbose_name = _("change by an upload")
        verbose_name_plural = _("changes by uploads")
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="upload_change_order"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(after__isnull=False),
                name="upload_change_has_a_side",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"

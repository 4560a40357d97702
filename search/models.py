"""What search keeps in the database: the outbox, editors' synonyms and a log without people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """One listing that changed. An append-only log: its id is the sequence number.

    Written in the transaction that changed the listing, so neither exists without the other.
    Every index remembers how far it has read.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("change for the index")
        verbose_name_plural = _("changes for the index")

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}:{self.object_id}"


class ProviderCount(models.Model):
    """How many live courses a provider had when an index was last put in use.

    Live by their status, whatever their dates: courses that start and expire change nothing here,
    so a fall is a withdrawal, by the provider, by an editor or by a file that was read wrongly.
    """

    organisation_id = models.BigIntegerField(unique=True)
    courses = models.PositiveIntegerField()
    counted_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("courses of a provider")
        verbose_name_plural = _("courses of providers")

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.courses}"


class Synonym(models.Model):
    """What editors teach the search, besides the file that comes with the code."""

    words = models.CharField(
        _("when people type"),
        max_length=120,
        unique=True,
        help_text=_("One word or a few, like hca."),
    )
    meanings = models.CharField(
        _("also look for"),
        max_length=500,
        help_text=_("Separate with commas, like healthcare assistant, care assistant."),
    )
    is_two_way = models.BooleanField(
        _("also the other way round"),
        default=False,
        help_text=_("On: a search for one of the meanings also finds the words typed above."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(words="") & ~models.Q(meanings=""),
                name="synonym_has_both_sides",
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} = {self.meanings}"


class ResultBucket(models.TextChoices):
    """How many results a search had, roughly: enough to see gaps, too little to see a person."""

    NONE = "NONE", _("None")
    FEW = "FEW", _("1 to 5")
    SOME = "SOME", _("6 to 50")
    MANY = "MANY", _("More than 50")


class SearchLogEntry(models.Model):
    """How often a search was made in one hour: no address, no device, no whole postcode."""

    hour_at = models.DateTimeField(_("hour"))
    words = models.CharField(_("words"), max_length=120)
    place = models.CharField(_("place"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10)
    bucket = models.CharField(_("results"), max_length=4, choices=ResultBucket.choices)
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints = [
            models.UniqueConstraint(
                fields=["hour_at", "words", "place", "language", "bucket"],
                name="search_log_once_an_hour",
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.place}".strip()

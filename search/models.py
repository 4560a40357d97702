"""What search keeps in the database: the outbox, editors' synonyms and a log without people."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
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


class OutboxName(models.Model):
    """The name of this database's outbox, in one row.

    Two databases count their changes from 1 alike. An index notes whose changes it read, so that it
    is never taken for up to date by another database.
    """

    name = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta:
        verbose_name = _("name of the list of changes")
        verbose_name_plural = _("names of the list of changes")

    def __str__(self) -> str:
        return str(self.name)


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


class SynonymEffect(models.TextChoices):
    """What a row does: add other names, or switch off some that come with the portal."""

    ADD = "ADD", _("Also look for")
    REMOVE = "REMOVE", _("Do not look for")


# Languages people type words in. A row counts on every page, whatever the language of the page.
SYNONYM_LANGUAGES = (
    *(("en-gb", "English"), ("ar", "العربية"), ("bn", "বাংলা"), ("ckb", "کوردی"), ("es", "español")),
    *(("fa", "فارسی"), ("fr", "français"), ("gu", "ગુજરાતી"), ("pa", "ਪੰਜਾਬੀ"), ("pl", "polski")),
    *(("ps", "پښتو"), ("pt", "português"), ("ro", "română"), ("so", "Soomaali"), ("ti", "ትግርኛ")),
    *(("uk", "українська"), ("ur", "اردو")),
)


class SynonymQuerySet(models.QuerySet["Synonym"]):
    """Reads of what editors taught the search."""

    def in_force(self) -> "SynonymQuerySet":
        """Return the rows that are switched on, in the order in which they were written."""
        return self.filter(is_on=True).order_by("id")


class Synonym(models.Model):
    """What editors teach the search, besides the lists that come with the code."""

    words = models.CharField(
        _("when people type"),
        max_length=120,
        help_text=_("One word or a few, like hca."),
    )
    effect = models.CharField(
        _("what it does"),
        max_length=6,
        choices=SynonymEffect.choices,
        default=SynonymEffect.ADD,
        help_text=_("“Do not look for” switches off names that come with the portal."),
    )
    meanings = models.CharField(
        _("other names"),
        max_length=500,
        help_text=_("Separate with commas, like healthcare assistant, care assistant."),
    )
    is_two_way = models.BooleanField(
        _("also the other way round"),
        default=False,
        help_text=_("On: a search for one of the other names also finds the words typed above."),
    )
    language = models.CharField(
        _("language of the words"), max_length=10, choices=SYNONYM_LANGUAGES, default="en-gb"
    )
    is_on = models.BooleanField(
        _("switched on"), default=True, help_text=_("Off: the search does as if it was not here.")
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(words="") & ~models.Q(meanings=""),
                name="synonym_has_both_sides",
            ),
            models.UniqueConstraint(fields=["words", "effect"], name="synonym_once_an_effect"),
        ]

    def __str__(self) -> str:
        return f"{self.words} = {self.meanings}"

    @property
    def way(self) -> str:
        """What the row does, in words: "One way", "Both ways", "Do not look for"."""
        if self.effect == SynonymEffect.REMOVE:
            return gettext("Do not look for")
        return gettext("Both ways") if self.is_two_way else gettext("One way")


class ResultBucket(models.TextChoices):
    """How many results a search had, roughly: enough to see gaps, too little to see a person."""

    NONE = "NONE", _("None")
    FEW = "FEW", _("1 to 5")
    SOME = "SOME", _("6 to 50")
    MANY = "MANY", _("More than 50")


class RecallStep(models.TextChoices):
    """What a search gave up to find something. ``ALL``: nothing, or it found nothing at all."""

    ALL = "ALL", _("Nothing")
    SPELLING = "SPELLING", _("Spelling was put right")
    FILTERS = "FILTERS", _("A filter was left out")
    WORDS = "WORDS", _("Words were left out")
    WIDER = "WIDER", _("Looked farther away")


class SearchLogEntry(models.Model):
    """How often a search was made in one hour: no address, no device, no whole postcode.

    ``step`` follows from the other columns and the listings of the day, so it parts hardly any row.
    """

    hour_at = models.DateTimeField(_("hour"))
    words = models.CharField(_("words"), max_length=120)
    place = models.CharField(_("place"), max_length=80, blank=True)
    language = models.CharField(_("language"), max_length=10)
    bucket = models.CharField(_("results"), max_length=4, choices=ResultBucket.choices)
    step = models.CharField(
        _("what was changed"), max_length=8, choices=RecallStep.choices, default=RecallStep.ALL
    )
    count = models.PositiveIntegerField(_("times"), default=0)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        constraints = [
            models.UniqueConstraint(
                fields=["hour_at", "words", "place", "language", "bucket", "step"],
                name="search_log_once_an_hour",
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.place}".strip()


class MissedCondition(models.TextChoices):
    """The one thing by which a listing misses a search. Filters by their name, else the place."""

    PLACE = "PLACE", _("Place")
    WHEN = "WHEN", _("When")
    HOW = "HOW", _("How")
    STUDY = "STUDY", _("Full time or part time")
    LEVEL = "LEVEL", _("Level")
    ESOL = "ESOL", _("Level of English")
    COST = "COST", _("Cost")
    STARTS = "STARTS", _("Start date")
    LENGTH = "LENGTH", _("How long")
    NEEDS = "NEEDS", _("Things people need")
    AGE = "AGE", _("Age")
    VENUE = "VENUE", _("Kind of place")


class NearMissQuerySet(models.QuerySet["NearMiss"]):
    """Reads of what providers' listings narrowly missed."""

    def most_frequent_first(self) -> "NearMissQuerySet":
        """Return the rows in the order in which people read them, with their providers."""
        return self.select_related("organisation").order_by(
            "-times", "organisation__name", "words", "place", "condition"
        )


class NearMiss(models.Model):
    """A search that listings of a provider miss by one condition. Made again every night.

    Only of searches that came on five days or more, so that nobody reads one person's words.
    ``place`` is as it is typed. ``wanted`` and ``has`` are values of the filter, ``["evening"]``;
    an empty ``has`` means that the listing does not tell. ``miles`` and ``town`` are for places.
    """

    organisation = models.ForeignKey(
        "providers.Organisation",
        verbose_name=_("provider"),
        on_delete=models.CASCADE,
        related_name="near_misses",
    )
    words = models.CharField(_("words"), max_length=120)
    place = models.CharField(_("place"), max_length=200, blank=True)
    condition = models.CharField(_("missed by"), max_length=6, choices=MissedCondition.choices)
    wanted = models.JSONField(_("asked for"), default=list, blank=True)
    has = models.JSONField(_("the listing has"), default=list, blank=True)
    miles = models.FloatField(_("miles away"), null=True, blank=True)
    town = models.CharField(_("town"), max_length=100, blank=True)
    listing = models.CharField(_("listing"), max_length=40, help_text=_("Like course:12."))
    listing_title = models.CharField(_("title of the listing"), max_length=255)
    listings = models.PositiveIntegerField(_("listings that miss by this"))
    times = models.PositiveIntegerField(_("times"))
    found_at = models.DateTimeField(_("worked out"), db_index=True)

    objects = NearMissQuerySet.as_manager()

    class Meta:
        verbose_name = _("search narrowly missed")
        verbose_name_plural = _("searches narrowly missed")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "words", "place", "condition"],
                name="near_miss_once_a_condition",
            )
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.place}: {self.listing}".strip()

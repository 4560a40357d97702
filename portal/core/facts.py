"""Facts that many pages share: a number, a name or a limit is held once."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.lookups import FACTS_KEY, forget
from portal.core.sources import DatedSource
from portal.core.translated_texts import TranslatedTexts, text_here

# Whom a pay floor is for, then its year: "pay-floor-21-2026". See portal/core/pay_floors.py.
PAY_FLOOR_KEY = re.compile(r"pay-floor-(21|18-20|under-18|apprentice)-\d{4}(?:-\d{2})?")


class FactKind(models.TextChoices):
    """What sort of fact, for the editors' list."""

    PHONE = "PHONE", _("Phone number")
    SERVICE = "SERVICE", _("Name of a service")
    ADDRESS = "ADDRESS", _("Web address")
    LIMIT = "LIMIT", _("Limit or threshold")
    PAY_FLOOR = "PAY_FLOOR", _("Legal minimum pay")


class SharedFact(TranslatedTexts, DatedSource):
    """One fact with its source: ``SharedFact(key="national-careers-phone", text="0800 100 900")``.

    A pay floor has a row for each group and year (``pay-floor-21-2026``), with its first day in
    ``as_of_date`` and its rate in ``amount_pence``, an hour.
    """

    key = models.SlugField(
        _("key"), max_length=60, unique=True, help_text=_("Pages name the fact by this.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=FactKind.choices)
    name = models.CharField(_("what it is"), max_length=160)
    text = models.CharField(
        _("as shown"), max_length=300, help_text=_("Like 0800 100 900, or £12.71 an hour.")
    )
    text_translations = models.JSONField(_("in other languages"), default=dict, blank=True)
    amount_pence = models.PositiveIntegerField(_("amount in pence"), null=True, blank=True)

    class Meta:
        verbose_name = _("shared fact")
        verbose_name_plural = _("shared facts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="PAY_FLOOR") | Q(amount_pence__isnull=False),
                name="pay_floor_has_an_amount",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text}"

    def clean(self) -> None:
        """Refuse a pay floor whose key does not say whom it is for."""
        super().clean()
        if self.kind == FactKind.PAY_FLOOR and not PAY_FLOOR_KEY.fullmatch(self.key):
            example = _("Name it like pay-floor-21-2026: 21, 18-20, under-18 or apprentice.")
            raise ValidationError({"key": example})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and show the new text on every page that names the fact."""
        super().save(*args, **kwargs)
        forget(FACTS_KEY)

    @property
    def label(self) -> str:
        """The text in the language of the page, else in English."""
        return text_here(self.text_translations) or self.text

"""Rows of a page that editors put in order."""

from django.db import models
from wagtail.models import Orderable


class Row(Orderable, models.Model):
    """One of several: a step of a scheme. Wagtail tells no types, so Django's model is named too.

    Without it the type checker takes every row, and all that leads to one, for anything at all.
    """

    class Meta(Orderable.Meta):
        abstract = True

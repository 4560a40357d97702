"""A number with its source and date: we show no number without them."""

import datetime

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(
        label=_("Number"), max_length=24, help_text=_("Like 1 in 3, or £400.")
    )
    text = blocks.CharBlock(label=_("What it counts"), max_length=160)
    source = blocks.CharBlock(label=_("Source"), max_length=120)
    source_date = blocks.DateBlock(label=_("Date of the source"))
    link = blocks.URLBlock(label=_("Address of the source"), required=False)

    class Meta:
        icon = "order"
        label = _("Number with a source")
        template = "blocks/figure.html"
        preview_template = "blocks/preview.html"
        preview_value = {
            "number": "3 of 10",
            "text": "people on this course had not studied for 10 years",
            "source": "the college's own survey",
            "source_date": datetime.date(2026, 9, 1),
        }
        description = _("One number. The source and its date always stand below it.")

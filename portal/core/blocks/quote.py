"""What a person said."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("What they said"), max_length=400)
    name = blocks.CharBlock(label=_("Name"), max_length=80)
    role = blocks.CharBlock(label=_("Who they are"), max_length=80, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        preview_template = "blocks/preview.html"
        preview_value = {
            "text": "I came for one evening. Now I work in the kitchen where I learned.",
            "name": "Samira (demo)",
            "role": "Kitchen assistant",
        }
        description = _("Use it only with the person's written consent.")

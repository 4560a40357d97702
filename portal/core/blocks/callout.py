"""A note that stands out from the text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("info", _("Good to know")), ("warn", _("Take care")), ("phone", _("Call"))],
        default="info",
    )
    lead = blocks.CharBlock(label=_("First words, in bold"), max_length=80, required=False)
    text = blocks.CharBlock(label=_("Text"), max_length=300)

    class Meta:
        icon = "warning"
        label = _("Note")
        template = "blocks/callout.html"
        preview_template = "blocks/preview.html"
        preview_value = {
            "kind": "info",
            "lead": "Do you get Universal Credit?",
            "text": "Ask your work coach before you start.",
        }
        description = _("One or two sentences. At most two notes on a page.")

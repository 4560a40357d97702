"""What to do, one step after another."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What to do"), max_length=80)
    text = blocks.RichTextBlock(label=_("More"), features=["bold", "link"], required=False)


class StepsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=80, required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=2, max_num=8)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "blocks/steps.html"
        preview_template = "blocks/preview.html"
        preview_value = {
            "heading": "How to join",
            "steps": [
                {"title": "Call the college", "text": "<p>Ask for Learner Services.</p>"},
                {"title": "Talk with the teacher", "text": "<p>It takes 10 minutes.</p>"},
            ],
        }
        description = _("Numbered steps. Start each one with what to do: Call, Send, Bring.")

"""What you need, what helps, what you do not need."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ChecklistBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=80, required=False)
    need = blocks.ListBlock(blocks.CharBlock(max_length=120), label=_("You need"), default=[])
    helps = blocks.ListBlock(blocks.CharBlock(max_length=120), label=_("It helps if"), default=[])
    not_needed = blocks.ListBlock(
        blocks.CharBlock(max_length=120), label=_("You do not need"), default=[]
    )

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        template = "blocks/checklist.html"
        preview_template = "blocks/preview.html"
        preview_value = {
            "heading": "Is it for me?",
            "need": ["To be 19 or over"],
            "helps": ["You want to work in care"],
            "not_needed": ["A test"],
        }
        description = _("Three short lists. An empty list is not shown.")

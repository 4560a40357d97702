"""Cards that lead on to other pages."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LinkCardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    text = blocks.CharBlock(label=_("One line"), max_length=160, required=False)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    address = blocks.CharBlock(
        label=_("Or an address"),
        max_length=300,
        required=False,
        help_text=_("Like /search/?esol=any, or https://www.gov.uk/"),
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Ask for a page or an address, and refuse addresses that run script."""
        cleaned = super().clean(value)
        address = cleaned["address"]
        if not cleaned["page"] and not address:
            message = _("Choose a page, or write an address")
            raise blocks.StructBlockValidationError({"page": ValidationError(message)})
        if address and not address.startswith(("/", "https://")):
            message = _("Start the address with / or https://")
            raise blocks.StructBlockValidationError({"address": ValidationError(message)})
        return cleaned


class LinksBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=80, required=False)
    cards = blocks.ListBlock(LinkCardBlock(), label=_("Cards"), min_num=1, max_num=6)

    class Meta:
        icon = "link"
        label = _("Links")
        template = "blocks/links.html"
        preview_template = "blocks/preview.html"
        preview_value = {
            "heading": "Where to look next",
            "cards": [{"title": "English classes", "text": "Most are free.", "address": "/"}],
        }
        description = _("Up to six cards that lead on.")

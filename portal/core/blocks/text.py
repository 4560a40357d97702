"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h2", "h3", "bold", "ul", "ol", "link", "document-link"]


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs and lists. Headings start at level 2: the title is level 1."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        preview_template = "blocks/preview.html"
        preview_value = "<h2>Who can join</h2><p>Most courses are free if you are 19 or over.</p>"
        description = _("Headings, paragraphs and lists. About 15 words a sentence.")

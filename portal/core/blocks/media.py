"""A picture, a sound or a film, always with words that say the same."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=200,
        required=False,
        help_text=_("For people who cannot see it."),
    )
    is_decorative = blocks.BooleanBlock(
        label=_("It only decorates"),
        required=False,
        help_text=_("Then screen readers skip it. Choose one: these words, or this tick."),
    )
    caption = blocks.CharBlock(label=_("Words below it"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("One picture. Say what it shows.")


class MediaBlock(blocks.StructBlock):
    """Sound or film. Nothing is loaded until a person presses play; the transcript is folded."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"), choices=[("audio", _("Sound")), ("video", _("Film"))], default="audio"
    )
    file = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(label=_("Title"), max_length=80)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=60)
    transcript = blocks.RichTextBlock(
        label=_("Everything that is said"), features=["bold", "ul"], required=True
    )

    class Meta:
        icon = "media"
        label = _("Sound or film")
        template = "blocks/media.html"
        description = _("Needs its whole text. It plays on press only.")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a file that browsers cannot play."""
        cleaned = super().clean(value)
        kinds = {"audio": ("mp3", "ogg", "m4a"), "video": ("mp4", "webm")}[cleaned["kind"]]
        if cleaned["file"].file_extension.lower() not in kinds:
            names = ", ".join(kinds)
            message = _("Choose a file of one of these kinds: %(names)s") % {"names": names}
            raise blocks.StructBlockValidationError({"file": ValidationError(message)})
        return cleaned

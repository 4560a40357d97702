"""The form that takes an editor's picture, and how much of one is ever unpacked."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image
from wagtail.images.forms import BaseImageForm


def limit_pixels() -> None:
    """Refuse a picture with too many pixels by what its first bytes say, before unpacking it.

    Wagtail counts them afterwards, when a file of half a megabyte has taken half a gigabyte.
    Pillow refuses what has twice as many as it is told.
    """
    Image.MAX_IMAGE_PIXELS = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 2


class PictureForm(BaseImageForm):
    """Refuse half a picture, from an upload or a copy that broke off: Wagtail fails at it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            count_pixels = field.check_image_pixel_size

            def check(file: Any) -> None:
                try:
                    count_pixels(file)
                except (OSError, SyntaxError, ValueError) as error:  # Pillow's, by the format
                    raise ValidationError(
                        field.error_messages["invalid_image"], code="invalid_image"
                    ) from error

            field.check_image_pixel_size = check

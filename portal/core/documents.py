"""The form that takes an editor's document."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm


class DocumentForm(BaseDocumentForm):
    """Refuse files that are too large for people on a phone."""

    def clean_file(self) -> Any:
        """Name the size and the limit."""
        file = self.cleaned_data.get("file")
        limit: int = settings.DOCUMENT_MAX_BYTES
        if file and file.size > limit:
            raise ValidationError(
                _("This file is %(size)s. The most is %(limit)s. Save it smaller, or split it.")
                % {"size": filesizeformat(file.size), "limit": filesizeformat(limit)}
            )
        return file

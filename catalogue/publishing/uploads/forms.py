"""The form that sends a file, and the one that publishes what is in it."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.publishing.enums import UploadKind

TAKEN = (".csv", ".xlsx", ".txt", ".tsv")
NAME_SHOWN = 80


class FileInput(forms.FileInput):
    """A box for a file. Browsers offer the right files first; the check is ours."""

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ",".join(TAKEN)})


class SendForm(forms.Form):
    """A file, what is in it, and whether it is all there is."""

    use_required_attribute = False

    file = forms.FileField(
        label=gettext_lazy("Your file"),
        help_text=gettext_lazy("CSV or XLSX, up to 5 MB."),
        widget=FileInput,
        max_length=None,
        allow_empty_file=True,  # the words for it are ours
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "invalid": gettext_lazy("Choose a file."),
            "missing": gettext_lazy("Choose a file."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is in it?"),
        choices=[
            (UploadKind.COURSES, gettext_lazy("Courses")),
            (UploadKind.VENUES, gettext_lazy("Places where you teach")),
        ],
        initial=UploadKind.COURSES,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what is in the file."),
            "invalid_choice": gettext_lazy("Choose what is in the file."),
        },
    )
    is_full_list = forms.BooleanField(
        label=gettext_lazy("This is my full list"),
        help_text=gettext_lazy(
            "Courses that are live and not in the file come off the site. You see their names "
            "before. Leave it empty to add and change only."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, files: Any = None, *, is_too_large: bool = False) -> None:
        super().__init__(data, files)
        self.is_too_large = is_too_large

    def clean_file(self) -> UploadedFile:
        """Refuse a file whose name says that it is something else, or that is empty."""
        sent: UploadedFile = self.cleaned_data["file"]
        name = PurePath(sent.name or "").name
        ending = PurePath(name).suffix.lower()
        if ending not in TAKEN:
            shown = name if len(name) <= NAME_SHOWN else f"{name[:NAME_SHOWN]}…"
            raise ValidationError(_words_for(ending) % {"name": shown})
        if not sent.size:
            raise ValidationError(_("The file is empty. Open it, look at it, and save it again."))
        return sent

    def clean(self) -> dict[str, Any]:
        """Say that a file was too large: it was let go while it came, so there is none."""
        if self.is_too_large:
            self.errors.pop("file", None)
            words = _("The file is larger than 5 MB. Take out pictures, or send it in two parts.")
            self.add_error("file", words)
        return self.cleaned_data


def _words_for(ending: str) -> str:
    if ending in (".xls", ".ods", ".xlsm", ".numbers"):
        return _("“%(name)s” is another kind of workbook. Save it as XLSX or CSV and send that.")
    if ending in (".xml", ".json"):
        return _(
            "“%(name)s” is not CSV or XLSX. We read XML and JSON by feed: add it under Feeds, or "
            "save your list as CSV."
        )
    if ending in (".zip", ".gz", ".7z", ".rar"):
        return _("“%(name)s” is packed. Unpack it, and send the CSV or XLSX that is in it.")
    return _("“%(name)s” is not CSV or XLSX. Save your list as one of them and send that.")

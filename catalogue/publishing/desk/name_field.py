"""The name of a person, a body, a place or a job, in a form."""

from typing import Any

from django import forms

from portal.core.prose import is_name


class NameField(forms.CharField):
    """Takes a line with a letter or a figure in it. ``"---"`` is told like an empty box."""

    def clean(self, value: Any) -> str:
        """Return the name on one line."""
        name = " ".join(super().clean(value).split())
        if name and not is_name(name):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return name

"""Panels of pages whose structure is held once: a translation shows its words alone."""

from typing import Any

from django.conf import settings
from django.forms import ModelForm
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel

# Every page has these words, in its own language.
COMMON_WORDS = frozenset(
    {
        "title",
        "slug",
        "summary",
        "seo_title",
        "search_description",
        "social_text",
        "go_live_at",
        "expire_at",
        "comment_notifications",
    }
)


class WordsForm(WagtailAdminPageForm):
    """A page's form. On a translation it keeps the fields in ``words`` and no rows.

    The structure is read from the English page, so a second copy here would be edited in vain.
    """

    words: frozenset[str] = frozenset()
    formsets: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_source(self.instance):
            return
        for name in set(self.fields) - COMMON_WORDS - self.words:
            del self.fields[name]
        kept = {name: rows for name, rows in self.formsets.items() if name == "comments"}
        self.formsets = kept


def is_source(page: Any) -> bool:
    """Return whether a page is in the site's first language, which holds the structure."""
    return page.locale_id is None or bool(page.locale.language_code == settings.LANGUAGE_CODE)


class RowsPanel(InlinePanel):
    """Rows of a page, checked by a form class of their own. A translation does not show them."""

    def __init__(
        self, *args: Any, form_class: type[ModelForm] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.form_class = form_class

    def clone_kwargs(self) -> dict[str, Any]:
        """Keep the form class when Wagtail copies the panel."""
        return {**super().clone_kwargs(), "form_class": self.form_class}

    def get_form_options(self) -> dict[str, Any]:
        """Give the inline form its class: Wagtail has no other way to choose one."""
        options: dict[str, Any] = super().get_form_options()
        if self.form_class is not None:
            options["formsets"][self.relation_name]["form"] = self.form_class
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        """The rows of one page."""

        def __init__(self, **kwargs: Any) -> None:
            form, panel = kwargs.get("form"), kwargs["panel"]
            self.is_left_out = form is not None and panel.relation_name not in form.formsets
            if self.is_left_out:
                kwargs["form"] = None  # nothing to bind to, and nothing is shown
            super().__init__(**kwargs)

        def is_shown(self) -> bool:
            """Hide rows that the form left out."""
            return not self.is_left_out and bool(super().is_shown())

"""Choosing an organisation, a venue or a place by typing part of its name."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
)


class WordsForm(BaseFilterForm):
    """A box for words. Each must be somewhere in the fields that the list searches too."""

    q = forms.CharField(
        label=_("Part of the name"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Part of the name")}),
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Keep rows that hold every word."""
        objects = super().filter(objects)
        self.search_query = self.cleaned_data["q"]
        self.is_searching = bool(self.search_query)
        fields = objects.model.snippet_viewset.search_fields
        for word in self.search_query.split():
            found = Q()
            for field in fields:
                found |= Q(**{f"{field}__icontains": word})
            objects = objects.filter(found)
        return objects


class _ByWords:
    filter_form_class = WordsForm
    model: Any

    @property
    def ordering(self) -> Any:
        """Order as the list does."""
        return self.model.snippet_viewset.ordering


class WordsChooseView(_ByWords, ChooseView):
    """The whole window."""


class WordsChooseResultsView(_ByWords, ChooseResultsView):
    """The part below the box."""


class WordsChooserViewSet(SnippetChooserViewSet):
    """Wagtail offers a box only for models in its own page index, which rows are not in."""

    choose_view_class = WordsChooseView
    choose_results_view_class = WordsChooseResultsView

"""Where editors change what a word finds: their own rows, the lists, and lines of text."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from portal.core.admin_views import NamedSnippetViewSet
from portal.core.clock import today
from search.engines.base import EngineUnavailable
from search.indexing import get_engine
from search.models import Synonym, SynonymEffect
from search.reference import get_reference
from search.synonym_forms import SynonymForm
from search.synonym_import import export_text, import_lines
from search.synonym_preview import preview
from search.taught_synonyms import built_in_phrases

PER_PAGE = 50


class PreviewPanel(Panel):
    """The button that shows what a row would change, and what it showed."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one form."""

        template_name = "wagtailadmin/search/synonym_preview.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add what the view worked out."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            form = self.form
            return {
                **context,
                "is_shown": form.preview is not None,
                "changes": form.preview or (),
                "error": form.preview_error,
            }


class PreviewInForm:
    """Answer the button "Preview" with the same form and what would change; nothing is saved."""

    request: HttpRequest

    def form_valid(self, form: SynonymForm) -> HttpResponse:
        """Save, unless only a preview was asked for."""
        if "preview" not in self.request.POST:
            return super().form_valid(form)  # type: ignore[misc]  # of the view
        try:
            form.preview = preview(
                form.instance, engine=get_engine(), reference=get_reference(), today=today()
            )
        except EngineUnavailable:
            form.preview_error = gettext(
                "The search does not answer now. You can save, or try the preview again later."
            )
        self.form = form
        context = self.get_context_data(form=form)  # type: ignore[attr-defined]  # of the view
        return self.render_to_response(context)  # type: ignore[attr-defined]  # of the view


class SynonymCreateView(PreviewInForm, CreateView):
    """A new row, for words that the address brings from a report or from the lists."""

    def get_initial_form_instance(self) -> Synonym:
        """Fill in what the address says."""
        asked = self.request.GET
        is_removal = asked.get("effect") == SynonymEffect.REMOVE
        return Synonym(
            words=asked.get("words", "")[:120],
            meanings=asked.get("meanings", "")[:500],
            effect=SynonymEffect.REMOVE if is_removal else SynonymEffect.ADD,
        )


class SynonymEditView(PreviewInForm, EditView):
    """A row to change."""


class SynonymIndexView(IndexView):
    """The rows, with the ways to the lists and to lines of text."""

    def get_base_queryset(self) -> QuerySet[Synonym]:
        """Read who changed a row with the row."""
        rows: QuerySet[Synonym] = super().get_base_queryset().select_related("updated_by")
        return rows


class SynonymViewSet(NamedSnippetViewSet):
    """Words that mean the same to people who search."""

    model = Synonym
    index_view_class = SynonymIndexView
    add_view_class = SynonymCreateView
    edit_view_class = SynonymEditView
    icon = "resubmit"
    ordering = ("words",)
    list_display = [
        "words",
        Column("effect", accessor="way", label=_("What it does")),
        "meanings",
        Column("language", accessor="get_language_display", label=_("Language")),
        BooleanColumn("is_on", label=_("On")),
        DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
        Column("updated_by", label=_("By")),
    ]
    list_filter = ["effect", "is_two_way", "is_on", "language"]
    search_fields = ["words", "meanings", "note"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("words"), FieldPanel("effect"), FieldPanel("meanings")]),
            FieldRowPanel([FieldPanel("is_two_way"), FieldPanel("is_on"), FieldPanel("language")]),
            FieldPanel("note", help_text=_("Why, for the next editor.")),
            PreviewPanel(heading=_("What this changes")),
        ],
        base_form_class=SynonymForm,
    )


def _may(user: Any, *actions: str) -> bool:
    policy = policy_registry.get_by_type(Synonym)
    return all(policy.user_has_permission(user, action) for action in actions)


class _SynonymPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for people who may add and change synonyms."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer 403, as Wagtail does, for anybody else."""
        if not _may(request.user, "add", "change"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def header_buttons(self) -> list[HeaderButton]:
        """Offer the way back to the rows."""
        url = reverse(SynonymViewSet().get_url_name("list"))
        return [HeaderButton(_("Synonyms"), url=url, icon_name="resubmit")]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name the page."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class BuiltInView(_SynonymPage):
    """Every phrase of the lists, with a way to switch it off."""

    template_name = "wagtailadmin/search/built_in_synonyms.html"
    page_title = _("Synonyms that come with the portal")
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Find phrases by what is typed into the box, in words or other names."""
        asked = " ".join(self.request.GET.get("q", "").lower().split())[:120]
        found = [
            one
            for one in built_in_phrases()
            if asked in one.words.lower() or any(asked in it.lower() for it in one.meanings)
        ]
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        off = {
            row.words.lower(): row
            for row in Synonym.objects.in_force().filter(effect=SynonymEffect.REMOVE)
        }
        rows = [(one, ", ".join(one.meanings), off.get(one.words.lower())) for one in page]
        return super().get_context_data(
            rows=rows,
            page=page,
            asked=asked,
            number=len(found),
            add_url=reverse(SynonymViewSet().get_url_name("add")),
            **kwargs,
        )


class LinesView(_SynonymPage):
    """Many rows at once, as lines of text."""

    template_name = "wagtailadmin/search/synonym_lines.html"
    page_title = _("Synonyms as text")
    header_icon = "doc-full"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take over all lines, or none and say what is wrong."""
        text = request.POST.get("lines", "")
        outcome = import_lines(text, user=request.user)
        if outcome.problems:
            context = self.get_context_data(lines=text, problems=outcome.problems)
            return self.render_to_response(context, status=422)
        messages.success(
            request,
            ngettext("%d row was saved.", "%d rows were saved.", outcome.saved) % outcome.saved,
        )
        return redirect(SynonymViewSet().get_url_name("list"))


def export_lines(request: HttpRequest) -> HttpResponse:
    """Answer with the rows as a text file."""
    if not _may(request.user, "change"):
        raise PermissionDenied
    response = HttpResponse(export_text(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="synonyms.txt"'
    return response


class _PagesViewSet(ViewSet):
    """A page beside the rows, in the menu of people who may use it."""

    @property
    def menu_item_class(self) -> Any:
        """Show it to people who may add and change synonyms."""
        base = super().menu_item_class

        def is_shown(_item: Any, request: Any) -> bool:
            return _may(request.user, "add", "change")

        return type("SynonymPageMenuItem", (base,), {"is_shown": is_shown})


class BuiltInViewSet(_PagesViewSet):
    """The lists that come with the code."""

    name = "built-in-synonyms"
    icon = "list-ul"
    menu_label = _("Synonyms of the portal")

    def get_urlpatterns(self) -> list[Any]:
        """Serve the list."""
        return [path("", BuiltInView.as_view(), name="index")]


class LinesViewSet(_PagesViewSet):
    """Synonyms as text, in and out."""

    name = "synonym-lines"
    icon = "doc-full"
    menu_label = _("Synonyms as text")

    def get_urlpatterns(self) -> list[Any]:
        """Serve the form and the file."""
        return [
            path("", LinesView.as_view(), name="index"),
            path("export/", export_lines, name="export"),
        ]

"""The list of files that were loaded, with what was found in each."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import InspectView

from catalogue.feeds.models import ImportRecord
from portal.core.admin_views import ReadOnlyViewSet


class Findings(Component):
    """What was found in a file, row by row, as a table."""

    template_name = "wagtailadmin/feeds/findings.html"

    def __init__(self, record: ImportRecord) -> None:
        self.record = record

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give the findings, and how many more the file had."""
        findings = self.record.issues
        total = self.record.issues_total
        return {"findings": findings, "total": total, "unshown": max(0, total - len(findings))}


class Counts(Component):
    """What a file changed: a line for courses, one for runs."""

    template_name = "wagtailadmin/feeds/counts.html"

    def __init__(self, record: ImportRecord) -> None:
        self.record = record

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give pairs of a name and its counts."""
        counts = self.record.counts
        return {
            "counts": [(name, value) for name, value in counts.items() if isinstance(value, dict)]
        }


class ImportInspectView(InspectView):
    """One file, with its findings readable."""

    def get_issues_display_value(self) -> Component:
        """Show a table."""
        return Findings(self.object)

    def get_counts_display_value(self) -> Component:
        """Show lines."""
        return Counts(self.object)


class OutcomeColumn(Column):
    """Loaded, loaded with rows held, only tried, or refused."""

    cell_template_name = "wagtailadmin/feeds/outcome_cell.html"


class ImportRecordViewSet(ReadOnlyViewSet):
    """Files that somebody loaded."""

    model = ImportRecord
    name = "imports"
    icon = "download"
    menu_label = _("Loaded files")
    menu_hook = "register_reports_menu_item"
    menu_order = 20
    inspect_view_class = ImportInspectView
    inspect_view_fields = [
        "file_name",
        "provider",
        "file_format",
        "created_at",
        "is_dry_run",
        "is_refused",
        "rows_read",
        "rows_loaded",
        "rows_held",
        "counts",
        "issues",
    ]
    ordering = ("-created_at", "-pk")
    list_display = [
        "file_name",
        Column("provider", label=_("Provider"), sort_key="provider__name"),
        OutcomeColumn("outcome", label=_("Outcome"), accessor="pk"),
        Column("rows_read", label=_("Rows"), sort_key="rows_read"),
        Column("rows_held", label=_("Held"), sort_key="rows_held"),
        Column("issues_total", label=_("Findings"), sort_key="issues_total"),
        DateColumn("created_at", label=_("Loaded"), sort_key="created_at"),
    ]
    list_filter = ["provider", "is_dry_run", "is_refused", "created_at"]
    search_fields = ["file_name", "provider__name"]

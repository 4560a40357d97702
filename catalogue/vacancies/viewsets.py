"""The list of vacancies in the admin, and what moderators do with those that are held."""

from abc import ABC, abstractmethod
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views import View
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.permissions import policy_registry

from catalogue.vacancies import services
from catalogue.vacancies.admin_forms import QualificationsField
from catalogue.vacancies.editors_words import held_labels, pay_warning
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.panels import VACANCY_EDIT_HANDLER
from portal.core import clock
from portal.core.admin_forms import LinesField, edit_json_as
from portal.core.admin_views import RowViewSet

edit_json_as(
    Vacancy, "skills", form_class=LinesField, help_text=gettext_lazy("One skill on each line.")
)
edit_json_as(
    Vacancy,
    "qualifications",
    form_class=QualificationsField,
    help_text=gettext_lazy(
        "One on each line: need or helps, then kind, subject and grade, like "
        "“need | GCSE | Maths | 4”."
    ),
)


class VacancyFilters(WagtailFilterSet):
    """What editors narrow the list by."""

    status = ChoiceFilter(label=gettext_lazy("Status"), choices=VacancyStatus.choices)
    source = ChoiceFilter(label=gettext_lazy("Source"), choices=lambda: _sources())
    closing = ChoiceFilter(
        label=gettext_lazy("Closing date"),
        method="by_closing",
        choices=[("open", gettext_lazy("Open")), ("closed", gettext_lazy("Closed"))],
    )

    class Meta:
        model = Vacancy
        fields = ["status", "kind", "source", "closing", "subject", "level"]

    def by_closing(self, rows: QuerySet[Vacancy], _name: str, value: str) -> QuerySet[Vacancy]:
        """Keep vacancies that people can still apply for, or those that closed."""
        today = clock.today()
        if value == "open":
            return rows.filter(closing_date__gte=today)
        return rows.filter(closing_date__lt=today)


def _sources() -> list[tuple[str, str]]:
    names = Vacancy.objects.order_by("source").values_list("source", flat=True).distinct()
    return [(name, name) for name in names]


class WarningsMixin:
    """After a save, say what a person has to look at."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, then warn."""
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view
        vacancy: Vacancy = self.object  # type: ignore[attr-defined]  # of the view
        request: HttpRequest = self.request  # type: ignore[attr-defined]  # of the view
        if vacancy.status == VacancyStatus.HELD:
            reasons = "; ".join(held_labels(vacancy))
            words = gettext(
                "It is held and not shown until somebody releases it in the list: %(reasons)s."
            )
            messages.warning(request, words % {"reasons": reasons})
        if short := pay_warning(vacancy, today=clock.today()):
            messages.warning(request, short)
        return response


class VacancyCreateView(WarningsMixin, generic.CreateView):
    """Add a vacancy."""


class VacancyEditView(WarningsMixin, generic.EditView):
    """Change a vacancy."""


class DecisionView(generic.PermissionCheckedMixin, View, ABC):
    """One click in the list decides about a vacancy."""

    model = Vacancy
    permission_required = "change"
    done: Any = ""
    not_done: Any = ""

    @abstractmethod
    def decide(self, vacancy: Vacancy) -> bool:
        """Do what the button says. Return whether it was done."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide, say so, and go back to the list as it was."""
        vacancy = get_object_or_404(Vacancy, pk=pk)
        if self.decide(vacancy):
            messages.success(request, self.done % {"vacancy": vacancy})
        else:
            messages.warning(request, self.not_done % {"vacancy": vacancy})
        return redirect(f"{reverse('vacancies:index')}?status={VacancyStatus.HELD}")


class ReleaseView(DecisionView):
    """Show a held vacancy."""

    done = gettext_lazy("Released: %(vacancy)s")
    not_done = gettext_lazy(
        "Not released: %(vacancy)s. Its words changed after the list was shown. Read them again."
    )

    def decide(self, vacancy: Vacancy) -> bool:
        """Release it, as of today, when its words are still those beside the button."""
        seen_key = self.request.POST.get("seen_key", "")
        return services.release(vacancy, today=clock.today(), seen_key=seen_key)


class WithdrawView(DecisionView):
    """Take a vacancy off the site."""

    done = gettext_lazy("Withdrawn: %(vacancy)s")

    def decide(self, vacancy: Vacancy) -> bool:
        """Withdraw it, so that no file brings it back."""
        services.withdraw(vacancy, now=clock.now())
        return True


class ActionsColumn(Column):
    """Buttons to release and to withdraw."""

    cell_template_name = "wagtailadmin/vacancies/actions_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the request for the CSRF token, and what there is to do."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context.get("request")
        may = request and policy_registry.get_by_type(Vacancy).user_has_permission(
            request.user, "change"
        )
        return {
            **context,
            "csrf_token": get_token(request) if may else "",  # the table has no token of its own
            "can_release": may and instance.status != VacancyStatus.LIVE,
            "can_withdraw": may and instance.status != VacancyStatus.WITHDRAWN,
            "seen_key": services.key_of(instance),
            "release_url": reverse("vacancies:release", args=[instance.pk]),
            "withdraw_url": reverse("vacancies:withdraw", args=[instance.pk]),
        }


def _is_live(vacancy: Vacancy) -> bool:
    return vacancy.status == VacancyStatus.LIVE


def _warnings(vacancy: Vacancy) -> str:
    lines = [*held_labels(vacancy), pay_warning(vacancy, today=clock.today())]
    return "; ".join(filter(None, lines))


class VacancyViewSet(RowViewSet):
    """Apprenticeships and jobs with their places of work."""

    model = Vacancy
    name = "vacancies"
    icon = "user"
    menu_label = gettext_lazy("Vacancies")
    menu_order = 210
    add_to_admin_menu = True
    add_view_class = VacancyCreateView
    edit_view_class = VacancyEditView
    filterset_class = VacancyFilters
    edit_handler = VACANCY_EDIT_HANDLER
    ordering = ("-updated_at", "-pk")
    list_display = [
        "title",
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("employer_name", label=gettext_lazy("Employer"), sort_key="employer_name"),
        StatusTagColumn(
            "status",
            label=gettext_lazy("Status"),
            accessor="get_status_display",
            primary=_is_live,
            sort_key="status",
        ),
        Column("warnings", label=gettext_lazy("To check"), accessor=_warnings, width="28%"),
        Column("closing_date", label=gettext_lazy("Closes"), sort_key="closing_date"),
        ActionsColumn("actions", label="", accessor="pk"),
    ]
    list_export = [
        "pk",
        "source",
        "reference",
        "kind",
        "title",
        "employer_name",
        "status",
        "closing_date",
        "updated_at",
    ]
    search_fields = ["title", "employer_name", "reference", "provider_name", "course_title"]

    def get_edit_handler(self) -> Any:
        """Use the tabs of panels.py."""
        return self.edit_handler.bind_to_model(self.model)

    def get_urlpatterns(self) -> list[Any]:
        """Add the one-click addresses."""
        return [
            *super().get_urlpatterns(),
            path("release/<int:pk>/", ReleaseView.as_view(), name="release"),
            path("withdraw/<int:pk>/", WithdrawView.as_view(), name="withdraw"),
        ]


class HeldPanel(Component):
    """The line on the admin's first page that says how many vacancies wait for a check."""

    order = 55
    template_name = "wagtailadmin/vacancies/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what is held and has not closed."""
        held = Vacancy.objects.filter(status=VacancyStatus.HELD, closing_date__gte=clock.today())
        return {"held_count": held.count(), "index_url": reverse("vacancies:index")}


def add_held_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the panel to people who may decide."""
    if policy_registry.get_by_type(Vacancy).user_has_permission(request.user, "change"):
        panels.append(HeldPanel())

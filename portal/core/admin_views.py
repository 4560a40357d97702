"""What every list of the admin shares: guarded deletes, no usage guesses, read-only tables."""

from typing import Any

from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import DeleteView as SnippetDeleteView
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.core.choosers import WordsChooserViewSet
from portal.core.deletion import Use, uses_of
from portal.core.page_deletion import uses_of_page


class GuardedDelete:
    """Name what still needs the row, with links, and offer no button."""

    template_name = "wagtailadmin/guarded/confirm_delete.html"
    request: Any
    object: Any

    def get_usage(self) -> None:
        """Skip Wagtail's own count: it does not see rows that arrived from a file."""

    @property
    def uses(self) -> list[tuple[Use, list[tuple[Any, str | None]]]]:
        """Each kind of user with its rows and the addresses where this person can edit them."""
        finder = AdminURLFinder(self.request.user)
        return [
            (use, [(user, finder.get_edit_url(user)) for user in use.users])
            for use in uses_of(self.object)
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the users of the row."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view
        uses = self.uses
        return {**context, "uses": uses, "is_protected": bool(uses)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Refuse in words, even when somebody linked the row a moment ago."""
        if uses_of(self.object):
            context = self.get_context_data(form=form)
            return self.render_to_response(context, status=409)  # type: ignore[attr-defined]  # of the view
        return super().form_valid(form)  # type: ignore[misc]  # of the view


class GuardedDeleteView(GuardedDelete, generic.DeleteView):
    """Delete a row that nothing needs."""

    usage_url_name = None


class GuardedSnippetDeleteView(GuardedDelete, SnippetDeleteView):
    """Delete a snippet that nothing needs."""

    usage_url_name = None


class _Common:
    """Options of both sorts of list."""

    list_per_page = 50
    # None: Django's own search. Lists search a few columns, and rows have no page index.
    search_backend_name = None
    # Rows arrive by the thousand without model signals, so a reference index would tell lies.
    add_to_reference_index = False
    copy_view_enabled = False

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Leave out the usage page, for the same reason."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)  # type: ignore[misc]  # of the set
        return {**common, "usage_url_name": None}

    def get_delete_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Use the template that names the users."""
        wanted = {"template_name": GuardedDelete.template_name, **kwargs}
        kept: dict[str, Any] = super().get_delete_view_kwargs(**wanted)  # type: ignore[misc]  # of the set
        return kept


class RowViewSet(_Common, ModelViewSet):
    """A table of rows, which arrive by the thousand and expire."""

    delete_view_class = GuardedDeleteView


class NamedSnippetViewSet(_Common, SnippetViewSet):
    """A table of snippets, which pages and rows choose by name."""

    chooser_viewset_class = WordsChooserViewSet
    delete_view_class = GuardedSnippetDeleteView


class ReadOnlyPolicy(ModelPermissionPolicy):
    """People with the right to view may look. Nobody, administrators included, may change."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Answer for looking only."""
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Answer for a set of actions by the one that exists."""
        return "view" in actions and self.user_has_permission(user, "view")


class ReadOnlyViewSet(RowViewSet):
    """A table that a command fills. Register a ReadOnlyPolicy for its model as well."""

    inspect_view_enabled = True

    def get_form_fields(self) -> list[str]:
        """There is no form."""
        return []

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """Offer only the right to look in the settings of a group."""
        content_type = ContentType.objects.get_for_model(self.model)
        return Permission.objects.filter(
            content_type=content_type,
            codename=get_permission_codename("view", self.model_opts),
        )


def refuse_bulk_delete(
    request: Any, action_type: str, objects: Any, action: Any
) -> HttpResponse | None:
    """Stop a delete of many rows when one of them is needed, and say which."""
    if action_type != "delete":
        return None
    needed = [instance for instance in objects if _is_needed(instance)]
    if not needed:
        return None
    names = ", ".join(f"“{instance}”" for instance in needed[:5])
    messages.error(
        request,
        _("Nothing was deleted. Still in use: %(names)s. Open “Delete” of each to see by what.")
        % {"names": names},
    )
    return redirect(action.next_url)


def _is_needed(instance: Any) -> bool:
    return bool(uses_of_page(instance) if isinstance(instance, Page) else uses_of(instance))

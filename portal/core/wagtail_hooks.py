"""What the floor adds to the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.core import page_checks
from portal.core.admin_views import refuse_bulk_delete
from portal.core.fact_viewsets import FactsAndWordsGroup
from portal.core.page_deletion import refuse_page_delete, warn_of_moving, warn_of_unpublishing
from portal.core.publishing_hooks import show_warnings, stop_publishing, stop_publishing_many
from portal.core.viewsets import PlacesAndSubjectsGroup

__all__ = ["page_checks"]  # registers its checks

register_snippet(FactsAndWordsGroup)
register_snippet(PlacesAndSubjectsGroup)
hooks.register("before_bulk_action", refuse_bulk_delete)
hooks.register("before_bulk_action", stop_publishing_many)
hooks.register("before_delete_page", refuse_page_delete)
hooks.register("before_unpublish_page", warn_of_unpublishing)
hooks.register("before_move_page", warn_of_moving)
hooks.register("before_publish_page", stop_publishing)
hooks.register("after_create_page", show_warnings)
hooks.register("after_edit_page", show_warnings)
hooks.register(
    "insert_global_admin_css",
    lambda: format_html('<link rel="stylesheet" href="{}">', static("admin/waymark.css")),
)

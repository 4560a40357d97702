"""What the floor adds to the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from portal.core.admin_views import refuse_bulk_delete
from portal.core.fact_viewsets import FactsAndWordsGroup
from portal.core.viewsets import PlacesAndSubjectsGroup

register_snippet(FactsAndWordsGroup)
register_snippet(PlacesAndSubjectsGroup)
hooks.register("before_bulk_action", refuse_bulk_delete)
hooks.register(
    "insert_global_admin_css",
    lambda: format_html('<link rel="stylesheet" href="{}">', static("admin/waymark.css")),
)

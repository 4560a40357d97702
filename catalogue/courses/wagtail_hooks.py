"""What the catalogue adds to the admin."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from catalogue.courses.models import LearningAim
from catalogue.courses.viewsets import CatalogueGroup
from portal.core.admin_views import ReadOnlyPolicy

register_permission_policy(LearningAim, ReadOnlyPolicy(LearningAim), exact_class=True)
register_snippet(CatalogueGroup)

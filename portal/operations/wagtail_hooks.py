"""What operations add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from portal.core.admin_views import ReadOnlyPolicy
from portal.operations.models import DueRun
from portal.operations.viewsets import DueRunViewSet

register_permission_policy(DueRun, ReadOnlyPolicy(DueRun), exact_class=True)
hooks.register("register_admin_viewset", lambda: DueRunViewSet())

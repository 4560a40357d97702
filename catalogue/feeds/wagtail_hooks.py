"""What feeds add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from catalogue.feeds.models import ImportRecord
from catalogue.feeds.viewsets import ImportRecordViewSet
from portal.core.admin_views import ReadOnlyPolicy

register_permission_policy(ImportRecord, ReadOnlyPolicy(ImportRecord), exact_class=True)
hooks.register("register_admin_viewset", lambda: ImportRecordViewSet())

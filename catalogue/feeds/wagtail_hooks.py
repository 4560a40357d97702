"""What feeds add to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from catalogue.feeds.event_viewsets import EventFeedViewSet, HeldEventViewSet, add_waiting_panel
from catalogue.feeds.models import EventFeed, HeldEvent, ImportRecord
from catalogue.feeds.viewsets import ImportRecordViewSet
from catalogue.providers.models import Organisation
from portal.core.admin_views import ReadOnlyPolicy
from portal.core.deletion import guard

for _model in (ImportRecord, HeldEvent):
    register_permission_policy(_model, ReadOnlyPolicy(_model), exact_class=True)
for _viewset in (ImportRecordViewSet, HeldEventViewSet, EventFeedViewSet):
    hooks.register("register_admin_viewset", lambda viewset=_viewset: viewset())
hooks.register("construct_homepage_panels", add_waiting_panel)
guard(Organisation, "event_feeds")
guard(EventFeed, "held_events")

"""What search adds to the admin."""

from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.core.admin_views import ReadOnlyPolicy
from search.models import NearMiss, SearchLogEntry
from search.viewsets import SearchGroup

register_permission_policy(SearchLogEntry, ReadOnlyPolicy(SearchLogEntry), exact_class=True)
register_permission_policy(NearMiss, ReadOnlyPolicy(NearMiss), exact_class=True)
register_snippet(SearchGroup)

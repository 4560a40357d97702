"""What schemes and help add to the admin."""

from wagtail.snippets.models import register_snippet

from pathways.support import publishing_checks
from pathways.support.viewsets import HelpGroup

__all__ = ["publishing_checks"]  # registers its checks

register_snippet(HelpGroup)

"""What careers add to the admin."""

from wagtail.snippets.models import register_snippet

from pathways import publishing_checks
from pathways.viewsets import CareersGroup

__all__ = ["publishing_checks"]  # registers its checks

register_snippet(CareersGroup)

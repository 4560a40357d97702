"""What careers add to the admin."""

from wagtail.snippets.models import register_snippet

from pathways.viewsets import CareersGroup

register_snippet(CareersGroup)

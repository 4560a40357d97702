"""What schemes and help add to the admin."""

from wagtail.snippets.models import register_snippet

from pathways.support.viewsets import HelpGroup

register_snippet(HelpGroup)

"""Words of a career map."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.career_map.career import Career
from pathways.career_map.outline import counts_from

register = template.Library()


@register.simple_tag
def map_description(career: Career) -> str:
    """Return what a map shows: ``"20 jobs in 5 families and 4 stages. From porter there..."``."""
    families = len({node.family for node in career.nodes})
    parts = [
        ngettext("%(n)d job.", "%(n)d jobs.", len(career.nodes)) % {"n": len(career.nodes)},
        ngettext("%(n)d kind of work.", "%(n)d kinds of work.", families) % {"n": families},
    ]
    chosen = career.by_key.get(career.chosen)
    if chosen:
        steps = sum(counts_from(career))
        words = ngettext("%(n)d next step from %(role)s.", "%(n)d next steps from %(role)s.", steps)
        parts.append(words % {"n": steps, "role": chosen.title})
    parts.append(_("The same jobs are in the list after this map."))
    return " ".join(parts)

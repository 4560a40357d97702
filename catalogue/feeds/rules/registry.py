"""Every rule by its name."""

from catalogue.feeds.rules.aims import AIM_RULES
from catalogue.feeds.rules.base import Rule
from catalogue.feeds.rules.courses import COURSE_RULES
from catalogue.feeds.rules.feeds import FEED_RULES
from catalogue.feeds.rules.files import FILE_RULES
from catalogue.feeds.rules.richer import RICHER_RULES
from catalogue.feeds.rules.runs import RUN_RULES
from catalogue.feeds.rules.vacancies import VACANCY_RULES
from catalogue.feeds.rules.venues import VENUE_RULES

RULES: dict[str, Rule] = {
    **FILE_RULES,
    **COURSE_RULES,
    **RUN_RULES,
    **VENUE_RULES,
    **VACANCY_RULES,
    **AIM_RULES,
    **RICHER_RULES,
    **FEED_RULES,
}

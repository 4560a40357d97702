"""``/how-we-order-results/``: what decides the order, in words, from the constants themselves."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.quality import MOST, QualityPart
from search.ranking import COMPLETENESS_RANGE, RULES, Rule

EACH_POINTS = 10  # of a hundred; the page tells what they are worth


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule for readers: a heading, why it is so, and rows of what and how much."""

    heading: str
    reason: str
    column: str
    rows: tuple[tuple[str, str], ...]


def order_rules() -> list[RuleWords]:
    """Return every rule of the ranking. A new rule without words is shown with its own code."""
    rules = []
    for rule in RULES:
        rules.append(_words(rule))
        if rule.code == "completeness":
            rules.append(_points_of_courses())
    return rules


def _points_of_courses() -> RuleWords:
    """Tell what is known of a course when all is known: the score that its provider sees."""
    reason = _(
        "Each course has up to 100 points. %(points)d points more add %(factor)s to the factor "
        "above. Each provider sees the points of their own courses. Few points never hide a course."
    ) % {"points": EACH_POINTS, "factor": _number(COMPLETENESS_RANGE * EACH_POINTS / 100)}
    rows = tuple((str(QualityPart(code).label), str(points)) for code, points in MOST.items())
    return RuleWords(_("What we want to know about a course"), reason, _("Points"), rows)


def _words(rule: Rule) -> RuleWords:
    headings = {
        "text": (
            _("Where your words are found"),
            _("A word in the title says more than the same word in the description."),
            _("Counts"),
        ),
        "other_names": (
            _("Other names"),
            _("Your own word counts more than another name for the same thing."),
            _("Counts"),
        ),
        "your_words": (
            _("Which of your words"),
            _("Some of your words say more than others about what you are looking for."),
            _("Times"),
        ),
        "named": (
            _("Names of jobs and schemes"),
            _("Your words are only the name of a job role or a scheme: its page comes first."),
            _("More"),
        ),
        "kind": (
            _("Guides"),
            _("A guide stands after what you can join, when both have your words."),
            _("Times"),
        ),
        "start": (
            _("When it starts"),
            _("People who search want to begin. A course that starts soon is more use."),
            _("Times"),
        ),
        "completeness": (
            _("How much we know"),
            _("A listing that answers what people ask saves you a phone call."),
            _("Times"),
        ),
        "distance": (
            _("How far it is"),
            _("You can keep up a shorter journey, week after week."),
            _("Times"),
        ),
    }
    heading, reason, column = headings.get(rule.code, (rule.code, rule.reason, _("Counts")))
    rows = tuple((_what(rule.code, code), _number(value)) for code, value in rule.values)
    return RuleWords(heading, reason, column, rows)


def _number(value: float) -> str:
    """Return ``"1.3"``, in the page's language ``"1,3"``."""
    return number_format(f"{value:g}", use_l10n=True)


def _what(rule: str, code: str) -> str:
    words = {
        "title": _("The title"),
        "alternative_titles": _("Other names of the course, and its reference"),
        "subject_text": _("Its subject, sector and level"),
        "provider_text": _("The training provider and the place"),
        "description": _("The description"),
        "other": _("Another name for your word"),
        "filter": _("A word that became a filter"),
        "phrase": _("Words that stand together, such as “teaching assistant”"),
        "foreign": _("A word in a language other than English"),
        "generic": _("A word that many jobs share, such as “worker”, beside other words"),
        "optional": _("A word that a listing can lack"),
        "elsewhere": _("A word that was also found in a place with a higher number"),
        "name": _("The page with this name"),
        "guide": _("A guide"),
        "later": _("Later"),
        "flexible": _("When you like"),
        "unknown": _("The start is not known"),
        "least": _("Only the name is known"),
        "most": _("All that people ask about is known"),
        "farther": _("Farther"),
    }
    if code in words:
        return words[code]
    number = int("".join(c for c in code if c.isdigit()) or 0)
    if rule == "start":
        return ngettext("Within %d day", "Within %d days", number) % number
    if rule == "distance":
        return ngettext("Up to %d mile", "Up to %d miles", number) % number
    return code

"""Which courses and vacancies lead to which role, and why: pure rules over facts read once.

A decision of an editor wins. Then, for a course: words in its name; words in what it says, within
the subjects of the role; its subject and level. For a vacancy: a name of the role in its title,
then in the name of its apprenticeship. Of two names in one place the longer one is meant: a
"theatre porter" is no "porter". Nothing matches with a word that rules it out, in another
subject, or (a course) at another level.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from pathways.enums import Verdict
from pathways.phrases import Found, PhraseIndex, folded

Verdicts = Mapping[int, Mapping[int, str]]


class Reason(IntEnum):
    """Why a listing leads to a role; a higher one is surer."""

    SUBJECT_AND_LEVEL = 1
    APPRENTICESHIP = 2
    SAYS = 3
    CALLED = 4
    DECIDED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRule:
    """What is known of a role. ``levels`` are the first and the last, 0 is Entry.

    With ``is_by_subject`` each course of the subjects and levels leads there.
    """

    id: int
    slug: str
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    subjects: frozenset[str] = frozenset()
    levels: tuple[int, int] | None = None
    is_by_subject: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """A course for matching. ``level`` is None when it is not known.

    Without ``is_in_sector`` its subject, such as English or getting ready for work, serves all.
    """

    id: int
    title: str
    qualification: str = ""
    says: str = ""
    subject: str = ""
    is_in_sector: bool = True
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyFacts:
    """A vacancy for matching; ``standard`` is the name of its apprenticeship."""

    id: int
    title: str
    standard: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """``RoleMatch(12, "porter", Reason.CALLED, "hospital porter")``: the words that told it."""

    role_id: int
    slug: str
    reason: Reason
    words: str = ""


@dataclass(frozen=True)
class RoleMatcher:
    """Finds the roles of listings without asking the database. Build it once for many."""

    rules: Sequence[RoleRule]
    course_verdicts: Verdicts = field(default_factory=dict)
    vacancy_verdicts: Verdicts = field(default_factory=dict)
    _names: PhraseIndex = field(init=False, repr=False, compare=False)
    _words: PhraseIndex = field(init=False, repr=False, compare=False)
    _nots: PhraseIndex = field(init=False, repr=False, compare=False)
    _by_id: dict[int, RoleRule] = field(init=False, repr=False, compare=False)
    _open: dict[tuple[str, int | None], dict[int, RoleRule]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        """Make the phrases of all roles ready to be looked up."""
        names = [(rule.id, name) for rule in self.rules for name in rule.names]
        words = [(rule.id, text) for rule in self.rules for text in rule.words]
        nots = [(rule.id, text) for rule in self.rules for text in rule.not_words]
        object.__setattr__(self, "_names", PhraseIndex(names))
        object.__setattr__(self, "_words", PhraseIndex([*names, *words]))
        object.__setattr__(self, "_nots", PhraseIndex(nots))
        object.__setattr__(self, "_by_id", {rule.id: rule for rule in self.rules})

    def of_course(self, course: CourseFacts) -> list[RoleMatch]:
        """Return the roles that a course leads to, the surest first."""
        title = folded(f"{course.title} | {course.qualification}")
        found: dict[int, RoleMatch] = {}
        allowed = self._allowed(title, course.subject if course.is_in_sector else "", course.level)
        # Most courses are in the subjects of no role: then what they say is not read.
        told = {pk: rule for pk, rule in allowed.items() if course.subject in rule.subjects}
        for rule in told.values():
            if rule.is_by_subject and course.level is not None:
                found[rule.id] = RoleMatch(rule.id, rule.slug, Reason.SUBJECT_AND_LEVEL)
        for one in self._words.find(folded(course.says)) if told else ():
            if named := told.get(one.owner):
                _keep(found, named, Reason.SAYS, one.text)
        for one in _longest(self._words.find(title)):
            if named := allowed.get(one.owner):
                _keep(found, named, Reason.CALLED, one.text)
        return self._decided(found, self.course_verdicts.get(course.id, {}))

    def of_vacancy(self, vacancy: VacancyFacts) -> list[RoleMatch]:
        """Return the roles that a vacancy is for, the surest first."""
        title = folded(vacancy.title)
        found: dict[int, RoleMatch] = {}
        allowed = self._allowed(title, vacancy.subject, None)
        for words, reason in (
            (folded(vacancy.standard), Reason.APPRENTICESHIP),
            (title, Reason.CALLED),
        ):
            for one in _longest(self._names.find(words)):
                if rule := allowed.get(one.owner):
                    _keep(found, rule, reason, one.text)
        return self._decided(found, self.vacancy_verdicts.get(vacancy.id, {}))

    def _allowed(
        self, title: tuple[str, ...], subject: str, level: int | None
    ) -> dict[int, RoleRule]:
        """Leave out roles that nothing of this title, subject and level can lead to."""
        open_to = self._open_to(subject, level)
        ruled_out = {one.owner for one in self._nots.find(title)}
        return {pk: rule for pk, rule in open_to.items() if pk not in ruled_out}

    def _open_to(self, subject: str, level: int | None) -> dict[int, RoleRule]:
        """Leave out roles of other subjects and levels; worked out once for each pair."""
        known = self._open.get((subject, level))
        if known is None:
            known = self._open[subject, level] = {
                rule.id: rule
                for rule in self.rules
                if (not rule.subjects or not subject or subject in rule.subjects)
                and (not rule.levels or level is None or rule.levels[0] <= level <= rule.levels[1])
            }
        return known

    def _decided(self, found: dict[int, RoleMatch], verdicts: Mapping[int, str]) -> list[RoleMatch]:
        for role_id, verdict in verdicts.items():
            rule = self._by_id.get(role_id)
            if verdict == Verdict.LEADS and rule:
                found[role_id] = RoleMatch(role_id, rule.slug, Reason.DECIDED)
            elif verdict == Verdict.DOES_NOT:
                found.pop(role_id, None)
        return sorted(found.values(), key=lambda match: (-match.reason, match.slug))


def _keep(found: dict[int, RoleMatch], rule: RoleRule, reason: Reason, words: str) -> None:
    known = found.get(rule.id)
    if known is None or known.reason < reason:
        found[rule.id] = RoleMatch(rule.id, rule.slug, reason, words)


def _longest(found: Iterable[Found]) -> list[Found]:
    """Leave out phrases that are a part of a longer one of another role."""
    every = list(found)
    return [
        one
        for one in every
        if not any(other.owner != one.owner and other.holds(one) for other in every)
    ]

"""The facts at the top of a role, and the answers to "Is this a good job?"."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.key_facts import Fact
from catalogue.courses.wording import in_mid_sentence
from pathways.enums import CheckKind, GoodJobKind, RoleSetting
from pathways.pay_words import PayWords, day_words
from pathways.roles import GoodJobFact, RoleCheck, RolePage
from pathways.step_words import hours_words
from portal.core.lists import with_commas
from portal.core.prose import shortened
from portal.core.structured import lines_of

OWN_CHECKS = set(CheckKind.values) - {CheckKind.RIGHT_TO_WORK}  # every employer asks for that
START_LENGTH = 60  # what stands in one box of four; the whole list is further down


@dataclass(frozen=True, slots=True)
class GoodJobRow:
    """``GoodJobRow("Are the hours guaranteed?", True, "You know your shifts", "6 employers")``.

    ``is_yes`` is None when the answer is not known. ``is_ours`` says that the answer is in the
    language of the page.
    """

    question: str
    is_yes: bool | None
    answer: str
    source: str
    source_url: str = ""
    is_ours: bool = False

    @property
    def says_it(self) -> bool:
        """Whether the answer begins with "Yes" or "No" itself."""
        return self.answer.split(".")[0].split(",")[0].strip().lower() in ("yes", "no")


def key_facts(
    page: RolePage, pay: PayWords | None, checks: Sequence[RoleCheck], *, in_health: bool
) -> tuple[Fact, ...]:
    """Return pay, hours, whom one works with, and what it takes to start."""
    source = page.source
    unknown = _("Not known")
    hours = hours_words(source.minimum_hours, source.maximum_hours)
    return (
        Fact("coin", _("Pay"), pay.amount if pay else unknown, pay.explained if pay else ""),
        Fact("clock", _("Hours"), hours or unknown, page.working_pattern or source.working_pattern),
        Fact(
            "people",
            _("Works"),
            setting_words(source.setting, in_health=in_health),
            page.working_environment or source.working_environment,
        ),
        Fact("list", _("To start"), *_to_start(page, checks)),
    )


def setting_words(setting: str, *, in_health: bool, has_term: bool = True) -> str:
    """Return whom a role works with: ``"With patients (clinical)"`` in health.

    The term of the NHS stands in brackets where a page uses it the first time.
    """
    if not in_health:
        return str(RoleSetting(setting).label)
    is_with = setting == RoleSetting.PEOPLE
    if has_term:
        return _("With patients (clinical)") if is_with else _("Behind the scenes (non-clinical)")
    return _("With patients") if is_with else _("Behind the scenes")


def _to_start(page: RolePage, checks: Sequence[RoleCheck]) -> tuple[str, str]:
    """Return the first need, then what is not needed and what is checked."""
    need = lines_of(page.you_need or page.source.you_need)
    not_needed = lines_of(page.you_do_not_need or page.source.you_do_not_need)
    labels = [str(CheckKind(check.kind).label) for check in checks if check.kind in OWN_CHECKS]
    notes = []
    if not_needed:
        notes.append(_("You do not need: %(what)s.") % {"what": in_mid_sentence(not_needed[0])})
    if labels:
        notes.append(_("Checks: %(checks)s.") % {"checks": with_commas(labels)})
    answer = shortened(need[0], START_LENGTH) if need else _("Not known")
    return answer, " ".join(notes)


def good_job_rows(
    facts: Sequence[GoodJobFact], pay: PayWords | None, *, moves_up: int
) -> list[GoodJobRow]:
    """Return the answers in the order of the questions, with those that we can work out."""
    told = {fact.kind: _told(fact) for fact in facts}
    told.setdefault(GoodJobKind.PAY, _pay_row(pay))
    told.setdefault(GoodJobKind.PROGRESSION, _next_row(moves_up))
    return [told[kind] for kind in GoodJobKind.values if kind in told]


def _told(fact: GoodJobFact) -> GoodJobRow:
    source = fact.source_name
    if source and fact.as_of_date:
        source = with_commas((source, day_words(fact.as_of_date)))
    question = str(GoodJobKind(fact.kind).label)
    return GoodJobRow(question, fact.is_yes, fact.answer, source, fact.source_url)


def _pay_row(pay: PayWords | None) -> GoodJobRow:
    question = str(GoodJobKind.PAY.label)
    if pay is None or pay.hourly is None:
        return GoodJobRow(question, None, _("Not known"), "", is_ours=True)
    url = pay.figure.source_url
    if pay.is_stale or pay.is_under_floor:
        return GoodJobRow(
            question, None, _("Not known. Our figure is an old one."), pay.source, url, is_ours=True
        )
    if pay.is_at_floor:
        answer = _("It is the legal minimum. Some employers pay more.")
        return GoodJobRow(question, False, answer, pay.source, url, is_ours=True)
    return GoodJobRow(question, True, pay.basis, pay.source, url, is_ours=True)


def _next_row(moves_up: int) -> GoodJobRow:
    question = str(GoodJobKind.PROGRESSION.label)
    source = _("the steps on this page")
    if not moves_up:
        answer = _("We know no step up from here.")
        return GoodJobRow(question, None, answer, source, is_ours=True)
    answer = ngettext(
        "%(n)d move up, shown on this page.", "%(n)d moves up, shown on this page.", moves_up
    ) % {"n": moves_up}
    return GoodJobRow(question, True, answer, source, is_ours=True)

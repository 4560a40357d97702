"""Prices on cards in the words of what a visitor told: "Free for you", "May be free"."""

from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.free_for_me import (
    Limit,
    Told,
    Verdict,
    limit_for,
    questions,
    short_words,
    verdict_of,
)
from catalogue.courses.models import CourseRun, FundingRule
from portal.core.clock import today
from portal.core.lookups import facts_by_key
from search.chips import ShownChip
from search.documents import ListingDocument, RunDocument
from search.forms import SearchForm

Shown = tuple[ListingDocument, RunDocument | None]


def told_in(form: SearchForm) -> Told:
    """Return the answers of an address. Two age bands are no answer to one question."""
    ages = form.filters.get("age", ())
    return Told.read({**dict(form.told), "age": ages[0] if len(ages) == 1 else ""})


def free_words(form: SearchForm, shown: Iterable[Shown]) -> dict[int, str]:
    """Return the words of the price of each run shown: ``{17: "May be free (else £95)"}``.

    Nothing without an answer. With one: two questions to the database, however many runs.
    """
    told = told_in(form)
    if not told:
        return {}
    runs = {
        run.run_id: run for document, run in shown if run is not None and document.kind == "course"
    }
    rules = _rules_of(runs)
    day, limit = today(), _limit()
    found = {}
    for pk, run in runs.items():
        prices = [run.cost_pence]
        verdict = verdict_of(rules.get(pk, []), told, prices=prices, today=day, limit=limit)
        words = short_words(verdict, prices)
        if verdict in (Verdict.MAYBE_FREE, Verdict.LESS) and run.cost_pence:
            price = wording.money(run.cost_pence)
            found[pk] = _("%(words)s (else %(price)s)") % {"words": words, "price": price}
        elif verdict == Verdict.FREE or run.cost_pence:
            found[pk] = words
    return found


def free_questions(form: SearchForm) -> SafeString:
    """Return the three questions as a part of the filters; only the age filters anything."""
    told = told_in(form)
    limit = _limit()
    context = {
        "questions": questions(told, limit),
        "is_open": bool(told),
        "limit_day": wording.date(limit.as_of) if limit and limit.as_of else "",
        "is_limit_old": bool(limit and limit.is_old),
    }
    return render_to_string("search/free_questions.html", context)


def told_chips(form: SearchForm, path: str) -> list[ShownChip]:
    """Return a chip for each answer but the age, which is a filter and has its own."""
    limit = _limit()
    pay = wording.money(limit.pounds * 100) if limit else ""
    labels = {
        ("work", "yes"): _("I have a job"),
        ("work", "no"): _("I have no job"),
        ("earn", "yes"): _("I earn less than %(pay)s a year") % {"pay": pay},
        ("earn", "no"): _("I earn %(pay)s a year or more") % {"pay": pay},
    }
    return [
        ShownChip(labels[name, value], form.without_told(name).url(path), name, value)
        for name, value in form.told
        if name != "earn" or limit
    ]


def _rules_of(run_ids: Iterable[int]) -> dict[int, list[FundingRule]]:
    pairs = CourseRun.funding_rules.through.objects.filter(courserun__in=list(run_ids))
    named = list(pairs.values_list("courserun_id", "fundingrule_id"))
    rules = FundingRule.objects.in_bulk({rule for _run, rule in named})
    found: dict[int, list[FundingRule]] = {}
    for run, rule in named:
        found.setdefault(run, []).append(rules[rule])
    return found


def _limit() -> Limit | None:
    return limit_for([], facts_by_key(), today=today())

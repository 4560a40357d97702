"""The forms of the parts. They show what is kept and read what is typed; checks of content judge.

No field refuses anything by itself, so that a page never loses what somebody typed.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from catalogue.courses.contents import Problem
from catalogue.courses.enums import ESOL_LEVELS, CourseType, EsolKind, JoinMethod, Level, Need
from catalogue.courses.models import FundingRule
from catalogue.publishing.editor import typed
from catalogue.publishing.editor.parts import value_of
from portal.core.models import Subject
from portal.core.prose import lines_of

# Lines of the first list, as course data in English: what a person must understand to follow.
ENGLISH_LINES = (
    "A little English (Entry 1): you can say your name and address",
    "Some English (Entry 2): you can read a short message",
    "Everyday English (Entry 3): you can read a letter",
    "Good English (Level 1): you can write a short report",
)


class Lenient(forms.Form):
    """A form that keeps everything. ``kinds`` says how each field is typed."""

    kinds: Mapping[str, str] = {}
    # Fields under "more", so that a page begins with what matters.
    more: tuple[str, ...] = ()

    @classmethod
    def shown(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the boxes."""
        return {name: SHOW[kind](value_of(content, name)) for name, kind in cls.kinds.items()}

    @classmethod
    def typed(cls, data: QueryDict) -> dict[str, Any]:
        """Return what is typed, as content. A field that the page did not send is left out."""
        return {
            name: READ[kind](data, name)
            for name, kind in cls.kinds.items()
            if name in data or kind in ("codes", "ids") or f"{name}-sent" in data
        }

    def tell(self, problems: list[Problem]) -> None:
        """Put the words of the checks at their fields."""
        self.full_clean()
        for problem in problems:
            name = problem.path.rsplit(".", 1)[-1]
            self.add_error(name if name in self.fields else None, problem.message)

    def first_fields(self) -> list[Any]:
        """Return the bound fields that stand first."""
        return [self[name] for name in self.fields if name not in self.more]

    def more_fields(self) -> list[Any]:
        """Return the bound fields under "more"."""
        return [self[name] for name in self.more]

    def has_more_errors(self) -> bool:
        """Return whether a field under "more" has words of the checks."""
        return any(name in self.errors for name in self.more)


def _codes(data: QueryDict, name: str) -> list[str]:
    return [value[:200] for value in data.getlist(name) if value][:100]


def _ids(data: QueryDict, name: str) -> list[Any]:
    return [typed.read_number(value) for value in data.getlist(name) if value][:100]


READ: Mapping[str, Callable[[QueryDict, str], Any]] = {
    "text": lambda data, name: typed.read_text(data.get(name) or ""),
    "line": lambda data, name: typed.read_text(data.get(name) or "").strip(),
    "code": lambda data, name: (data.get(name) or "")[:200],
    "number": lambda data, name: typed.read_number(data.get(name) or ""),
    "price": lambda data, name: typed.read_price(data.get(name) or ""),
    "codes": _codes,
    "ids": _ids,
    "lines": lambda data, name: lines_of(typed.read_text(data.get(name) or "")),
}
SHOW: Mapping[str, Callable[[Any], Any]] = {
    "text": typed.show,
    "line": typed.show,
    "code": typed.show,
    "number": typed.show,
    "price": typed.show_price,
    "codes": lambda value: list(map(str, value or [])) if isinstance(value, list) else [],
    "ids": lambda value: list(map(str, value or [])) if isinstance(value, list) else [],
    "lines": lambda value: "\n".join(map(str, value or [])),
}


def words_box(label: Any, *, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """Return a box of several lines."""
    widget = forms.Textarea(attrs={"rows": rows, "data-words": ""})
    return forms.CharField(
        label=label, help_text=help_text, required=False, strip=False, widget=widget
    )


def line_box(label: Any, *, help_text: Any = "", **attrs: Any) -> forms.CharField:
    """Return a box of one line."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


def number_box(label: Any, *, help_text: Any = "") -> forms.CharField:
    """Return a box for a number, with the keys of numbers on a phone."""
    return line_box(label, help_text=help_text, inputmode="numeric")


def choice(
    label: Any, choices: Any, *, help_text: Any = "", radios: bool = False
) -> forms.CharField:
    """Return a list to choose one of."""
    widget = forms.RadioSelect if radios else forms.Select
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=widget(choices=choices)
    )


def ticks(label: Any, choices: Any, *, help_text: Any = "") -> forms.Field:
    """Return boxes to tick."""
    widget = forms.CheckboxSelectMultiple(choices=choices)
    return forms.Field(label=label, help_text=help_text, required=False, widget=widget)


def with_unknown(choices: Any) -> list[tuple[str, Any]]:
    """Return choices with "Not known" before them."""
    return [("", gettext_lazy("Not known")), *choices]


class NameForm(Lenient):
    """Name, summary, and what sort of course it is."""

    title = line_box(
        gettext_lazy("Name of the course"),
        help_text=gettext_lazy("As people would say it, without codes: “Welding for beginners”."),
        maxlength=400,
    )
    who_this_course_is_for = words_box(
        gettext_lazy("Summary: who it is for, and what it is"),
        help_text=gettext_lazy("Two or three short sentences. They stand first on the page."),
    )
    subject = choice(gettext_lazy("Subject"), ())
    level = choice(gettext_lazy("Level"), with_unknown(Level.choices))
    esol = choice(gettext_lazy("Is it an English class?"), EsolKind.choices, radios=True)
    esol_levels = ticks(
        gettext_lazy("Levels of the English class"), [(one.value, one.label) for one in ESOL_LEVELS]
    )
    course_type = choice(
        gettext_lazy("National offer"),
        [("", gettext_lazy("None of these")), *CourseType.choices],
    )
    references = words_box(
        gettext_lazy("Your references"),
        help_text=gettext_lazy("One on each line. A file of yours finds this course by them."),
        rows=2,
    )

    kinds = {
        "title": "line",
        "who_this_course_is_for": "text",
        "subject": "number",
        "level": "code",
        "esol": "code",
        "esol_levels": "codes",
        "course_type": "code",
        "references": "lines",
    }
    more = ("esol_levels", "course_type", "references")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = [(str(one.pk), one.label) for one in Subject.objects.order_by("name")]
        self.fields["subject"].widget.choices = with_unknown(subjects)


class WhoForm(Lenient):
    """The three lists, ages and English."""

    you_need = words_box(
        gettext_lazy("You need"), help_text=gettext_lazy("Only what you check before they start.")
    )
    it_helps = words_box(gettext_lazy("It helps if you have"), rows=3)
    not_needed = words_box(
        gettext_lazy("You do not need"),
        help_text=gettext_lazy("This list brings more people than any other."),
        rows=3,
    )
    english = choice(
        gettext_lazy("English that people need"),
        with_unknown([(line, line) for line in ENGLISH_LINES]),
        help_text=gettext_lazy("It becomes a line of “You need”."),
    )
    age_min = number_box(gettext_lazy("From which age?"), help_text=gettext_lazy("Like 19."))
    age_max = number_box(gettext_lazy("Up to which age?"))
    entry_requirements = words_box(
        gettext_lazy("Entry requirements as a text"),
        help_text=gettext_lazy("From an earlier file. Learners see it only without the lists."),
    )

    kinds = {
        "you_need": "text",
        "it_helps": "text",
        "not_needed": "text",
        "age_min": "number",
        "age_max": "number",
        "entry_requirements": "text",
    }
    more = ("age_max", "entry_requirements")

    @classmethod
    def shown(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Show the line about English as a choice."""
        shown = super().shown(content)
        lines = shown["you_need"].split("\n")
        shown["english"] = next((line for line in lines if line in ENGLISH_LINES), "")
        shown["you_need"] = "\n".join(line for line in lines if line not in ENGLISH_LINES)
        return shown

    @classmethod
    def typed(cls, data: QueryDict) -> dict[str, Any]:
        """Read the choice of English as a line of the first list."""
        values = super().typed(data)
        english = data.get("english")
        if english in ENGLISH_LINES and "you_need" in values:
            values["you_need"] = "\n".join(one for one in (values["you_need"], english) if one)
        return values


class PriceForm(Lenient):
    """One price for every date."""

    cost_pence = line_box(
        gettext_lazy("Price in pounds"),
        help_text=gettext_lazy("Like 295 or 9.50. Write 0 when it is free for everybody."),
        inputmode="decimal",
    )
    cost_description = line_box(
        gettext_lazy("More about the price"),
        help_text=gettext_lazy("Like “Free if you have no job. £25 for the exam.”"),
        maxlength=400,
    )
    funding_rules = ticks(gettext_lazy("Who learns free, or for less?"), ())

    kinds = {"cost_pence": "price", "cost_description": "line", "funding_rules": "ids"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = [(str(one.pk), one.name) for one in FundingRule.objects.order_by("name", "pk")]
        if rules:
            self.fields["funding_rules"].widget.choices = rules
        else:
            del self.fields["funding_rules"]


class LearnForm(Lenient):
    """What people learn, how, and what they get."""

    what_you_will_learn = words_box(
        gettext_lazy("What people will learn"),
        help_text=gettext_lazy("Start with what they can do afterwards. One thing on each line."),
        rows=6,
    )
    how_you_will_learn = words_box(gettext_lazy("How people will learn"), rows=3)
    what_you_will_need_to_bring = words_box(gettext_lazy("What to bring"), rows=2)
    how_you_will_be_assessed = words_box(
        gettext_lazy("How people are assessed"),
        help_text=gettext_lazy("Write “No test” when there is none."),
        rows=2,
    )
    qualification_title = line_box(gettext_lazy("Qualification"))
    awarding_body = line_box(gettext_lazy("Awarding body"))
    learn_aim_ref = line_box(
        gettext_lazy("Learning aim (LARS)"), help_text=gettext_lazy("Eight characters.")
    )
    language_of_teaching = line_box(
        gettext_lazy("Taught in"), help_text=gettext_lazy("Leave empty when it is English.")
    )

    kinds = {
        "what_you_will_learn": "text",
        "how_you_will_learn": "text",
        "what_you_will_need_to_bring": "text",
        "how_you_will_be_assessed": "text",
        "qualification_title": "line",
        "awarding_body": "line",
        "learn_aim_ref": "line",
        "language_of_teaching": "line",
    }
    more = ("qualification_title", "awarding_body", "learn_aim_ref", "language_of_teaching")


class AccessForm(Lenient):
    """What the course offers to people whose life makes learning harder."""

    needs = ticks(
        gettext_lazy("What do you offer?"),
        Need.choices,
        help_text=gettext_lazy("Tick what everybody on this course can have."),
    )
    kinds = {"needs": "codes"}


class NextForm(Lenient):
    """What follows."""

    where_next = words_box(
        gettext_lazy("Where next"),
        help_text=gettext_lazy("Jobs and courses, one on each line: “Forklift driver”."),
    )
    kinds = {"where_next": "text"}


class JoinForm(Lenient):
    """How people join."""

    how_to_join = choice(gettext_lazy("How do people join?"), JoinMethod.choices, radios=True)
    join_value = line_box(
        gettext_lazy("Phone number, email or address"),
        help_text=gettext_lazy("What goes with your answer. For “Walk in”: when, and where to go."),
        maxlength=400,
    )
    webpage = line_box(
        gettext_lazy("Web page of the course"),
        help_text=gettext_lazy("Like https://college.example/welding"),
        inputmode="url",
    )
    kinds = {"how_to_join": "code", "join_value": "line", "webpage": "line"}


FORMS: Mapping[str, type[Lenient]] = {
    "name": NameForm,
    "who": WhoForm,
    "price": PriceForm,
    "learn": LearnForm,
    "access": AccessForm,
    "next": NextForm,
    "join": JoinForm,
}


def form_of(code: str, content: Mapping[str, Any], problems: list[Problem]) -> Lenient:
    """Return the form of a part as it is kept, with the words of the checks at its fields."""
    form_class = FORMS[code]
    data: Any = form_class.shown(content)
    form = form_class(data=as_sent(data))
    form.tell([one for one in problems if one.path.rsplit(".", 1)[-1] in form.kinds])
    return form


def as_sent(data: Mapping[str, Any]) -> QueryDict:
    """Return values as a browser would send them."""
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        if isinstance(value, list):
            sent.setlist(name, value)
        else:
            sent[name] = value
    return sent

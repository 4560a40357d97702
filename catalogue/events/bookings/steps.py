"""The questions of a booking in their order, and which of them somebody has to answer next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.events.bookings.drafts import Draft
from catalogue.events.bookings.forms import (
    AccessForm,
    Asked,
    ContactForm,
    DateForm,
    NameForm,
    PeopleForm,
    QuestionForm,
    SessionsForm,
)
from catalogue.events.bookings.opening import OpenDate, Opening

CHECK = "check"


@dataclass(frozen=True, slots=True)
class Question:
    """A page with one question. ``name`` stands in its address."""

    name: str
    title: str | Promise
    form: type[QuestionForm]
    is_asked: Callable[[Asked], bool] = lambda asked: True

    @property
    def template(self) -> str:
        """The template of what is asked."""
        return f"bookings/questions/{self.name}.html"


QUESTIONS = (
    Question("date", _("Which date?"), DateForm, lambda asked: len(asked.opening.dates) > 1),
    Question(
        "people",
        _("How many people are coming?"),
        PeopleForm,
        lambda asked: asked.largest_party > 1,
    ),
    Question(
        "sessions",
        _("Which talks do you want a seat in?"),
        SessionsForm,
        lambda asked: any(one.has_room(asked.people) for one in asked.sessions),
    ),
    Question("name", _("What is your name?"), NameForm),
    Question("contact", _("Where do we send your place?"), ContactForm),
    Question("access", _("Is there anything that would help you take part?"), AccessForm),
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody stands: the questions that are asked, the answers so far."""

    asked: Asked
    questions: tuple[Question, ...]
    draft: Draft

    def question(self, name: str) -> Question | None:
        """Return a question that is asked in this booking."""
        return next((one for one in self.questions if one.name == name), None)

    def number(self, question: Question) -> int:
        """Return its place, 1 for the first."""
        return self.questions.index(question) + 1

    def is_answered(self, question: Question) -> bool:
        """Whether its answer is there and still holds."""
        kept = self.draft.answers.get(question.name)
        if kept is None:
            return False
        return question.form(_as_typed(kept), asked=self.asked).is_valid()

    @property
    def missing(self) -> Question | None:
        """The first question without an answer that holds."""
        return next((one for one in self.questions if not self.is_answered(one)), None)

    def before(self, question: Question) -> Question | None:
        """Return the question before one."""
        place = self.questions.index(question)
        return self.questions[place - 1] if place else None

    def may_be_asked(self, question: Question) -> bool:
        """Whether all before it are answered."""
        earlier = self.questions[: self.questions.index(question)]
        return all(self.is_answered(one) for one in earlier)

    def answer(self, name: str, key: str) -> Any:
        """Return one kept answer, or None."""
        return self.draft.answers.get(name, {}).get(key)

    @property
    def people(self) -> int:
        """How many come."""
        return self.asked.people

    @property
    def chosen(self) -> OpenDate:
        """The date that is booked. Only when nothing is missing."""
        assert self.asked.chosen is not None  # noqa: S101  (is_answered saw to it)
        return self.asked.chosen


def progress_of(opening: Opening, draft: Draft) -> Progress:
    """Return where a draft stands at an event as it is now."""
    chosen = _chosen(opening, draft)
    asked = Asked(opening=opening, chosen=chosen)
    size = draft.answers.get("people", {}).get("party_size", 1)
    people = size if isinstance(size, int) and 1 <= size <= asked.largest_party else 1
    sessions = opening.sessions_of(chosen) if chosen else ()
    asked = Asked(opening=opening, chosen=chosen, sessions=sessions, people=people)
    questions = tuple(one for one in QUESTIONS if one.is_asked(asked))
    return Progress(asked, questions, draft)


def _chosen(opening: Opening, draft: Draft) -> OpenDate | None:
    if len(opening.dates) == 1:
        return opening.dates[0]
    return opening.date_of(str(draft.answers.get("date", {}).get("date", "")))


def _as_typed(kept: dict[str, Any]) -> dict[str, Any]:
    """Return kept answers as a form gets them."""
    return {
        name: value if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
        for name, value in kept.items()
    }

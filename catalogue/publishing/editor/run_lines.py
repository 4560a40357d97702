"""The rows of the table of dates of a draft."""

from dataclasses import dataclass

from django.urls import reverse

from catalogue.courses.contents import Names, Problem, run_key, run_words
from catalogue.courses.enums import RunStatus
from catalogue.publishing.models import Draft


@dataclass(frozen=True, slots=True)
class RunLine:
    """A row of the table of dates."""

    key: str
    words: str
    status: str
    status_label: str
    url: str
    problems: tuple[str, ...]


def run_lines(draft: Draft, problems: list[Problem]) -> list[RunLine]:
    """Return the dates of a draft with what is wrong with each."""
    names = Names.of([draft.content])
    labels = {str(code): str(label) for code, label in RunStatus.choices}
    lines = []
    runs = list(enumerate(draft.content.get("runs") or []))
    # By day, as learners see them; what is no day comes last.
    for position, run in sorted(runs, key=lambda pair: str(pair[1].get("start_date") or "~")):
        key = run_key(run, position)
        status = str(run.get("status") or RunStatus.SCHEDULED)
        lines.append(
            RunLine(
                key=key,
                words=run_words(run, names),
                status=status,
                status_label=labels.get(status, status),
                url=reverse("publishing:draft_run", args=[draft.organisation.slug, draft.pk, key]),
                problems=tuple(
                    one.message for one in problems if one.path.startswith(f"runs.{key}.")
                ),
            )
        )
    return lines

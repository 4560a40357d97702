"""What the page of one part shows: its boxes with hints, and the words of the checks."""

from typing import Any

from catalogue.courses.contents import Problem
from catalogue.publishing.editor.access_facts import access_rows
from catalogue.publishing.editor.hints import Terms, hints_of
from catalogue.publishing.editor.keeping import shown_of
from catalogue.publishing.editor.part_forms import Lenient, form_of
from catalogue.publishing.editor.parts import Part, has_many_prices, next_part, value_of
from catalogue.publishing.editor.task_list import DraftPage, part_url


def part_form(page: DraftPage, part: Part, *, is_opened: bool) -> Lenient:
    """Return the form with the words of the checks. A page nobody filled yet asks for nothing.

    ``is_opened``: somebody came back to it, so an empty box that they kept is named too.
    """
    content = page.draft.content
    names = {name: value_of(content, name) for name in part.fields}
    asks_for_empty = is_opened and bool(page.draft.parts.get(part.code))
    once: dict[tuple[str, str], Problem] = {}  # every date has the same wrong price: say it once
    for one in page.problems:
        name = one.path.rsplit(".", 1)[-1]
        if name in names and (asks_for_empty or names[name] not in (None, "", [])):
            once.setdefault((name, one.message), one)
    return form_of(part.code, content, list(once.values()))


def part_context(page: DraftPage, part: Part, form: Lenient) -> dict[str, Any]:
    """Return what the template of a part needs besides its frame."""
    draft = page.draft
    following = next_part(part.code)
    hints = hints_of(draft.content, part.fields, Terms.fetched())
    return {
        "part": part,
        "form": form,
        "boxes": [(field, hints.get(field.name)) for field in form.first_fields()],
        "more_boxes": [(field, hints.get(field.name)) for field in form.more_fields()],
        "shown": shown_of(draft.content, part.fields),
        "has_many_prices": part.code == "price" and has_many_prices(draft.content),
        "access": access_rows(draft, page.places.by_id) if part.code == "access" else [],
        "go_on_url": part_url(draft, following.code) if following else "",
    }

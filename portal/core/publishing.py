"""What must be mended before a page goes live, and what an editor should look at again.

A part of the site adds its own checks with ``check``. Each is a function of a page and a day that
gives findings; it asks the database only for what the page does not hold.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Finding:
    """``Finding("Next steps", "The steps up go in a circle: A → B → A. Take one away.")``.

    ``place`` is the heading on the screen where it is mended. A warning does not stop publishing.
    """

    place: str
    message: str
    is_warning: bool = False


Check = Callable[[Any, datetime.date], Iterable[Finding]]
_CHECKS: list[tuple[type[Page], Check]] = []


def check(model: type[Page], *functions: Check) -> None:
    """Run functions on every page of a type, in their order."""
    _CHECKS.extend((model, function) for function in functions)


def findings(page: Page, *, today: datetime.date) -> list[Finding]:
    """Return everything that the checks say of a page as it is in memory, each once."""
    return list(dict.fromkeys(_run(page, today)))


def _run(page: Page, today: datetime.date) -> Iterator[Finding]:
    for model, function in _CHECKS:
        if isinstance(page, model):
            yield from function(page, today)

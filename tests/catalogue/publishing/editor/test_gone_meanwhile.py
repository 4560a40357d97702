"""A draft that goes live, or to the moderators, while a page of it is sent."""

from typing import Any

import pytest

from catalogue.publishing.editor import draft_views, one_run, run_views
from catalogue.publishing.enums import DraftState
from catalogue.publishing.models import Draft

# The page, the step that writes, and what is sent.
KEPT = [
    pytest.param(["draft_part", "who"], (draft_views, "keep_part"), {}, id="a part"),
    pytest.param(
        ["draft_part", "dates"], (run_views, "change"), {"do": "copy", "run": "one"}, id="a button"
    ),
    pytest.param(["draft_run", "one"], (one_run, "change"), {}, id="a date"),
    pytest.param(
        ["draft_dates_add"],
        (run_views, "change"),
        {"delivery_mode": "ONLINE", "start_date": "18/1/2027", "token": "n1"},
        id="new dates",
    ),
]


def just_before(monkeypatch: pytest.MonkeyPatch, step: tuple[Any, str], act: Any) -> None:
    module, name = step
    write = getattr(module, name)

    def late(*args: Any, **kwargs: Any) -> Any:
        act()
        return write(*args, **kwargs)

    monkeypatch.setattr(module, name, late)


@pytest.mark.parametrize(("page", "step", "data"), KEPT)
def test_a_draft_that_goes_while_it_is_kept_is_not_found(
    scene, monkeypatch: pytest.MonkeyPatch, page, step, data
) -> None:
    draft, (name, *rest) = scene.draft(), page
    just_before(monkeypatch, step, Draft.objects.all().delete)

    answer = scene.post(name, draft.pk, *rest, data={**data, "version": "1"})

    assert answer.status_code == 404


@pytest.mark.parametrize(("page", "step", "data"), KEPT)
def test_a_draft_that_is_sent_for_a_check_while_it_is_kept_stays_as_it_was_sent(
    scene, monkeypatch: pytest.MonkeyPatch, page, step, data
) -> None:
    draft, (name, *rest) = scene.draft(), page
    just_before(monkeypatch, step, lambda: Draft.objects.update(state=DraftState.IN_REVIEW))

    answer = scene.post(name, draft.pk, *rest, data={**data, "version": "1"})

    assert answer.url == scene.url("draft", draft.pk)
    assert Draft.objects.get().content == draft.content

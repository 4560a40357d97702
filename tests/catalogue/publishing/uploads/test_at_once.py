"""Several people at one moment: one of them does it, and nothing is done twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from catalogue.courses.models import Course
from catalogue.feeds import loader
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Membership, Organisation
from catalogue.publishing.editor import statuses
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services, undoing
from tests.catalogue.events.bookings.conftest import own_database
from tests.catalogue.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.uploads.sending import (
    HOUR,
    A,
    B,
    live,
    publish,
    published,
    send_rows,
)

__all__ = ["own_database"]  # a fixture
AT_ONCE = 4


@pytest.fixture
def db(own_database: None) -> None:
    """Stand in for pytest-django's: real transactions, and nothing of the test before."""
    for model in (Course, Organisation, get_user_model()):
        model._default_manager.all().delete()


def at_once(press: Callable[[], Any]) -> list[Any]:
    """Have several people press at one moment. Return what each was told."""
    start, answers = threading.Barrier(AT_ONCE), []

    def person() -> None:
        try:
            start.wait(timeout=10)
            answers.append(press())
        finally:
            connections.close_all()

    people = [threading.Thread(target=person) for _ in range(AT_ONCE)]
    for one in people:
        one.start()
    for one in people:
        one.join(timeout=60)
    assert len(answers) == AT_ONCE
    return answers


def entries(member: Membership, action: AuditAction) -> int:
    return AuditEntry.objects.filter(organisation=member.organisation, action=action).count()


def test_of_several_presses_of_publish_one_publishes(member: Membership) -> None:
    upload = send_rows(member, A, B)

    told = at_once(
        lambda: (
            services.publish(
                upload, actor=member.user, now=NOW, today=TODAY, seen_diff=upload.diff_sha256
            ).result
        )
    )

    assert sorted(told) == ["NOT_READY"] * (AT_ONCE - 1) + ["PUBLISHED"]
    assert len(live(member)) == 2
    assert entries(member, AuditAction.UPLOAD_PUBLISHED) == 1


def test_of_several_presses_of_undo_one_undoes(member: Membership) -> None:
    published(member, A)
    before = live(member)
    upload = published(member, A | {"COST": "1"}, B)

    told = at_once(
        lambda: services.undo(Upload.objects.get(pk=upload.pk), actor=member.user, now=NOW + HOUR)
    )

    reports = [one for one in told if not one.refused]
    assert [(one.done, one.kept) for one in reports] == [(2, 0)]
    assert live(member) == before
    assert entries(member, AuditAction.UPLOAD_UNDONE) == 1


def test_of_two_files_of_one_course_at_once_the_second_is_looked_at_again(
    member: Membership,
) -> None:
    files = [send_rows(member, A | {"COST": str(price)}) for price in range(1, AT_ONCE + 1)]
    waiting = iter(files)

    def press() -> str:
        mine = next(waiting)
        outcome = services.publish(
            mine, actor=member.user, now=NOW, today=TODAY, seen_diff=mine.diff_sha256
        )
        return outcome.result

    told = at_once(press)

    assert sorted(told) == ["LOOK_AGAIN"] * (AT_ONCE - 1) + ["PUBLISHED"]
    assert Course.objects.filter(provider=member.organisation).count() == 1


def test_an_undo_beside_another_files_publishing_leaves_both_whole(member: Membership) -> None:
    published(member, A)
    first = published(member, A | {"COST": "1"})
    second = send_rows(member, B)
    presses = iter(
        [
            lambda: services.undo(first, actor=member.user, now=NOW + HOUR).refused,
            lambda: publish(second).result,
            lambda: None,
            lambda: None,
        ]
    )

    at_once(lambda: next(presses)())

    costs = {one["title"]: one["runs"][0]["cost_pence"] for one in live(member).values()}
    first.refresh_from_db()
    assert (first.state, costs) == (UploadState.UNDONE, {"Art": 10_000, "Bread": 20_000})


@pytest.mark.parametrize("press", ["publish", "undo"])
def test_nobody_waits_while_a_file_of_their_organisation_is_written(
    member: Membership, monkeypatch: pytest.MonkeyPatch, press: str
) -> None:
    """Their line in the log names the organisation: a lock on that would make both wait."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    published(member, A, B)
    upload = send_rows(member, A | {"COST": "1"})
    bread = Course.objects.get(title="Bread")
    if press == "undo":
        publish(upload)
    paused: list[bool] = []

    def pause() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            paused.append(statuses.pause(bread, actor=member.user, now=NOW))
        finally:
            connections.close_all()

    def meanwhile(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            other = threading.Thread(target=pause)
            other.start()
            other.join(timeout=10)
            return step(*args, **kwargs)

        return run

    if press == "publish":
        monkeypatch.setattr(loader, "announce_courses", meanwhile(loader.announce_courses))
        assert publish(upload).result == "PUBLISHED"
    else:
        monkeypatch.setattr(undoing, "undo_courses", meanwhile(undoing.undo_courses))
        assert not services.undo(upload, actor=member.user, now=NOW + HOUR).refused

    assert paused == [True]

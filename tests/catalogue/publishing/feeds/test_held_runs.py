"""When a run of a feed is held, and what people decide about it."""

from typing import Any

import pytest

from catalogue.publishing.enums import LetterKind, UploadState
from catalogue.publishing.feeds import services
from catalogue.publishing.models import CourseFeed, Letter
from tests.catalogue.feeds.fetch_server import FeedServer
from tests.catalogue.publishing.feeds.conftest import NOW, TODAY
from tests.catalogue.publishing.feeds.serving import Run, live, serve
from tests.catalogue.publishing.feeds.xcri_files import course, feed_of
from tests.catalogue.publishing.feeds.xcri_files import feed as feed_file

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("gone", [3, 9])
def test_a_feed_that_lost_a_third_is_held_with_one_letter(
    run: Run, server: FeedServer, gone: int
) -> None:
    run()
    serve(server, feed_of(10, leave_out=range(1, gone + 1)))

    upload = run()

    assert upload.state == UploadState.QUARANTINED
    assert live() == 10
    assert f"{gone} of the 10 courses" in upload.message
    letter = Letter.objects.get(kind=LetterKind.FEED_HELD)
    assert (letter.email, letter.facts["gone"]) == ("ola@lockgate.example", gone)
    # The next night brings the same, and the one after that loses another: still one letter.
    assert run().state == UploadState.UNCHANGED
    if gone < 9:
        serve(server, feed_of(10, leave_out=range(1, gone + 2)))
        assert run().state == UploadState.QUARANTINED
        upload.refresh_from_db()
        assert upload.state == UploadState.CANCELLED
    assert Letter.objects.filter(kind=LetterKind.FEED_HELD).count() == 1


def test_a_feed_that_lost_less_is_not_held(run: Run, server: FeedServer) -> None:
    run()
    serve(server, feed_of(10, leave_out=[1, 2]))

    assert run().state == UploadState.PUBLISHED


@pytest.mark.parametrize(
    ("before", "gone", "is_held"),
    [
        pytest.param(3, 1, False, id="one of three"),
        pytest.param(2, 1, False, id="one of two"),
        pytest.param(3, 2, True, id="two of three"),
        pytest.param(2, 2, True, id="both, with others in their place"),
        pytest.param(6, 2, True, id="a third"),
        pytest.param(7, 2, False, id="less"),
    ],
)
def test_a_small_feed_may_lose_one_course(
    run: Run, server: FeedServer, before: int, gone: int, is_held: bool
) -> None:
    serve(server, feed_of(before))
    run()
    serve(server, feed_of(before + 2, leave_out=range(1, gone + 1)))

    assert run().state == (UploadState.QUARANTINED if is_held else UploadState.PUBLISHED)


def test_a_shrink_that_was_announced_is_used_once(
    run: Run, feed: CourseFeed, server: FeedServer
) -> None:
    run()
    CourseFeed.objects.update(is_shrink_expected=True)
    serve(server, feed_of(10, leave_out=range(1, 7)))

    assert run().state == UploadState.PUBLISHED
    feed.refresh_from_db()
    assert feed.is_shrink_expected is False


def test_a_feed_with_many_wrong_rows_is_held(run: Run, server: FeedServer) -> None:
    run()
    good = [course(number) for number in range(1, 8)]
    empty = [course(number, times=["<presentation/>"]) for number in (8, 9, 10)]
    no_place = feed_file(*good, *empty).replace(b"mlo:location", b"mlo:nowhere")
    serve(server, no_place)

    upload = run()

    assert upload.state == UploadState.QUARANTINED
    assert upload.rows_held > 2
    assert "rows have an error" in upload.message
    assert live() == 10


def test_using_a_held_run_publishes_it(run: Run, server: FeedServer, owner: Any) -> None:
    run()
    serve(server, feed_of(10, leave_out=range(1, 6)))
    held = run()

    services.use_held(held, actor=owner.user, now=NOW, today=TODAY)

    held.refresh_from_db()
    assert held.state == UploadState.PUBLISHED
    assert live() == 5


def test_leaving_a_held_run_keeps_what_is_live(run: Run, server: FeedServer, owner: Any) -> None:
    run()
    serve(server, feed_of(10, leave_out=range(1, 6)))
    held = run()

    services.leave_held(held, actor=owner.user, now=NOW)

    held.refresh_from_db()
    assert (held.state, live()) == (UploadState.CANCELLED, 10)
    assert run().state == UploadState.UNCHANGED

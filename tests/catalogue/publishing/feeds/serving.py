"""What tests of runs do: put a feed on the server, and count what is live."""

from collections.abc import Callable

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.publishing.models import Upload
from tests.catalogue.feeds.fetch_server import FeedServer, plain

Run = Callable[[], Upload]


def serve(server: FeedServer, body: bytes, *headers: str) -> None:
    server.answer = lambda _head: [plain(body, headers=headers)]


def live() -> int:
    return Course.objects.filter(status=CourseStatus.LIVE).count()

"""Template tags for other pages: one question to the index at most."""

import pytest
from django.template import Context, Template

from catalogue.courses.models import Course
from search import indexing
from search.templatetags.listings import sector_counts, similar_courses


@pytest.fixture
def calls(monkeypatch) -> list[str]:
    made: list[str] = []
    engine = type(indexing.get_engine())
    for name in ("search", "count", "count_many"):
        original = getattr(engine, name)

        def counted(self, *args, _name=name, _original=original, **kwargs):
            made.append(_name)
            return _original(self, *args, **kwargs)

        monkeypatch.setattr(engine, name, counted)
    return made


def test_sectors_are_counted_once_a_minute(calls, get):
    counts = sector_counts()
    assert sector_counts() == counts
    assert calls == ["search"]
    slug, count = next(iter(counts.items()))
    assert get(f"/search/?sector={slug}&kind=course").total == count


def test_similar_courses_are_of_the_subject_and_never_the_same(calls):
    course = Course.objects.filter(subject__isnull=False).order_by("id").first()
    cards = similar_courses(course)
    assert calls == ["search"]
    assert 1 <= len(cards) <= 3
    assert f"course:{course.pk}" not in [card.id for card in cards]
    ids = [int(card.id.partition(":")[2]) for card in cards]
    subjects = set(Course.objects.filter(pk__in=ids).values_list("subject_id", flat=True))
    assert subjects == {course.subject_id}


def test_without_an_index_the_tags_say_nothing(settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    course = Course.objects.order_by("id").first()
    assert sector_counts() == {}
    assert similar_courses(course) == []


def test_they_work_in_a_template():
    course = Course.objects.order_by("id").first()
    text = Template(
        "{% load listings %}{% similar_courses course as cards %}"
        "{% for card in cards %}{% include 'components/result_card.html' %}{% endfor %}"
    ).render(Context({"course": course}))
    assert text.count("<article") >= 1

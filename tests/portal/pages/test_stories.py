"""Stories are told only while the person agrees: by date, everywhere, on the same day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale

from pathways.roles import RolePage, RolesPage
from pathways.sector_pages import CareersPage
from portal.core.models import Sector
from portal.pages.home import HomePage
from portal.pages.loading import clear_stories, load_stories
from portal.pages.stories import StoriesPage, StoryPage
from portal.pages.story_lists import StoryList, stories_for
from search.builders import page as page_builder

TODAY = datetime.date(2026, 11, 25)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def today(time_machine) -> datetime.date:
    time_machine.move_to(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC))
    return TODAY


@pytest.fixture
def story(home, today) -> StoryPage:
    sector = Sector.objects.create(name="Health", slug="health")
    made = StoryPage(
        title="From no English to the office",
        slug="leila",
        summary="She came in 2020.",
        person_name="Leila (demo)",
        now_does="administrator",
        quote="I answer the phone.",
        body=[("text", "<p>Leila learned English.</p>")],
        starting_point="NEW_TO_UK",
        speaks="fa",
        consent_given_date=TODAY - 10 * DAY,
        consent_until_date=TODAY + 10 * DAY,
    )
    made.sectors = [sector]
    StoriesPage.objects.get().add_child(instance=made)
    made.save_revision().publish()
    return StoryPage.objects.get(pk=made.pk)


def change(story: StoryPage, **values) -> None:
    for name, value in values.items():
        setattr(story, name, value)
    story.save_revision().publish()


def a_role(home: HomePage) -> RolePage:
    careers = home.add_child(instance=CareersPage(title="Work", slug="work"))
    roles = careers.add_child(instance=RolesPage(title="Jobs", slug="roles"))
    return roles.add_child(instance=RolePage(title="Clerk", slug="clerk"))


def titles_for(**asked) -> list[str]:
    return [card.title for card in stories_for(day=TODAY, **asked)]


ENDED = [
    pytest.param({"consent_until_date": TODAY - DAY}, id="over since today"),
    pytest.param({"is_withdrawn": True}, id="taken back"),
    pytest.param({"consent_given_date": TODAY + DAY}, id="not begun"),
]


@pytest.mark.row(33)
def test_a_story_is_told_on_the_last_day_of_its_consent(client, story):
    change(story, consent_until_date=TODAY)

    response = client.get("/stories/leila/")

    assert response.status_code == 200
    assert "agreed on 15 November 2026" in response.content.decode()
    assert "Leila (demo)" in client.get("/stories/").content.decode()


@pytest.mark.row(33)
@pytest.mark.parametrize("ended", ENDED)
def test_without_consent_a_story_is_gone_from_every_place(client, story, ended):
    change(story, **ended)

    response = client.get("/stories/leila/")
    html = response.content.decode()

    assert response.status_code == 410
    assert "Leila" not in html
    assert "noindex" in html
    assert "Leila" not in client.get("/stories/").content.decode()
    assert stories_for(day=TODAY, sector="health") == ()
    assert "leila" not in client.get("/sitemap-pages.xml").content.decode()
    assert client.get("/ur/stories/leila/").status_code == 410


@pytest.mark.row(33)
def test_the_passing_of_a_day_alone_takes_a_story_away(client, story, time_machine):
    change(story, consent_until_date=TODAY)
    assert client.get("/stories/leila/").status_code == 200

    time_machine.move_to(datetime.datetime(2026, 11, 26, 0, 1, tzinfo=datetime.UTC))

    assert client.get("/stories/leila/").status_code == 410
    assert "Leila" not in client.get("/stories/").content.decode()


@pytest.mark.row(33)
def test_search_knows_until_when_a_story_may_be_found(story):
    found = {d.title: d for d in page_builder.documents(today=TODAY)}
    document = found[story.title]
    assert (document.visible_from, document.visible_until) == (TODAY - 10 * DAY, TODAY + 10 * DAY)

    later = page_builder.documents(today=TODAY + 11 * DAY)
    assert story.title not in {d.title for d in later}
    change(story, is_withdrawn=True)
    assert story.title not in {d.title for d in page_builder.documents(today=TODAY)}


def test_a_translation_is_told_only_while_the_original_is(client, story):
    above = StoriesPage.objects.get()
    urdu = Locale.objects.get(language_code="ur")
    parent = above.copy_for_translation(urdu, copy_parents=True)
    parent.save_revision().publish()
    copy = story.copy_for_translation(urdu)
    copy.title = "دفتر تک"
    copy.save_revision().publish()
    assert client.get("/ur/stories/leila/").status_code == 200
    assert "دفتر تک" in client.get("/ur/stories/").content.decode()

    change(story, is_withdrawn=True)

    assert client.get("/ur/stories/leila/").status_code == 410


@pytest.mark.parametrize("ended", ENDED)
def test_a_list_shows_no_words_of_a_translation_without_consent(client, story, ended):
    urdu = story.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)
    change(urdu, title="دفتر تک", **ended)

    html = client.get("/ur/stories/").content.decode()

    assert "دفتر تک" not in html
    assert story.title in html


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 1), ({"sector": "health"}, 1), ({"speaks": "fa"}, 1), ({"start": "new-to-uk"}, 1),
        ({"sector": "health", "speaks": "pl"}, 1), ({"start": "nonsense"}, 1),
    ],
    ids=["all", "sector", "language", "start", "unknown language is no filter", "unknown start"],
)  # fmt: skip
def test_stories_are_filtered_by_what_is_known(story, asked, number):
    assert len(StoryList.read(asked, day=TODAY).cards) == number


def test_two_filters_must_both_fit(story):
    other = StoryPage(
        title="Forklift", slug="marek", person_name="Marek (demo)", now_does="team leader",
        starting_point="IN_WORK", speaks="pl", consent_given_date=TODAY, consent_until_date=TODAY,
    )  # fmt: skip
    StoriesPage.objects.get().add_child(instance=other)

    found = StoryList.read({"sector": "health", "speaks": "pl"}, day=TODAY)

    assert found.cards == ()
    assert found.is_filtered


def test_a_photo_needs_a_decision_about_its_words(story):
    story.photo = Image(title="Leila", width=1, height=1)
    with pytest.raises(ValidationError, match="what the photo shows"):
        story.clean()

    story.is_photo_decorative = True
    story.clean()


def test_sound_needs_its_words(story):
    story.media = Document(title="Leila speaks")

    with pytest.raises(ValidationError, match="everything that is said"):
        story.clean()


def test_the_database_refuses_a_consent_that_ends_before_it_begins(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryPage.objects.filter(pk=story.pk).update(consent_until_date=TODAY - 11 * DAY)


def test_invented_stories_load_once_and_go_again(home, today):
    first = load_stories(today=TODAY)["stories"]
    again = load_stories(today=TODAY)["stories"]

    assert (first.added, again.added, again.unchanged) == (5, 0, 5)
    assert all("(demo)" in story.person_name for story in StoryPage.objects.all())
    assert clear_stories() == {"stories": 5}
    assert not StoryPage.objects.exists()


def test_words_of_an_invented_story_stay_as_an_editor_left_them(home, today):
    load_stories(today=TODAY)
    story = StoryPage.objects.first()
    change(story, title="Another title", consent_until_date=TODAY + DAY)

    assert load_stories(today=TODAY)["stories"].changed == 1
    story.refresh_from_db()
    assert story.title == "Another title"
    assert story.consent_until_date > TODAY + 100 * DAY


@pytest.mark.parametrize(("path", "most"), [("/stories/", 13), ("/stories/leila/", 17)])
def test_a_page_of_stories_asks_few_questions(
    client, story, path, most, django_assert_max_num_queries
):
    client.get(path)

    with django_assert_max_num_queries(most):
        client.get(path)


def test_the_list_asks_no_more_for_more_stories(client, home, today, django_assert_max_num_queries):
    load_stories(today=TODAY)
    client.get("/stories/")

    with django_assert_max_num_queries(13):
        client.get("/stories/")


def test_stories_of_a_role_come_before_newer_ones_of_its_sector(
    home, story, django_assert_max_num_queries
):
    home.refresh_from_db()
    newer = story.copy(update_attrs={"title": "Newer", "slug": "newer"}, reset_translation_key=True)
    newer.save_revision().publish()
    role = a_role(home)
    change(story, roles=[role])

    assert titles_for(sector="health") == ["Newer", story.title]
    assert titles_for(sector="health", role="clerk") == [story.title, "Newer"]
    assert titles_for(role="clerk") == [story.title]
    assert titles_for(sector="health", role="clerk", limit=1) == [story.title]
    with django_assert_max_num_queries(0):
        assert titles_for() == []
    with django_assert_max_num_queries(2):
        titles_for(sector="health", role="clerk")

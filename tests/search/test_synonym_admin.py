"""Where editors change what a word finds: preview, switches, lists and lines of text."""

import datetime

import pytest
from django.urls import reverse

from portal.accounts.groups import EDITORS, EVENTS_TEAM
from search import indexing, reference
from search.models import SearchLogEntry, Synonym, SynonymEffect
from tests.search.demonstration import NOW, Catalogue
from tests.staff import signed_in, signed_in_without_rights, words

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_search_synonym:add"
LIST = "wagtailsnippets_search_synonym:list"


@pytest.fixture(autouse=True)
def nothing_kept():
    reference.forget_reference()
    yield
    reference.forget_reference()


def row(**changes: str) -> dict[str, str]:
    return {
        "words": "grandma minder",
        "effect": "ADD",
        "meanings": "dementia",
        "language": "en-gb",
        "is_on": "on",
        "note": "",
        **changes,
    }


def test_a_preview_shows_what_a_row_would_bring_and_saves_nothing(
    demonstration: Catalogue,
) -> None:
    client = signed_in(EDITORS)

    page = client.post(reverse(ADD), row(preview="1"))

    shown = words(page)
    assert page.status_code == 200
    assert "Dementia awareness: two mornings" in shown
    assert "Come into the first ten" in shown
    assert 'value="grandma minder"' in page.content.decode()
    assert not Synonym.objects.exists()


def test_a_preview_tries_logged_searches_with_the_words(demonstration: Catalogue) -> None:
    SearchLogEntry.objects.create(
        words="evening grandma minder", language="en-gb", bucket="SOME", count=3, hour_at=NOW
    )
    SearchLogEntry.objects.create(  # on one day and without results: one person's words
        words="grandma minder jane smith", language="en-gb", bucket="NONE", count=3, hour_at=NOW
    )

    shown = words(signed_in(EDITORS).post(reverse(ADD), row(preview="1")))

    assert "evening grandma minder" in shown
    assert "jane smith" not in shown


def test_a_preview_of_a_switch_shows_what_goes(demonstration: Catalogue) -> None:
    asked = row(words="sparky", effect="REMOVE", meanings="electrical", preview="1")
    page = signed_in(EDITORS).post(reverse(ADD), asked)

    changes = page.context["form"].preview
    assert changes[0].words == "sparky"
    assert changes[0].before > changes[0].after


def test_a_preview_of_a_saved_row_compares_with_the_saved_one(demonstration: Catalogue) -> None:
    saved = Synonym.objects.create(words="grandma minder", meanings="dementia")
    url = reverse("wagtailsnippets_search_synonym:edit", args=[saved.pk])

    page = signed_in(EDITORS).post(url, row(meanings="forklift", preview="1"))

    change = page.context["form"].preview[0]
    assert any("Dementia" in one.title for one in change.go)
    assert any("Forklift" in one.title for one in change.come)
    saved.refresh_from_db()
    assert saved.meanings == "dementia"


def test_a_preview_asks_the_database_little(
    demonstration: Catalogue, django_assert_max_num_queries
) -> None:
    client = signed_in(EDITORS)
    reference.get_reference()
    for number in range(12):
        SearchLogEntry.objects.create(
            words=f"grandma minder {number}",
            language="en-gb",
            bucket="SOME",
            count=number + 1,
            hour_at=NOW - datetime.timedelta(hours=number),
        )
        Synonym.objects.create(words=f"word{number}", meanings="dementia")

    with django_assert_max_num_queries(20):
        client.post(reverse(ADD), row(preview="1"))


def test_without_an_index_the_preview_says_so(settings, tmp_path) -> None:
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "none"}

    page = signed_in(EDITORS).post(reverse(ADD), row(preview="1"))

    assert page.status_code == 200
    assert "The search does not answer now" in words(page)


def test_saving_notes_who_and_counts_at_once_here(
    demonstration: Catalogue, django_capture_on_commit_callbacks
) -> None:
    client = signed_in(EDITORS)
    assert reference.get_reference().synonyms.alternatives(["grandma", "minder"]) == ()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse(ADD), row())

    assert Synonym.objects.get().updated_by.get_username() == "editors"
    found = reference.get_reference().synonyms.alternatives(["grandma", "minder"])
    assert [one.label for one in found] == ["dementia"]


def test_another_process_knows_a_change_within_a_minute(monkeypatch) -> None:
    """Another process hears nothing of the save: only the clock makes it read again."""
    reference.get_reference()
    generation = indexing.generation()
    Synonym.objects.create(words="grandma minder", meanings="dementia")
    assert reference.get_reference().synonyms.alternatives(["grandma", "minder"]) == ()

    later = reference.time.monotonic() + reference.KEPT_SECONDS + 1
    monkeypatch.setattr(reference.time, "monotonic", lambda: later)

    assert reference.get_reference().synonyms.alternatives(["grandma", "minder"])
    assert reference.KEPT_SECONDS <= 300
    assert indexing.generation() == generation  # nothing was indexed anew


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": "hca, nurse"}, "without commas and arrows"),
        ({"words": "hca => nurse"}, "without commas and arrows"),
        ({"words": "?!"}, "no letters or numbers"),
        ({"meanings": ", ,"}, "required"),
        ({"meanings": "grandmas minders"}, "the same to the search"),
        ({"meanings": ", ".join(f"name{n}" for n in range(9))}, "are too many"),
        ({"words": "evening"}, "read as a filter"),
        ({"words": "hospital", "meanings": "hospitality"}, "look alike"),
        ({"words": "skills"}, "so many searches"),
        ({"effect": "REMOVE"}, "say nothing about these words"),
        ({"effect": "REMOVE", "words": "hca"}, "is no other name"),
        ({"words": "x" * 121}, "at most 120"),
        ({"words": "one two three four five six seven eight nine"}, "longer than 8 words"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_row_is_refused_in_words(
    demonstration: Catalogue, changes: dict[str, str], said: str
) -> None:
    page = signed_in(EDITORS).post(reverse(ADD), row(**changes))

    assert page.status_code == 200
    assert said in words(page)
    assert not Synonym.objects.exists()


def test_the_same_words_have_one_row(demonstration: Catalogue) -> None:
    Synonym.objects.create(words="grandmas minder", meanings="nursing")

    page = signed_in(EDITORS).post(reverse(ADD), row())

    assert "These words have a row already" in words(page)


def test_a_name_of_the_lists_can_be_switched_off_and_on_again() -> None:
    def meant() -> set[str]:
        reference.forget_reference()
        found = reference.get_reference().synonyms.alternatives(["hca"])
        return {one.label for one in found}

    before = meant()
    saved = Synonym.objects.create(
        words="HCA", meanings="nursing assistant", effect=SynonymEffect.REMOVE
    )
    assert before - meant() == {"nursing assistant"}
    Synonym.objects.filter(pk=saved.pk).update(is_on=False)
    assert meant() == before


def test_the_list_shows_what_a_row_does_and_who_changed_it() -> None:
    client = signed_in(EDITORS)
    client.post(reverse(ADD), row(words="zimmer", is_two_way="on"))
    Synonym.objects.create(words="hca", meanings="nurse", effect=SynonymEffect.REMOVE, is_on=False)

    shown = words(client.get(reverse(LIST)))

    assert "Both ways dementia English" in shown
    assert "Do not look for" in shown
    assert "editors" in shown


def test_the_lists_of_the_portal_can_be_searched_and_switched_off() -> None:
    client = signed_in(EDITORS)

    page = client.get(reverse("built-in-synonyms:index"), {"q": "sparky"})

    text = page.content.decode()
    assert "electrical installation" in text
    assert f"{reverse(ADD)}?effect=REMOVE&amp;words=sparky&amp;meanings=" in text
    form = client.get(reverse(ADD), {"effect": "REMOVE", "words": "sparky", "meanings": "x"})
    assert '<option value="REMOVE" selected>' in form.content.decode()
    assert client.get(reverse("built-in-synonyms:index"), {"q": "<b>", "p": "x"}).status_code == 200


def test_lines_come_in_and_go_out_as_the_same_text(demonstration: Catalogue) -> None:
    client = signed_in(EDITORS)
    lines = "!hca => nursing assistant\nspade work <=> digging\ngrandma minder => dementia, carer"

    answer = client.post(reverse("synonym-lines:index"), {"lines": lines})
    exported = client.get(reverse("synonym-lines:export"))

    assert answer.status_code == 302
    text = exported.content.decode()
    assert all(line in text.splitlines() for line in lines.splitlines())
    assert "attachment" in exported["Content-Disposition"]
    again = client.post(reverse("synonym-lines:index"), {"lines": text})
    assert again.status_code == 302
    assert Synonym.objects.count() == 3
    assert {one.updated_by.get_username() for one in Synonym.objects.all()} == {"editors"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("grandma => dementia\nhca", "Line 2: “hca” has no words"),
        ("", "There is no line"),
        ("# only a comment", "There is no line"),
        ("!hca => plumbing", "do not say that “hca” means “plumbing”"),
        ("!hca <=> nurse", "one way"),
        ("grandma => dementia\ngrandmas => carer", "Line 2: “grandmas” has a line already"),
        ("zimmer => " + "x" * 501, "Too long"),
        ("a => b\n" * 2001, "More than 2000 lines"),
        ("<script>alert(1)</script> => x => y", "has no words on one of its sides"),
        ("\x00 => \u202e", "no words on one of its sides"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_bad_lines_save_nothing_and_are_named(
    demonstration: Catalogue, lines: str, said: str
) -> None:
    page = signed_in(EDITORS).post(reverse("synonym-lines:index"), {"lines": lines})

    assert page.status_code == 422
    assert said in words(page)
    assert "<script>alert(1)" not in page.content.decode()
    assert not Synonym.objects.exists()


PAGES = [ADD, LIST, "built-in-synonyms:index", "synonym-lines:index", "synonym-lines:export"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_editors_may_look_preview_and_change(name: str, method: str) -> None:
    for client in (signed_in(EVENTS_TEAM), signed_in_without_rights()):
        answer = getattr(client, method)(reverse(name), row(preview="1", lines="hca => nurse"))
        assert answer.status_code in (302, 403)
    assert not Synonym.objects.exists()

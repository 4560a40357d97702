"""Parts are kept as they are typed, and two people never overwrite each other unseen."""

import json
from typing import Any

import pytest

from catalogue.publishing.editor.drafting import DraftIsWaiting, change, keep_part
from catalogue.publishing.enums import DraftState
from catalogue.publishing.models import Draft
from tests.publishing_factories import client_of, make_member


def page_fields(response) -> dict[str, str]:
    """Return the hidden fields of the form on a page."""
    return {
        "version": str(response.context["draft"].version),
        "shown": response.context["shown"],
    }


def test_a_new_course_begins_with_a_name_and_a_kind(scene) -> None:
    answer = scene.post(
        "course_new", data={"title": "ESOL Entry 1 and 2", "kind": "ENGLISH"}, follow=True
    )

    draft = Draft.objects.get()
    assert answer.redirect_chain[-1][0] == scene.url("draft", draft.pk)
    assert draft.title == "ESOL Entry 1 and 2"
    assert draft.content["esol"] == "GENERAL"
    assert draft.content["esol_levels"] == ["ENTRY_1", "ENTRY_2"]
    assert draft.course is None


def test_the_name_is_asked_for_and_the_kind_too(scene) -> None:
    answer = scene.post("course_new", data={"title": "  ", "kind": ""})

    assert b"Write the name of the course." in answer.content
    assert b"Choose what it is." in answer.content
    assert not Draft.objects.exists()


def test_pressing_twice_begins_one_course(scene) -> None:
    for _press in range(2):
        scene.post("course_new", data={"title": "Welding", "kind": "COURSE"})
    assert Draft.objects.count() == 1


@pytest.mark.parametrize(
    "code", ["name", "who", "dates", "price", "learn", "access", "next", "join"]
)
def test_each_part_has_a_page_with_a_preview(scene, code) -> None:
    draft = scene.draft()

    answer = scene.get("draft_part", draft.pk, code)

    assert answer.status_code == 200
    assert b"wm-preview" in answer.content
    assert b"parts are done" in answer.content


def test_an_unknown_part_is_no_page(scene) -> None:
    assert scene.get("draft_part", scene.draft().pk, "nothing").status_code == 404


def test_what_is_typed_is_kept_and_goes_on_to_the_next_part(scene) -> None:
    draft = scene.draft()
    page = scene.get("draft_part", draft.pk, "who")

    answer = scene.post(
        "draft_part",
        draft.pk,
        "who",
        data={
            **page_fields(page),
            "you_need": "Strong shoes\r\nGloves",
            "it_helps": "",
            "not_needed": "A licence",
            "english": "Some English (Entry 2): you can read a short message",
            "age_min": "18",
            "age_max": "",
            "entry_requirements": "",
            "keep": "on",
        },
    )

    draft.refresh_from_db()
    assert answer.url == scene.url("draft_part", draft.pk, "dates")
    assert draft.content["you_need"].split("\n") == [
        "Strong shoes",
        "Gloves",
        "Some English (Entry 2): you can read a short message",
    ]
    assert draft.content["age_min"] == 18
    assert draft.version == 2
    assert draft.updated_by == scene.user


def test_the_choice_of_english_comes_back_as_a_choice(scene) -> None:
    line = "Some English (Entry 2): you can read a short message"
    draft = scene.draft(you_need=f"Strong shoes\n{line}")

    form = scene.get("draft_part", draft.pk, "who").context["form"]

    assert form["english"].value() == line
    assert form["you_need"].value() == "Strong shoes"


def test_keep_and_come_back_later_leads_to_the_list(scene) -> None:
    draft = scene.draft()
    answer = scene.post(
        "draft_part", draft.pk, "next", data={"where_next": "Welder", "keep": "later"}
    )
    assert answer.url == scene.url("draft", draft.pk)


def test_a_wrong_value_is_kept_shown_and_explained(scene) -> None:
    draft = scene.draft()
    page = scene.get("draft_part", draft.pk, "price")

    answer = scene.post(
        "draft_part",
        draft.pk,
        "price",
        data={**page_fields(page), "cost_pence": "TBC", "cost_description": "", "keep": "on"},
    )

    draft.refresh_from_db()
    html = answer.content.decode()
    assert draft.content["runs"][0]["cost_pence"] == "TBC"
    assert 'value="TBC"' in html
    assert "Write a price in pounds, like 295." in html
    assert "There is 1 thing to change" in html
    assert '<a href="#id_cost_pence">' in html


def test_a_long_text_is_kept_whole_and_counted(scene) -> None:
    draft = scene.draft()
    text = "WELDING FOR ALL. " * 180
    page = page_fields(scene.get("draft_part", draft.pk, "name"))

    answer = scene.post(
        "draft_part",
        draft.pk,
        "name",
        data={**page, "title": "x", "who_this_course_is_for": text},
    )

    draft.refresh_from_db()
    html = answer.content.decode()
    assert draft.content["who_this_course_is_for"] == text
    assert "characters too many" in html
    assert "Whole words in capitals are hard to read." in html


def test_the_page_keeps_by_itself_and_answers_with_hints_and_the_phone(scene) -> None:
    draft = scene.draft()
    page = scene.get("draft_part", draft.pk, "who")

    answer = scene.post(
        "draft_part",
        draft.pk,
        "who",
        data={**page_fields(page), "you_need": "An NVQ2", "keep": "auto"},
    )

    told = json.loads(answer.content)
    assert told["version"] == 2
    assert "1 line." in told["hints"]["you_need"]
    assert "An NVQ2" in told["preview"]
    assert json.loads(told["shown"])["you_need"] == "An NVQ2"


def test_keeping_the_same_again_changes_nothing(scene) -> None:
    draft = scene.draft()
    data = {**page_fields(scene.get("draft_part", draft.pk, "next")), "where_next": "Welder"}

    scene.post("draft_part", draft.pk, "next", data=data)
    scene.post("draft_part", draft.pk, "next", data=data)

    draft.refresh_from_db()
    assert draft.version == 2


def test_changes_of_different_fields_by_two_people_are_joined(scene) -> None:
    draft = scene.draft(it_helps="You can drive")
    page = scene.get("draft_part", draft.pk, "who")
    keep_part(draft, "who", {"age_min": 19}, shown={}, version=1, actor=None)

    answer = scene.post(
        "draft_part",
        draft.pk,
        "who",
        data={
            **page_fields(page),
            "you_need": "Strong shoes",
            "it_helps": "A bicycle",
            "not_needed": "",
            "age_min": "",
            "age_max": "",
            "entry_requirements": "",
        },
    )

    draft.refresh_from_db()
    assert answer.status_code == 302
    assert draft.content["age_min"] == 19
    assert draft.content["it_helps"] == "A bicycle"


def test_the_same_field_changed_by_two_people_is_asked_about(scene) -> None:
    draft = scene.draft()
    other = make_member("EDITOR", organisation=scene.organisation, name="omar")
    other.user.first_name = "Omar"
    other.user.save()
    data = {
        **page_fields(scene.get("draft_part", draft.pk, "next")),
        "where_next": "Welder",
        "keep": "on",
    }
    keep_part(draft, "next", {"where_next": "Fitter"}, shown={}, version=1, actor=other.user)

    answer = scene.post("draft_part", draft.pk, "next", data=data)

    draft.refresh_from_db()
    html = answer.content.decode()
    assert answer.status_code == 409
    assert draft.content["where_next"] == "Fitter"
    assert "Omar kept this part today at" in html
    assert "Welder" in html
    assert "Fitter" in html

    chosen = {
        "where_next": "Welder",
        "version": draft.version,
        "shown": answer.context["shown"],
        "choose_where_next": "ours",
    }
    scene.post("draft_part", draft.pk, "next", data=chosen)
    draft.refresh_from_db()
    assert draft.content["where_next"] == "Welder"


def test_a_page_that_keeps_by_itself_never_overwrites(scene) -> None:
    draft = scene.draft()
    page = page_fields(scene.get("draft_part", draft.pk, "next"))
    keep_part(draft, "next", {"where_next": "Fitter"}, shown={}, version=1, actor=None)

    answer = scene.post(
        "draft_part", draft.pk, "next", data={**page, "where_next": "Welder", "keep": "auto"}
    )

    draft.refresh_from_db()
    assert answer.status_code == 409
    assert "Somebody else kept this part" in json.loads(answer.content)["message"]
    assert draft.content["where_next"] == "Fitter"


def test_one_price_goes_to_every_date_and_different_ones_stay(scene) -> None:
    runs = [scene.run(key="a", cost_pence=100), scene.run(key="b", cost_pence=200)]
    draft = scene.draft(runs=runs)
    page = page_fields(scene.get("draft_part", draft.pk, "price"))

    scene.post("draft_part", draft.pk, "price", data={**page, "cost_pence": "5"})
    draft.refresh_from_db()
    assert [run["cost_pence"] for run in draft.content["runs"]] == [100, 200]

    scene.post("draft_part", draft.pk, "price", data={**page, "cost_pence": "5", "one_price": "on"})
    draft.refresh_from_db()
    assert [run["cost_pence"] for run in draft.content["runs"]] == [500, 500]


def test_the_task_list_names_what_is_missing_with_links(scene) -> None:
    draft = scene.draft(how_to_join="", runs=[])

    html = scene.get("draft", draft.pk).content.decode()

    assert "2 things before you can publish" in html
    assert f'href="{scene.url("draft_part", draft.pk, "join")}#id_how_to_join"' in html
    assert "Add a date: when and where people can start." in html


@pytest.mark.parametrize("name", ["draft", "draft_publish", "draft_throw_away"])
def test_nothing_of_another_organisation_is_found(scene, name) -> None:
    stranger = make_member("EDITOR", name="eve")
    draft = scene.draft()

    assert client_of(stranger.user).get(scene.url(name, draft.pk)).status_code == 404
    other = client_of(stranger.user).get(
        scene.url(name, draft.pk).replace(scene.organisation.slug, stranger.organisation.slug)
    )
    assert other.status_code == 404


def test_a_viewer_writes_nothing(scene) -> None:
    viewer = make_member("VIEWER", organisation=scene.organisation, name="vera")
    draft = scene.draft()

    answer = client_of(viewer.user).post(
        scene.url("draft_part", draft.pk, "next"), {"where_next": "x"}
    )

    assert answer.status_code == 403


def test_a_draft_can_be_thrown_away_after_a_question(scene) -> None:
    draft = scene.draft()

    assert b"Throw this draft away?" in scene.get("draft_throw_away", draft.pk).content
    assert Draft.objects.exists()
    scene.post("draft_throw_away", draft.pk)

    assert not Draft.objects.exists()


@pytest.mark.parametrize("shown", ["", "[]", "{", '{"where_next": 3}', "null"])
def test_nonsense_in_hidden_fields_is_no_error(scene, shown) -> None:
    draft = scene.draft()
    answer = scene.post(
        "draft_part",
        draft.pk,
        "next",
        data={"where_next": "Welder", "shown": shown, "version": "x"},
    )
    assert answer.status_code in (302, 409)


def test_what_is_sent_for_a_check_at_this_moment_is_not_changed(scene) -> None:
    draft = scene.draft()

    def typed_while_a_colleague_sends(content: dict[str, Any]) -> dict[str, Any]:
        Draft.objects.update(state=DraftState.IN_REVIEW)
        return {**content, "title": "Welding for money"}

    with pytest.raises(DraftIsWaiting):
        change(draft, typed_while_a_colleague_sends, actor=scene.user)

    draft.refresh_from_db()
    assert (draft.version, draft.title) == (1, "Welding for beginners")

"""Loading the careers content: what is written and what stays."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Page, ReferenceIndex, Revision
from wagtail.signals import page_published

from pathways.content_files import read_content
from pathways.figures import PayFigure
from pathways.loading import CareersReport, load_careers
from pathways.roles import RolePage, RoleSkill, RolesPage, Skill
from pathways.sector_pages import CareersPage, Family, PathwayPage
from portal.core.deletion import uses_of
from portal.pages.models import HomePage
from search.models import OutboxEntry
from tests.pathways.loading.careers_files import home_in, replace, write


def _changed(report: CareersReport) -> dict[str, tuple[int, int]]:
    return {
        name: (counts.added, counts.changed)
        for name, counts in report.counts.items()
        if counts.added or counts.changed
    }


def test_a_role_comes_with_all_that_hangs_on_it(home: HomePage, content: Path) -> None:
    load_careers(content)

    porter = RolePage.objects.get(slug="porter")
    assert porter.live
    assert porter.get_parent().specific == RolesPage.objects.get()
    assert RolesPage.objects.get().get_parent().specific == CareersPage.objects.get()
    assert CareersPage.objects.get().get_parent().specific == home
    assert porter.other_names == ["Hospital porter", "Bed mover"]
    assert porter.tasks == "Push beds\nCarry samples"
    assert str(porter.maximum_hours) == "37.5"
    [pay] = porter.pay.all()
    assert (pay.figure.low_pence, pay.figure.high_pence, pay.note) == (
        2446500,
        2446550,
        "when you start",
    )
    assert [each.skill.name for each in porter.role_skills.all()] == ["Listen well"]
    assert [each.text for each in porter.entry_routes.all()] == ["Apply on NHS Jobs."]
    assert [each.kind for each in porter.checks.all()] == ["DBS"]
    assert porter.match_words == "portering"
    assert [each.slug for each in porter.match_subjects.all()] == ["healthcare-support"]
    assert [each.answer for each in porter.good_job_facts.all()] == ["Yes."]
    [step] = porter.next_steps.all()
    assert (step.to_role.slug, step.typical_months_min, step.typical_months_max) == (
        "senior-porter",
        12,
        24,
    )
    assert [each.statement for each in porter.demand_figures.all()] == ["100 porters are wanted."]


class Killed(BaseException):
    """As a process is that somebody stops: no code of ours catches it."""


@pytest.mark.parametrize("is_first", [True, False], ids=["the first time", "over old content"])
def test_a_load_that_stops_half_way_leaves_what_was_there(
    home: HomePage, content: Path, is_first: bool
) -> None:
    if not is_first:
        load_careers(content)
    replace(content, "roles/health.toml", "Push beds", "Push chairs")
    before, published = _everything(), []

    def stop(sender: type, instance: Page, **kwargs: object) -> None:
        published.append(instance.slug)
        if len(published) == 2 or not is_first:
            raise Killed

    page_published.connect(stop)
    try:
        with pytest.raises(Killed):
            load_careers(content)
    finally:
        page_published.disconnect(stop)

    assert published
    assert _everything() == before


def _everything() -> dict[str, list[Any]]:
    """Return what a load writes, to compare: pages with words, rows, figures, search's log."""
    models = (Page, RolePage, Revision, PayFigure, Skill, Family, RoleSkill, OutboxEntry)
    return {
        model.__name__: list(model._default_manager.order_by("pk").values()) for model in models
    }


def test_a_pathway_has_its_sector_stages_and_roles(home: HomePage, content: Path) -> None:
    load_careers(content)

    health = PathwayPage.objects.get(slug="health")
    assert health.sector.slug == "health"
    assert health.part_of.slug == "health-and-care"
    assert health.part_of.sector is None
    assert [each.name for each in health.stages.all()] == ["Start here"]
    placed = [(each.role.slug, each.stage, each.family.slug) for each in health.placements.all()]
    assert placed == [
        ("porter", "START", "support"),
        ("senior-porter", "SKILLED", "support"),
    ]


def test_search_hears_of_every_page(home: HomePage, content: Path) -> None:
    load_careers(content)

    heard = set(OutboxEntry.objects.values_list("kind", "object_id"))
    roles = {("role", page.pk) for page in RolePage.objects.all()}
    pathways = {("page", page.pk) for page in PathwayPage.objects.all()}
    assert (len(roles), len(pathways)) == (2, 2)
    assert roles | pathways <= heard


def test_it_is_known_what_points_to_what(home: HomePage, content: Path) -> None:
    load_careers(content)

    users = {str(user) for use in uses_of(PayFigure.objects.get()) for user in use.users}
    assert "Porter" in users
    senior = RolePage.objects.get(slug="senior-porter")
    references = ReferenceIndex.get_references_to(senior)
    assert {each.object_id for each in references} >= {
        str(RolePage.objects.get(slug="porter").pk),
        str(PathwayPage.objects.get(slug="health").pk),
    }


def test_loading_twice_changes_nothing(home: HomePage, content: Path) -> None:
    load_careers(content)
    revisions = Revision.objects.count()

    report = load_careers(content)

    assert _changed(report) == {}
    assert Revision.objects.count() == revisions


def test_what_changed_in_a_file_is_published(home: HomePage, content: Path) -> None:
    load_careers(content)
    replace(content, "roles/health.toml", "Push beds", "Push wheelchairs")
    replace(content, "roles/health.toml", "[12, 24]", "[6, 24]")
    replace(content, "figures.toml", "24465.50", "25000")

    report = load_careers(content)

    assert _changed(report) == {"roles": (0, 1), "pay figures": (0, 1)}
    porter = RolePage.objects.get(slug="porter")
    assert "Push wheelchairs" in porter.tasks
    assert porter.next_steps.get().typical_months_min == 6
    assert PayFigure.objects.get().high_pence == 2_500_000


def test_a_page_that_a_person_saved_is_left_alone(home: HomePage, content: Path) -> None:
    load_careers(content)
    porter = RolePage.objects.get(slug="porter")
    porter.tasks = "What an editor wrote"
    editor = get_user_model().objects.create_superuser("editor", password="x")
    porter.save_revision(user=editor).publish(user=editor)
    replace(content, "roles/health.toml", "Push beds", "Push wheelchairs")

    report = load_careers(content)

    assert report.left_alone == ["Porter"]
    assert RolePage.objects.get(slug="porter").tasks == "What an editor wrote"


def test_a_page_keeps_the_address_that_an_editor_gave_it(home: HomePage, content: Path) -> None:
    load_careers(content)
    RolePage.objects.filter(slug="porter").update(slug="hospital-porter")

    load_careers(content)

    assert not RolePage.objects.filter(slug="porter").exists()


def test_a_page_taken_off_the_site_stays_off(home: HomePage, content: Path) -> None:
    load_careers(content)
    RolePage.objects.get(slug="porter").unpublish()

    report = load_careers(content)

    assert report.left_alone == ["Porter"]
    assert not RolePage.objects.get(slug="porter").live


def test_a_figure_that_a_person_changed_stays(home: HomePage, content: Path) -> None:
    load_careers(content)
    figure = PayFigure.objects.get()
    figure.high_pence = 2_600_000
    figure.save()
    editor = get_user_model().objects.create_user("editor", password="x")
    ModelLogEntry.objects.log_action(figure, "wagtail.edit", user=editor)

    load_careers(content)

    assert PayFigure.objects.get().high_pence == 2_600_000


def test_a_figure_with_another_name_is_no_second_figure(home: HomePage, content: Path) -> None:
    load_careers(content)
    PayFigure.objects.update(name="What an editor calls it")

    load_careers(content)

    assert PayFigure.objects.count() == 1


def test_a_translation_holds_the_words_of_its_language(home: HomePage, content: Path) -> None:
    urdu_home = home_in("ur", "home-ur")
    write(content, "roles/health.ur.toml", '[[role]]\nslug = "porter"\ntitle = "پورٹر"\n')
    write(content, "pathways/health.ur.toml", 'slug = "health"\ntitle = "صحت"\n')

    load_careers(content)

    porter = RolePage.objects.get(locale__language_code="ur")
    english = RolePage.objects.get(slug="porter", locale__language_code="en-gb")
    assert porter.title == "پورٹر"
    assert porter.live
    assert porter.source == english
    assert porter.summary == english.summary
    assert not porter.next_steps.exists()
    assert porter.is_descendant_of(urdu_home)
    assert CareersPage.objects.get(locale__language_code="ur").title == "کیریئر"
    assert PathwayPage.objects.get(locale__language_code="ur").title == "صحت"
    assert _changed(load_careers(content)) == {}


def test_the_command_reports_and_a_dry_run_changes_nothing(
    home: HomePage, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("load_careers", str(content), dry_run=True)
    assert not RolePage.objects.exists()
    assert "roles: 2 added" in capsys.readouterr().out

    call_command("load_careers", str(content))
    assert RolePage.objects.count() == 2


def test_the_command_says_what_is_missing(db: None, content: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"manage\.py prepare"):
        call_command("load_careers", str(content))
    shutil.rmtree(content)
    with pytest.raises(CommandError, match="no directory"):
        call_command("load_careers", str(content))


def test_the_content_of_the_service_loads(home: HomePage) -> None:
    own = read_content()
    for language in sorted({*own.role_translations, *own.pathway_translations}):
        home_in(language, f"home-{language}")

    report = load_careers()

    assert report.counts["roles"].added == len(own.roles)
    for language, roles in own.role_translations.items():
        assert report.counts[f"roles in {language}"].added == len(roles)
    assert RolePage.objects.live().count() >= len(own.roles)
    assert Skill.objects.count() == len(own.skills)
    assert Family.objects.count() == len(own.families)
    assert _changed(load_careers()) == {}

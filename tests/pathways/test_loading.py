"""Loading the careers content: what is written, what stays, and how mistakes are named."""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Locale, ModelLogEntry, Page, ReferenceIndex, Revision

from pathways.content_checks import cycle_in
from pathways.content_files import ContentError, read_content
from pathways.figures import PayFigure
from pathways.loading import CareersReport, load_careers
from pathways.roles import ProgressionLink, RolePage, RolesPage, Skill
from pathways.sector_pages import CareersPage, Family, PathwayPage
from portal.core.deletion import uses_of
from portal.core.taxonomy import load_taxonomy
from portal.pages.models import HomePage
from search.models import OutboxEntry

PORTER = """
[[role]]
slug = "porter"
title = "Porter"
summary = "Move patients around a hospital."
alternative_titles = ["Hospital porter", "Bed mover"]
tasks = ["Push beds", "Carry samples"]
minimum_hours = 16
maximum_hours = 37.5
checked_date = 2026-11-25
match_words = ["portering"]
match_subjects = ["healthcare-support"]
pay = [{ figure = "band-2", note = "when you start" }]
skills = ["listen"]
entry_routes = [{ kind = "DIRECT", text = "Apply on NHS Jobs." }]
checks = [{ kind = "DBS", text = "A criminal record check." }]
good_job = [{ kind = "TRAINING", answer = "Yes.", source_name = "NHS", as_of_date = 2026-01-01 }]
next_steps = [{ to = "senior-porter", kind = "UP", months = [12, 24], course_words = "leader" }]
"""
SENIOR = """
[[role]]
slug = "senior-porter"
title = "Senior porter"
"""
FILES = {
    "figures.toml": """
[[pay_figure]]
key = "band-2"
name = "Band 2"
basis = "NHS_BAND"
basis_detail = "Band 2"
pounds_a_year = [24465, 24465.50]
year_label = "2025 to 2026"
hours_per_week = 37.5
source_name = "NHS Employers"
as_of_date = 2025-04-01

[[demand_figure]]
statement = "100 porters are wanted."
value = 100
unit = "vacancies"
geography = "Walsall"
source_name = "A report"
as_of_date = 2026-05-01
roles = ["porter"]
sectors = ["health"]
""",
    "skills.toml": '[[skill]]\nslug = "listen"\nname = "Listen well"\npl = "Słuchać"\n',
    "pages.toml": """
[careers]
title = "Careers"
ur = { title = "کیریئر" }
[roles]
title = "All roles"
""",
    "roles/health.toml": PORTER + SENIOR,
    "pathways/health.toml": """
slug = "health"
title = "Health"
sector = "health"
part_of = "health-and-care"
stages = [{ stage = "START", name = "Start here", level_from = 0, level_to = 2 }]
placements = [
  { role = "porter", stage = "START", family = "support" },
  { role = "senior-porter", stage = "SKILLED", family = "support" },
]
[[family]]
slug = "support"
name = "Support"
""",
    "pathways/health-and-care.toml": 'slug = "health-and-care"\ntitle = "Health and care"\n',
}


@pytest.fixture
def home(db: None) -> HomePage:
    load_taxonomy()
    return _home("en-gb", "home-test")


def _home(language: str, slug: str) -> HomePage:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    root = Page.objects.get(depth=1)
    return root.add_child(instance=HomePage(title="Waymark", slug=slug, locale=locale))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    directory = tmp_path / "careers"
    for name, text in FILES.items():
        _write(directory, name, text)
    return directory


def _write(directory: Path, name: str, text: str) -> None:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _replace(directory: Path, name: str, before: str, after: str) -> None:
    text = (directory / name).read_text(encoding="utf-8")
    assert before in text
    _write(directory, name, text.replace(before, after))


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
    _replace(content, "roles/health.toml", "Push beds", "Push wheelchairs")
    _replace(content, "roles/health.toml", "[12, 24]", "[6, 24]")
    _replace(content, "figures.toml", "24465.50", "25000")

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
    _replace(content, "roles/health.toml", "Push beds", "Push wheelchairs")

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
    urdu_home = _home("ur", "home-ur")
    _write(content, "roles/health.ur.toml", '[[role]]\nslug = "porter"\ntitle = "پورٹر"\n')
    _write(content, "pathways/health.ur.toml", 'slug = "health"\ntitle = "صحت"\n')

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


def _without_placement(directory: Path) -> None:
    _replace(
        directory,
        "pathways/health.toml",
        '  { role = "senior-porter", stage = "SKILLED", family = "support" },\n',
        "",
    )


def _circle(directory: Path) -> None:
    _replace(
        directory,
        "roles/health.toml",
        'title = "Senior porter"\n',
        'title = "Senior porter"\nnext_steps = [{ to = "porter", kind = "UP" }]\n',
    )


def _swap(name: str, before: str, after: str):
    return lambda directory: _replace(directory, name, before, after)


@pytest.mark.parametrize(
    ("spoil", "parts"),
    [
        pytest.param(
            _swap("roles/health.toml", 'to = "senior-porter"', 'to = "captain"'),
            ["roles/health.toml", "“porter”", "next_steps", "no role “captain”", "Add the role"],
            id="a step to an unknown role",
        ),
        pytest.param(
            _circle,
            ["roles/health.toml", "next_steps", "porter → senior-porter → porter", "Take one"],
            id="steps up in a circle",
        ),
        pytest.param(
            _without_placement,
            ["roles/health.toml", "“senior-porter”", "on no pathway", "placements"],
            id="a role on no pathway",
        ),
        pytest.param(
            _swap("roles/health.toml", 'figure = "band-2"', 'figure = "band-9"'),
            ["“porter”", "pay", "“band-9”", "figures.toml"],
            id="an unknown pay figure",
        ),
        pytest.param(
            _swap("roles/health.toml", '["listen"]', '["fly"]'),
            ["“porter”", "skills", "“fly”", "skills.toml"],
            id="an unknown skill",
        ),
        pytest.param(
            _swap("roles/health.toml", "tasks =", "task ="),
            ["“porter”", "task:", "no such key"],
            id="a key that is no field",
        ),
        pytest.param(
            _swap("roles/health.toml", 'kind = "DIRECT"', 'kind = "TELEPATHY"'),
            ["“porter”", "entry_routes → kind", "TELEPATHY"],
            id="a choice that is not there",
        ),
        pytest.param(
            _swap("roles/health.toml", "[12, 24]", "[24, 12]"),
            ["“porter”", "next_steps → months", "like [6, 12]"],
            id="months the wrong way round",
        ),
        pytest.param(
            _swap("figures.toml", "as_of_date = 2025-04-01", ""),
            ["figures.toml", "“band-2”", "as_of_date", "source and a day"],
            id="a figure without a day",
        ),
        pytest.param(
            _swap("figures.toml", "pounds_a_year", "pounds_a_month"),
            ["figures.toml", "“band-2”", "pounds_a_year or pounds_an_hour"],
            id="pay in an unknown unit",
        ),
        pytest.param(
            _swap("pathways/health.toml", 'family = "support"', 'family = "nobody"'),
            ["pathways/health.toml", "“health”", "placements", "family “nobody”"],
            id="an unknown family",
        ),
        pytest.param(
            _swap("pathways/health.toml", 'sector = "health"', 'sector = "wealth"'),
            ["pathways/health.toml", "sector", "“wealth”"],
            id="an unknown sector",
        ),
        pytest.param(
            _swap("roles/health.toml", 'slug = "senior-porter"', 'slug = "porter"'),
            ["roles/health.toml", "“porter”", "Keep one of the two"],
            id="the same role twice",
        ),
        pytest.param(
            _swap("skills.toml", "[[skill]]", "[[skill"),
            ["skills.toml", "Mend the file"],
            id="a file that is no TOML",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy(home: HomePage, content: Path, spoil, parts) -> None:
    spoil(content)

    with pytest.raises(ContentError) as refused:
        load_careers(content)

    for part in parts:
        assert part in str(refused.value)
    assert not RolePage.objects.exists()
    assert not PayFigure.objects.exists()


def test_a_translation_may_not_hold_structure(home: HomePage, content: Path) -> None:
    _home("ur", "home-ur")
    text = '[[role]]\nslug = "porter"\ntitle = "پورٹر"\nsoc2020 = "1234"\n'
    _write(content, "roles/health.ur.toml", text)

    with pytest.raises(ContentError, match="words only"):
        load_careers(content)


def test_a_step_up_needs_a_pathway_that_both_share(home: HomePage, content: Path) -> None:
    _replace(
        content,
        "pathways/health.toml",
        '  { role = "senior-porter", stage = "SKILLED", family = "support" },\n',
        "",
    )
    placement = 'placements = [{ role = "senior-porter", stage = "START", family = "support" }]\n'
    _write(content, "pathways/other.toml", f'slug = "other"\ntitle = "Other"\n{placement}')

    with pytest.raises(ContentError, match="shares no pathway"):
        load_careers(content)

    _replace(content, "roles/health.toml", 'kind = "UP"', 'kind = "ACROSS"')
    load_careers(content)
    assert ProgressionLink.objects.get().kind == "ACROSS"


@pytest.mark.parametrize(
    ("steps", "cycle"),
    [
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b", "c", "b"]),
        ({"a": ["z"], "b": []}, []),
    ],
    ids=["a diamond is none", "behind the first role", "an unknown role is an end"],
)
def test_a_circle_is_found(steps, cycle) -> None:
    assert cycle_in(steps) == cycle


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
        _home(language, f"home-{language}")

    report = load_careers()

    assert report.counts["roles"].added == len(own.roles)
    for language, roles in own.role_translations.items():
        assert report.counts[f"roles in {language}"].added == len(roles)
    assert RolePage.objects.live().count() >= len(own.roles)
    assert Skill.objects.count() == len(own.skills)
    assert Family.objects.count() == len(own.families)
    assert _changed(load_careers()) == {}

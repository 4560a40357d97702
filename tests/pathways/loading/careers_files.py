"""Small files of careers content, and a home page to load them below."""

from pathlib import Path

from wagtail.models import Locale, Page

from portal.pages.models import HomePage

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


def home_in(language: str, slug: str) -> HomePage:
    locale = Locale.objects.get_or_create(language_code=language)[0]
    root = Page.objects.get(depth=1)
    return root.add_child(instance=HomePage(title="Waymark", slug=slug, locale=locale))


def write(directory: Path, name: str, text: str) -> None:
    path = directory / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace(directory: Path, name: str, before: str, after: str) -> None:
    text = (directory / name).read_text(encoding="utf-8")
    assert before in text
    write(directory, name, text.replace(before, after))

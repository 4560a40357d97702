"""Templates of components: documented, short, with drawings that exist."""

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from portal.core.templatetags.ui import choice_id, counts, disc, icon, kind
from portal.navigation.samples import SampleForm, style_samples

TEMPLATES = Path(settings.ROOT) / "templates"
STATIC = Path(settings.ROOT) / "portal" / "static"
OURS = sorted(TEMPLATES.rglob("*.html"))
MAX_LINES = 80
MAX_WIDTH = 210


@pytest.mark.parametrize("path", OURS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_names_its_variables_and_can_be_read(path):
    lines = path.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith("{# variables:")
    assert len(lines) <= MAX_LINES
    assert max(map(len, lines)) <= MAX_WIDTH


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'id="i-(\w+)"', (STATIC / "art/icons.svg").read_text()))
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'{% (?:icon|disc|kind) "(\w+)"', path.read_text(encoding="utf-8"))
    }

    assert named <= drawn


def test_an_icon_is_hidden_from_readers():
    assert 'aria-hidden="true"' in icon("pin")


def test_a_kind_is_its_sign_and_its_words():
    assert kind("book", "<Course>") == f'<span class="wm-kind">{disc("book")}&lt;Course&gt;</span>'


def test_counts_leave_out_what_there_is_none_of():
    assert (
        counts(3, "3 jobs", 0, "0 courses", 1, "1 job open now")
        == '<bdi class="wm-nowrap">3 jobs</bdi>, <bdi class="wm-nowrap">1 job open now</bdi>'
    )


def test_the_first_choice_has_the_id_that_the_error_summary_leads_to():
    field = SampleForm()["work"]
    first, second, *_ = field

    assert choice_id(field, first, True) == field.auto_id == "id_work"
    assert choice_id(field, second, False) == "id_work_1"


def test_the_vendored_script_is_the_one_whose_checksum_we_wrote_down():
    script = STATIC / "js/vendor/govuk-frontend.min.js"
    readme = (STATIC / "js/vendor/README.md").read_text()

    assert hashlib.sha256(script.read_bytes()).hexdigest() in readme


def test_a_field_with_a_mistake_says_it_twice_and_points_to_it():
    form = SampleForm({"name": "A", "email": "amina", "place": "w", "work": "no"})
    template = engines["django"].from_string(
        '{% include "components/error_summary.html" %}'
        '{% include "components/field.html" with field=form.email %}'
    )
    html = template.render({"form": form})

    assert html.count("Email address must have an @, like name@example.org") == 2
    assert '<a href="#id_email">' in html
    assert 'aria-describedby="id_email-error"' in html
    assert 'dir="ltr"' in html


def test_a_link_of_the_error_summary_leads_to_the_first_radio():
    html = render_field("work", SampleForm({"name": "A", "email": "a@b.org", "place": "w"}))

    assert 'id="id_work"' in html
    assert 'type="radio"' in html


def render_field(name, form):
    source = '{% include "components/field.html" with field=field %}'
    return engines["django"].from_string(source).render({"field": form[name]})


def test_a_card_escapes_what_providers_write():
    card = {**style_samples()["cards"][0], "title": "<script>alert(1)</script>"}
    template = engines["django"].get_template("components/result_card.html")

    assert "<script>" not in template.render({"card": card})

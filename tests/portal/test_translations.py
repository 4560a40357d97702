"""Translations: whole where visitors read, and safe to fill in."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import override
from django.utils.translation.template import templatize

from catalogue.courses.contents_fields import COURSE_FIELDS, RUN_FIELDS
from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.venue_loader import FILE_FIELDS
from catalogue.providers.models import Venue
from catalogue.publishing.employers.services import PLAIN
from catalogue.vacancies.models import Vacancy

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%\.?\d*[sdf]|\{\w*\}|<[^>]+>")
# What only staff read: it stays in English. All other files are for visitors, providers and those
# who check what providers send.
STAFF_ONLY = (
    "catalogue/courses/admin_forms.py",
    "catalogue/courses/counts.py",
    "catalogue/courses/models.py",
    "catalogue/courses/panels.py",
    "catalogue/courses/viewsets.py",
    "catalogue/events/admin_forms.py",
    "catalogue/events/admin_row_forms.py",
    "catalogue/events/apps.py",
    "catalogue/events/bookings/records.py",
    "catalogue/events/bookings/viewsets.py",
    "catalogue/events/dates.py",
    "catalogue/events/door.py",  # the check-in of staff
    "catalogue/events/door_words.py",
    "catalogue/events/exports.py",
    "catalogue/events/language_ticks.py",
    "catalogue/events/missing_facts.py",
    "catalogue/events/page_guards.py",
    "catalogue/events/pages.py",
    "catalogue/events/panels.py",
    "catalogue/events/publishing_checks.py",
    "catalogue/events/stands.py",
    "catalogue/events/years.py",
    "catalogue/events/team/",
    "catalogue/feedback/enquiries.py",
    "catalogue/feedback/home_panel.py",
    "catalogue/feedback/models.py",
    "catalogue/feedback/queue.py",
    "catalogue/feedback/services.py",  # mail to providers and moderators
    "catalogue/feedback/viewsets.py",
    "catalogue/feeds/",
    "catalogue/providers/admin_forms.py",
    "catalogue/providers/membership.py",
    "catalogue/providers/models.py",
    "catalogue/providers/viewsets.py",
    "catalogue/publishing/apps.py",
    "catalogue/publishing/drafts.py",
    "catalogue/publishing/employers/stand_admin.py",
    "catalogue/publishing/feed_models.py",
    "catalogue/publishing/letter_models.py",
    "catalogue/publishing/review_models.py",
    "catalogue/publishing/upload_models.py",
    "catalogue/vacancies/admin_forms.py",
    "catalogue/vacancies/editors_words.py",
    "catalogue/vacancies/models.py",
    "catalogue/vacancies/panels.py",
    "catalogue/vacancies/viewsets.py",
    "pathways/admin_forms.py",
    "pathways/apps.py",
    "pathways/event_roles.py",
    "pathways/figures.py",
    "pathways/listing_fields.py",
    "pathways/panels.py",
    "pathways/publishing_checks.py",
    "pathways/role_matching.py",
    "pathways/roles.py",
    "pathways/sector_pages.py",
    "pathways/support/admin_forms.py",
    "pathways/support/apps.py",
    "pathways/support/help_points.py",
    "pathways/support/panels.py",
    "pathways/support/programmes.py",
    "pathways/support/publishing_checks.py",
    "pathways/support/viewsets.py",
    "pathways/verdicts.py",
    "pathways/viewsets.py",
    "portal/core/admin_forms.py",
    "portal/core/admin_views.py",
    "portal/core/blocks/",
    "portal/core/choosers.py",
    "portal/core/documents.py",
    "portal/core/enums.py",  # kinds of places and drawings, chosen in the editor
    "portal/core/fact_viewsets.py",
    "portal/core/facts.py",
    "portal/core/glossary.py",
    "portal/core/located.py",
    "portal/core/models.py",
    "portal/core/page_checks.py",
    "portal/core/page_deletion.py",
    "portal/core/pages.py",
    "portal/core/place_form.py",
    "portal/core/public_pages.py",
    "portal/core/publishing_hooks.py",
    "portal/core/row_lines.py",
    "portal/core/sources.py",
    "portal/core/used_by.py",
    "portal/core/viewsets.py",
    "portal/navigation/views.py",  # the style guide
    "portal/operations/",
    "portal/pages/admin_forms.py",
    "portal/pages/guides.py",
    "portal/pages/home.py",
    "portal/pages/needs_your_eye.py",
    "portal/pages/news.py",
    "portal/pages/publishing_checks.py",
    "portal/pages/standard.py",
    "portal/pages/stories.py",
    "search/models.py",
    "search/reports.py",
    "search/synonym_admin.py",
    "search/synonym_checks.py",
    "search/synonym_forms.py",
    "search/synonym_import.py",
    "search/viewsets.py",
    "search/zero_results.py",
    "templates/door/",
    "templates/search/api_docs.html",  # for developers
    "templates/wagtailadmin/",
)
# In a folder of staff, and read by providers: what is said of a file and of its rows.
NOT_STAFF_ONLY = (
    "catalogue/feeds/decoding.py",
    "catalogue/feeds/fetch_addresses.py",
    "catalogue/feeds/fetch_refusal.py",
    "catalogue/feeds/format_pages.py",
    "catalogue/feeds/formats/",
    "catalogue/feeds/reader.py",
    "catalogue/feeds/refusal.py",
    "catalogue/feeds/rules/",
    "catalogue/feeds/whole_file.py",
    "catalogue/feeds/workbook",
)
# In enums.py beside words for visitors: how a course came to us, and what an editor decided about
# a role.
STAFF_WORDS = {
    "Typed here", "A spreadsheet", "A feed", "The API", "Demonstration",
    "leads to this role", "does not lead to this role",
}  # fmt: skip
QUOTED = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
# What Django makes of the tags of a template: gettext('Help'), npgettext('page', 'one', 'many', n).
TEMPLATE_CALL = re.compile(rf"\b(n?p?gettext)\(((?:u?{QUOTED}\s*,?\s*)+)")
CONTEXT_FIRST = ("pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy")
CALLS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", *CONTEXT_FIRST,
}  # fmt: skip


class Text(NamedTuple):
    """A text of ours and where it stands: ``Text("", "Help", "portal/navigation/menus.py")``."""

    context: str
    english: str
    path: str


def catalogue(code):
    return polib.pofile(str(Path(settings.ROOT) / "locale" / code / "LC_MESSAGES" / "django.po"))


def texts_of(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def python_texts(path: Path, name: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = getattr(getattr(node, "func", None), "id", "")
        if called in CALLS:
            words = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            if words and isinstance(words[0], str):
                has_context = called in CONTEXT_FIRST
                yield Text(words[0] if has_context else "", words[int(has_context)], name)


def template_texts(path: Path, name: str) -> Iterator[Text]:
    for called, arguments in TEMPLATE_CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        words = [ast.literal_eval(word) for word in re.findall(f"u?{QUOTED}", arguments)]
        has_context = called in CONTEXT_FIRST
        yield Text(words[0] if has_context else "", words[int(has_context)], name)


@lru_cache
def public_texts() -> tuple[Text, ...]:
    """Return every text in a file that is not for staff alone."""
    root = Path(settings.ROOT)
    found = []
    for folder in ("catalogue", "pathways", "portal", "search", "templates"):
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if name.startswith(STAFF_ONLY) and not name.startswith(NOT_STAFF_ONLY):
                continue
            if path.suffix == ".py":
                found += python_texts(path, name)
            elif path.suffix in (".html", ".txt") and "templates" in path.parts:
                found += template_texts(path, name)
    return tuple(text for text in found if text.english not in STAFF_WORDS)


def test_the_texts_are_found_in_code_and_in_templates():
    found = {(text.context, text.english) for text in public_texts()}

    assert len(found) > 500
    assert ("", "How we order results") in found  # code
    assert ("", "We cannot find this page") in found  # a template
    assert ("", "%(count)d week") in found  # a plural
    assert ("chip", "Starts in %s") in found  # a context
    assert ("page", "Next") in found  # a context in a template


def test_the_paths_for_staff_exist():
    root = Path(settings.ROOT)

    paths = (*STAFF_ONLY, *NOT_STAFF_ONLY)

    assert [path for path in paths if not [*root.glob(f"{path.rstrip('/')}*")]] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_that_visitors_read_is_translated(code):
    whole = {
        (entry.msgctxt or "", entry.msgid)
        for entry in catalogue(code)
        if not entry.obsolete and all(texts_of(entry))
    }
    missing = [text for text in public_texts() if (text.context, text.english) not in whole]

    assert missing == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_field_that_a_difference_names_is_translated(code):
    """Models are for staff, but people read the names of fields where a listing changed."""
    fields = [
        *((Course, name) for name in COURSE_FIELDS),
        *((CourseRun, name) for name in RUN_FIELDS),
        *((Venue, name) for name in FILE_FIELDS),
        *((Vacancy, name) for name in (*PLAIN, "closing_date", "start_date")),
    ]
    with override(settings.LANGUAGE_CODE):
        names = {
            str(getattr(model._meta.get_field(name), "verbose_name", "your reference"))
            for model, name in fields
        }
    whole = {entry.msgid for entry in catalogue(code) if entry.translated()}

    assert sorted(names - whole) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_the_gaps_of_the_english(code):
    wrong = [
        entry.msgid
        for entry in catalogue(code).translated_entries()
        for text in texts_of(entry)
        if sorted(PLACEHOLDER.findall(text))
        not in (
            sorted(PLACEHOLDER.findall(entry.msgid)),
            sorted(PLACEHOLDER.findall(entry.msgid_plural)),
        )
    ]

    assert wrong == []


@pytest.mark.parametrize(("code", "forms"), [("pl", 4), ("ur", 2)])
def test_every_form_of_a_plural_is_there(code, forms):
    found = catalogue(code)

    assert f"nplurals={forms};" in found.metadata["Plural-Forms"]
    plurals = [entry for entry in found if entry.msgid_plural and any(texts_of(entry))]
    lacking = [one.msgid for one in plurals if len([*filter(None, texts_of(one))]) != forms]
    assert plurals
    assert lacking == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_waits_for_a_check_that_nobody_will_make(code):
    assert [entry.msgid for entry in catalogue(code) if entry.fuzzy or entry.obsolete] == []


def test_urdu_is_written_with_its_own_marks():
    """A Latin comma, full stop or question mark after an Urdu letter is a slip."""
    slip = re.compile(r"[\u0600-\u06ff][,;?]|[\u0600-\u06ff]\.(\s|$)")
    entries = catalogue("ur").translated_entries()

    assert [text for entry in entries for text in texts_of(entry) if slip.search(text)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_catalogue_of_a_language_compiles(code, settings, tmp_path):
    folder = tmp_path / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue(code).save(str(folder / "django.po"))
    settings.LOCALE_PATHS = [tmp_path]

    call_command("compile_locale", verbosity=0)

    compiled = polib.mofile(str(folder / "django.mo"))
    assert len(compiled) == len(catalogue(code).translated_entries())


def test_compiling_needs_no_gettext_on_the_machine(settings, tmp_path):
    folder = tmp_path / "ur" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Help"\nmsgstr "مدد"\n',
        encoding="utf-8",
    )
    settings.LOCALE_PATHS = [tmp_path]

    call_command("compile_locale", verbosity=0)

    assert polib.mofile(str(folder / "django.mo")).find("Help").msgstr == "مدد"

"""Translations: whole where visitors read, and safe to fill in."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%\.?\d*[sdf]|\{\w*\}|<[^>]+>")
# The frame, the home page and the components: what every visitor sees on every page.
PUBLIC = ("templates/base.html", "templates/components/", "templates/home/", "templates/pages/")


def catalogue(code):
    return polib.pofile(str(Path(settings.ROOT) / "locale" / code / "LC_MESSAGES" / "django.po"))


def texts_of(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_translation_keeps_the_gaps_of_the_english(code):
    wrong = [
        entry.msgid
        for entry in catalogue(code).translated_entries()
        for text in texts_of(entry)
        if text
        and sorted(PLACEHOLDER.findall(text))
        not in (
            sorted(PLACEHOLDER.findall(entry.msgid)),
            sorted(PLACEHOLDER.findall(entry.msgid_plural)),
        )
    ]

    assert wrong == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_frame_and_the_components_are_translated(code):
    missing = [
        entry.msgid
        for entry in catalogue(code)
        if any(place.startswith(PUBLIC) for place, _line in entry.occurrences)
        and not entry.translated()
    ]

    assert missing == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_waits_for_a_check_that_nobody_will_make(code):
    assert [entry.msgid for entry in catalogue(code) if entry.fuzzy] == []


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

"""Why a file was not read, in the language of whoever reads it."""

import pytest
from django.utils.translation import override

from catalogue.publishing.enums import UploadState
from catalogue.publishing.uploads.refusal_words import MEANINGS, refusal_of, refused_as

HEADINGS = "As a file of the format “Places”, it lacks these headings: POSTCODE. Add the columns."


def refused(make_upload, message, code):
    return make_upload(UploadState.REFUSED, message=message, counts=refused_as(code))


def test_in_english_it_is_what_was_written_down(make_upload):
    why = refusal_of(refused(make_upload, HEADINGS, "FILE_HEADINGS_MISSING"))

    assert (why.words, why.details) == (HEADINGS, "")


def test_a_message_with_names_of_the_file_follows_its_meaning(make_upload):
    upload = refused(make_upload, HEADINGS, "FILE_HEADINGS_MISSING")
    with override("ur"):
        why = refusal_of(upload)

    assert why.words.startswith("عنوان کم ہیں۔")
    assert why.details == HEADINGS


def test_a_message_that_is_translated_whole_stands_alone(make_upload):
    upload = refused(make_upload, "The file is empty. Export it again.", "FILE_EMPTY")
    with override("pl"):
        why = refusal_of(upload)

    assert why.words.startswith("Plik jest pusty.")
    assert why.details == ""


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_a_file_of_another_kind_is_sent_on_in_every_language(make_upload, language):
    message = "This is a file of venues. Load it with import_venues."
    upload = refused(make_upload, message, "FILE_FORMAT_UNKNOWN")
    with override(language):
        why = refusal_of(upload)

    assert "import_venues" not in why.words
    assert "Send it again" not in why.words
    assert why.details == ""


def test_words_of_a_moderator_stay_as_they_are(make_upload):
    upload = make_upload(message="The prices look odd.")
    with override("ur"):
        assert refusal_of(upload).words == "The prices look odd."


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_every_refusal_has_its_meaning_in_the_language(make_upload, language):
    upload = refused(make_upload, "Line 7 is odd.", "")
    for code, meaning in MEANINGS.items():
        upload.counts = refused_as(code)
        with override(language):
            why = refusal_of(upload)

        assert why.words not in ("", meaning), code
        assert why.details == "Line 7 is odd."


def test_the_page_says_what_is_english_on_it(desk, make_upload):
    upload = refused(make_upload, HEADINGS, "FILE_HEADINGS_MISSING")
    page = desk.client.get(f"/ur{desk.base}{upload.pk}/").content.decode()

    assert "عنوان کم ہیں۔" in page
    assert f'lang="en" dir="ltr">{HEADINGS}</p>' in page

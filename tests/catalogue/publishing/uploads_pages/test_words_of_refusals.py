"""Why a file was not read, in the language of whoever reads it."""

import io

import pytest
from django.utils.translation import override

from catalogue.feeds.formats.registry import LACKS
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.rules.registry import RULES
from catalogue.publishing.enums import UploadState
from catalogue.publishing.uploads.finding_words import in_words
from catalogue.publishing.uploads.refusal_words import MEANINGS, _gap, refusal_of, refused_as

HEADINGS = "As a file of the format “Places”, it lacks these headings: POSTCODE. Add the columns."


def refused(make_upload, message, code):
    kept = refused_as(FileRefusedError(code, message)) if code else {}
    return make_upload(UploadState.REFUSED, message=message, counts=kept)


def test_in_english_it_is_what_was_written_down(make_upload):
    why = refusal_of(refused(make_upload, HEADINGS, "FILE_HEADINGS_MISSING"))

    assert (why.words, why.details) == (HEADINGS, "")


def test_a_message_with_names_of_the_file_follows_its_meaning(make_upload):
    upload = refused(make_upload, HEADINGS, "FILE_HEADINGS_MISSING")
    with override("ur"):
        why = refusal_of(upload)

    assert why.words.startswith("عنوان کم ہیں۔")
    assert why.details == HEADINGS


def test_what_differs_from_file_to_file_is_said_in_translated_words(make_upload):
    error = FileRefusedError(
        "FILE_FORMAT_UNKNOWN",
        RULES["VENUE_UNKNOWN"].message,  # words with a gap that are translated
        gaps={"value": "Name"},
    )
    upload = make_upload(UploadState.REFUSED, message=error.message, counts=refused_as(error))
    with override("pl"):
        why = refusal_of(upload)

    assert "„Name”" in why.words  # of the file: no word of ours, though we have that word too
    assert "{" not in why.words
    assert why.details == ""
    assert refusal_of(upload).words == error.message


def test_of_a_file_is_kept_what_says_its_refusal_in_any_language(desk):
    text = b"COURSE_NAME,COST\nArt,5\n"
    stream = io.BytesIO(text)
    stream.name = "courses.csv"
    upload = desk.sent(stream)

    kept = upload.counts["refusal"]
    assert upload.state == UploadState.REFUSED
    assert kept["words"].format(**kept["gaps"]) == upload.message
    assert "COST" in upload.message


def test_words_of_ours_in_a_gap_are_translated(make_upload):
    error = FileRefusedError(
        "FILE_HEADINGS_MISSING",
        LACKS,
        gaps={"format": "Course Directory, venues", "missing": "POSTCODE"},
    )
    kept = refused_as(error)["refusal"]
    with override("pl"):
        said = {name: _gap(name, kept) for name in kept["gaps"]}

    assert said["format"] not in ("", "Course Directory, venues")
    assert said["missing"] == "POSTCODE"


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
        upload.counts = refused_as(FileRefusedError(code, "Line 7 is odd."))
        with override(language):
            why = refusal_of(upload)

        assert why.words not in ("", meaning), code
        assert why.details == "Line 7 is odd."


def test_the_page_says_what_is_english_on_it(desk, make_upload):
    upload = refused(make_upload, HEADINGS, "FILE_HEADINGS_MISSING")
    page = desk.client.get(f"/ur{desk.base}{upload.pk}/").content.decode()

    assert "عنوان کم ہیں۔" in page
    assert f'lang="en" dir="ltr">{HEADINGS}</p>' in page


def test_a_finding_of_a_rule_that_said_less_then_stands_as_it_was_written_down():
    rule = "RICHER_AGE_TO"
    assert "{limit}" in RULES[rule].message
    found = {"rule": rule, "value": "200", "message": "“200” is not in range.", "gaps": {}}

    assert in_words(found) == "“200” is not in range."


def test_a_heading_to_rename_is_told_on_the_page(desk):
    names = [name for name in WAYMARK.headings if name != "COURSE_NAME"]
    stream = io.BytesIO(",".join(["Corse name", *names]).encode() + b"\nArt" + b"," * len(names))
    stream.name = "courses.csv"
    upload = desk.sent(stream)

    page = desk.client.get(f"{desk.base}{upload.pk}/").content.decode()
    assert "We found a column “CORSE_NAME”. Rename it to “COURSE_NAME”." in page

"""No page of the providers' area, of the checks or of accounts is left out of axe."""

import re
import uuid

from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

from benchmarks.desk_pages import DESK_PAGES

# Presses and files: they lead to a page, and are none.
NO_PAGES = {
    *("account_data", "mfa_download_recovery_codes", "mfa_login_webauthn"),
    *("check_links", "course_bring_back", "course_copy", "course_pause", "draft_take_back"),
    *("edit_job", "enquiry_answered", "feed_decide", "feed_fetch", "file_template", "inbox_again"),
    *("invitation_again", "invitation_withdraw", "join_withdraw", "key_stop", "mend", "report"),
    *("second_step_done", "statistics_sheet", "throw_job_away", "withdraw_stand"),
    *("upload_again", "upload_errors", "upload_fix", "upload_progress", "upload_publish"),
    *("upload_resend", "upload_take_back"),
}
# Pages that only a form leads to.
ANSWERS = {
    *("account_confirm_login_code", "account_email_verification_sent"),  # code, sign-up-code
    "upload_new",  # upload-no-file
    *("mfa_authenticate", "mfa_reauthenticate_webauthn"),  # tests/browser/test_accounts.py
}


def names_of_pages() -> set[str]:
    return {
        resolve(re.sub(r"\{[^}]+\}", _filling, page.path).split("?")[0]).url_name
        for page in DESK_PAGES.values()
    }


def _filling(place: re.Match) -> str:
    return str(uuid.UUID(int=1)) if place[0] in ("{preview}", "{asked}") else "1"


def names_of_addresses(patterns, *, inside: bool = False) -> set[str]:
    found: set[str] = set()
    for one in patterns:
        if isinstance(one, URLPattern):
            if inside and one.name:
                found.add(one.name)
        elif isinstance(one, URLResolver):
            is_ours = one.namespace == "publishing" or str(one.pattern).startswith("accounts/")
            found |= names_of_addresses(one.url_patterns, inside=inside or is_ours)
    return found


def test_every_address_is_looked_at_or_named_as_no_page():
    known = names_of_pages() | {"file_format"} | NO_PAGES | ANSWERS  # the format is for everybody

    assert names_of_addresses(get_resolver().url_patterns) - known == set()


def test_what_is_named_as_no_page_is_an_address():
    assert names_of_addresses(get_resolver().url_patterns) >= NO_PAGES | ANSWERS

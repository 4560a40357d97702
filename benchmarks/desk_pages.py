"""Every page of the providers' area, of the checks and of accounts: whose, and what is pressed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOBODY = ""  # not signed in
DESK, LONG, EMPTY, GROUP = (
    f"/manage/{slug}/" for slug in ("lockgate", "long-words", "nothing-yet", "kingfisher")
)
BUTTON = "main form[method=post] button[type=submit], main form[method=post] button:not([type])"
NEXT = "main button.govuk-button--next"


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One page: an address with places for ids, by whom, and whether its form is sent as it is.

    ``fill`` puts words into boxes before: ``{"#id_email": "amina"}``. ``is_error`` says that an
    error summary is then the page.
    """

    path: str
    who: str = "owner"
    presses: bool = False
    fill: Mapping[str, str] = field(default_factory=dict)
    button: str = BUTTON


def _sent(path: str, who: str = "owner", button: str = BUTTON, **fill: str) -> DeskPage:
    return DeskPage(path, who, True, {f"#id_{name}": words for name, words in fill.items()}, button)


_PARTS = ("name", "who", "dates", "price", "learn", "access", "next", "join")
DASHBOARDS = {
    "desk": DeskPage(DESK),
    "desk-viewer": DeskPage(DESK, "viewer"),
    "desk-group": DeskPage(GROUP, "volunteer"),
    "desk-empty": DeskPage(EMPTY, "empty"),
    "desk-long": DeskPage(LONG, "long"),
    "desk-courses": DeskPage(f"{DESK}courses/"),
    "desk-courses-none": DeskPage(f"{DESK}courses/?q=xyzzy"),
    "desk-courses-empty": DeskPage(f"{EMPTY}courses/", "empty"),
    "desk-courses-long": DeskPage(f"{LONG}courses/", "long"),
    "desk-profile": DeskPage(f"{DESK}profile/"),
    "desk-profile-mistake": _sent(f"{DESK}profile/", name="", website="ftp:x", email="x"),
    "desk-profile-viewer": DeskPage(f"{DESK}profile/", "viewer"),
    "desk-inbox-ended": DeskPage("/manage/inbox/no-such-token/"),
    "desk-forbidden": DeskPage(f"{DESK}courses/new/", "viewer"),
}
EDITOR = {
    "course-new": DeskPage(f"{DESK}courses/new/"),
    "course-new-mistake": _sent(f"{DESK}courses/new/"),
    "course-edit": DeskPage(f"{DESK}courses/{{course}}/edit/"),
    "course-live": DeskPage(f"{DESK}courses/{{course}}/live/"),
    "course-withdraw": DeskPage(f"{DESK}courses/{{course}}/withdraw/"),
    **{
        f"draft-{state}": DeskPage(f"{DESK}drafts/{{draft-{state}}}/")
        for state in ("new", "full", "behind", "waiting", "returned")
    },
    "draft-long": DeskPage(f"{LONG}drafts/{{draft-long}}/", "long"),
    **{f"part-{code}": DeskPage(f"{DESK}drafts/{{draft-full}}/{code}/") for code in _PARTS},
    **{
        f"part-{code}-mistake": _sent(f"{DESK}drafts/{{draft-new}}/{code}/", **fill)
        for code, fill in {
            "who": {"age_min": "x"},
            "join": {"webpage": "ftp:x"},
        }.items()
    },
    "part-price-mistake": _sent(f"{DESK}drafts/{{draft-returned}}/price/", cost_pence="TBC"),
    "draft-run": DeskPage(f"{DESK}drafts/{{draft-full}}/dates/{{run}}/"),
    "draft-run-mistake": _sent(
        f"{DESK}drafts/{{draft-full}}/dates/{{run}}/", start_date="31/02/2027", start_time="x"
    ),
    "draft-dates-add": DeskPage(f"{DESK}drafts/{{draft-full}}/dates/add/"),
    "draft-dates-added": _sent(f"{DESK}drafts/{{draft-new}}/dates/add/", start_date="31/02/2027"),
    "draft-publish": DeskPage(f"{DESK}drafts/{{draft-full}}/publish/"),
    "draft-publish-stopped": DeskPage(f"{DESK}drafts/{{draft-new}}/publish/"),
    "draft-conflict": _sent(f"{DESK}drafts/{{draft-behind}}/publish/"),
    "draft-throw-away": DeskPage(f"{DESK}drafts/{{draft-full}}/throw-away/"),
    "draft-preview": DeskPage("/manage/preview/{preview}/", NOBODY),
    "venues": DeskPage(f"{DESK}venues/"),
    "venues-empty": DeskPage(f"{EMPTY}venues/", "empty"),
    "venues-long": DeskPage(f"{LONG}venues/", "long"),
    "venue-new": DeskPage(f"{DESK}venues/new/"),
    "venue-new-mistake": _sent(f"{DESK}venues/new/", postcode="XYZ"),
    "venue": DeskPage(f"{DESK}venues/{{venue}}/"),
    "venue-retire": DeskPage(f"{DESK}venues/{{venue}}/retire/"),
}
FILES = {
    "uploads": DeskPage(f"{DESK}uploads/"),
    "uploads-empty": DeskPage(f"{EMPTY}uploads/", "empty"),
    "uploads-group": DeskPage(f"{GROUP}uploads/", "volunteer"),
    "upload-no-file": _sent(f"{DESK}uploads/"),
    **{
        f"upload-{state}": DeskPage(f"{DESK}uploads/{{upload-{state}}}/")
        for state in ("good", "held", "refused", "published", "undone", "asked", "cancelled")
    },
    "upload-progress": DeskPage(f"{DESK}uploads/{{upload-reading}}/"),
    "upload-long": DeskPage(f"{LONG}uploads/{{upload-long}}/", "long"),
    "upload-cancel": DeskPage(f"{DESK}uploads/{{upload-good}}/cancel/"),
    "upload-undo": DeskPage(f"{DESK}uploads/{{upload-published}}/undo/"),
    "feeds": DeskPage(f"{DESK}feeds/"),
    "feeds-empty": DeskPage(f"{EMPTY}feeds/", "empty"),
    "feed-new": DeskPage(f"{DESK}feeds/new/"),
    "feed-new-mistake": _sent(f"{DESK}feeds/new/", address="ftp://x"),
    "feed": DeskPage(f"{DESK}feeds/{{feed}}/"),
    "feed-delete": DeskPage(f"{DESK}feeds/{{feed}}/delete/"),
    "keys": DeskPage(f"{DESK}keys/"),
    "keys-empty": DeskPage(f"{EMPTY}keys/", "empty"),
    "keys-mistake": _sent(f"{DESK}keys/"),
    "key-made": _sent(f"{DESK}keys/", name="Library system"),
    "key-stop": DeskPage(f"{DESK}keys/{{key}}/stop/"),
}
EMPLOYERS = {
    "jobs": DeskPage(f"{DESK}jobs/"),
    "jobs-empty": DeskPage(f"{EMPTY}jobs/", "empty"),
    "job-new": DeskPage(f"{DESK}jobs/new/"),
    "job-draft": DeskPage(f"{DESK}jobs/drafts/{{job-draft}}/"),
    "job-draft-mistake": _sent(f"{DESK}jobs/drafts/{{job-draft}}/"),
    "job-waiting": DeskPage(f"{DESK}jobs/drafts/{{job-waiting}}/"),
    "job-close": DeskPage(f"{DESK}jobs/{{job}}/close/"),
    "stands": DeskPage(f"{DESK}stands/"),
    "stands-empty": DeskPage(f"{EMPTY}stands/", "empty"),
    "stand-ask": DeskPage(f"{DESK}stands/dates/{{stand-date}}/"),
    "stand-ask-mistake": _sent(f"{DESK}stands/dates/{{stand-date}}/", roles_wanted=""),
}
FIGURES = {
    "enquiries": DeskPage(f"{DESK}enquiries/"),
    "enquiries-empty": DeskPage(f"{EMPTY}enquiries/", "empty"),
    "statistics": DeskPage(f"{DESK}statistics/"),
    "statistics-empty": DeskPage(f"{EMPTY}statistics/", "empty"),
    "new-dates": DeskPage(f"{DESK}dates/"),
    "new-dates-empty": DeskPage(f"{EMPTY}dates/", "empty"),
    "near-misses": DeskPage(f"{DESK}near-misses/"),
    "quality": DeskPage(f"{DESK}quality/"),
    "quality-empty": DeskPage(f"{EMPTY}quality/", "empty"),
    **{
        f"quality-{part}": DeskPage(f"{DESK}quality/{part}/")
        for part in ("date", "price", "needs", "access", "role")
    },
    "own-reports": DeskPage(f"{DESK}reports/"),
    "own-reports-empty": DeskPage(f"{EMPTY}reports/", "empty"),
}
PEOPLE = {
    "people": DeskPage(f"{DESK}people/"),
    "people-viewer": DeskPage(f"{DESK}people/", "viewer"),
    "people-long": DeskPage(f"{LONG}people/", "long"),
    "people-mistake": _sent(f"{DESK}people/", button=NEXT, email="amina"),
    "member": DeskPage(f"{DESK}people/{{member-stage-viewer}}/"),
    "member-stopped": DeskPage(f"{DESK}people/{{member-stage-gone}}/"),
    "leave": DeskPage(f"{DESK}people/leave/", "viewer"),
    "leave-last": DeskPage(f"{DESK}people/leave/"),
    "log": DeskPage(f"{DESK}log/"),
    "log-empty": DeskPage(f"{EMPTY}log/", "empty"),
    "landing": DeskPage("/manage/", NOBODY),
    "choose": DeskPage("/manage/", "staff"),
    "first-run": DeskPage("/manage/", "nobody"),
    "first-run-waiting": DeskPage("/manage/", "waiting"),
    "join": DeskPage("/manage/join/", "nobody"),
    "join-mistake": _sent("/manage/join/", "nobody", NEXT, website="ftp:x"),
    "second-step": DeskPage("/manage/second-step/", "nobody"),
    "invitation": DeskPage("/manage/invitation/{invitation}/", NOBODY),
    "invitation-other": DeskPage("/manage/invitation/{invitation}/", "nobody"),
    "invitation-ended": DeskPage("/manage/invitation/no-such-key/", "nobody"),
}
CHECKS = {
    "checks": DeskPage("/manage/checks/", "staff"),
    **{
        f"check-{kind}": DeskPage(f"/manage/checks/{{check-{kind}}}/", "staff")
        for kind in ("join", "course", "upload", "vacancy")
    },
    "check-mistake": _sent(
        "/manage/checks/{check-course}/", "staff", "main button[name=do][value=return]"
    ),
    "check-changes": DeskPage("/manage/checks/{check-upload}/changes/", "staff"),
    "checks-done": DeskPage("/manage/checks/done/", "staff"),
    "checks-held": DeskPage("/manage/checks/held/", "staff"),
    "check-reports": DeskPage("/manage/checks/reports/", "staff"),
    "check-report": DeskPage("/manage/checks/reports/course/{reported}/", "staff"),
    "check-report-mistake": _sent(
        "/manage/checks/reports/course/{reported}/", "staff", "main button[name=do][value=pause]"
    ),
}
ACCOUNTS = {
    "sign-in": DeskPage("/accounts/login/", NOBODY),
    "sign-in-mistake": _sent("/accounts/login/", NOBODY, login="amina"),
    "code-ask": DeskPage("/accounts/login/code/", NOBODY),
    "code-ask-mistake": _sent("/accounts/login/code/", NOBODY, email="amina"),
    "code": _sent("/accounts/login/code/", NOBODY, email="amina@example.org"),
    "sign-up": DeskPage("/accounts/signup/", NOBODY),
    "sign-up-mistake": _sent("/accounts/signup/", NOBODY, email="amina"),
    "sign-up-code": _sent("/accounts/signup/", NOBODY, email="new.stage@example.org"),
    "password-reset": DeskPage("/accounts/password/reset/", NOBODY),
    "account": DeskPage("/accounts/"),
    "account-new": DeskPage("/accounts/", "nobody"),
    "account-email": DeskPage("/accounts/email/", "nobody"),
    "account-email-mistake": _sent("/accounts/email/", "nobody", email="amina"),
    "account-password": DeskPage("/accounts/password/set/", "nobody"),
    "account-password-change": DeskPage("/accounts/password/change/"),
    "account-inactive": DeskPage("/accounts/inactive/", NOBODY),
    "password-reset-done": DeskPage("/accounts/password/reset/done/", NOBODY),
    "password-reset-ended": DeskPage("/accounts/password/reset/key/1-x/", NOBODY),
    "password-reset-set": DeskPage("/accounts/password/reset/key/done/", NOBODY),
    "account-ask-again": DeskPage("/accounts/reauthenticate/"),
    "account-ask-again-code": DeskPage("/accounts/2fa/reauthenticate/"),
    "account-sessions": DeskPage("/accounts/sessions/"),
    "account-delete": DeskPage("/accounts/delete/", "nobody"),
    "account-deleted": DeskPage("/accounts/deleted/", NOBODY),
    "account-confirm": DeskPage("/accounts/confirm/", "nobody"),
    "second-steps": DeskPage("/accounts/2fa/"),
    "second-steps-none": DeskPage("/accounts/2fa/", "nobody"),
    "app-add": DeskPage("/accounts/2fa/totp/activate/", "nobody"),
    "app-add-mistake": _sent("/accounts/2fa/totp/activate/", "nobody", code="123456"),
    "app-remove": DeskPage("/accounts/2fa/totp/deactivate/"),
    "codes": DeskPage("/accounts/2fa/recovery-codes/"),
    "codes-new": DeskPage("/accounts/2fa/recovery-codes/generate/"),
    "passkeys": DeskPage("/accounts/2fa/webauthn/"),
    "passkey-name": DeskPage("/accounts/2fa/webauthn/keys/{passkey}/edit/"),
    "passkey-remove": DeskPage("/accounts/2fa/webauthn/keys/{passkey}/remove/"),
    "passkey-add": DeskPage("/accounts/2fa/webauthn/add/", "viewer"),
    "sign-out": DeskPage("/accounts/logout/", "nobody"),
}
QUESTIONS = {
    "course-ask": DeskPage("/courses/x-{taking-questions}/ask/", NOBODY),
    "course-ask-mistake": _sent("/courses/x-{taking-questions}/ask/", NOBODY, email="amina"),
    "course-asked": DeskPage("/enquiries/{asked}/", NOBODY),
    "course-of-questions": DeskPage("/courses/x-{taking-questions}/", NOBODY),
}
DESK_PAGES = {
    **DASHBOARDS,
    **EDITOR,
    **FILES,
    **EMPLOYERS,
    **FIGURES,
    **PEOPLE,
    **CHECKS,
    **ACCOUNTS,
    **QUESTIONS,
}

"""The one error of fetching: an outside address was not fetched, and why."""

from catalogue.feeds.marks import gettext_noop as _


class FetchRefusedError(Exception):
    """An address is not fetched, or its answer is not taken. Nothing of it was kept.

    ``message`` says what happened and what to do, in words for the person who typed the address.
    ``is_passing`` says that the same address may well answer later, so nothing need be changed.
    """

    def __init__(self, code: str, message: str, *, is_passing: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.is_passing = is_passing


# Every code with its meaning.
FETCH_REFUSALS = {
    "ADDRESS": _("The address cannot be read, or is no address of the web."),
    "ADDRESS_SCHEME": _("The address does not start with https:// or http://."),
    "ADDRESS_PASSWORD": _("The address has a user name or a password in it."),
    "ADDRESS_PORT": _("The address names a port other than 80 and 443."),
    "ADDRESS_NUMBER": _("The address has a number in place of the name of a site."),
    "HOST_UNKNOWN": _("No such site is known, or its name was not answered in time."),
    "HOST_NOT_PUBLIC": _("The site is inside a private network, not on the public internet."),
    "NO_ANSWER": _("The site did not answer, or broke the connection off."),
    "CERTIFICATE": _("The certificate of the site is not trusted."),
    "TOO_SLOW": _("The site took too long."),
    "NOT_HTTP": _("The answer is not what a web site says."),
    "HEADERS_TOO_LARGE": _("The answer begins with more than it may."),
    "TOO_LARGE": _("The file is too large, as sent or when unpacked."),
    "COMPRESSION": _(
        "The file is packed in a way that we do not unpack, or the packing is broken."
    ),
    "CUT_OFF": _("The file ended before it was whole."),
    "REDIRECTS": _("The site sends us on too often, or to nowhere."),
    "REDIRECT_NOT_SAFE": _("The site sends us from https to http."),
    "STATUS": _("The site answered with an error, or with something other than a file."),
}

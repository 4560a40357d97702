"""The step of a sign-in that checks an address, for new accounts alone."""

from typing import Any

from allauth.account.stages import EmailVerificationStage


class NewAddressStage(EmailVerificationStage):
    """Ask for the code of the first mail when an account is made, and never again.

    Whoever signs in later has either typed a code that came by mail, or has a password or a
    passkey. Those belong to people who were in before, to people who followed a link in a mail,
    and to staff, whose address an administrator wrote and nobody checked.
    """

    def handle(self) -> tuple[Any, bool]:
        """Let everybody pass who is not new."""
        return super().handle() if self.login.signup else (None, True)

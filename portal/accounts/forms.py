"""The forms of accounts in the words of the site: labels outside the boxes, no placeholders."""

from typing import Any

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.code_forms import CodeBox
from portal.accounts.people import is_staff
from portal.core.mail_address import LONGEST_ADDRESS, AddressField

# Whoever asked for them: the person of the address is told how to come in meanwhile.
_TOO_MANY_CODES = _(
    "Too many codes were asked for with this address. Sign in with a password or a passkey, "
    "or try again in five minutes. After very many codes, try again tomorrow"
)
_STRONG = _("At least 12 characters. Three or four words work well.")


class _LoginField(forms.CharField):
    """A user name or an address. One that is longer than any is nobody's."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value))[: LONGEST_ADDRESS + 1]


class _OwnAddressField(AddressField):
    """The address of an account, in small letters as all of them are kept."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).lower()


class PasswordSignInForm(theirs.LoginForm):
    """User name or address, and password. The page has its own way to a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _LoginField()
        _box(self, "login", _("User name or email"), autocomplete="username")
        self.fields["login"].widget.attrs["autocapitalize"] = "none"
        _box(self, "password", _("Password"), autocomplete="current-password")


class CodeRequestForm(theirs.RequestLoginCodeForm):
    """An address that gets a code. Staff get a mail that says to use their password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address_box(self, _("We use it to send the code, and for nothing else"))

    def clean_email(self) -> str:
        """Find the account without telling whether there is one."""
        try:
            email = super().clean_email()
        except forms.ValidationError as refused:
            if refused.code != "too_many_login_attempts":
                raise
            raise forms.ValidationError(_TOO_MANY_CODES, code=refused.code) from None
        user = getattr(self, "_user", None)
        if user is not None and is_staff(user):
            self._user = None
            get_adapter().send_mail("account/email/staff_sign_in", email, {})
        return email


class NewAccountForm(theirs.SignupForm):
    """An address alone. A password comes later, for those who want one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("password1", None)
        _address_box(self, _("Use the address of your work or your group. We send a code to it"))


class NewAddressForm(theirs.AddEmailForm):
    """Another address for an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address_box(self, _("We send a code to it. Your address changes when you typed the code"))
        self.fields["email"].label = _("New email address")


class PasswordLinkForm(theirs.ResetPasswordForm):
    """An address that gets a link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address_box(self, _("We send a link to it, if it belongs to an account"))


class SignInCodeForm(CodeBox, theirs.ConfirmLoginCodeForm):
    """The code of a mail, to sign in."""


class AddressCodeForm(CodeBox, theirs.ConfirmEmailVerificationCodeForm):
    """The code of a mail, to show that an address is somebody's."""


class PasswordAgainForm(theirs.ReauthenticateForm):
    """The password once more, before something important."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _box(self, "password", _("Password"), autocomplete="current-password")


class _NewPassword:
    """Two boxes for a new password."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _box(self, "password1", _("New password"), autocomplete="new-password", hint=_STRONG)
        _box(self, "password2", _("New password again"), autocomplete="new-password")


class PasswordChangeForm(_NewPassword, theirs.ChangePasswordForm):
    """Another password, with the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _box(self, "oldpassword", _("Password you have now"), autocomplete="current-password")


class FirstPasswordForm(_NewPassword, theirs.SetPasswordForm):
    """A password for an account that had none."""


class ForgottenPasswordForm(_NewPassword, theirs.ResetPasswordKeyForm):
    """Another password, from the link of a mail."""


class ConfirmCodeForm(CodeBox, forms.Form):
    """The code of a mail, before something important in an account without a password."""

    code = forms.CharField()

    def __init__(self, *args: Any, is_right: Any = None, **kwargs: Any) -> None:
        self.is_right = is_right
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        """Compare with the code that was sent."""
        code = super().clean_code()
        if self.is_right is None or not self.is_right(code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class DeleteAccountForm(forms.Form):
    """A tick, so that no single press deletes an account."""

    is_sure = forms.BooleanField(
        label=_("Yes, delete my account"),
        error_messages={"required": _("Tick the box to delete your account")},
    )


def _address_box(form: Any, hint: Any) -> None:
    mistake = _("Enter an email address like name@example.org")
    form.fields["email"] = _OwnAddressField(
        widget=forms.EmailInput,
        error_messages={
            "required": _("Enter your email address"),
            "invalid": mistake,
            "max_length": mistake,
        },
    )
    _box(form, "email", _("Email address"), autocomplete="email", hint=hint)
    form.fields["email"].widget.attrs["maxlength"] = str(LONGEST_ADDRESS)


def _box(form: Any, name: str, label: Any, *, autocomplete: str, hint: Any = "") -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs = {"autocomplete": autocomplete, "spellcheck": "false"}

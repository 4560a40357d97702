"""Sign-in: django-allauth, passwords and second factors."""

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# One way in. Wagtail's own form would let a person with a second step in without it.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
# A stolen session must not move the address that a new password is sent to.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.PasswordSignInForm",
    "request_login_code": "portal.accounts.forms.CodeRequestForm",
    "confirm_login_code": "portal.accounts.forms.SignInCodeForm",
    "confirm_email_verification_code": "portal.accounts.forms.AddressCodeForm",
    "signup": "portal.accounts.forms.NewAccountForm",
    "add_email": "portal.accounts.forms.NewAddressForm",
    "reauthenticate": "portal.accounts.forms.PasswordAgainForm",
    "change_password": "portal.accounts.forms.PasswordChangeForm",
    "set_password": "portal.accounts.forms.FirstPasswordForm",
    "reset_password": "portal.accounts.forms.PasswordLinkForm",
    "reset_password_from_key": "portal.accounts.forms.ForgottenPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
# The password is optional and set later: the page of a new account asks for an address alone.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # of new accounts; see portal/accounts/stages.py
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
_CODE = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_LOGIN_BY_CODE_FORMAT = _CODE
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = _CODE
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
# Of a million codes: four tries, and the limits below on how many codes there are.
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 4
ACCOUNT_CHANGE_EMAIL = True  # one address a person; the old one goes when the new one is checked
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers whose address somebody typed
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_USER_DISPLAY = "portal.core.person.person_name"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# "5/5m/key": five failures in five minutes for one name, from wherever they come.
ACCOUNT_RATE_LIMITS = {
    "login": "20/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "request_login_code": "10/m/ip,3/5m/key,8/h/key,20/d/key",
    "confirm_email": "10/m/ip,3/5m/key,8/h/key,20/d/key",
    "signup": "10/m/ip,40/h/ip",
    "manage_email": "10/m/user",
    "reset_password": "10/m/ip,3/h/key",
    "reset_password_from_key": "10/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "portal.accounts.second_step.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey alone signs in, so it asks who holds it
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Nobody is in without a checked address but staff, whose address an administrator wrote.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_TOTP_ISSUER = "Waymark"
MFA_FORMS = {
    "authenticate": "portal.accounts.code_forms.SecondStepForm",
    "reauthenticate": "portal.accounts.code_forms.SecondStepAgainForm",
    "activate_totp": "portal.accounts.code_forms.FirstAppCodeForm",
    "login_webauthn": "portal.accounts.code_forms.PasskeySignInForm",
    "authenticate_webauthn": "portal.accounts.code_forms.PasskeyStepForm",
    "reauthenticate_webauthn": "portal.accounts.code_forms.PasskeyAgainForm",
    "add_webauthn": "portal.accounts.code_forms.NewPasskeyForm",
    "edit_webauthn": "portal.accounts.code_forms.PasskeyNameForm",
}
# A mail server's pace must not tell who has an account, nor keep anybody waiting.
ACCOUNT_MAIL_IN_BACKGROUND = True
ACCOUNT_EVEN_SECONDS = 0.15  # see portal/accounts/pace.py
SESSION_COOKIE_AGE = 12 * 3600  # a working day, for browsers that never close

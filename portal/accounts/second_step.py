"""The second step of signing in, in our words."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.models import SiteContact
from portal.core.person import person_name


class SecondStepAdapter(DefaultMFAAdapter):
    """What apps and passkeys say of us, and what we say when they do not fit."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("The second step stays on for this account"),
        "cannot_generate_recovery_codes": _(
            "Turn on the app or add a passkey first. Recovery codes stand in for them"
        ),
        "incorrect_code": _("This did not work. Look at your phone again and try once more"),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        """Offer a name for a new passkey: ``"Passkey 2"``."""
        known = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": known + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say the name of the service beside its address."""
        entity = super().get_public_key_credential_rp_entity()
        return {**entity, "name": SiteContact.current().service_name}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Show the address, by which people tell their accounts apart."""
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "display_name": user.email or person_name(user)}

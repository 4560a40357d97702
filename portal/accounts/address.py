"""The page of one's address of mail."""

from typing import Any

from allauth.account import views
from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView


@method_decorator(never_cache, name="dispatch")
@method_decorator(login_required, name="dispatch")
class AddressPage(views.EmailView):
    """One address a person: a new one takes its place when its code was typed."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Write nothing when somebody only looks; allauth's own view makes a row then."""
        if request.method in ("GET", "HEAD"):
            self._did_send_verification_email = False
            return FormView.dispatch(self, request, *args, **kwargs)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address of today."""
        facts = super().get_context_data(**kwargs)
        user: Any = self.request.user
        facts["email"] = EmailAddress.objects.get_primary_email(user) or user.email
        return facts

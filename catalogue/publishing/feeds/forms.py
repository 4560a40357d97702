"""The form of a feed: address, format, whether it is all there is, and whether it is on."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.feeds.fetch_addresses import read_address
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.publishing.enums import CourseFeedFormat
from catalogue.publishing.feeds.services import MAX_FEEDS
from catalogue.publishing.models import CourseFeed


class FeedForm(forms.ModelForm):
    """A feed of one organisation."""

    use_required_attribute = False

    class Meta:
        model = CourseFeed
        fields = ("address", "feed_format", "is_full_list", "is_on", "is_shrink_expected")
        labels = {
            "address": gettext_lazy("Address of the feed"),
            "feed_format": gettext_lazy("What it is written in"),
            "is_full_list": gettext_lazy("It is our full list"),
            "is_on": gettext_lazy("Fetch it every night"),
            "is_shrink_expected": gettext_lazy("Much will be gone next time, and that is right"),
        }
        help_texts = {
            "address": gettext_lazy("It starts with https:// and needs no password."),
            "is_full_list": gettext_lazy(
                "Courses that came by this feed and are no longer in it come off the site."
            ),
            "is_shrink_expected": gettext_lazy("We do not hold it once for missing courses."),
        }
        widgets = {
            "address": forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            "feed_format": forms.RadioSelect,
        }
        error_messages = {
            "address": {
                "required": gettext_lazy("Enter the address of the feed."),
                "max_length": gettext_lazy("Enter an address of at most 500 characters."),
            },
            "feed_format": {"invalid_choice": gettext_lazy("Choose one of the formats.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["feed_format"].choices = CourseFeedFormat.choices  # type: ignore[attr-defined]  # a ChoiceField
        if self.instance.pk is None:
            del self.fields["is_on"], self.fields["is_shrink_expected"]

    def clean_address(self) -> str:
        """Refuse an address that would never be fetched, and one that is here already."""
        address: str = self.cleaned_data["address"].strip()
        try:
            read_address(address)
        except FetchRefusedError as error:
            raise ValidationError(_(error.message)) from error
        others = CourseFeed.objects.filter(organisation=self.instance.organisation)
        others = others.exclude(pk=self.instance.pk)
        if others.filter(address=address).exists():
            raise ValidationError(_("You have this feed already."))
        return address

    def clean(self) -> dict[str, Any]:
        """Say that there are feeds enough."""
        data = super().clean() or self.cleaned_data
        mine = CourseFeed.objects.filter(organisation=self.instance.organisation)
        if self.instance.pk is None and mine.count() >= MAX_FEEDS:
            words = _("You have %(n)d feeds. Delete one that you no longer need.")
            raise ValidationError(words % {"n": MAX_FEEDS})
        return data

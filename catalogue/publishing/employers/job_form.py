"""The form of a job: one page, the single judge of what can be sent."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.providers.postcodes import read_postcode
from catalogue.publishing.desk.name_field import NameField
from catalogue.publishing.editor import typed
from catalogue.publishing.editor.places import town_of
from catalogue.vacancies.enums import VacancyKind, WageType, WageUnit
from catalogue.vacancies.pay import Shortfall, shortfall
from portal.core.admin_forms import LinesField, PoundsField
from portal.core.pay_floors import pay_floors

# An advertisement that is older is forgotten rather than open.
MOST_DAYS_OPEN = 180
FARTHEST_START = datetime.timedelta(days=731)


def _lines(label: Any, rows: int, most: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        strip=True,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "max_length": gettext_lazy(
                "Write at most %(limit_value)d characters. There are %(show_value)d."
            ),
            "required": options.pop("missing", gettext_lazy("Write something here.")),
        },
        **options,
    )


def _storable(value: Any) -> Any:
    """Return a value that JSON and every database take: PostgreSQL refuses NUL in texts."""
    if isinstance(value, str):
        text = value[: typed.LONGEST_TYPED].replace("\x00", "")
        return text.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return str(value) if isinstance(value, Decimal) else value


class DayField(forms.CharField):
    """A day as people write it: 18/1/2027, 18 January. Its value is ``"2027-01-18"``."""

    def __init__(self, *, missing: Any = "", **options: Any) -> None:
        super().__init__(**options, max_length=60, error_messages={"required": missing})
        self.today: datetime.date | None = None

    def prepare_value(self, value: Any) -> Any:
        """Show the day as it is written here."""
        return typed.show_date(value) if value else ""

    def clean(self, value: Any) -> str:
        """Return the ISO date, or say how to write one."""
        text = super().clean(value)
        if not text:
            return ""
        read = typed.read_date(text, today=self.today or datetime.date.min) or ""
        try:
            return datetime.date.fromisoformat(read).isoformat()
        except ValueError:
            words = _("“%(typed)s” is not a day that we can read. Write it like 18/1/2027.")
            raise ValidationError(words % {"typed": text}) from None


class JobForm(forms.Form):
    """An entry-level job of an employer. The names are those of Vacancy and its place of work."""

    use_required_attribute = False

    title = NameField(
        label=gettext_lazy("Job title"),
        help_text=gettext_lazy("As people search for it: “Care assistant”, “Warehouse operative”."),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the title of the job")},
    )
    summary = _lines(
        gettext_lazy("In one or two sentences"),
        2,
        300,
        help_text=gettext_lazy("People read this in the list of results."),
        missing=gettext_lazy("Write one or two sentences about the job"),
    )
    description = _lines(
        gettext_lazy("What will they do?"),
        6,
        5000,
        help_text=gettext_lazy("Short sentences. Start a line with “- ” to make a list."),
        missing=gettext_lazy("Write what people do in this job"),
    )
    skills = LinesField(
        label=gettext_lazy("What you look for"),
        help_text=gettext_lazy("One thing on each line. Leave out what you can teach."),
        required=False,
    )
    town = forms.CharField(
        label=gettext_lazy("Town"),
        help_text=gettext_lazy("Leave it empty: we find it by the postcode."),
        required=False,
        max_length=100,
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode of the place of work"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Write the postcode of the place of work")},
    )
    wage_low_pence = PoundsField(
        label=gettext_lazy("Pay from, in pounds"),
        required=True,
        error_messages={
            "required": gettext_lazy("Write the pay. People do not apply without it."),
            "invalid": gettext_lazy("Enter a number of pounds, like 13.10"),
        },
    )
    wage_high_pence = PoundsField(
        label=gettext_lazy("Pay to, in pounds"),
        help_text=gettext_lazy("Leave it empty when it is one figure."),
    )
    wage_unit = forms.ChoiceField(
        label=gettext_lazy("Pay is for"),
        choices=[("", gettext_lazy("Choose one")), *WageUnit.choices],
        error_messages={
            "required": gettext_lazy("Choose for what time the pay is"),
            "invalid_choice": gettext_lazy("Choose one of the times"),
        },
    )
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"),
        required=False,
        max_digits=5,
        decimal_places=2,
        min_value=Decimal("0.5"),
        max_value=Decimal(168),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    working_week = forms.CharField(
        label=gettext_lazy("Days and shifts"),
        help_text=gettext_lazy("Like “Monday to Friday, 7am to 3pm”."),
        required=False,
        max_length=500,
    )
    positions = forms.IntegerField(
        label=gettext_lazy("How many people do you need?"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    closing_date = DayField(
        label=gettext_lazy("Last day to apply"),
        help_text=gettext_lazy("The job leaves the site at midnight. Write it like 18/1/2027."),
        missing=gettext_lazy("Write the last day on which people can apply"),
    )
    start_date = DayField(label=gettext_lazy("First day of work"), required=False)
    apply_url = forms.URLField(
        label=gettext_lazy("Web page to apply on"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Enter a web address, like www.example.org/jobs")},
    )
    apply_instructions = _lines(
        gettext_lazy("How to apply without it"),
        3,
        1000,
        required=False,
        help_text=gettext_lazy("A phone number, an address of mail, or when to come in."),
    )
    employer_description = _lines(gettext_lazy("About you as an employer"), 3, 1500, required=False)
    is_disability_confident = forms.BooleanField(
        label=gettext_lazy("We are a Disability Confident employer"), required=False
    )

    def __init__(self, *args: Any, today: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.shortfall: Shortfall | None = None  # pay under a legal minimum, once it is checked
        for name in ("closing_date", "start_date"):
            self.fields[name].today = today  # type: ignore[attr-defined]  # of our DayField

    def clean_postcode(self) -> str:
        """Return the whole postcode as it is written."""
        try:
            return read_postcode(self.cleaned_data["postcode"])
        except ValueError:
            raise ValidationError(_("Write the whole postcode, like DY4 8NU.")) from None

    def clean_apply_url(self) -> str:
        """Refuse what is no web page."""
        address: str = self.cleaned_data["apply_url"]
        if address and not address.startswith(("https://", "http://")):
            raise ValidationError(_("Enter a web address, like www.example.org/jobs"))
        return address

    def clean(self) -> dict[str, Any]:
        """Check answers that must fit each other. Each error stands at the field to change."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("postcode") and not cleaned.get("town"):
            cleaned["town"] = town_of(cleaned["postcode"])
        self._check_pay(cleaned)
        self._check_days(cleaned)
        is_lost = not cleaned.get("apply_url") and not cleaned.get("apply_instructions")
        if is_lost and not {"apply_url", "apply_instructions"} & set(self.errors):
            self.add_error("apply_url", _("Say how people apply: a web page, or words below it."))
        return cleaned

    def _check_pay(self, cleaned: dict[str, Any]) -> None:
        low, high = cleaned.get("wage_low_pence"), cleaned.get("wage_high_pence")
        if low and high and high < low:
            self.add_error("wage_high_pence", _("The highest pay is under the lowest."))
        start = cleaned.get("start_date")
        short = shortfall(
            kind=VacancyKind.JOB,
            wage_type=WageType.CUSTOM,
            low=low,
            high=high or low,
            unit=cleaned.get("wage_unit") or "",
            hours=cleaned.get("hours_per_week"),
            date=datetime.date.fromisoformat(start) if start else self.today,
            floors=pay_floors(),
        )
        self.shortfall = short
        if short is not None and short.is_for_everyone:
            words = _("This is under the legal minimum of £%(floor)s an hour. Write the real pay.")
            floor = f"{short.floor.pence_an_hour / 100:.2f}"
            self.add_error("wage_low_pence", words % {"floor": floor})

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        last, start = cleaned.get("closing_date"), cleaned.get("start_date")
        if last:
            day = datetime.date.fromisoformat(last)
            if day < self.today:
                self.add_error("closing_date", _("This day has passed. Write a later one."))
            elif day > self.today + datetime.timedelta(days=MOST_DAYS_OPEN):
                words = _("Write a day within %(days)d days. You can put it off later.")
                self.add_error("closing_date", words % {"days": MOST_DAYS_OPEN})
        if start:
            first = datetime.date.fromisoformat(start)
            if last and start < last:
                self.add_error("start_date", _("The work starts before people can apply."))
            elif first > self.today + FARTHEST_START:
                self.add_error("start_date", _("This is years ahead. Check the year."))

    def content(self) -> dict[str, Any]:
        """Return what a draft keeps: values where they can be read, else what was typed.

        Call is_valid first.
        """
        kept: dict[str, Any] = {}
        for name, field in self.fields.items():
            raw = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            is_read = name in self.cleaned_data and name not in self.errors
            value = self.cleaned_data[name] if is_read else raw
            kept[name] = _storable(value)
        return kept

    @classmethod
    def of_content(cls, content: Mapping[str, Any], *, today: datetime.date) -> "JobForm":
        """Return the bound form of a draft, to judge it once more."""
        blank = cls(today=today)
        data = {
            name: field.prepare_value(content.get(name))
            for name, field in blank.fields.items()
            if content.get(name) not in (None, "", False)
        }
        return cls(data, today=today)

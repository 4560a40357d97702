"""Plain objects that the style guide draws. No database: the guide works before any data exists."""

from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html


class SampleForm(forms.Form):
    """One field of each sort, sent with two mistakes."""

    name = forms.CharField(label="Your name", help_text="Any name you like to be called")
    email = forms.EmailField(
        label="Email address",
        error_messages={"invalid": "Email address must have an @, like name@example.org"},
    )
    about = forms.CharField(label="What is wrong?", widget=forms.Textarea, required=False)
    place = forms.ChoiceField(label="Town", choices=[("", "Choose a town"), ("w", "Walsall")])
    work = forms.ChoiceField(
        label="Do you work now?",
        choices=[("no", "No"), ("some", "Yes, some hours"), ("full", "Yes, full time")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one answer"},
    )
    needs = forms.MultipleChoiceField(
        label="What do you need?",
        choices=[("child", "Childcare"), ("step", "No steps"), ("quiet", "A quiet space")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_agreed = forms.BooleanField(label="Send me one email when this changes", required=False)


def style_samples() -> dict[str, Any]:
    """Return what ``templates/styleguide/index.html`` needs."""
    return {
        "cards": _cards(),
        "tabs": [
            {"label": "Everything", "url": "#", "count": 81, "is_current": True},
            {"label": "Courses", "url": "#", "count": 42, "is_current": False},
            {"label": "Guides", "url": "#", "count": 5, "is_current": False},
        ],
        "chips": [{"label": "Evening", "url": "#"}, {"label": "Walsall, 5 miles", "url": "#"}],
        "facets": _facets(),
        "sorts": [
            {"value": "nearest", "label": "Nearest", "is_on": True},
            {"value": "soonest", "label": "Soonest", "is_on": False},
        ],
        "pages": [
            {"number": 1, "url": "#", "is_current": False},
            {"number": 2, "url": "#", "is_current": True},
            None,
            {"number": 9, "url": "#", "is_current": False},
        ],
        "ways": [
            {
                "number": 7,
                "title": "Look up to 10 miles away",
                "note": "Weekend stays on",
                "url": "#",
            },
            {"number": 12, "title": "Any day of the week", "note": "Walsall stays on", "url": "#"},
        ],
        "key_facts": [
            {
                "icon": "cal",
                "label": "Next start",
                "answer": "Tuesday 12 January",
                "note": "12 weeks",
            },
            {"icon": "pin", "label": "Where", "answer": "Walsall town centre", "note": "0.8 miles"},
            {"icon": "coin", "label": "Cost", "answer": "Free for most people"},
            {"icon": "steps", "label": "Level", "answer": "Entry 2"},
        ],
        "need": ["To be 19 or over", "Some English: Entry 1"],
        "helps": ["You want to work in care"],
        "not_needed": ["A test", "Your own laptop"],
        "crumbs": [("Home", "#"), ("81 results near Walsall", "#")],
        "table_head": ["Starts", "Times", "Place"],
        "table_rows": [
            ["Tuesday 12 January", "Tuesday and Thursday, 6pm to 8pm", "Walsall town centre"],
            ["Saturday 16 January", "Saturday, 10am to 2pm", "Caldmore Community Hall"],
        ],
        "form": SampleForm({"name": "Amina K", "email": "amina", "place": "w"}),
        "areas": [("Walsall", "#"), ("Dudley", "#")],
        "a_date": date(2027, 1, 12),
    }


def _facets() -> list[dict[str, Any]]:
    return [
        {
            "key": "within",
            "label": "How far",
            "is_single": True,
            "is_open": True,
            "options": [
                {"value": "2", "label": "Up to 2 miles", "count": 33, "is_on": False},
                {"value": "5", "label": "Up to 5 miles", "count": 81, "is_on": True},
            ],
        },
        {
            "key": "when",
            "label": "When",
            "is_single": False,
            "is_open": True,
            "options": [
                {"value": "evening", "label": "Evening", "count": 81, "is_on": True},
                {"value": "weekend", "label": "Weekend", "count": 13, "is_on": False},
            ],
        },
        {"key": "cost", "label": "Cost", "is_single": False, "is_open": False, "options": []},
    ]


def _cards() -> list[dict[str, Any]]:
    where = format_html("<b>{}</b> from <bdi>{}</bdi> · {}", "0.8 miles", "WS1", "Walsall")
    full = {
        "kind": "course",
        "kind_label": "Course",
        "icon": "book",
        "tags": [("Free for most people", "green")],
        "title": "English for care work: Entry 2, evenings",
        "url": "#",
        "provider": "Kingfisher Community Learning (demo)",
        "facts": [
            {"icon": "pin", "label": "Where", "text": where},
            {"icon": "clock", "label": "When", "text": "Tuesday and Thursday evening, in person"},
            {"icon": "cal", "label": "Length", "text": "12 weeks, 4 hours a week"},
            {"icon": "coin", "label": "Cost", "text": "Free for most people", "strong": True},
            {"icon": "steps", "label": "Level", "text": "Entry 2"},
            {
                "icon": "list",
                "label": "You need",
                "text": "A short talk. No test.",
            },
        ],
        "date": {"top": "Jan", "number": 12, "bottom": "Tuesday", "more": "3 start dates"},
        "why": "Evening, Entry 2 and care: all three match.",
    }
    undated = {**full, "date": None, "why": "", "tags": [], "title": "Start in care, any time"}
    cancelled = {
        **full,
        "tags": [("Cancelled", "red")],
        "date": {"top": "Jan", "number": 16, "bottom": "Saturday", "off": True},
        "why": "",
    }
    return [full, undated, cancelled]

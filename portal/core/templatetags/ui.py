"""Small pieces of markup that templates use many times on a page: icons, discs, form controls."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField, BoundWidget
from django.template.defaultfilters import stringfilter
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from portal.core.prose import whole_postcodes

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, classes: str = "") -> SafeString:
    """Return a drawing of ``static/art/icons.svg``: ``{% icon "pin" %}``.

    Decorative always: the words beside it carry the meaning.
    """
    more = f" {classes}" if classes else ""
    return format_html(
        '<svg class="wm-i{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        more,
        static("art/icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=64)
def disc(name: str = "arrow") -> SafeString:
    """Return an icon in a round of colour. The arrow is the waymark: it turns with the script."""
    classes = "wm-i--fill wm-turn" if name == "arrow" else ""
    return format_html('<span class="wm-disc" aria-hidden="true">{}</span>', icon(name, classes))


@register.simple_tag
def kind(icon_name: str, label: str) -> SafeString:
    """Return what sort of thing a card or a page is, with its sign: ``{% kind "book" words %}``."""
    return format_html('<span class="wm-kind">{}{}</span>', disc(icon_name), label)


@register.simple_tag
def control(field: BoundField, **attributes: Any) -> SafeString:
    """Return the widget of a form field with the classes and links that our fields need.

    ``{% control form.email class="govuk-input--width-20" %}``. Radios and checkboxes in groups have
    templates of their own; this serves single boxes.
    """
    widget = field.field.widget
    classes = [_class_of(widget), attributes.pop("class", "")]
    if field.errors:
        classes.append(f"{_class_of(widget)}--error")
    described = [f"{field.id_for_label}-hint"] if field.help_text else []
    if field.errors:
        described.append(f"{field.id_for_label}-error")
    attrs: dict[str, Any] = {"class": " ".join(c for c in classes if c)}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if getattr(widget, "input_type", "") in ("email", "url", "tel"):
        attrs["dir"] = "ltr"
    elif _takes_words(widget) and "dir" not in widget.attrs:
        # "40 Towpath Road" keeps its order on a page in Urdu.
        attrs["dir"] = "auto"
    html = field.as_widget(attrs={**attrs, **attributes})
    return mark_safe(html)  # noqa: S308  # widgets escape what they show


@register.filter(name="whole_postcodes", is_safe=True)
@stringfilter
def whole_postcodes_filter(text: str) -> str:
    """Return an address whose postcode stays on one line: ``{{ place|whole_postcodes }}``."""
    return whole_postcodes(text)


def _takes_words(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.Textarea) or getattr(widget, "input_type", "") == "text"


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return ``radios``, ``checkboxes``, ``checkbox`` or ``box``: which markup a field needs."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "box"


@register.simple_tag
def choice_id(field: BoundField, option: BoundWidget, is_first: bool) -> str:
    """Return the id of one choice. The first has its question's, where errors lead.

    ``{% choice_id field option forloop.first as id %}``.
    """
    return field.auto_id if is_first else option.id_for_label or ""


@register.simple_tag
@lru_cache(maxsize=32)
def motif_url(motif: str) -> str:
    """Return the address of a sector's drawing: ``HEALTH`` gives ``art/sector-health.svg``."""
    return static(f"art/sector-{motif.lower()}.svg")


@register.filter
def labelled(row: Iterable[Any], head: Iterable[str]) -> list[dict[str, Any]]:
    """Return each cell of a table row with the name of its column, for phones."""
    return [{"label": label, "value": value} for label, value in zip(head, row, strict=False)]


@register.filter
def lookup(counts: Mapping[str, int], name: str) -> int:
    """Return the count of a name, or 0: ``counts|lookup:sector.slug``."""
    return counts.get(name, 0)


@register.simple_tag
def counts(*numbers_and_words: Any) -> SafeString:
    """Return each number that is not 0 by its words: ``{% counts 3 "3 jobs" 0 "0 courses" %}``."""
    said = zip(numbers_and_words[::2], numbers_and_words[1::2], strict=True)
    comma = pgettext("between two things of a list", ", ")
    whole = '<bdi class="wm-nowrap">{}</bdi>'
    return format_html_join(comma, whole, ((words,) for number, words in said if number))


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.Textarea):
        return "govuk-textarea"
    if isinstance(widget, forms.CheckboxInput):
        return "govuk-checkboxes__input"
    return "govuk-select" if isinstance(widget, forms.Select) else "govuk-input"


@register.simple_tag
def region_examples() -> dict[str, str]:
    """Return what to type in "Where?" here: ``{"postcode": "B70", "town": "Walsall"}``."""
    return {
        "postcode": settings.REGION["example_postcode"],
        "town": settings.REGION["example_town"],
    }

"""Sheets that the admin gives out: no text of a stranger becomes a formula in one."""

from typing import Any

from django.utils.encoding import force_str
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What a spreadsheet takes for the start of a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula: ``"'=1+1"``. Numbers stay."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _safe_text(value: Any) -> Any:
    """Return a cell of any kind, a row of the database as its name."""
    return safe_cell(force_str(value, strings_only=True))


def _safe_list(value: Any) -> str:
    return str(safe_cell(force_str(", ".join(map(str, value)))))


def guard_sheets() -> None:
    """Make every sheet safe, ours and Wagtail's: titles and names come from files and visitors."""
    csv, xlsx = SpreadsheetExportMixin.FORMATS[::-1]
    # The first kind that fits decides, so the one that fits everything stands last.
    SpreadsheetExportMixin.custom_value_preprocess = {
        **SpreadsheetExportMixin.custom_value_preprocess,
        list: {csv: _safe_list, xlsx: _safe_list},
        object: {csv: _safe_text, xlsx: _safe_text},
    }

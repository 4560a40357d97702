"""Cells that hold web addresses, email addresses and phone numbers."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

check_url = URLValidator(schemes=["http", "https"])
check_email = EmailValidator()


@lru_cache(maxsize=4096)
def read_webpage(cell: str) -> str:
    """Return an address with its scheme: ``"www.example.org"`` gets ``https://``."""
    address = cell if re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*:", cell) else f"https://{cell}"
    if re.match(r"[a-zA-Z0-9.\-]+:\d+(/|$)", cell):  # "example.org:8080/courses"
        address = f"https://{cell}"
    scheme, _, rest = address.partition("://")
    address = f"{scheme.lower()}://{rest}"
    try:
        check_url(address)
    except ValidationError as error:
        raise ValueError(cell) from error
    return address


def read_email(cell: str) -> str:
    """Return an email address without ``mailto:``."""
    address = cell.removeprefix("mailto:").strip()
    try:
        check_email(address)
    except ValidationError as error:
        raise ValueError(cell) from error
    return address


def read_phone(cell: str) -> tuple[str, bool]:
    """Return a phone number, and whether a lost zero was put back: ``"1922555010"`` lost one."""
    digits = re.sub(r"\D", "", cell)
    if not re.fullmatch(r"[\d\s()+.\-/]+(?:\s*(?:ext|x)\.?\s*\d+)?", cell, re.IGNORECASE):
        raise ValueError(cell)
    if cell.isdigit() and len(cell) in (9, 10) and not cell.startswith("0"):
        return f"0{cell}", True
    if not 9 <= len(digits) <= 15:
        raise ValueError(cell)
    return " ".join(cell.split()), False

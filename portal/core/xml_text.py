"""Text for XML documents such as feeds."""

import re

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fit_for_xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold: one ends the whole feed."""
    return _NOT_IN_XML.sub("", text)

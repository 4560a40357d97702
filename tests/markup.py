"""HTML as a browser understands it: tests do not see how a template's lines are parted."""

import re

BLOCKS = (
    "article|aside|body|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|head|header|html|"
    "legend|li|link|main|meta|nav|ol|optgroup|option|p|section|summary|table|tbody|td|th|thead|tr|ul"
)
AROUND_BLOCKS = re.compile(rf"\s*(</?(?:{BLOCKS})\b(?:[^<>\"]|\"[^\"]*\")*>)\s*")


def folded(html: str) -> str:
    """Return HTML with one space for a run of white space, and none beside the tag of a block."""
    return AROUND_BLOCKS.sub(r"\1", re.sub(r"[ \t\r\n\f]+", " ", html))

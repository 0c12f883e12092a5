"""A text → as it stands in XML, between tags or as an attribute.

Python's own way, `xml.sax.saxutils`, loads everything that can ask a web server.
"""

from __future__ import annotations

from typing import Final

_IN_TEXT: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTE: Final = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(text: str) -> str:
    """A text as it stands between tags."""
    return text.translate(_IN_TEXT)


def attribute(text: str) -> str:
    """A text as the value of an attribute, its quotation marks with it."""
    escaped = escape(text).translate(_IN_ATTRIBUTE)
    if '"' in escaped and "'" not in escaped:
        return f"'{escaped}'"
    quoted = escaped.replace('"', "&quot;")
    return f'"{quoted}"'

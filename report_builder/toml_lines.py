"""A TOML text and the path of a key → the line where a person finds that key.

``tomllib`` keeps no positions, so the text is looked through again: well enough for the plain files that
people edit here, and falling back on the nearest line that was found.
"""

from __future__ import annotations

import re
from typing import Final

Keys = tuple[str | int, ...]

_HEADER: Final = re.compile(r"\s*\[{1,2}\s*([^\]]+?)\s*\]{1,2}\s*(#.*)?$")
_ELEMENT: Final = re.compile(r"\s*[\[{\"'\d]")


def find_line(text: str, keys: Keys) -> int | None:
    """The line of the key, counted from 1, or of the nearest enclosing key; ``None`` if none is there."""
    lines = text.splitlines()
    found: int | None = None
    start = 0
    for position, key in enumerate(keys):
        if isinstance(key, int):
            step = _nth_element(lines, start, keys[position - 1], key)
        else:
            step = _key_line(lines, start, key, nested=position > 0)
        if step is None:
            break
        found = start = step
    return None if found is None else found + 1


def _key_line(lines: list[str], start: int, key: str, *, nested: bool) -> int | None:
    """The line that gives ``key`` a value or heads its table, from ``start`` on."""
    name = rf"[\"']?{re.escape(key)}[\"']?"
    value = re.compile(rf"(^|[{{,])\s*{name}\s*=" if nested else rf"^\s*{name}\s*[=.]")
    for number in range(start, len(lines)):
        header = _HEADER.match(lines[number])
        if header and header.group(1).strip("\"'") == key:
            return number
        if header and nested and number > start:
            return None
        if value.search(lines[number]):
            return number
    return None


def _nth_element(lines: list[str], start: int, key: str | int, index: int) -> int | None:
    """The line of a list's element: the n-th ``[[key]]``, or the n-th line of an array written downwards."""
    headers = [
        number
        for number, line in enumerate(lines)
        if (match := _HEADER.match(line)) and line.lstrip().startswith("[[") and match.group(1) == key
    ]
    if headers:
        return headers[index] if index < len(headers) else None
    if not lines[start].split("#")[0].rstrip().endswith("["):
        return start
    elements = [number for number in range(start + 1, len(lines)) if _ELEMENT.match(lines[number])]
    return elements[index] if index < len(elements) else None

"""A template's parts as an editor left them → the same: revisions accepted, each placeholder in one run.

Word and WPS part a text into runs wherever its spelling is checked, its language or its author changes; a
placeholder is then spread over several, and over a revision. The part's tree is changed in place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W
from report_builder.word.revisions import accept_changes, count_changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_PLACEHOLDER: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def settle(root: _Element) -> int:
    """Settle one part; gives how many tracked changes it had."""
    changes = count_changes(root)
    if changes:
        accept_changes(root)
    for paragraph in root.iter(f"{W}p"):
        _join(list(_own_texts(paragraph)))
    return changes


def own_text(paragraph: _Element) -> str:
    """What a paragraph says, without a text box that is anchored in it."""
    return "".join(text.text or "" for text in _own_texts(paragraph))


def _own_texts(paragraph: _Element) -> Iterator[_Element]:
    """The texts of a paragraph, without those of a text box that is anchored in it."""
    for text in paragraph.iter(f"{W}t"):
        owner = next(text.iterancestors(f"{W}p"), None)
        if owner is paragraph:
            yield text


def _join(texts: list[_Element]) -> None:
    """Put each placeholder into the text in which it begins."""
    whole = "".join(text.text or "" for text in texts)
    if not _PLACEHOLDER.search(whole):
        return
    starts, position = [], 0
    for text in texts:
        starts.append(position)
        position += len(text.text or "")
    pieces = [""] * len(texts)
    owner_of = _owners(starts, len(whole))
    for found in _PLACEHOLDER.finditer(whole):
        owner_of[found.start() : found.end()] = [owner_of[found.start()]] * len(found.group())
    for letter, owner in zip(whole, owner_of, strict=True):
        pieces[owner] += letter
    for text, piece in zip(texts, pieces, strict=True):
        if piece != (text.text or ""):
            text.text = piece
            text.set(_XML_SPACE, "preserve")


def _owners(starts: list[int], length: int) -> list[int]:
    """For each letter, the number of the text that it stands in."""
    ends = [*starts[1:], length]
    spans = zip(starts, ends, strict=True)
    return [number for number, (start, end) in enumerate(spans) for _ in range(start, end)]

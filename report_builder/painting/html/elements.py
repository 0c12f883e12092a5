"""Texts and elements → elements of a page, nothing in them read as markup."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

# What no page may hold (HTML, 13.1.4, and XML 1.0, 2.2); a settings file can spell it all the same.
_NOT_ALLOWED: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

Content = etree._Element | str | None  # noqa: SLF001  lxml's own name for an element
Attributes = dict[str, str]


def element(tag: str, *contents: Content, **attributes: str) -> etree._Element:
    """An element with its contents; ``class_`` and ``aria_label`` are spelt as HTML spells them.

    An attribute that is empty is left out, but for an alternative text.
    """
    made = etree.Element(tag)
    for name, value in attributes.items():
        if value or name == "alt":
            made.set(name.rstrip("_").replace("_", "-"), clean(value))
    add(made, *contents)
    return made


def add(parent: etree._Element, *contents: Content) -> None:
    """Put texts and elements behind what an element holds."""
    for content in contents:
        if isinstance(content, str):
            _add_text(parent, clean(content))
        elif content is not None:
            parent.append(content)


def clean(text: str) -> str:
    """A text without the characters that no page may hold."""
    return _NOT_ALLOWED.sub("", text)


def _add_text(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text

"""A report's paragraphs → ``Passage`` values, each with what the rules must not look into hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.reports.headings import ordinal_of
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from report_builder.diagnostics import Place
    from report_builder.reports.headings import HeadingNumber

# Stands for each hidden character, so that places in `bare` are places in `text`; no pattern means it.
HIDDEN: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
# Beyond the BMP too, for names with rare characters.
HAN: Final = "[\U00020000-\U0003ffff\u3400-\u4dbf\u4e00-\u9fff〇]"

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[\w\-.~:/?#\[\]@!$&'()*+,;=%]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|\b[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,6}\.(?:gov|com|cn|org|net)\b(?:/[\w\-.~/?#&=%]*)?",
    re.ASCII,
)
_MARKS: Final = re.compile("[《》]")


class Passage(Struct, frozen=True):
    """A paragraph: ``bare`` is ``text`` with names of documents inside 《》 and addresses hidden.

    ``level`` is a heading's, from 1; 0 for anything else; ``is_misnumbered`` as in a ``Paragraph``.
    """

    text: str
    bare: str
    place: Place
    role: ParagraphRole
    level: int
    is_misnumbered: bool = False

    @property
    def ordinal(self) -> HeadingNumber | None:
        """The number that it begins with, if it does; a wrong numeral counts on the level that it is for."""
        written = ordinal_of(self.text)
        return replace(written, level=self.level) if written and self.is_misnumbered else written

    @property
    def heading(self) -> str:
        """Its words without the number before them."""
        ordinal = self.ordinal
        return self.text[ordinal.end if ordinal else 0 :].strip()


Text = tuple[Passage, ...]


def passage(
    text: str,
    place: Place,
    role: ParagraphRole = ParagraphRole.TEXT,
    level: int = 0,
    *,
    is_misnumbered: bool = False,
) -> Passage:
    """A passage, with what is to be hidden in it hidden."""
    return Passage(text, _hide(text), place, role, level, is_misnumbered)


def _hide(text: str) -> str:
    """The text with everything inside the outermost 《》 and every address replaced, sign by sign."""
    hidden = list(text)
    opened: list[int] = []
    for mark in _MARKS.finditer(text):
        if mark.group() == "《":
            opened.append(mark.end())
        elif opened:
            start = opened.pop()
            if not opened:
                hidden[start : mark.start()] = HIDDEN * (mark.start() - start)
    for address in _ADDRESS.finditer(text):
        hidden[address.start() : address.end()] = HIDDEN * (address.end() - address.start())
    return "".join(hidden)

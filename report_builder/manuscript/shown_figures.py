"""A figure that the report shows → its tag and name, and the marks that carry it through Jinja and Markdown.

A tag names what is shown and how it is worded, so that the same tag always stands for the same text:
``申请.新收|有无("收到","政府信息公开申请","件")`` in the text, ``requests.new.total`` in a table.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.report import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from report_builder.manuscript.inlines import Letters

# Noncharacters, which no narrative and no ledger may hold (Unicode 23.7): a figure's number, then its text.
OPENING: Final = "\ufdd8"
NUMBERED: Final = "\ufdd9"
CLOSING: Final = "\ufdda"
_MARKED_FIGURE: Final = re.compile(f"({OPENING}[0-9]+{NUMBERED}[^{CLOSING}]*{CLOSING})")

# Word takes 64 characters in a tag, and shows as many of a name.
_LONGEST_TAG: Final = 56
_LONGEST_STEP: Final = 24
_DIGEST: Final = 8
_MARKS: Final = re.compile(f"{OPENING}[0-9]*{NUMBERED}|[{OPENING}-{CLOSING}]")
# Written as what is refused: `re` compiles the few characters far faster than all the others.
_NO_XML: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_STEPS: Final = re.compile(r'[.|]|\("|"\)|","')


class FigureList(Struct):
    """The figures of a report in the order in which they are met; a mark bears a figure's number in it."""

    figures: list[ShownFigure] = field(default_factory=list)
    _texts: dict[str, str] = field(default_factory=dict)

    def take(self, expression: str, name: str, text: str) -> int:
        """The number of a figure that is now the last of the list."""
        text = plain(text)
        self.figures.append(ShownFigure(self._tag(plain(expression), text), plain(name), text))
        return len(self.figures) - 1

    def extend(self, figures: Iterable[ShownFigure]) -> None:
        """Take figures that are numbered already; the list must be empty."""
        for figure in figures:
            self.figures.append(figure)
            self._texts[figure.tag] = figure.text

    def _tag(self, expression: str, text: str) -> str:
        """The expression's tag; one that would stand for a second text is told apart by a number."""
        first = tag = tag_of(expression)
        number = 1
        while self._texts.setdefault(tag, text) != text:
            number += 1
            tag = f"{first}~{number}"
        return tag


def plain(text: str) -> str:
    """The text without what a string in quotation marks may hold and a Word file may not."""
    return _NO_XML.sub("", text)


def tag_of(expression: str) -> str:
    """A tag that Word can keep: the expression, or its beginning and a digest of the whole."""
    if len(expression) <= _LONGEST_TAG:
        return expression
    digest = sha256(expression.encode()).hexdigest()[:_DIGEST]
    return f"{expression[: _LONGEST_TAG - _DIGEST - 1]}#{digest}"


def name_of(expression: str) -> str:
    """What people call the figure of an expression: 主动公开·类别·教育信息·总数."""
    steps = [step.strip(' "()') for step in _STEPS.split(expression.partition("|")[0])]
    return "·".join(
        step if len(step) <= _LONGEST_STEP else f"{step[:_LONGEST_STEP]}…" for step in filter(None, steps)
    )


def marked(number: int, text: str) -> str:
    """A text between a figure's marks."""
    return f"{OPENING}{number}{NUMBERED}{text}{CLOSING}"


def without_figure_marks(text: str) -> str:
    """The text as it reads."""
    return _MARKS.sub("", text)


def letters_in(text: str, figures: Sequence[ShownFigure]) -> Iterator[Letters]:
    """A text with marks as letters and figures; what is not as its marks say is letters."""
    for number, part in enumerate(_MARKED_FIGURE.split(text)):
        figure = _figure(part, figures) if number % 2 else None
        words = without_figure_marks(part)
        if figure is not None and figure.text == plain(words):
            yield figure
        elif words:
            yield Text(words)


def _figure(part: str, figures: Sequence[ShownFigure]) -> ShownFigure | None:
    number = int(part[len(OPENING) : part.index(NUMBERED)])
    return figures[number] if number < len(figures) else None

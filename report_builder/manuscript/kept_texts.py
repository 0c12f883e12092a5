"""Texts that are more than letters → names that keep their places in the template until they are set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.manuscript.inlines import Script, WebLink, plain, words_of
from report_builder.manuscript.shown_figures import FigureList
from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.report import Note, Text

if TYPE_CHECKING:
    from report_builder.manuscript.inlines import Inline, Inlines, Letters

# Noncharacters, which no narrative and no ledger may hold (Unicode 23.7).
OPENING: Final = "\ufdd0文："
_NAME: Final = f"{OPENING}{{}}\ufdd1"
_KEPT: Final = re.compile(f"{OPENING}([0-9]+)\ufdd1")
# A break or a tab within a paragraph is a slip of the keyboard; other control characters XML does not have.
_BREAK: Final = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_NO_XML: Final = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


class KeptTexts(Struct):
    """The texts by the numbers in their names, and the figures of the whole report."""

    figures: FigureList = field(default_factory=FigureList)
    _texts: list[Inlines] = field(default_factory=list)

    def keep(self, inlines: Inlines, *, always: bool = False) -> str:
        """What stands for a text in the template: itself, where it is letters alone, or else its name."""
        if not always and all(isinstance(each, Text) for each in inlines):
            return words_of(inlines)
        self._texts.append(inlines)
        return _NAME.format(len(self._texts) - 1)

    def keep_figure(self, path: str, name: str, text: str) -> str:
        """The same of a table's cell, whose figure is now the last of the list."""
        figure = self.figures.figures[self.figures.take(path, name, text)]
        return self.keep((figure,)) if figure.text == text else text

    def texts_in(self, text: str) -> Inlines:
        """A text of the filled template with those texts whose names stand in it."""
        found: list[Inline] = []
        for number, part in enumerate(_KEPT.split(text)):
            found += self._texts[int(part)] if number % 2 else plain(part)
        return _joined(found)

    def words(self, text: str) -> str:
        """A text as it reads once all are set."""
        return words_of(self.texts_in(text))


def _joined(inlines: list[Inline]) -> Inlines:
    """Letters that follow one another as one."""
    joined: list[Inline] = []
    for each in inlines:
        before = joined[-1] if joined else None
        if isinstance(each, Text) and isinstance(before, Text):
            joined[-1] = Text(before.text + each.text)
        else:
            joined.append(each)
    return tuple(joined)


def clean(text: str) -> str:
    """The text on one line, without characters that no XML may hold."""
    return _on_one_line(text).strip()


def clean_inlines(inlines: Inlines) -> Inlines:
    """The same of a text that is more than letters; a figure that it changes is one no longer."""
    cleaned = [_cleaned(each) for each in inlines]
    if cleaned and isinstance(first := cleaned[0], Text):
        cleaned[0] = Text(first.text.lstrip())
    if cleaned and isinstance(last := cleaned[-1], Text):
        cleaned[-1] = Text(last.text.rstrip())
    return tuple(each for each in cleaned if not isinstance(each, Text) or each.text)


def _cleaned(inline: Inline) -> Inline:
    match inline:
        case Note():
            return Note(clean(inline.text))
        case Script():
            return Script(tuple(map(_cleaned_letters, inline.letters)), inline.is_raised)
        case WebLink():
            return WebLink(tuple(map(_cleaned_letters, inline.letters)), inline.address)
    return _cleaned_letters(inline)


def _cleaned_letters(letters: Letters) -> Letters:
    text = _on_one_line(letters.text)
    return letters if isinstance(letters, ShownFigure) and text == letters.text else Text(text)


def _on_one_line(text: str) -> str:
    return _NO_XML.sub("", _BREAK.sub(" ", text))

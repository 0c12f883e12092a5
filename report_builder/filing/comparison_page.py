"""Two reports that were compared → one page of HTML: figures side by side, and the text marked up."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder import __version__
from report_builder.checks.compared_texts import SentenceLikeness
from report_builder.finding_codes import CATALOGUE
from report_builder.page_templates import page_template
from report_builder.quantities import percent_of, plain_number

if TYPE_CHECKING:
    from decimal import Decimal

    from jinja2 import Template

    from report_builder.checks.compared_figures import FigureGroup
    from report_builder.checks.compared_texts import ComparedSection, ComparedSentence
    from report_builder.diagnostics import Finding
    from report_builder.statistics.declaring import Value

_NONE: Final = "——"


class Side(Struct, frozen=True):
    """One of the two reports: what the page calls it, its file and title, and where its figures are from."""

    name: str
    file: str
    title: str
    source: str


class Comparison(Struct, frozen=True):
    """The two reports, and what came of comparing them."""

    earlier: Side
    later: Side
    figures: tuple[FigureGroup, ...]
    sections: tuple[ComparedSection, ...]
    findings: tuple[Finding, ...]


def comparison_html(comparison: Comparison) -> bytes:
    """The page as UTF-8."""
    letters = sum(each.letters for each in comparison.sections)
    repeated = sum(each.repeated for each in comparison.sections)
    page = _template().render(
        comparison=comparison,
        letters=letters,
        repeated=repeated,
        kinds=tuple(SentenceLikeness),
        meanings=CATALOGUE,
        version=__version__,
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    """The page without its figures."""
    return page_template(
        "report_builder.filing",
        "comparison_page",
        filters={"figure": _figure, "signed": _signed, "growth": _growth},
        functions={"share": _share, "paragraphs": _paragraphs},
    )


def _paragraphs(section: ComparedSection) -> list[list[ComparedSentence]]:
    """The sentences as they stand together; a heading, and a sentence that is gone, stands alone."""
    found: list[list[ComparedSentence]] = []
    for each in section.sentences:
        if each.begins or not found or each.is_title:
            found.append([])
        found[-1].append(each)
    return found


def _share(repeated: int, letters: int) -> str:
    return percent_of(repeated, letters) if letters else _NONE


def _figure(value: Value) -> str:
    return _NONE if value is None else plain_number(value)


def _signed(value: Decimal | None) -> str:
    """A difference with its sign (a real minus)."""
    if value is None:
        return _NONE
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{plain_number(abs(value))}"


def _growth(value: Decimal | None) -> str:
    return _NONE if value is None else f"{_signed(value)}%"

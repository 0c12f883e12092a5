"""The signed report → the files that are made from it, output by output: ``OUTPUTS`` lists every kind.

To add one, write a function from ``SignedReport`` to its files by their names, and a line in ``OUTPUTS``.
"""
# ruff: noqa: PLC0415  (a painter is loaded when its turn has come)

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from report_builder.drafting import Written
    from report_builder.reports.report import Report
    from report_builder.settings import Settings
    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.pages.pages import Pages


class SignedReport(Struct, frozen=True):
    """What all outputs are made from: the copy that leaves the house, as it is read and as it is typeset.

    ``name`` is what its files are called without the suffix; ``drafted`` holds the year's figures.
    """

    name: str
    docx: bytes
    report: Report
    pages: Pages
    faces: Faces
    drafted: Written
    settings: Settings
    day: date

    @property
    def title(self) -> str:
        """What it is called."""
        return self.report.title or self.name


class OutputKind(Struct, frozen=True):
    """Files of one kind: what is told while they are made, how, and in whose packages they go."""

    stage: str
    make: Callable[[SignedReport], Mapping[str, bytes]]
    for_office: bool = True
    for_rooms: bool = True


def _word(signed: SignedReport) -> Mapping[str, bytes]:
    return {f"{signed.name}.docx": signed.docx}


def _pdf(signed: SignedReport) -> Mapping[str, bytes]:
    from report_builder.painting.pdf import paint_pdf

    return {f"{signed.name}.pdf": paint_pdf(signed.pages, signed.faces)}


def _figures(signed: SignedReport) -> Mapping[str, bytes]:
    return signed.drafted.figure_files()


OUTPUTS: Final = (
    OutputKind("整理 Word 报告", _word, for_rooms=False),
    OutputKind("生成 PDF", _pdf),
    OutputKind("写统计数据", _figures, for_rooms=False),
)

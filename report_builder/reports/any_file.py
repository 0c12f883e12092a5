"""A report's bytes, Word file or PDF, whoever made it → ``Report``, and findings on what cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.reports.reading import read_report_text

if TYPE_CHECKING:
    from report_builder.reports.pdf.reading import ReadFile

_PDF: Final = b"%PDF-"
_FIRST: Final = 1024  # the mark of a PDF may stand so far from the beginning (ISO 32000-1, annex H.3)


def is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, whatever it is called."""
    return _PDF in data[:_FIRST]


def read_any_file(data: bytes, name: str, budget: Budget = USUAL) -> ReadFile:
    """The report; ``name`` is how findings spell the file. Raises ``ReportError`` where it cannot be read."""
    from report_builder.reports.pdf.reading import ReadFile, read_pdf_report  # noqa: PLC0415  loads qpdf

    if is_pdf(data) or name.lower().endswith(".pdf"):
        return read_pdf_report(data, name, budget)
    return ReadFile(read_report_text(data, name, budget), ())

"""A sealed PDF, and the one that was built → where they say different things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.reports.pdf_text import UnreadablePdfError, read_pdf_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report_builder.reports.pdf_text import PdfText

_BEFORE: Final = 10  # letters of what both say, and of what each says then
_SHOWN: Final = 20
_MOST_TOLD: Final = 5
_REMEDY: Final = "请在这份 Word 报告排成的 PDF 上盖章；盖章以后改过 Word 的，请重新排版、重新盖章"


def compare_sealed(sealed: bytes, built: bytes, name: str, budget: Budget = USUAL) -> Iterator[Finding]:
    """Every page that says something else than what was built; ``name`` is how findings spell the file."""
    try:
        found, wanted = read_pdf_text(sealed, budget), read_pdf_text(built, budget)
    except UnreadablePdfError as unread:
        message = "读不出这个 PDF 的文字，无从核对它是不是这份报告"
        yield Finding("sealed.unreadable", Severity.ERROR, Place(name), message, str(unread), _REMEDY)
        return
    if not any(found.pages):
        message, evidence = "这个 PDF 里没有文字，无从核对", "可能是扫描件：整页都是图片"
        yield Finding("sealed.unreadable", Severity.ERROR, Place(name), message, evidence, _REMEDY)
        return
    if len(found.pages) != len(wanted.pages):
        evidence = f"盖章的有 {len(found.pages)} 页，这份报告有 {len(wanted.pages)} 页"
        yield Finding("sealed.differs", Severity.ERROR, Place(name), "页数与这份报告不同", evidence, _REMEDY)
    pairs = enumerate(zip(found.pages, wanted.pages, strict=False), start=1)
    differing = [(number, one, other) for number, (one, other) in pairs if one != other]
    for number, one, other in differing[:_MOST_TOLD]:
        yield _differs(name, number, one, other)
    if len(differing) > _MOST_TOLD:
        message = f"还有 {len(differing) - _MOST_TOLD} 页的文字不同"
        yield Finding("sealed.differs", Severity.ERROR, Place(name), message, remedy=_REMEDY)
    if not differing:
        yield from _covered(found, wanted, name)


def _covered(found: PdfText, wanted: PdfText, name: str) -> Iterator[Finding]:
    """What may stand before a text that is the same, and what draws it."""
    remedy = "请在阅读器里看一看这一页，看到的与这份报告是不是一样"
    notes = [each for each in found.notes if each not in wanted.notes]
    for number, said in notes[:_MOST_TOLD]:
        place, evidence = Place(name, part=f"第{number}页"), f"批注写着：{said}" if said else ""
        message = "页面上加了批注，可能遮住了文字"
        yield Finding("sealed.covered", Severity.WARNING, place, message, evidence, remedy)
    for number in [each for each in found.covered if each not in wanted.covered][:_MOST_TOLD]:
        place, message = Place(name, part=f"第{number}页"), "页面上加了一张大图，可能遮住了文字"
        yield Finding("sealed.covered", Severity.WARNING, place, message, "比印章大得多", remedy)
    if found.faces - wanted.faces:
        message = "没有核对的：字体换过，看到的字与文字是不是一样"
        yield Finding("sealed.not_proved", Severity.NOTICE, Place(name), message, remedy=remedy)


def _differs(name: str, number: int, one: str, other: str) -> Finding:
    at = next(
        (at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
    first, last = max(at - _BEFORE, 0), at + _SHOWN
    return Finding(
        "sealed.differs",
        Severity.ERROR,
        Place(name, part=f"第{number}页"),
        "盖章的 PDF 与这份报告的文字不同",
        f"盖章的：……{one[first:last]}……；这份报告：……{other[first:last]}……",
        _REMEDY,
    )

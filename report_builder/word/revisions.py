"""XML parts → what of them is tracked changes and comments, and the findings that say how many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.word.children import first_child
from report_builder.word.packages import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.word.packages import Package

_CHANGES: Final = tuple(
    f"{W}{name}"
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
        "cellIns",
        "cellDel",
        "cellMerge",
    )
)


def count_changes(part: _Element) -> int:
    """How many tracked changes (修订) a part holds."""
    return sum(1 for _ in part.iter(*_CHANGES))


def is_deleted_mark(properties: _Element | None) -> bool:
    """Whether a paragraph's end mark is deleted or moved away (ECMA-376 17.13.5.15).

    What is left of the paragraph then runs on in the next one.
    """
    if properties is None:
        return False
    mark = first_child(properties, f"{W}rPr")
    return mark is not None and any(
        first_child(mark, f"{W}{name}") is not None for name in ("del", "moveFrom")
    )


def tell_changes(package: Package, changes: int, findings: Findings) -> None:
    """Say once how many tracked changes and how many comments (批注) the finished document leaves out."""
    comments = package.related("comments")
    count = 0 if comments is None else sum(1 for _ in comments.iterfind(f"{W}comment"))
    if changes:
        findings.notice(
            "docx.revisions",
            Place(package.name),
            f"文件里有 {changes} 处修订，PDF 按全部接受以后的样子排版",
            remedy="定稿前请在 Word 的“审阅”中接受或者拒绝全部修订",
        )
    if count:
        findings.notice(
            "docx.comments",
            Place(package.name),
            f"文件里有 {count} 条批注，不排进 PDF",
            remedy="定稿前请在 Word 的“审阅”中处理并删除批注",
        )

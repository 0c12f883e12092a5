"""XML parts → how many tracked changes and comments they hold, told as findings, or all of them accepted."""

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


_GONE: Final = (f"{W}del", f"{W}moveFrom")
_STAYING: Final = (f"{W}ins", f"{W}moveTo")
_MARKERS: Final = tuple(
    f"{W}{name}"
    for name in (
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
        "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    )
)  # fmt: skip


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


def accept_changes(root: _Element) -> bool:
    """Take every tracked change in a part's tree as its author meant it (ECMA-376 17.13.5).

    Gives whether there was any.
    """
    for row in [each.getparent() for each in root.iter(f"{W}trPr") if each.find(f"{W}del") is not None]:
        table = None if row is None else row.getparent()
        _remove(row)
        if table is not None and table.find(f".//{W}tr") is None:
            _remove(table)
    ended = [each for each in root.iter(f"{W}p") if is_deleted_mark(each.find(f"{W}pPr"))]
    gone, staying = list(root.iter(*_GONE, *_MARKERS)), list(root.iter(*_STAYING))
    for element in gone:
        _remove(element)
    for element in staying:
        _unwrap(element)
    for paragraph in ended:
        _run_on(paragraph)
    return bool(gone or staying)


def _remove(element: _Element | None) -> None:
    parent = None if element is None else element.getparent()
    if element is not None and parent is not None:
        parent.remove(element)


def _unwrap(element: _Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is not None:
        place = parent.index(element)
        parent[place : place + 1] = list(element)


def _run_on(paragraph: _Element) -> None:
    """What is left of a paragraph without its end goes to the head of the next one."""
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        return
    left = [each for each in paragraph if each.tag != f"{W}pPr"]
    place = 1 if len(following) and following[0].tag == f"{W}pPr" else 0
    following[place:place] = left
    _remove(paragraph)

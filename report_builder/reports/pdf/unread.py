"""The pages of a PDF, as they were seen → findings that name what of them cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.reports.report import UNREAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.reports.pdf.grids import Grid
    from report_builder.reports.pdf.pdf_lines import PdfLine
    from report_builder.reports.pdf.pdf_pages import PdfPage

    Seen = tuple[PdfPage, tuple[Grid, ...], Sequence[PdfLine]]

_FEW_LETTERS: Final = 20
_SCAN: Final = 0.6  # of a page
_PICTURE: Final = 0.06  # of a page; an emblem or a code is smaller
_COLUMNS: Final = 3
_ROWS: Final = 3
_MOST_SHOWN: Final = 12
_EXPORT: Final = "请用 Word 或 WPS 把报告另存为 PDF，不要扫描打印件"


def tell_unread(seen: Sequence[Seen], name: str, findings: Findings) -> None:
    """Tell of scanned pages, pictures, tables without borders or with gaps in them, and unknown letters.

    A file without a page that can be read is an error.
    """
    scanned = [page.number for page, _, _ in seen if _is_scan(page)]
    if scanned and len(scanned) == sum(1 for page, _, _ in seen if page.letters or page.pictures):
        message = "整份 PDF 都是图片，没有可以读取的文字"
        findings.error("pdf.scanned", Place(name), message, _pages(scanned), _EXPORT)
        return
    if not any(page.letters for page, _, _ in seen):
        message = "PDF 里没有文字，没有读取"
        findings.error("pdf.scanned", Place(name), message, "各页都没有可以读取的文字", _EXPORT)
        return
    if scanned:
        message = f"有 {len(scanned)} 页是图片，上面的文字和表格没有读"
        findings.warn("pdf.scanned", Place(name), message, _pages(scanned), _EXPORT)
    for page, grids, lines in seen:
        if page.number not in scanned:
            _tell_of_page(page, grids, lines, name, findings)
    _tell_letters(seen, name, findings)


def _is_scan(page: PdfPage) -> bool:
    covered = max((picture.area for picture in page.pictures), default=0) / (page.width * page.height)
    return len(page.letters) < _FEW_LETTERS and covered >= _SCAN


def _pages(numbers: Sequence[int]) -> str:
    shown = "、".join(map(str, numbers[:_MOST_SHOWN]))
    return f"第 {shown} 页" + (f"等，共 {len(numbers)} 页" if len(numbers) > _MOST_SHOWN else "")


def _tell_of_page(
    page: PdfPage, grids: Sequence[Grid], lines: Sequence[PdfLine], name: str, findings: Findings
) -> None:
    place = Place(name, part=f"第{page.number}页")
    paper = page.width * page.height
    pictures = [picture for picture in page.pictures if picture.area >= _PICTURE * paper]
    if any(picture.area >= _SCAN * paper for picture in pictures):
        findings.warn(
            "pdf.scanned",
            place,
            "整页是一张图片，上面的文字可能是识别出来的，读到的数不一定是印出来的数",
            remedy=f"请对照原件核对这一页；{_EXPORT}",
        )
    elif pictures:
        findings.warn(
            "pdf.picture",
            place,
            f"这一页有 {len(pictures)} 张图片，图片里的文字和表格没有读",
            remedy="统计表是图片的，请改用文字表格；是图解或照片的，不必处理",
        )
    for grid in grids:
        if grid.has_gaps:
            findings.warn(
                "pdf.broken_borders",
                place,
                "这一页有一张表边框不全，分不清各格，没有读",
                f"表有 {len(grid.ys) - 1} 行、{len(grid.xs) - 1} 列，缺了格子之间的线",
                "请给表格加上全部框线，重新导出 PDF；或者交 Word 文件",
            )
    for first in _borderless(lines):
        findings.warn(
            "pdf.borderless",
            place,
            "这一页有一张没有边框的表，分不清各格，没有读",
            f"从“{first[:_MOST_SHOWN]}”这一行起",
            "请给表格加上全部框线，重新导出 PDF；或者交 Word 文件",
        )


def _borderless(lines: Sequence[PdfLine]) -> Iterator[str]:
    """The first line of each run of lines that stand in columns, with figures in them."""
    run: list[PdfLine] = []
    for line in (*lines, None):
        if line is not None and line.columns >= _COLUMNS:
            run.append(line)
            continue
        figures = sum(any(map(str.isdigit, each.text)) for each in run)
        if len(run) >= _ROWS and figures >= _ROWS - 1:
            yield run[0].text
        run = []


def _tell_letters(seen: Sequence[Seen], name: str, findings: Findings) -> None:
    unknown = [sum(letter.text == UNREAD for letter in page.letters) for page, _, _ in seen]
    if sum(unknown):
        pages = [page.number for (page, _, _), count in zip(seen, unknown, strict=True) if count]
        findings.warn(
            "pdf.letters",
            Place(name),
            f"有 {sum(unknown)} 个字没有说明是什么字，读不出来",
            _pages(pages),
            "请换一台装有中文字体的电脑，或者用 Word、WPS 重新导出 PDF",
        )

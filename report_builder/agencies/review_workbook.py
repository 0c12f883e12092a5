"""Reviewed reports → a workbook: agencies, findings to be answered, who is missing, how figures spread."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

import pandas as pd
from msgspec import Struct

from report_builder.agencies.list_sheets import Cell, keep_heads, print_across_a4, write_list
from report_builder.agencies.review_answers import ANSWER, BEFORE, MARK, NOTE, GivenAnswer
from report_builder.agencies.reviewed_reports import ANSWERS, TRUE, UNFOUNDED
from report_builder.agencies.standing import ABSENT, HEAD, WIDTHS, absent_rows
from report_builder.archives import repack
from report_builder.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it carries no types

    from report_builder.agencies.reviewed_reports import ReviewedReport
    from report_builder.agencies.standing import Absent

# What tells most of a report, and the figures that are added up for it.
KEY_FIGURES: Final = {
    "本年新收申请": ("requests.new.total",),
    "上年结转": ("requests.carried_in.total",),
    "予以公开": ("requests.granted.total",),
    "办理结果总计": ("requests.total.total",),
    "结转下年度": ("requests.carried_out.total",),
    "行政复议": ("litigation.review.total",),
    "行政诉讼": ("litigation.direct_suit.total", "litigation.suit_after_review.total"),
}
_SHARES: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
_FEWEST: Final = 5  # reports; of fewer no percentile tells anything
_PAGE: Final = "页面"
DIGEST: Final = "校验码"  # tells whether a file is still the one that was reviewed
_FIRST: Final = (
    "单位", "文件", "格式", "期限", "收到日期", "报送", "情况",
    Severity.ERROR.label, Severity.WARNING.label, "属实", "不成立", _PAGE, DIGEST,
)  # fmt: skip
_FIRST_WIDTHS: Final = (24, 30, 33, 11, 11, 7, 13, 6, 6, 6, 8, 24, 18)
_FINDINGS: Final = ("单位", "程度", "问题", "位置", "依据", "办法", ANSWER, NOTE, "代码", MARK, BEFORE)
_WIDTHS: Final = (20, 6, 38, 26, 32, 30, 10, 18, 20, 14, 14)
_MOST_ROWS: Final = 200_000
_SHEET: Final = {"border": 1, "border_color": "#BFBFBF", "valign": "top", "text_wrap": True}


class ReviewSummary(Struct, frozen=True):
    """What a workbook tells: the reports of the ``year``, who has none, and what was left aside."""

    year: int
    reviewed: tuple[ReviewedReport, ...]
    absent: tuple[Absent, ...] | None
    aside: tuple[tuple[str, str], ...]
    pages: dict[str, str]


def review_xlsx(done: ReviewSummary) -> bytes:
    """The workbook; the same reports and answers give the same bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415  other commands start without it

    saved = io.BytesIO()
    workbook = Workbook(saved, {"in_memory": True})
    last_day = datetime(done.year or 2000, 12, 31)  # noqa: DTZ001  a workbook's properties know no zones
    workbook.set_properties({"title": f"{done.year}年报告审核情况", "created": last_day})
    figures = key_figures(done.reviewed)
    first = _write(workbook, "各单位", _FIRST, list(_agencies(done)), _FIRST_WIDTHS)
    first.set_column(_FIRST.index(DIGEST), _FIRST.index(DIGEST), None, None, {"hidden": True})
    _write_findings(workbook, "问题", list(_findings(done, answered=False)))
    _write_findings(workbook, "不成立的", list(_findings(done, answered=True)))
    if done.absent is not None:
        _write(workbook, ABSENT, HEAD, list(absent_rows(done.absent)), WIDTHS)
    _write(workbook, "没有审核的", ("文件", "原因"), list(done.aside) or [("没有", "")], (50, 70))
    head = ("单位", "文件", *(name for key in figures for name in (str(key), "百分位")))
    widths = (26, 34, *(14, 8) * len(figures.columns))
    _write(workbook, "主要数字", head, list(_figures(done, figures)), widths)
    shares = (f"第{100 * share:.0f}百分位" for share in _SHARES)
    head = ("项目", "报告数", "合计", "最小", *shares, "最大")
    _write(workbook, "分布", head, list(_spread(figures)), (20, *(12,) * 9))
    for sheet in workbook.worksheets():
        sheet.set_header(f"&C&14 {done.year}年政府信息公开工作年度报告审核情况：&A")
        sheet.set_footer("&C第 &P 页，共 &N 页")
    workbook.close()
    return repack(saved.getvalue())


def key_figures(reviewed: Sequence[ReviewedReport]) -> pd.DataFrame:
    """A row for each report and a column for each key figure; missing where a report does not give it."""
    rows = [
        {
            name: float(sum(figures[path] for path in paths))
            for name, paths in KEY_FIGURES.items()
            if all(path in figures for path in paths)
        }
        for figures in (each.received.figures for each in reviewed)
    ]
    return pd.DataFrame(rows, columns=list(KEY_FIGURES), dtype="float64")


def state_of(report: ReviewedReport) -> str:
    """What became of a report, in a word."""
    read = report.received.report
    if read is None:
        return "读不出来"
    if not report.received.is_recognised:
        return "认不出来"
    if any(not table.figures for table in read.statutory):
        return "有表没有读出"
    return (
        "有错误"
        if report.open(Severity.ERROR)
        else "只有警告"
        if report.open(Severity.WARNING)
        else "没有问题"
    )


def _figures(done: ReviewSummary, figures: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    values = {name: figures[name].tolist() for name in figures.columns}
    ranks = {name: figures[name].rank(pct=True).tolist() for name in figures.columns}
    enough = figures.notna().sum() >= _FEWEST
    for number, each in enumerate(done.reviewed):
        cells: list[Cell] = []
        for name in figures.columns:
            value, rank = values[name][number], ranks[name][number]
            known = value == value  # noqa: PLR0124  not missing
            cells += [int(value) if known else None, round(100 * rank) if known and enough[name] else None]
        yield each.agency, each.received.path.name, *cells


def _agencies(done: ReviewSummary) -> Iterator[tuple[Cell, ...]]:
    for each in done.reviewed:
        received_on = each.receipt.received_on
        yield (
            each.agency,
            each.received.path.name,
            f"{each.format or '认不出来'}{'（PDF）' if each.received.is_pdf else ''}",
            each.receipt.due.isoformat() if each.receipt.due else "",
            received_on.isoformat() if received_on else "",
            each.receipt.state,
            state_of(each),
            each.open(Severity.ERROR),
            each.open(Severity.WARNING),
            each.answered(TRUE),
            each.answered(UNFOUNDED),
            done.pages.get(str(each.received.path), ""),
            each.received.digest,
        )


def _findings(done: ReviewSummary, *, answered: bool) -> Iterator[tuple[Cell, ...]]:
    for report in done.reviewed:
        for each in report.findings:
            found = each.finding
            if found.severity is Severity.NOTICE or (each.answer == UNFOUNDED) is not answered:
                continue
            yield (
                report.agency,
                found.severity.label,
                found.message,
                str(found.place or ""),
                found.evidence,
                found.remedy,
                each.answer,
                each.note,
                found.code,
                each.fingerprint,
                str(GivenAnswer(each.answer, each.note)),
            )


def _spread(figures: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    shares = figures.quantile(list(_SHARES))
    for name in figures.columns:
        known = figures[name].dropna()
        if known.empty:
            yield (name, 0, *(None,) * (3 + len(_SHARES)))
            continue
        middle = (
            [round(float(each), 1) for each in shares[name]]
            if len(known) >= _FEWEST
            else [None] * len(_SHARES)
        )
        yield (name, len(known), int(known.sum()), int(known.min()), *middle, int(known.max()))


def _write_findings(workbook: Workbook, name: str, rows: Sequence[tuple[Cell, ...]]) -> None:
    sheet = _write(workbook, name, _FINDINGS, rows[:_MOST_ROWS], _WIDTHS)
    sheet.set_column(_FINDINGS.index(BEFORE), _FINDINGS.index(BEFORE), None, None, {"hidden": True})
    # What a program knows a finding by is not printed.
    sheet.print_area(0, 0, max(1, len(rows)), _FINDINGS.index(NOTE))
    column = _FINDINGS.index(ANSWER)
    sheet.data_validation(
        1,
        column,
        max(len(rows), 1),
        column,
        {
            "validate": "list",
            "source": list(ANSWERS),
            "error_title": "审核意见",
            "error_message": f"请填“{TRUE}”或“{UNFOUNDED}”",
            "input_title": "审核意见",
            "input_message": f"“{UNFOUNDED}”的，下次不再提示",
        },
    )


def _write(
    workbook: Workbook,
    name: str,
    head: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    widths: Sequence[float],
) -> Worksheet:
    sheet = workbook.add_worksheet(name)
    bold = workbook.add_format({**_SHEET, "bold": True, "bg_color": "#DDEBF7"})
    text = workbook.add_format(_SHEET)
    linked = workbook.add_format({**_SHEET, "font_color": "#0B4F9E", "underline": 1})
    opened = workbook.add_format({**_SHEET, "bg_color": "#FFF9E5"})
    looks = [opened if each in {ANSWER, NOTE} else text for each in head]
    link = (head.index(_PAGE), linked) if _PAGE in head else None
    write_list(sheet, head, rows, widths, bold, looks, link)
    keep_heads(sheet, len(rows), len(head))
    print_across_a4(sheet)
    return sheet

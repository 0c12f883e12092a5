"""What became of many agencies → a workbook: a row for each agency, and one for each thing that was found."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Final

from report_builder.agencies.list_sheets import keep_heads, print_across_a4, write_list
from report_builder.archives import repack
from report_builder.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types

    from report_builder.agencies.agency_jobs import AgencyResult, BatchResult

_AGENCIES: Final = ("单位", "结果", "错误", "警告", "提示", "页数", "首先要改的", "用时（秒）")
_FINDINGS: Final = ("单位", "程度", "代码", "位置", "问题", "依据", "办法")
_AGENCY_WIDTHS: Final = (36, 10, 7, 7, 7, 7, 60, 11)
_FINDING_WIDTHS: Final = (36, 7, 22, 40, 50, 40, 40)
_MOST_ROWS: Final = 200_000  # of findings; a sheet has room for a million, and whoever reads it has not

Row = tuple[str | int | float, ...]


def summary_xlsx(done: BatchResult, with_seconds: bool) -> bytes:  # noqa: FBT001
    """The workbook; without seconds the same results give the same bytes on any machine."""
    from xlsxwriter import Workbook  # noqa: PLC0415  other commands start without it

    saved = io.BytesIO()
    workbook = Workbook(saved, {"in_memory": True})
    last_day = datetime(done.year, 12, 31)  # noqa: DTZ001  a workbook's properties know no zones
    workbook.set_properties({"title": f"{done.year}年批量生成情况", "created": last_day})
    agencies = [_agency_row(each) for each in done.results]
    width = len(_AGENCIES) if with_seconds else len(_AGENCIES) - 1
    _write(workbook, "各单位", _AGENCIES[:width], [row[:width] for row in agencies], _AGENCY_WIDTHS[:width])
    _write(workbook, "问题", _FINDINGS, list(_finding_rows(done))[:_MOST_ROWS], _FINDING_WIDTHS)
    workbook.close()
    return repack(saved.getvalue())


def _agency_row(result: AgencyResult) -> Row:
    counts = [len(result.of(severity)) for severity in Severity]
    first = result.errors[0].message if result.errors else ""
    return (result.name, result.outcome.value, *counts, result.pages or "", first, result.seconds)


def _finding_rows(done: BatchResult) -> Iterator[Row]:
    """Errors and warnings; what only tells how something was understood stands in the agency's own page."""
    for result in done.results:
        for each in (*result.of(Severity.ERROR), *result.of(Severity.WARNING)):
            place = str(each.place) if each.place else ""
            texts = (place, each.message, each.evidence, each.remedy)
            yield (result.name, each.severity.label, each.code, *texts)


def _write(
    workbook: Workbook, name: str, head: Sequence[str], rows: Sequence[Row], widths: Sequence[float]
) -> None:
    sheet = workbook.add_worksheet(name)
    bold = workbook.add_format({"bold": True, "bg_color": "#F0F0F0", "border": 1, "border_color": "#BFBFBF"})
    text = workbook.add_format({"text_wrap": True, "valign": "top"})
    write_list(sheet, head, rows, widths, bold, [text] * len(head))
    keep_heads(sheet, len(rows), len(head))
    print_across_a4(sheet)

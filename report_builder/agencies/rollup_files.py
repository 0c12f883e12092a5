"""The sum of many agencies → a workbook that shows what each cell is made of, and ledgers of its totals."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from report_builder.agencies.list_sheets import print_across_a4, write_list
from report_builder.agencies.row_heights import height_of
from report_builder.agencies.standing import ABSENT, HEAD, WIDTHS, Standing, absent_rows
from report_builder.agencies.sum_tables import FEES, STOCK
from report_builder.archives import repack
from report_builder.ledgers import tab_names as names
from report_builder.quantities import plain_number
from report_builder.statistics.rows import (
    APPLICANTS,
    DISPUTE_OUTCOMES,
    DOCUMENTS,
    ENFORCEMENT,
    REQUEST_ROWS,
    SUITS,
)
from report_builder.visible_text import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it carries no types

    from report_builder.agencies.standing import Absent
    from report_builder.agencies.sum_tables import SumTable
    from report_builder.agencies.summed_files import SummedFile
    from report_builder.agencies.summing import AgencySum
    from report_builder.diagnostics import Finding
    from report_builder.statistics.declaring import Value

PARTS: Final = "各单位的数"
MEMBERS: Final = "计入的单位"
FOUND: Final = "问题"
SEEN: Final = "汇总时的文件"
_CELL: Final = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}
_LABEL: Final = 46  # the width of the labels' column, in digits
_MOST_TOLD: Final = 12  # agencies in a cell's remark
_LONGEST_HEAD: Final = 200  # of the 255 that a page's head may have (18.3.1.46)
_UNKNOWN: Final = "不全"


def rollup_xlsx(  # noqa: PLR0913, PLR0917  what the workbook tells
    done: AgencySum,
    name: str,
    year: int,
    absent: Sequence[Absent] | None,
    findings: Iterable[Finding],
    seen: Sequence[SummedFile] = (),
) -> bytes:
    """The workbook: the tables, whose cells add up those of the sheet of parts; who is in; what was found.

    The files that were ``seen`` are on a sheet that is not shown, for the window to tell a sum that is old.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415  other commands start without it
    from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]  # noqa: PLC0415

    saved = io.BytesIO()
    workbook = Workbook(saved, {"in_memory": True})
    last_day = datetime(year, 12, 31)  # noqa: DTZ001  a workbook's properties know no zones
    workbook.set_properties({"author": written(name), "title": f"{year}年汇总统计", "created": last_day})
    columns = {path: xl_col_to_name(number) for number, path in enumerate(done.form.paths, start=2)}
    for table in done.form.tables:
        _write_table(workbook, table, done, columns)
    _write_parts(workbook, done)
    _write_members(workbook, done)
    if absent is not None:
        _write_rows(workbook, ABSENT, HEAD, list(absent_rows(absent)), WIDTHS)
    told = [
        (each.severity.label, each.message, str(each.place or ""), each.evidence, each.remedy, each.code)
        for each in sorted(findings, key=lambda each: each.severity.rank)
    ]
    _write_rows(
        workbook,
        FOUND,
        ("程度", "问题", "位置", "依据", "办法", "代码"),
        told or [("", "没有", "", "", "", "")],
        (6, 44, 40, 44, 40, 18),
    )
    _write_rows(workbook, SEEN, ("文件", "校验码"), seen, (72, 40))
    workbook.get_worksheet_by_name(SEEN).hide()
    head = f"{written(name)}{year}年汇总统计：".replace("&", "&&")[:_LONGEST_HEAD]
    for sheet in workbook.worksheets():
        sheet.set_header(f"&C&14 {head}&A")
        sheet.set_footer("&C第 &P 页，共 &N 页")
    workbook.close()
    return repack(saved.getvalue())


def _write_members(workbook: Workbook, done: AgencySum) -> None:
    """Who is in, by which file."""
    _write_rows(
        workbook,
        MEMBERS,
        ("单位", "来源", "情况", "文件"),
        [
            (each.agency, each.kind, "" if each.is_reported else Standing.FIGURES_ONLY, str(each.path))
            for each in done.agencies
        ],
        (34, 10, 22, 72),
    )


def _write_table(workbook: Workbook, table: SumTable, done: AgencySum, columns: Mapping[str, str]) -> None:
    sheet = workbook.add_worksheet(table.name)
    head = workbook.add_format(
        {**_CELL, "bold": True, "bg_color": "#DDEBF7", "align": "center", "text_wrap": True}
    )
    label = workbook.add_format({**_CELL, "text_wrap": True})
    number = workbook.add_format({**_CELL, "align": "right"})
    unknown = workbook.add_format({**_CELL, "align": "right", "bg_color": "#FDECEC"})
    sheet.set_column(0, 0, _LABEL)
    sheet.set_column(1, len(table.columns), 13)
    for column, word in enumerate(table.columns):
        sheet.write_string(0, column, word, head)
    count = len(done.agencies)
    for line, (words, paths) in enumerate(table.rows, start=1):
        sheet.set_row(line, height_of((words,), (_LABEL,)))
        sheet.write_string(line, 0, words, label)
        for column, path in enumerate(paths, start=1):
            value = done.figures.get(path)
            if value is None:
                sheet.write_string(line, column, _UNKNOWN, unknown)
            else:
                letter = columns[path]
                formula = f"=SUM('{PARTS}'!{letter}2:{letter}{count + 1})" if count else "=0"
                sheet.write_formula(line, column, formula, number, float(value))
            if told := _told(done, path):
                sheet.write_comment(line, column, told, {"x_scale": 2, "y_scale": 2})
    sheet.freeze_panes(1, 1)
    print_across_a4(sheet)


def _told(done: AgencySum, path: str) -> str:
    """What a cell is made of, in its remark: the greatest first."""
    parts = done.contributions(path)
    lines = [f"{agency}：{plain_number(value or 0)}" for agency, value in parts[:_MOST_TOLD]]
    if len(parts) > _MOST_TOLD:
        rest = sum((Decimal(value or 0) for _, value in parts[_MOST_TOLD:]), Decimal(0))
        lines.append(f"另有 {len(parts) - _MOST_TOLD} 个单位，共 {plain_number(rest)}")
    return written("\n".join(lines))


def _write_parts(workbook: Workbook, done: AgencySum) -> None:
    """A row for each agency, a column for each cell of the tables."""
    sheet = workbook.add_worksheet(PARTS)
    head = workbook.add_format(
        {**_CELL, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "top"}
    )
    text, number = workbook.add_format(_CELL), workbook.add_format({**_CELL, "align": "right"})
    sheet.set_row(0, 90)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 10)
    sheet.set_column(2, len(done.form.paths) + 1, 11)
    for column, word in enumerate(("单位", "来源", *done.form.captions.values())):
        sheet.write_string(0, column, word, head)
    lists = [done.parts[path].tolist() for path in done.form.paths]
    for line, each in enumerate(done.agencies, start=1):
        sheet.write_string(line, 0, written(each.agency), text)
        sheet.write_string(line, 1, each.kind, text)
        for column, values in enumerate(lists, start=2):
            value = values[line - 1]
            if value is None:
                sheet.write_blank(line, column, None, text)
            else:
                sheet.write_number(line, column, value, number)
    sheet.freeze_panes(1, 1)
    # Far too wide for one page: its columns go on behind one another, each page with the agencies' names.
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0)


def _write_rows(
    workbook: Workbook, name: str, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    sheet = workbook.add_worksheet(name)
    bold = workbook.add_format({**_CELL, "bold": True, "bg_color": "#DDEBF7"})
    text = workbook.add_format({**_CELL, "text_wrap": True, "valign": "top"})
    write_list(sheet, head, rows, widths, bold, [text] * len(head))
    sheet.freeze_panes(1, 0)
    print_across_a4(sheet)


def totals_ledger(figures: Mapping[str, Value], year: int) -> bytes:
    """The sheets of totals that the government's own ``build`` reads; raises ``KeyError`` for a lack."""
    from xlsxwriter import Workbook  # noqa: PLC0415  other commands start without it

    saved = io.BytesIO()
    workbook = Workbook(saved, {"in_memory": True})
    workbook.set_properties({"title": f"{year}年汇总台账", "created": datetime(year, 12, 31)})  # noqa: DTZ001
    for name, rows in _ledgers(figures):
        sheet = workbook.add_worksheet(name)
        sheet.set_column(0, 0, 40)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                _write_value(sheet, (line, column), value)
    workbook.close()
    return repack(saved.getvalue())


def _ledgers(figures: Mapping[str, Value]) -> Iterator[tuple[str, list[tuple[Value | str, ...]]]]:
    def row(label: str, stem: str, steps: Iterable[str]) -> tuple[Value | str, ...]:
        return (label, *(figures[f"{stem}.{step}"] for step in steps))

    applicants, outcomes = (*APPLICANTS.values(), "total"), (*DISPUTE_OUTCOMES.values(), "total")
    yield (
        names.APPLICATION_TOTALS,
        [
            ("项目", *APPLICANTS, "总计"),
            *(row(each.label, f"requests.{each.key}", applicants) for each in REQUEST_ROWS),
        ],
    )
    yield (
        names.DOCUMENT_TOTALS,
        [
            ("文件类型", "本年制发数量", "本年废止数量", "现行有效数量"),
            *(row(label, f"proactive.{key}", STOCK) for label, key in DOCUMENTS.items()),
        ],
    )
    yield (
        names.DISPUTE_TOTALS,
        [
            ("案件类型", *DISPUTE_OUTCOMES, "总计"),
            *(row(label, f"litigation.{suit}", outcomes) for label, suit in SUITS.items()),
        ],
    )
    known = [(label, key) for label, key in ENFORCEMENT.items() if f"proactive.{key}.decisions" in figures]
    yield (
        names.ENFORCEMENT,
        [("事项类型", "数量"), *((label, figures[f"proactive.{key}.decisions"]) for label, key in known)],
    )
    yuan = Decimal(figures[FEES] or 0).scaleb(4)
    yield names.CHARGES, [("项目名称", "金额（元）"), ("行政事业性收费", yuan)]


def _write_value(sheet: Worksheet, place: tuple[int, int], value: Value | str) -> None:
    """A number as a number where a workbook holds it to the last digit, else as its digits."""
    if value is None or isinstance(value, str):
        sheet.write_string(*place, value or "")
    elif Decimal(repr(float(value))) == Decimal(value):
        sheet.write_number(*place, float(value))
    else:
        sheet.write_string(*place, plain_number(value))

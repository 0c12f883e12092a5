"""A year's sheets and dice → the same rows as an office hands them in: in other files, in other looks."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from agency_ledgers import write_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

Cell: TypeAlias = str | int | float | date | None
Rows: TypeAlias = "list[list[Cell]]"

# The spreadsheet's own kinds of files, and what systems export under their names.
_BOOKS: Final = ("xlsx", "xls", "html", "xml")
_TEXTS: Final = ("utf-8-sig", "gb18030")
_MONTH: Final = re.compile("[0-9]{4}-[0-9]{2}")
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
_SUMMED: Final = ("行政执法", "行政事业性收费")  # sheets of three columns, of which the last may be added up
_SUMS: Final = ("合计", "小计")
_DATES: Final = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0}",
)
_DEPARTMENTS: Final = ("办公室", "业务科", "政策法规科")


def hand_in(sheets: Mapping[str, Rows], dice: Random) -> dict[str, bytes]:
    """The files by their names; every row of the sheets stands in one of them, and once."""
    files: dict[str, bytes] = {}
    for department, part in zip(_DEPARTMENTS, _divided(sheets, dice), strict=False):
        end = dice.choice(("", "", "（2024年）", "台账", "2024"))
        looks = {f"{name}{end}": _looked(name, rows, dice) for name, rows in part.items()}
        if dice.random() < 0.25:
            encoding = dice.choice(_TEXTS)
            files |= {f"{name}（{department}）.csv": _text(rows, encoding) for name, rows in looks.items()}
        else:
            kind = dice.choice(_BOOKS)
            files |= _WRITERS[kind](department, looks)
    return files


def _divided(sheets: Mapping[str, Rows], dice: Random) -> list[dict[str, Rows]]:
    """The rows of one office, or of two that each have some of them."""
    if dice.random() < 0.6:
        return [dict(sheets)]
    parts: list[dict[str, Rows]] = [{}, {}]
    for name, (head, *rows) in sheets.items():
        cut = dice.randint(0, len(rows))
        for part, some in zip(parts, (rows[:cut], rows[cut:]), strict=True):
            if some and (len(some) == len(rows) or not name.endswith("统计")):
                part[name] = [head, *some]
        if name.endswith("统计") and name not in {**parts[0], **parts[1]}:
            parts[0][name] = [head, *rows]
    return [part for part in parts if part]


def _looked(name: str, rows: Rows, dice: Random) -> Rows:
    """The rows of a sheet in other words, with what stands around them."""
    head, *body = rows
    is_table = name.endswith("统计")
    if name in _SUMMED and dice.random() < 0.5:
        body = _summed(body, dice)
    spelling = _spelling(dice)
    body = [[spelling(value) for value in row] for row in body]
    if not is_table and dice.random() < 0.4:
        head = ["序号", *head]
        body = [
            [row[0], None, *row[1:]] if str(row[0]).strip() in _SUMS else [number, *row]
            for number, row in enumerate(body, start=1)
        ]
    elif not is_table and name not in _SUMMED and dice.random() < 0.4:
        order = dice.sample(range(len(head)), len(head))
        head, body = [head[place] for place in order], [[row[place] for place in order] for row in body]
    if not is_table and dice.random() < 0.3:
        head, body = [*head, "备注"], [[*row, dice.choice((None, "已归档", "见附件"))] for row in body]
    if dice.random() < 0.3:
        head = [_apart(str(word)) if not is_table else word for word in head]
    return _around(name, head, body, dice)


def _summed(body: Rows, dice: Random) -> Rows:
    """The rows with their sum below, and perhaps with one below each kind: kind, month, quantity."""
    rows: Rows = []
    has_parts = dice.random() < 0.4
    for kind in dict.fromkeys(row[0] for row in body):
        part = [row for row in body if row[0] == kind]
        rows += [*part, ["小计", None, _sum(part)]] if has_parts else part
    return [*rows, ["合计", None, _sum(body)]]


def _sum(rows: Rows) -> Cell:
    total = sum((Decimal(str(row[2])) for row in rows), Decimal())
    return int(total) if total == int(total) else float(total)


def _around(name: str, head: list[Cell], body: Rows, dice: Random) -> Rows:
    above: Rows = []
    if dice.random() < 0.5:
        above.append([f"2024年{name}台账"])
        if dice.random() < 0.5:
            above.append(["填报单位：本单位", None, "填报日期：2025年1月5日"])
        if dice.random() < 0.3:
            above.append([])
    if not name.endswith("统计"):
        for _ in range(dice.choice((0, 0, 1, 3))):
            body.insert(dice.randint(0, len(body)), [])
        if dice.random() < 0.15 and len(body) > 4:  # pages that were printed, and put together again
            body.insert(dice.randint(1, len(body) - 1), list(head))
    return [*above, head, *body, *[[] for _ in range(dice.choice((0, 0, 5)))]]


def _spelling(dice: Random) -> Callable[[Cell], Cell]:
    """How this sheet's typist writes dates, numbers and words."""
    day = dice.choice((None, None, *_DATES))
    is_wide, has_blanks, is_text, is_short = (dice.random() < odds for odds in (0.15, 0.2, 0.2, 0.3))

    def spell(value: Cell) -> Cell:
        if isinstance(value, date):
            return value if day is None else day.format(value)
        if isinstance(value, str):
            value = f"{int(value[5:])}月" if is_short and _MONTH.fullmatch(value) else value
            return f" {value}　" if has_blanks else value
        if value is None or not is_text:
            return value
        text = f"{value:,}"
        return text.translate(_WIDE) if is_wide and "," not in text and "." not in text else text

    return spell


def _apart(word: str) -> str:
    """A head of a column as it is broken to fit."""
    return f"{word[:2]}\n{word[2:]}" if len(word) > 3 else f"{word[0]}　{word[1:]}"


def _book(department: str, sheets: Mapping[str, Rows]) -> dict[str, bytes]:
    saved = io.BytesIO()
    write_workbook(saved, sheets)
    return {f"{department}台账.xlsx": saved.getvalue()}


def _old_book(department: str, sheets: Mapping[str, Rows]) -> dict[str, bytes]:
    import xlwt  # type: ignore[import-untyped]  # it ships no types

    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for line, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(line, column, value, day)
                elif value is not None:
                    sheet.write(line, column, value)
    saved = io.BytesIO()
    book.save(saved)
    return {f"{department}台账.xls": saved.getvalue()}


def _pages(department: str, sheets: Mapping[str, Rows]) -> dict[str, bytes]:
    """What a system calls a workbook and is a table of a page of the web, a file for each sheet."""
    files = {}
    for name, rows in sheets.items():
        lines = ("".join(f"<td>{html.escape(_plain(value))}</td>" for value in row) for row in rows)
        table = "".join(f"<tr>{line}</tr>" for line in lines)
        page = f'<html><head><meta charset="utf-8"></head><body><table>{table}</table></body></html>'
        files[f"{name}（{department}）.xls"] = page.encode()
    return files


def _xml_book(department: str, sheets: Mapping[str, Rows]) -> dict[str, bytes]:
    """XML Spreadsheet 2003."""
    office = "urn:schemas-microsoft-com:office:spreadsheet"
    parts = []
    for name, rows in sheets.items():
        lines = ("".join(_xml_cell(value) for value in row) for row in rows)
        table = "".join(f"<Row>{line}</Row>" for line in lines)
        parts.append(f'<Worksheet ss:Name="{name}"><Table>{table}</Table></Worksheet>')
    book = f'<Workbook xmlns="{office}" xmlns:ss="{office}">{"".join(parts)}</Workbook>'
    return {f"{department}台账.xml": f'<?xml version="1.0" encoding="UTF-8"?>{book}'.encode()}


def _xml_cell(value: Cell) -> str:
    kind = "Number" if isinstance(value, int | float) else "DateTime" if isinstance(value, date) else "String"
    text = f"{value}T00:00:00.000" if isinstance(value, date) else html.escape(_plain(value))
    return "<Cell/>" if value is None else f'<Cell><Data ss:Type="{kind}">{text}</Data></Cell>'


def _text(rows: Rows, encoding: str) -> bytes:
    saved = io.StringIO()
    csv.writer(saved).writerows([_plain(value) for value in row] for row in rows)
    return saved.getvalue().encode(encoding)


def _plain(value: Cell) -> str:
    return "" if value is None else str(value)


_WRITERS: Final = {"xlsx": _book, "xls": _old_book, "html": _pages, "xml": _xml_book}

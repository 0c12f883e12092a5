"""A row under a header → what it is where it holds no record: totals, notes, names, a title, an example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers.cells import EXAMPLE_MARK, is_blank
from report_builder.ledgers.choices import key_of
from report_builder.ledgers.contract import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.contract import SheetContract
    from report_builder.ledgers.lines import Line

_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "累计"})
_UNITS: Final = "条|件|次|个|份|项|人次|人|元|万元|篇|期"
_TOTAL_LINE: Final = re.compile(
    r"(?:本页|本表|本月|本季度?|上半年|下半年|全年|全部|年度|以上)?(?:合计|总计|小计|共计|累计)"
    rf"(?:数|行)?(?:\d[\d,.]*)?(?:{_UNITS})?"
)
_LIKE_TOTAL_LINE: Final = re.compile(".{1,12}[小合总共]计")  # 教务科小计, but also an indicator's name
_ROLES: Final = (
    "填表|填报|制表|统计|录入|报送|审核|审批|复核|经办|负责|单位负责|科室负责|分管领导|主要领导|联系"
)
_SIGNATURE: Final = re.compile(
    rf"(?:(?:{_ROLES})(?:人员?|者|日期|时间|单位|部门|科室|电话)?|单位|日期|电话)"
    r"(?:[(（]?(?:签字|签名|签章|盖章|公章)[)）]?)?[:：].*|[(（](?:盖章|公章|签章)[)）]",
    re.DOTALL,
)
_NOTE: Final = re.compile(
    r"(?:(?:注|备注|附注|说明|注意|填表说明|填报说明|填写说明|填报要求|数据来源|统计口径)\d{0,2}[:：]|※).*",
    re.DOTALL,
)
_LONELY: Final = 1
_FEWEST_NAMES: Final = 2


class Aside(Struct, frozen=True):
    """Why a row is passed over; nothing is told where ``reason`` is empty.

    ``closes`` where only notes, names and dates can follow; ``misleads`` where the rows below would be read
    wrongly.
    """

    reason: str = ""
    closes: bool = False
    misleads: bool = False


_SILENT: Final = Aside()
_TITLE: Final = Aside("是合并成一格的小标题，没有读取")
_HEADER: Final = Aside("是重复的表头，没有读取")
_OTHER_HEADER: Final = Aside("又是一个表头，列的次序与上面的表头不同", misleads=True)
_BELOW: Final = Aside("在附注或落款下面，没有读取", closes=True)
_NAMES: Final = Aside("是填表人、审核人一类的落款，没有读取", closes=True)
_NOTES: Final = Aside("是附注，没有读取", closes=True)


def judge(
    line: Line, contract: SheetContract, header: Mapping[RawCell, str], *, closed: bool
) -> Aside | None:
    """What a row is that holds no record; ``None`` for a record. ``closed`` below the notes of a sheet."""
    if any(isinstance(cell, str) and cell.lstrip().startswith(EXAMPLE_MARK) for cell in line.filled):
        return _SILENT
    known = [cell for cell in line.cells.values() if not is_blank(cell)]
    if not line.filled or (len(known) == _LONELY and key_of(str(known[0])) in contract.section_rows):
        return _SILENT
    return (
        _aside_of_text(line, contract)
        or _aside_of_shape(line, contract, header, closed=closed)
        or (None if known else _SILENT)
    )


def _aside_of_text(line: Line, contract: SheetContract) -> Aside | None:
    """Go by what the row begins with."""
    if total := _total(line, contract):
        return Aside(f"是“{total}”行，没有读取：合计由程序计算")
    first, *others = line.filled
    for pattern, aside in ((_SIGNATURE, _NAMES), (_NOTE, _NOTES)):
        if _says(first, pattern) and (
            _is_incomplete(line, contract)
            or str(first).rstrip().endswith((":", "："))  # what it announces stands in the next cell
            or all(_says(cell, pattern) for cell in others)
        ):
            return aside
    return None


def _says(cell: RawCell, pattern: re.Pattern[str]) -> bool:
    return isinstance(cell, str) and pattern.fullmatch("".join(cell.split())) is not None


def _total(line: Line, contract: SheetContract) -> str:
    """The word of a row of totals; empty for another row.

    It stands in front, or in a column where no record could say it; a longer wording only counts where the
    row could be no record.
    """
    if contract.totals_are_rows:
        return ""
    first = _counting_word(line.filled[0])
    if _TOTAL_LINE.fullmatch(first) or (_LIKE_TOTAL_LINE.fullmatch(first) and _is_no_record(line, contract)):
        return first
    others = (cell for name, cell in line.cells.items() if contract.column(name).kind is not Kind.TEXT)
    return next((word for cell in others if (word := _counting_word(cell)) in _TOTALS), "")


def _counting_word(cell: RawCell) -> str:
    """The bare words of a cell that speaks of 合计 or the like, empty for any other."""
    return key_of(cell) if isinstance(cell, str) and "计" in cell else ""


def _is_no_record(line: Line, contract: SheetContract) -> bool:
    return _is_incomplete(line, contract) or contract.columns[0].kind is Kind.CHOICE


def _is_incomplete(line: Line, contract: SheetContract) -> bool:
    return any(column.required and is_blank(line.cells.get(column.name, "")) for column in contract.columns)


def _aside_of_shape(
    line: Line, contract: SheetContract, header: Mapping[RawCell, str], *, closed: bool
) -> Aside | None:
    """Go by how many cells the row has, and how wide they are."""
    if len(line.filled) == _LONELY and sum(column.required for column in contract.columns) > _LONELY:
        if closed:
            return _BELOW
        if line.is_wide:
            return _TITLE
    named = {name: header[cell] for name, cell in line.cells.items() if cell in header}
    if len(named) < _FEWEST_NAMES or len(named) < len(line.filled) / 2:
        return None
    return _HEADER if all(here == there for here, there in named.items()) else _OTHER_HEADER

"""A row under a header → what it is where it holds no record: a total, a note, a title, an example, 无."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.ledgers.cells import EXAMPLE_MARK, half_width, is_blank
from report_builder.ledgers.choices import key_of
from report_builder.ledgers.declarations import LABELS, ColumnKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.ledgers.cells import RawCell
    from report_builder.ledgers.declarations import Column, Sheet

_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "累计", "汇总"})
_UNITS: Final = "条|件|次|个|份|项|人次|人|元|万元|篇|期"
_TOTAL_LINE: Final = re.compile(
    r"(?:本页|本表|本月|本季度?|上半年|下半年|全年|全部|年度|以上)?(?:合计|总计|小计|共计|累计)"
    rf"(?:数|行)?(?:\d[\d,.]*)?(?:{_UNITS})?"
)
_COUNT_LINE: Final = re.compile(
    rf"(?:以上|本[页表])?(?:合计|一?共计?|总共)有?\d[\d,.]*(?:{_UNITS})?(?:数据|记录|信息)?"
)
_LIKE_TOTAL_LINE: Final = re.compile(".{1,12}[小合总共]计")  # 教务科小计, but also an indicator's name
# 过次页, 承前页: what account books add up at the foot of a page, and repeat at the head of the next.
_PAGE_TURN: Final = re.compile(
    "(?:(?:结转|转入|[过转接续])[次下]一?页|(?:承接|上接|[承接续])[前上]一?页|[前上]一?页(?:结转|转来|余额))[:：]?"
)
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
_END: Final = re.compile(
    r"[(（]?(?:(?:以下|下面|此后)(?:为)?(?:空白|无正文|无)?|(?:第\d+页)?共?\d+页|第\d+页共\d+页|完|结束)[)）]?"
)
_NIL_WORD: Final = r"(?:暂?无|没有|未发生|零报告|0|/|\\|[-—–]{1,4}|无此类?(?:事项|信息|情况)|N/?A)"
_NIL: Final = re.compile(_NIL_WORD, re.IGNORECASE)
_WHO: Final = "(?:本|我)(?:科室?|单位|部门|局|办|处|站|所|中心|校|镇|街道|乡)"
_WHEN: Final = r"(?:本|今|当)(?:年度?|期|月|季度?)|\d{4}年?度?|全年|\d{1,2}月份?"
_NIL_TAIL: Final = (
    "(?:此|该|上述|相关|有关|需|应|主动公开|依申请|公开|政策|规范性|行政|收费|复议|诉讼|申请|新|受理|发生|发布)"
    "[^，。；,;]{0,14}"
)
_NIL_LINE: Final = re.compile(
    rf"(?:{_WHO}|{_WHEN})+(?:{_NIL_WORD})[^，。；,;]{{0,16}}|(?:{_NIL_WORD})(?:{_NIL_TAIL})?", re.IGNORECASE
)
_SECTION: Final = re.compile(
    "(?:[(（]?[一二三四五六七八九十]{1,3}(?:[)）]?[、.．]|[)）])|第[一二三四五六七八九十]{1,3}部分).{1,30}"
)
_LONELY: Final = 1
_FEWEST_NAMES: Final = 2


class RowAsWritten(Struct, frozen=True):
    """A row as it stands.

    ``filled`` are its cells that are not blank, ``cells`` those of the declared columns by name, ``unread``
    what stands in the other columns. ``is_wide`` where a merged cell of the row spans several columns.
    """

    filled: Sequence[RawCell]
    cells: Mapping[str, RawCell]
    is_wide: bool = False
    unread: Sequence[RawCell] = ()


class OtherRow(Struct, frozen=True):
    """Why a row is passed over; nothing is told where ``reason`` is empty.

    ``closes`` where only notes, names and dates can follow; ``misleads`` where the rows below would be read
    wrongly.
    """

    reason: str = ""
    closes: bool = False
    misleads: bool = False


_SILENT: Final = OtherRow()
_TITLE: Final = OtherRow("是小标题，没有读取")
_HEADER: Final = OtherRow("是重复的表头，没有读取")
_OTHER_HEADER: Final = OtherRow("又是一个表头，列的次序与上面的表头不同", misleads=True)
_BELOW: Final = OtherRow("在附注或落款下面，没有读取", closes=True)
_NAMES: Final = OtherRow("是填表人、审核人一类的落款，没有读取", closes=True)
_NOTES: Final = OtherRow("是附注，没有读取", closes=True)
_CLOSING: Final = OtherRow("是表尾的说明，没有读取", closes=True)
_NOTHING: Final = OtherRow("写明没有此类事项，按没有处理")


def judge(
    line: RowAsWritten, sheet: Sheet, header: Mapping[RawCell, str], *, closed: bool
) -> OtherRow | None:
    """What a row is that holds no record; ``None`` for a record. ``closed`` below the notes of a sheet."""
    known = [cell for cell in line.cells.values() if not is_blank(cell)]
    if not line.filled or is_example(line, sheet):
        return _SILENT
    if len(known) == _LONELY and key_of(str(known[0])) in sheet.section_rows:
        return _SILENT
    return (
        _by_text(line, sheet) or _by_shape(line, sheet, header, closed=closed) or (None if known else _SILENT)
    )


def has_mark(cell: RawCell) -> bool:
    """Whether a cell begins with the mark of an example."""
    return isinstance(cell, str) and cell.lstrip().startswith(EXAMPLE_MARK)


def says_nothing(cell: RawCell) -> bool:
    """Whether a cell only says that there is nothing: 无, /, 暂无."""
    return isinstance(cell, str) and _NIL.fullmatch(half_width(cell)) is not None


def is_example(line: RowAsWritten, sheet: Sheet) -> bool:
    """Whether a row with the mark 【示例】 is the blank workbook's own, and not a record copied from it."""
    if not any(has_mark(cell) for cell in line.filled):
        return False
    cells = {name: cell for name, cell in line.cells.items() if not is_blank(cell)}
    return all(_is_as_shipped(cell, sheet.column(name)) for name, cell in cells.items())


def _is_as_shipped(cell: RawCell, column: Column) -> bool:
    """Whether a cell holds what the blank workbook of any year shows; an agency's own lists vary."""
    if column.kind in {ColumnKind.CATEGORY, ColumnKind.CHANNELS}:
        return True
    if isinstance(cell, (date, datetime)):
        return column.example.endswith(f"{cell:-%m-%d}")
    shown = half_width(cell).removeprefix(EXAMPLE_MARK).strip()
    pattern = re.escape(half_width(column.example)).replace(re.escape("{year}"), r"\d{4}")
    return not shown or re.fullmatch(pattern, shown) is not None


def _by_text(line: RowAsWritten, sheet: Sheet) -> OtherRow | None:
    """Go by what the row begins with."""
    if total := _total(line, sheet):
        return OtherRow(f"是“{total}”行，没有读取：合计由程序计算")
    first, *others = line.filled
    is_incomplete = _is_incomplete(line, sheet)
    if is_incomplete and _is_nil(line, sheet):
        return _NOTHING
    if is_incomplete and _says(first, _END, _COUNT_LINE):
        return _CLOSING
    for pattern, other in ((_SIGNATURE, _NAMES), (_NOTE, _NOTES)):
        if _says(first, pattern) and (
            is_incomplete
            or str(first).rstrip().endswith((":", "："))  # what it announces stands in the next cell
            or all(_says(cell, pattern) for cell in others)
        ):
            return other
    return None


def _says(cell: RawCell, *patterns: re.Pattern[str]) -> bool:
    if not isinstance(cell, str):
        return False
    text = "".join(cell.split())
    return any(pattern.fullmatch(text) is not None for pattern in patterns)


def _is_nil(line: RowAsWritten, sheet: Sheet) -> bool:
    """Whether the row only says that there is nothing: 无, 本年度无, and / or nought in all other cells.

    A label that the sheet knows, with 无 beside it, is a quantity that nobody has filled in.
    """
    texts = ["".join(half_width(cell).split()) for cell in line.cells.values() if not is_blank(cell)]
    if not texts or any(column.kind in LABELS and column.choices for column in sheet.columns[:1]):
        return bool(texts) and all(_NIL.fullmatch(text) for text in texts)
    first, *others = texts
    return _NIL_LINE.fullmatch(first) is not None and all(_NIL.fullmatch(text) for text in others)


def _total(line: RowAsWritten, sheet: Sheet) -> str:
    """The word of a row of totals; empty for another row.

    It stands in front, or in a column where no record could say it, read or not; a longer wording only counts
    where the row could be no record.
    """
    if sheet.is_table:
        return ""
    if turn := next((str(cell).strip() for cell in line.filled if _says(cell, _PAGE_TURN)), ""):
        return turn
    first = _counting_word(line.filled[0])
    if _TOTAL_LINE.fullmatch(first) or first in _TOTALS:
        return first
    if _LIKE_TOTAL_LINE.fullmatch(first) and _is_no_record(line, sheet):
        return first
    others = (cell for name, cell in line.cells.items() if sheet.column(name).kind is not ColumnKind.TEXT)
    words = (_counting_word(cell) for cell in (*others, *line.unread))
    return next((word for word in words if word in _TOTALS), "")


def _counting_word(cell: RawCell) -> str:
    """The bare words of a cell that speaks of 合计 or the like, empty for any other."""
    return key_of(cell) if isinstance(cell, str) and ("计" in cell or "汇总" in cell) else ""


def _is_no_record(line: RowAsWritten, sheet: Sheet) -> bool:
    return _is_incomplete(line, sheet) or sheet.columns[0].kind is ColumnKind.CHOICE


def _is_incomplete(line: RowAsWritten, sheet: Sheet) -> bool:
    """Whether a required cell is blank, or only 无 and the like stand in all of them behind the first."""
    cells = [line.cells.get(name, "") for name in sheet.required]
    return any(map(is_blank, cells)) or (len(cells) > _LONELY and all(map(says_nothing, cells[1:])))


def _by_shape(
    line: RowAsWritten, sheet: Sheet, header: Mapping[RawCell, str], *, closed: bool
) -> OtherRow | None:
    """Go by how many cells the row has, and how wide they are."""
    if len(line.filled) == _LONELY and len(sheet.required) > _LONELY:
        if closed:
            return _BELOW
        if line.is_wide or _says(line.filled[0], _SECTION):
            return _TITLE
    named = {name: header[cell] for name, cell in line.cells.items() if cell in header}
    if len(named) < _FEWEST_NAMES or len(named) < len(line.filled) / 2:
        return None
    return _HEADER if all(here == there for here, there in named.items()) else _OTHER_HEADER

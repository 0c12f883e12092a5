"""A workbook with a list of agencies (名单) → their names, and which of them a report's agency is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.ledgers.opening.file_bytes import describe
from report_builder.ledgers.opening.grids import read_grids
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from report_builder.ledgers.cells import RawCell

_HEADS: Final = re.compile("(?:填报|报送|所属)?(?:单位|机关|部门|机构)(?:名称|全称)?|名称")
_FIRST_ROWS: Final = 10
_LONGEST: Final = 60
_SHORTEST: Final = 3


class AgencyList(Struct, frozen=True):
    """The agencies that are to hand in a report, as the list spells them."""

    names: tuple[str, ...]

    def find(self, agency: str) -> str:
        """The name of the list that an agency's is, be it shortened by its region; empty for none or many."""
        wanted = bare(agency)
        by_name = {bare(name): name for name in self.names}
        if wanted in by_name:
            return by_name[wanted]
        near = [
            name
            for key, name in by_name.items()
            if min(len(key), len(wanted)) >= _SHORTEST and (wanted.endswith(key) or key.endswith(wanted))
        ]
        return near[0] if len(near) == 1 else ""


def bare(name: str) -> str:
    """A name as it is compared: in one width, without blanks."""
    return "".join(normalize("NFKC", name).split())


def read_list(path: Path, budget: Budget = USUAL) -> AgencyList:
    """The names under the header 单位 (or such), else in the first column; raises ``ReportError``."""
    findings = Findings()
    place = Place(str(path))
    try:
        grids = read_grids(describe(path, budget), findings)
    except FileNotFoundError as fault:
        findings.error("file.missing", place, "找不到这个名单", remedy="请核对文件名")
        raise ReportError(findings) from fault
    except OSError as fault:
        findings.error("file.unreadable", place, "名单打不开", reason_of(fault), "请关闭正在使用它的程序")
        raise ReportError(findings) from fault
    findings.stop_on_errors()
    names = [name for grid in grids[:1] for name in _names(grid.rows)]
    if not names:
        remedy = "请在第一个工作表里写一列“单位”，每行一个单位的全称"
        findings.error("review.list", place, "名单里没有单位", remedy=remedy)
        raise ReportError(findings)
    return AgencyList(tuple(dict.fromkeys(names)))


def _names(rows: Sequence[Sequence[RawCell]]) -> Iterable[str]:
    column, first = 0, 0
    for number, row in enumerate(rows[:_FIRST_ROWS]):
        heads = [at for at, cell in enumerate(row) if _HEADS.fullmatch(bare(str(cell)))]
        if heads:
            column, first = heads[0], number + 1
            break
    for row in rows[first:]:
        text = str(row[column]).strip() if column < len(row) else ""
        if text and len(text) <= _LONGEST and not re.fullmatch(r"[\d.]+|合计|总计|小计", text):
            yield text

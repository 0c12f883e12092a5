"""A folder of drawn ledgers → what reading it gives, with findings spelled without the temporary folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from sheets import write_workbook

from report_builder.diagnostics import Finding, Findings
from report_builder.ledgers.reading import read_ledgers
from report_builder.settings import CategoryGroup, Channel, Contact, Settings

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.ledgers.frames import LedgerEntry, Ledgers

YEAR: Final = 2016

# A sheet that every year must have, without a row: nothing to find in it.
EMPTY_PUBLISHED: Final = "信息名称  信息类别  公开日期  公开渠道"

SETTINGS: Final = Settings(
    name="柳州市教育局",
    short_name="市教育局",
    kind="department",
    region="柳州市",
    contact=Contact(office="办公室", address="文惠路87号", postcode="545001", telephone="0772-2822960"),
    channels=(
        Channel(name="柳州教育网", kind="政府网站"),
        Channel(name="微信公众号“柳州教育”", kind="政务微信"),
    ),
    category_groups=(CategoryGroup(name="教育信息", categories=("政策类文件", "学校财务", "招生考试")),),
)


class LedgerFolder(Struct, dict=True):
    """A folder of ledgers; ``read`` gives its records and keeps the findings."""

    path: Path
    settings: Settings = SETTINGS
    findings: Findings = field(default_factory=Findings)

    def draw(self, name: str, **sheets: str) -> Path:
        """Write a workbook from pictures of its sheets."""
        return write_workbook(self.path / name, sheets)

    def read(self) -> Ledgers:
        """Read the folder as a build does."""
        self.findings = Findings()
        return read_ledgers(self.path, self.settings, YEAR, self.findings)

    def read_sheet(self, sheet: str, drawing: str) -> Ledgers:
        """Read a year of one drawn sheet, beside the sheet that must be there."""
        self.draw("台账.xlsx", **{"主动公开": EMPTY_PUBLISHED, sheet: drawing})
        return self.read()

    def rows(self, sheet: str) -> list[LedgerEntry]:
        """The rows that the folder has of a sheet."""
        read = self.read()
        return list(read.entries(read.frame(sheet)))

    def told(self, *without: str) -> list[str]:
        """``severity code file › sheet!cell`` of each finding, the sheets that are not filled in aside."""
        passed = {"ledger.sheet_nil", "ledger.nothing_filled", "ledger.nothing_published", *without}
        return [self._line(finding) for finding in self.findings if finding.code not in passed]

    def only(self, code: str) -> Finding:
        """The one finding with a code."""
        (found,) = [finding for finding in self.findings if finding.code == code]
        return found

    def _line(self, finding: Finding) -> str:
        place = (
            str(finding.place).replace(f"{self.path.as_posix()}/", "").replace(self.path.as_posix(), "台账")
        )
        return f"{finding.severity} {finding.code} {place}"

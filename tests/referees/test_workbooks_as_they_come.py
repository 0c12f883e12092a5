"""The sample year, its workbooks saved by LibreOffice in every other format, gives the same statistics."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from report_builder.diagnostics import Findings, Severity
from report_builder.ledgers.reading import read_ledgers
from report_builder.settings import load_settings
from report_builder.statistics.counting import count_statistics
from report_builder.statistics.paths import figures_by_path

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from libreoffice import LibreOffice

DATA: Final = Path(__file__).parent.parent.parent / "data"
LEDGERS: Final = DATA / "2016" / "ledgers"
YEAR: Final = 2016
# LibreOffice's CSV filter: commas, quotes, the character set's number, cells as shown, every sheet (-1).
UTF_8: Final = "76"
GB18030: Final = "85"

pytestmark = pytest.mark.referee


def figures(folder: Path) -> Mapping[str, int | Decimal | None]:
    findings = Findings()
    settings = load_settings(DATA, YEAR, findings)
    assert settings is not None
    statistics = count_statistics(read_ledgers(folder, settings, YEAR, findings), settings, YEAR, findings)
    assert [str(found) for found in findings if found.severity is Severity.ERROR] == []
    return figures_by_path(statistics)


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_the_same_year_in_another_format_counts_the_same(
    libreoffice: LibreOffice, tmp_path: Path, suffix: str
) -> None:
    libreoffice.convert(sorted(LEDGERS.glob("*.xlsx")), suffix, tmp_path)

    counted = figures(tmp_path)

    assert counted == figures(LEDGERS)


@pytest.mark.parametrize("charset", [UTF_8, GB18030])
def test_the_same_year_in_csv_files_counts_the_same(
    libreoffice: LibreOffice, tmp_path: Path, charset: str
) -> None:
    sheets = f"csv:Text - txt - csv (StarCalc):44,34,{charset},1,,0,false,true,true,false,false,-1"
    libreoffice.convert(sorted(LEDGERS.glob("*.xlsx")), sheets, tmp_path)

    counted = figures(tmp_path)

    assert counted == figures(LEDGERS)


def test_a_formula_is_counted_once_a_spreadsheet_program_has_saved_the_workbook(
    libreoffice: LibreOffice, tmp_path: Path
) -> None:
    from sheets import write_workbook  # noqa: PLC0415 - odfpy is needed here only

    drawn = tmp_path / "drawn"
    write_workbook(drawn / "台账.xlsx", {"工作情况": "指标 | 数量\n会议 | =1+2"})
    libreoffice.convert([drawn / "台账.xlsx"], "xlsx", tmp_path / "saved")
    shutil.copy(LEDGERS / "办公室.xlsx", tmp_path / "saved")
    findings = Findings()
    settings = load_settings(DATA, YEAR, findings)
    assert settings is not None

    work = read_ledgers(tmp_path / "saved", settings, YEAR, findings).frame("工作情况")

    assert work.loc[work["指标"] == "会议", "数量"].tolist() == [3]

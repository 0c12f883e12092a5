"""The blank workbook, opened and saved by LibreOffice: its lists, dates and notes must still be there.

Two things LibreOffice leaves out of what it saves without a window, and they are not looked for: frozen rows,
and rules more than a thousand rows below the last entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from ledger_folders import SETTINGS, LedgerFolder

from report_builder.ledgers.blank_workbook import BlankYear, blank_workbook
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.sheets import SHEETS

if TYPE_CHECKING:
    from pathlib import Path

    from libreoffice import LibreOffice
    from openpyxl.workbook import Workbook


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blank workbook of a year."""
    path = tmp_path_factory.mktemp("blank") / "台账.xlsx"
    path.write_bytes(blank_workbook(BlankYear(2026, "柳州市教育局", vocabulary_of(SETTINGS))))
    return path


@pytest.fixture(scope="module")
def folders(blank: Path, libreoffice: LibreOffice) -> dict[str, Path]:
    """Where it lies as it was made, as LibreOffice saves it, and as that comes back from an .ods."""
    saved, ods, back = (blank.parent / name for name in ("saved", "ods", "back"))
    libreoffice.convert([blank], "xlsx", saved)
    libreoffice.convert([blank], "ods", ods)
    libreoffice.convert([ods / "台账.ods"], "xlsx", back)
    return {"made": blank.parent, "saved": saved, "ods": ods, "back": back}


def rules(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every rule of every sheet: its first cell, its kind, what it allows, and what it says."""
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    return {
        name: sorted(
            (
                str(rule.sqref).partition(":")[0],
                rule.type,
                allowed(book, rule.formula1),
                rule.prompt,
                rule.error,
            )
            for rule in book[name].data_validations.dataValidation
        )
        for name in SHEETS
    }


def allowed(book: Workbook, formula: str | None) -> object:
    """The values of a list's cells; another rule's bound as it stands."""
    name, mark, cells = str(formula).replace("$", "").replace("'", "").partition("!")
    return tuple(str(row[0].value) for row in book[name][cells]) if mark else str(formula)


@pytest.mark.parametrize("kind", ["saved", "back"])
def test_every_rule_outlives_libreoffice(folders: dict[str, Path], kind: str) -> None:
    assert rules(folders[kind]) == rules(folders["made"])


@pytest.mark.parametrize("kind", ["saved", "back"])
def test_headers_stay_annotated_and_the_lists_hidden(folders: dict[str, Path], kind: str) -> None:
    book = openpyxl.load_workbook(folders[kind] / "台账.xlsx")

    assert all(cell.comment for name in SHEETS for cell in book[name][1] if cell.value)
    assert book["选项"].sheet_state == "hidden"
    assert book["主动公开"].print_title_rows == "$1:$1"


@pytest.mark.parametrize("kind", ["saved", "ods"])
def test_a_blank_workbook_that_libreoffice_saved_still_counts_nothing(
    folders: dict[str, Path], kind: str
) -> None:
    ledgers = LedgerFolder(folders[kind])

    read = ledgers.read()

    assert ledgers.told() == []
    assert [name for name in SHEETS if not read.frame(name).empty] == []

"""What agencies' files carry privately, and how this computer is laid out, is in no output over many."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import openpyxl
import pytest
from agency_ledgers import YEAR
from foreign_reports import faulty, two_years
from foreign_writers import by_python_docx, by_reportlab
from make_agencies import plan_agencies, write_agencies
from planted_secrets import OWN, spoil, spoil_pdf, spoil_workbook, telling, tells

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., subprocess.CompletedProcess[bytes]]

NAMED: Final = ("USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME", "EMAIL")
PRIVATE: Final = {
    "依申请公开": ("申请内容", "备注", "申请人姓名", "身份证号"),
    "主动公开": ("备注", "经办人"),
}
FAULT: Final = "a row does not add up"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of somebody whose name is a secret."""
    folder = tmp_path / OWN
    folder.mkdir()
    return folder


def run(report_builder: Run, home: Path, *words: str) -> None:
    """A command as that somebody runs it, whose whole paths it is given."""
    done = report_builder(*words, cwd=home, HOME=str(home), **dict.fromkeys(NAMED, OWN))

    assert done.returncode in {0, 1}, done.stderr.decode()


@pytest.fixture
def received(home: Path) -> Path:
    """Reports that were handed in, full of secrets: sound, at fault, twice, damaged, too large."""
    folder = home / "收到的报告"
    folder.mkdir()
    for number in range(2):
        report = two_years(number)[1]
        (folder / f"{report.agency}.docx").write_bytes(spoil(by_python_docx(report)))
        report = two_years(number + 2)[1]
        (folder / f"{report.agency}.pdf").write_bytes(spoil_pdf(by_reportlab(report)))
    wrong = spoil(by_python_docx(faulty(101, FAULT)[1]))
    (folder / "民政局.docx").write_bytes(wrong)
    (folder / "民政局副本.docx").write_bytes(wrong)
    (folder / "坏的.docx").write_bytes(wrong[:999])
    (folder / "坏的.pdf").write_bytes(b"%PDF-1.7")
    (folder / "太大的.docx").write_bytes(b"PK" + bytes(120_000_000))
    book = openpyxl.Workbook()
    book.save(folder / "交错的.xlsx")
    (folder / "名单.csv").write_text("单位\n没有交的局\n", encoding="utf-8")
    return folder


def test_the_secrets_of_workbooks_and_pdfs_can_be_found(received: Path, tmp_path: Path) -> None:
    write_agencies(tmp_path / "各单位", plan_agencies(1, 4))
    ledger = next((tmp_path / "各单位").rglob("*.xlsx"))

    spoilt = spoil_workbook(ledger.read_bytes(), PRIVATE)

    assert tells(spoilt)
    assert not tells(ledger.read_bytes())
    assert all(
        tells(path.read_bytes()) for path in received.glob("*局.*") if path.suffix in {".docx", ".pdf"}
    )


def test_no_output_of_a_review_tells_a_secret_of_what_was_handed_in(
    report_builder: Run, home: Path, received: Path
) -> None:
    run(report_builder, home, "review", str(received), "--workers", "1")

    pages = [path.name for path in (received / "审核").iterdir()]
    assert {"太大的.html", "坏的.html", "审核情况.xlsx"} <= {*pages}
    assert telling(received / "审核") == []


def test_no_output_of_a_sum_tells_a_secret_of_what_was_handed_in(
    report_builder: Run, home: Path, received: Path
) -> None:
    run(report_builder, home, "rollup", str(received), "--year", str(YEAR), "--workers", "1")
    told = sheet(received / "汇总" / str(YEAR) / "汇总统计.xlsx")
    for name in ("坏的.docx", "坏的.pdf", "太大的.docx", "交错的.xlsx", "民政局.docx", "民政局副本.docx"):
        (received / name).unlink()
    run(report_builder, home, "rollup", str(received), "--year", str(YEAR), "--workers", "1")

    assert "民政局.docx、民政局副本.docx" in told
    assert (received / "汇总" / str(YEAR) / "汇总台账.xlsx").is_file()
    assert telling(received / "汇总") == []


def sheet(workbook: Path) -> set[str]:
    """What the sheets of a sum say of files."""
    book = openpyxl.load_workbook(workbook)
    return {
        str(value)
        for name in ("计入的单位", "问题")
        for row in book[name].iter_rows(values_only=True)
        for value in row
    }


def test_no_output_over_many_ledgers_tells_a_secret_of_them(report_builder: Run, home: Path) -> None:
    root = home / "各单位"
    write_agencies(root, plan_agencies(3, 4, faulty=1))
    for ledger in root.rglob("*.xlsx"):
        ledger.write_bytes(spoil_workbook(ledger.read_bytes(), PRIVATE))
    shutil.copytree(next(root.iterdir()), root / "打不开的局")
    (root / "打不开的局" / "data" / "agency.toml").write_text("name =", encoding="utf-8")

    run(report_builder, home, "batch", str(root), str(YEAR), "--workers", "1")
    run(report_builder, home, "rollup", str(root), "--workers", "1")

    assert len([*root.glob("*/out/*/*.pdf")]) == 2
    assert (root / "汇总" / str(YEAR) / "汇总统计.xlsx").is_file()
    assert (root / "汇总" / "进度" / str(YEAR) / "各单位.jsonl").is_file()
    assert telling(root, but=("data",)) == []

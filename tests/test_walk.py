"""The year of a secretary who starts from an empty folder, walked through with the installed wheel."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from docx import Document
from msgspec import Struct
from openpyxl import load_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHECKOUT: Final = Path(__file__).parent.parent
YEAR: Final = 2025
ANSWERS: Final = {
    "单位全称": "柳州市教育局",
    "单位简称": "市教育局",
    "所在地区": "柳州市",
    "办公机构名称": "柳州市教育局办公室",
    "办公地址": "柳州市文惠路87号",
    "邮政编码": "545001",
    "联系电话": "0772-2822960",
}
PUBLISHED: Final = [
    ("关于开展校园安全检查的通知", "政策文件", date(2025, 3, 10), date(2025, 3, 17), "政府网站"),
    ("2025年部门预算", "财政信息", date(2025, 2, 10), date(2025, 2, 20), "政府网站"),
    ("2025年义务教育招生方案", "招生信息", date(2025, 5, 6), date(2025, 5, 12), "政府网站、政务微信"),
]
# 登记编号, 收到日期, 申请人类型, 答复日期, 处理结果
APPLICATIONS: Final = [
    ("2025-001", date(2025, 3, 3), "自然人", date(2025, 3, 20), "予以公开"),
    ("2025-002", date(2025, 6, 9), "商业企业", date(2025, 6, 30), "本机关不掌握相关政府信息"),
]
LATE: Final = ("2025-003", date(2025, 12, 1), "自然人", date(2025, 12, 19), "部分公开")


class Office(Struct, frozen=True):
    """A folder to work in, and the program as it was installed."""

    folder: Path
    installed: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Give a command as its user does, from the folder."""
        inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}  # noqa: TID251
        return subprocess.run(
            [sys.executable, "-m", "report_builder", *arguments],
            cwd=self.folder,
            env={**inherited, "PYTHONUTF8": "1", "PYTHONPATH": str(self.installed)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    @property
    def ledger(self) -> Path:
        """The one workbook of the year."""
        (found,) = (self.folder / "data" / str(YEAR) / "ledgers").glob("*.xlsx")
        return found

    @property
    def out(self) -> Path:
        """Where the report is built."""
        return self.folder / "out" / str(YEAR)

    @property
    def report(self) -> Path:
        """The Word report as it was built."""
        return self.out / f"{ANSWERS['单位全称']}{YEAR}年政府信息公开工作年度报告.docx"

    def statistics(self) -> dict[str, dict[str, dict[str, int]]]:
        """What was counted, as other programs read it."""
        read: dict[str, dict[str, dict[str, int]]] = json.loads(
            (self.out / "statistics.json").read_text("utf-8")
        )
        return read


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An empty folder far from the checkout, and the wheel installed beside it."""
    scratch = tmp_path_factory.mktemp("办公室 电脑")
    folder, wheels, installed = scratch / "2025 年报", scratch / "wheels", scratch / "installed"
    folder.mkdir()
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(CHECKOUT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = wheels.glob("*.whl")
    install = [*pip, "install", "--no-deps", "--no-index", "--target", str(installed), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=300)
    return Office(folder, installed)


def fill(ledger: Path, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Write rows into the blank sheets, below what stands there, each value in the column of its name."""
    workbook = load_workbook(ledger)
    for name, records in rows.items():
        sheet = workbook[name]
        columns = {str(cell.value).strip("*"): cell.column for cell in sheet[1]}
        for record in records:
            number = sheet.max_row + 1
            for column, value in record.items():
                sheet.cell(number, columns[column]).value = value  # type: ignore[assignment, arg-type]  # the stubs lack object
    workbook.save(ledger)


def application(values: tuple[str, date, str, date, str]) -> dict[str, object]:
    """A row of 依申请公开."""
    return dict(zip(("登记编号", "收到日期", "申请人类型", "答复日期", "处理结果"), values, strict=True))


def year_s_rows() -> dict[str, list[dict[str, object]]]:
    """What the departments have noted down in the year."""
    columns = ("信息名称", "信息类别", "制发日期", "公开日期", "公开渠道")
    return {
        "主动公开": [dict(zip(columns, row, strict=True)) for row in PUBLISHED],
        "依申请公开": [application(row) for row in APPLICATIONS],
        "行政执法": [{"事项类型": "行政许可", "月份": 6, "数量": 4}],
    }


def text_of(pdf: Path) -> str:
    """A PDF's text without blanks and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_a_secretary_takes_an_empty_folder_to_a_filed_report(office: Office) -> None:
    start_the_year(office)
    write_with_faults(office)
    mend_and_build(office)
    edited = edit_in_word(office)
    refreshed = refresh_after_a_late_application(office, edited)
    print_the_edited_report(office, refreshed)


def start_the_year(office: Office) -> None:
    """``new``, then the answers in the settings; what is not filled in is asked for."""
    where = subprocess.run(
        [sys.executable, "-c", "import report_builder; print(report_builder.__file__)"],
        cwd=office.folder, env={**os.environ, "PYTHONPATH": str(office.installed)},  # noqa: TID251
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert where.startswith(str(office.installed))

    assert office.run("new", str(YEAR), "--yes").returncode == 0

    settings = office.folder / "data" / "agency.toml"
    untouched = office.run("check", str(YEAR))
    assert untouched.returncode == 1
    assert "settings.placeholder" in untouched.stderr
    text = settings.read_text("utf-8")
    for question, answer in ANSWERS.items():
        assert f"〔请填写{question}〕" in text, question
        text = text.replace(f"〔请填写{question}〕", answer)
    settings.write_text(text, "utf-8")
    empty = office.run("check", str(YEAR))
    assert empty.returncode == 0, empty.stderr


def write_with_faults(office: Office) -> None:
    """The year's rows with a wrong date, a wrong choice and a number given twice: each is told."""
    shutil.copy(office.ledger, office.folder / "空白.xlsx")
    faulty = year_s_rows()
    faulty["主动公开"][0]["公开日期"] = "三月中旬"
    faulty["依申请公开"][1]["登记编号"] = APPLICATIONS[0][0]
    faulty["依申请公开"].append(application(LATE) | {"申请人类型": "个人"})
    fill(office.ledger, faulty)

    told = office.run("build", str(YEAR))

    assert told.returncode == 1
    assert not office.report.exists()
    for place in ("主动公开!E3", "依申请公开!A4", "依申请公开!C5"):
        assert f"{office.ledger.name} › {place}" in told.stderr.replace("\n", ""), place


def mend_and_build(office: Office) -> None:
    """The rows as they should be: everything is built, and counted right."""
    ledger = office.ledger
    shutil.move(office.folder / "空白.xlsx", ledger)
    fill(ledger, year_s_rows())

    done = office.run("build", str(YEAR))

    assert done.returncode == 0, done.stderr
    counted = office.statistics()
    assert counted["requests"]["new"]["total"] == len(APPLICATIONS)
    assert counted["requests"]["granted"]["natural_person"] == 1
    assert "收到政府信息公开申请2件" in text_of(office.report.with_suffix(".pdf"))


def edit_in_word(office: Office) -> Path:
    """A new paragraph, and a figure overwritten by hand, which ``verify`` finds."""
    edited = office.out / "送审稿.docx"
    document = Document(str(office.report))
    last = next(each for each in document.paragraphs if "没有其他需要报告的事项" in each.text)
    last.insert_paragraph_before("本年度组织政务公开培训，参训人员覆盖各科室。", style=last.style)
    document.save(str(edited))
    untouched = office.run("verify", str(edited.relative_to(office.folder)))
    assert untouched.returncode == 0, untouched.stderr
    spoilt = office.out / "改错.docx"
    document = Document(str(edited))
    figure = next(
        each
        for each in document.element.body.iter("{*}sdt")
        if "".join(text.text or "" for text in each.iter("{*}t")) == str(len(APPLICATIONS))
    )
    next(iter(figure.iter("{*}t"))).text = "8"
    document.save(str(spoilt))

    told = office.run("verify", str(spoilt.relative_to(office.folder)))

    assert told.returncode == 1
    assert "8" in told.stderr
    spoilt.unlink()
    return edited


def refresh_after_a_late_application(office: Office, edited: Path) -> Path:
    """An application noted down late: its figures go into the edited report, and the edits stay."""
    fill(office.ledger, {"依申请公开": [application(LATE)]})

    done = office.run("refresh", str(edited.relative_to(office.folder)))

    assert done.returncode == 0, done.stderr
    (refreshed,) = office.out.glob("送审稿（更新）.docx")
    text = "".join(each.text or "" for each in Document(str(refreshed)).element.body.iter("{*}t"))
    assert "收到政府信息公开申请3件" in text
    assert "本年度组织政务公开培训" in text
    assert office.run("verify", str(refreshed.relative_to(office.folder))).returncode == 0
    return refreshed


def print_the_edited_report(office: Office, report: Path) -> None:
    """The PDF of the very Word file that was edited and refreshed."""
    done = office.run("pdf", str(report.relative_to(office.folder)))

    assert done.returncode == 0, done.stderr
    printed = text_of(report.with_suffix(".pdf"))
    assert "收到政府信息公开申请3件" in printed
    assert "本年度组织政务公开培训" in printed

"""The files of a format → what it demands, or every fault with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from report_builder.diagnostics import Findings
from report_builder.formats.definitions import ReportFormat, YearSpan, load_format

SHIPPED = Path(__file__).parents[2] / "styles" / "guangxi-seven-part"


def load(folder: Path) -> tuple[ReportFormat | None, list[str]]:
    """The format in a folder, and the findings as they are printed."""
    findings = Findings()
    loaded = load_format(folder, findings)
    return loaded, [str(finding).replace(str(folder), "styles") for finding in findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Guangxi format that a test may spoil."""
    for name in ("format.toml", "annex.toml"):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> int:
    """Replace the first ``old``; the line on which it stood."""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_guangxi_format_has_seven_sections_and_an_annex() -> None:
    loaded, findings = load(SHIPPED)

    assert findings == []
    assert loaded is not None
    assert loaded.name == "guangxi-seven-part"
    assert [len(section.subsections) for section in loaded.sections] == [0, 3, 3, 0, 0, 0, 0]
    assert loaded.sections[5].heading == "政府信息公开工作存在的主要问题及改进方向"
    assert loaded.annex is not None
    assert loaded.annex.title == "政府信息公开情况统计表"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('unit = "条"', 'units = "条"', "不认识“rows 第2项的 units”这一项"),
        ("level = 1", "level = 5", "“rows 第1项的 level”不是可选的写法"),
        (
            '"granted", "partial", "refused"',
            '"granted", "parcial", "refused"',
            "表里没有代号为“parcial”的数字行",
        ),
        ('whole = "staff"', 'whole = "stuff"', "勾稽关系用到“stuff”，表里没有这个代号的数字行"),
        ('id = "partial"', 'id = "granted"', "代号“granted”用了不止一次"),
        ('figure = "requests.granted.total"', 'figure = "a"\nsum_of = ["b"]', "只能写一种"),
    ],
)
def test_a_fault_in_the_annex_file_is_told(folder: Path, old: str, new: str, message: str) -> None:
    spoil(folder / "annex.toml", old, new)

    loaded, findings = load(folder)

    assert loaded is None
    assert any(message in finding for finding in findings)


def test_a_fault_is_told_with_its_row_s_line(folder: Path) -> None:
    line = spoil(folder / "annex.toml", 'unit = "条"\nlevel = 3', 'unitt = "条"\nlevel = 3')

    _, findings = load(folder)

    assert [finding.split("\n")[0] for finding in findings] == [
        f"错误 format.invalid  styles/annex.toml › 第{line}行"
    ]


def test_an_annex_outside_the_folder_is_refused(folder: Path) -> None:
    spoil(folder / "format.toml", '"annex.toml"', '"../annex.toml"')

    loaded, findings = load(folder)

    assert loaded is None
    assert findings[0].split("\n")[:2] == [
        "错误 format.invalid  styles/format.toml › 第6行",
        "  “annex”只能写同一文件夹里的文件名",
    ]


def test_a_folder_without_a_format_is_told() -> None:
    loaded, findings = load(SHIPPED / "nowhere")

    assert loaded is None
    assert [finding.split("\n")[0] for finding in findings] == ["错误 format.missing  styles/format.toml"]


@pytest.mark.parametrize(
    ("name", "last_heading_but_one", "body_rows"),
    [
        ("national-2019", "政府信息公开工作存在的主要问题及改进情况", 23),
        ("national-2021", "存在的主要问题及改进情况", 25),
    ],
)
def test_a_national_format_has_six_sections_and_three_tables(
    name: str, last_heading_but_one: str, body_rows: int
) -> None:
    loaded, findings = load(SHIPPED.parent / name)

    assert findings == []
    assert loaded is not None
    assert [section.heading for section in loaded.sections][4:] == [
        last_heading_but_one,
        "其他需要报告的事项",
    ]
    assert loaded.sections[3].variants == ("因政府信息公开工作被申请行政复议、提起行政诉讼情况",)
    assert [table.section for table in loaded.tables] == [2, 3, 4]
    assert loaded.sections_with_tables == {2, 3, 4}
    assert [sum(table.widths) for table in loaded.tables] == pytest.approx([156, 156, 156])
    assert len(loaded.tables[1].rows) - loaded.tables[1].head_rows == body_rows


NATIONAL = SHIPPED.parent / "national-2021"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("columns = 4, head", "columns = 3, head", "第1行的单元格与 4 列对不上"),
        ("rows = 22", "rows = 21", "表“收到和处理政府信息公开申请情况”第27行的单元格与 10 列对不上"),
        ("rows = 22", "rows = 99", "第6行有单元格伸到了表外面"),
        ("columns = 3, rows = 3 }", "columns = 3, rows = 4 }", "第1行有单元格伸到了表头外面"),
        ("section = 2", "section = 7", "属于第7部分，格式里没有这一部分"),
        ("widths = [45, 37", "widths = [45, 77", "合计不超过版心的 156 毫米"),
        ("together = true", "size = 105", "字号 105 磅不在"),
        (
            'label = "规章"',
            'label = "规章", figure = "proactive.rules.issued"',
            "是文字，不能再写 figure、sum_of 或 work",
        ),
        ('label = "规章"', 'label = "规章", less = "甲"', "less（“甲”）要和 work 写在一起"),
        ("columns = 3 }] },", "columns = 0 }] },", "columns 和 rows 要写 1 或更大的整数"),
        ('align = "left"', 'align = "links"', "的 align”"),
        ("head_rows = 3", "head_rows = 28", "的表头要比整个表短"),
    ],
)
def test_a_fault_in_the_tables_file_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    for name in ("format.toml", "tables.toml"):
        shutil.copy(NATIONAL / name, tmp_path / name)
    spoil(tmp_path / "tables.toml", old, new)

    loaded, findings = load(tmp_path)

    assert loaded is None
    assert any(message in finding and "tables.toml › 第" in finding for finding in findings), findings


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (YearSpan(), "各年度"),
        (YearSpan(last=2018), "2018年度及以前"),
        (YearSpan(first=2021), "2021年度起"),
        (YearSpan(first=2019, last=2020), "2019至2020年度"),
        (YearSpan(first=2019, last=2019), "2019年度"),
    ],
)
def test_a_span_of_years_is_spelt_as_a_notice_does(span: YearSpan, text: str) -> None:
    assert str(span) == text

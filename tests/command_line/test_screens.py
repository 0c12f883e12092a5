"""Findings and examinations as a terminal of 80 columns shows them."""

from __future__ import annotations

from pathlib import Path

from golden_files import matches_golden

from report_builder.command_line.screens import ScreenLine, examination_lines, findings_screen
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.doctor import Condition, Examined

GOLDEN = Path(__file__).parent / "golden_screens"
WHOLE = "全部问题写在 out/2016/checks.html 里，请用浏览器打开。"


def choice(row: int, file: str = "data/2016/ledgers/教务科.xlsx") -> Finding:
    """A choice that is none, in a row of a ledger."""
    return Finding(
        "ledger.choice",
        Severity.ERROR,
        Place(file, "依申请公开", f"C{row}"),
        "申请人类型写作“个人”，不是六种申请人之一",
        remedy="可填：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他（您要填的可能是“自然人”）",
    )


SIGNED = Finding(
    "settings.signed_on_default", Severity.NOTICE, None, "没有写明成文日期，按 2016年12月31日 落款"
)
LATE = Finding(
    "timeliness.publication", Severity.WARNING, Place("办公室.xlsx", "主动公开", "A2"), "公开得晚了"
)


def text_of(lines: list[ScreenLine]) -> str:
    """The lines as a screen without colours has them."""
    return "\n".join(line.text for line in lines) + "\n"


def test_findings_are_shown_file_by_file(*, update_golden: bool) -> None:
    lines = findings_screen([choice(14), SIGNED, LATE, choice(3)], 80)

    assert matches_golden(GOLDEN / "findings.txt", text_of(lines), update=update_golden)


def test_a_long_list_is_shortened_and_says_where_the_whole_is(*, update_golden: bool) -> None:
    findings = [SIGNED, *(choice(row) for row in range(2, 40)), LATE]

    lines = findings_screen(findings, 80, WHOLE)

    assert matches_golden(GOLDEN / "long_list.txt", text_of(lines), update=update_golden)


def test_a_long_list_is_shown_whole_where_nothing_else_has_it() -> None:
    lines = findings_screen([choice(row) for row in range(2, 40)], 80)

    assert sum(line.text.startswith("错误 ") for line in lines) == 38


def test_a_list_that_can_be_read_to_its_end_is_shown_whole() -> None:
    lines = findings_screen([choice(row) for row in range(2, 22)], 80, WHOLE)

    assert sum(line.text.startswith("错误 ") for line in lines) == 20


def test_every_kind_of_a_long_list_is_shown() -> None:
    findings = [*(choice(row) for row in range(2, 40)), LATE, SIGNED]

    shown = text_of(findings_screen(findings, 80, WHOLE))

    assert all(finding.code in shown for finding in findings)


def test_the_severity_gives_the_colour() -> None:
    lines = findings_screen([choice(3), LATE, SIGNED], 80)

    assert [line.style for line in lines if line.style not in {"", "bold"}] == ["red", "yellow", "cyan"]


def test_the_doctors_examination_is_a_line_each_with_the_way_out_below(*, update_golden: bool) -> None:
    examined = [
        Examined(Condition.SOUND, "程序", ("report-builder 1.0，Python 3.11.7",)),
        Examined(
            Condition.DOUBTFUL, "单位设置", ("还没有 data/agency.toml",), "请运行 report-builder new 2026"
        ),
        Examined(
            Condition.BROKEN,
            "自备字体",
            ("甲.ttf 不能用：not a font", "乙.ttf 不能用：not a font"),
            "请改正字体目录，或换成 TrueType 字体（.ttf）；不需要自备字体的，删去这个文件夹，用程序附带的",
        ),
    ]

    lines = examination_lines(examined, 80)

    assert matches_golden(GOLDEN / "doctor.txt", text_of(lines), update=update_golden)
    assert [line.style for line in lines if line.style] == ["green", "yellow", "red"]

"""What a person, or a program, is shown of findings and results."""

from __future__ import annotations

import json
from pathlib import Path

from report_builder.command_line.messages import count_findings, list_findings, summarise, value_json
from report_builder.command_line.outcomes import findings_value
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.pipeline import BuildResult

DATE = Finding(
    "ledger.date", Severity.ERROR, Place("甲.xlsx", "主动公开", "C4"), "公开日期填得不对", "写作：2016-02-31"
)
LATE = Finding("timeliness.publication", Severity.WARNING, Place("乙.xlsx", "主动公开", "A2"), "公开得晚了")
CHOICE = Finding("ledger.choice", Severity.ERROR, Place("甲.xlsx", "主动公开", "B9"), "填的不是规定的选项")
SIGNED = Finding("settings.signed_on_default", Severity.NOTICE, None, "按年末落款")
RESULT = BuildResult(Path("out/2016"), {"报告.docx": 13_700, "报告.pdf": 2_340_000}, 12, (SIGNED,))


def test_the_findings_of_one_file_stand_together() -> None:
    lines = list_findings([DATE, LATE, CHOICE])

    assert [line.splitlines()[0] if line else "" for line in lines] == [
        "错误 ledger.date  甲.xlsx › 主动公开!C4",
        "错误 ledger.choice  甲.xlsx › 主动公开!B9",
        "",
        "警告 timeliness.publication  乙.xlsx › 主动公开!A2",
        "",
    ]


def test_the_findings_are_counted_the_gravest_first() -> None:
    assert count_findings([SIGNED, LATE, DATE, CHOICE]) == "错误 2 处、警告 1 处、提示 1 处"


def test_no_finding_is_said_in_words() -> None:
    assert count_findings([]) == "没有发现问题"


def test_only_a_pdf_has_pages() -> None:
    assert summarise(RESULT) == [("报告.docx", "14 KB"), ("报告.pdf", "2.3 MB，共 12 页")]


def test_a_program_gets_every_part_of_a_finding() -> None:
    told = json.loads(value_json(findings_value([DATE], RESULT)))

    assert told["findings"] == [
        {
            "code": "ledger.date",
            "severity": "error",
            "place": {
                "file": "甲.xlsx",
                "sheet": "主动公开",
                "cell": "C4",
                "line": None,
                "paragraph": None,
                "part": "",
            },
            "message": "公开日期填得不对",
            "evidence": "写作：2016-02-31",
            "remedy": "",
            "about": [],
        }
    ]
    assert told["outputs"] == [
        {"name": "报告.docx", "bytes": 13_700},
        {"name": "报告.pdf", "bytes": 2_340_000},
    ]
    assert (told["folder"], told["pages"]) == (str(Path("out/2016")), 12)


def test_json_can_be_spelt_in_ascii() -> None:
    text = value_json(findings_value([DATE]), ascii_only=True)

    assert text.isascii()
    assert json.loads(text)["findings"][0]["place"]["file"] == "甲.xlsx"

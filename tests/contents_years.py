"""A year in a format of its own that asks for a table of contents: sections as many and as long as wanted."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

from sheets import write_workbook

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.pipeline import BuildResult

NAME: Final = "某某街道办事处2024年政府信息公开工作年度报告"
_AGENCY: Final = """format = "with-contents"
name = "某某街道办事处"
short_name = "街道"
kind = "department"
region = "某某市"
contact = { office = "党政办公室", address = "某某路1号", postcode = "545001", telephone = "0772-2822960" }
"""
_FORMAT: Final = """title = "带目录的格式"
years = { first = 2024 }
contents = true
"""
_SECTION: Final = """
[[sections]]
heading = "{}"
"""
_SENTENCE: Final = "本部分写明一年来做了哪些工作，有哪些做法，取得了哪些成效，还有哪些不足。"


def headings(count: int) -> list[str]:
    """The bare headings of as many sections."""
    return [f"第{number}个方面的工作情况" for number in range(1, count + 1)]


def office(folder: Path, sections: int = 6, sentences: int = 12) -> BuildRequest:
    """A working folder; each section has so many paragraphs, and a heading below its own."""
    styles = folder / "styles" / "with-contents"
    styles.mkdir(parents=True)
    shutil.copy(packaged_folder("styles") / "guangxi-seven-part" / "template.docx", styles)
    demanded = "".join(_SECTION.format(each) for each in headings(sections))
    (styles / "format.toml").write_text(f"{_FORMAT}{demanded}", encoding="utf-8")
    text = "".join(
        f"# {each}\n\n## {each}的开头\n\n" + f"{_SENTENCE * 3}\n\n" * sentences for each in headings(sections)
    )
    (styles / "narrative.md").write_text(text, encoding="utf-8")
    data = folder / "data" / "2024"
    data.mkdir(parents=True)
    (data / "narrative.md").write_text(text, encoding="utf-8")
    (data / "report.toml").write_text("signed_on = 2025-01-20\n", encoding="utf-8")
    (folder / "data" / "agency.toml").write_text(_AGENCY, encoding="utf-8")
    ledger = {"行政执法": "事项类型  数量\n行政许可  37"}
    write_workbook(data / "ledgers" / "台账.xlsx", ledger)
    return BuildRequest(folder / "data", 2024, folder / "out", folder)


def built(folder: Path, sections: int = 6, sentences: int = 12) -> BuildResult:
    """What came of building it."""
    return outcome_of(build(office(folder, sections, sentences)))

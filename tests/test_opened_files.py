"""Files that somebody has open are known by what each program leaves beside them, and told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import Findings, ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.opened_files import is_held, tell_opened
from report_builder.pipeline import build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "lock",
    [
        "~$年度报告全文.docx",  # Word, of a long name
        "~$16年度报告全文.docx",
        "~$2016年度报告全文.docx",  # Word and Excel, of a short one
        ".~lock.2016年度报告全文.docx#",  # LibreOffice
        ".~2016年度报告全文.docx",  # WPS on Linux
        ".~16年度报告全文.docx",
        ".~016年度报告全文.docx",
    ],
)
def test_each_programs_lock_file_is_known(tmp_path: Path, lock: str) -> None:
    name = "2016年度报告全文.docx" if "年度" in lock and "$年" not in lock else "20年度报告全文.docx"
    (tmp_path / name).touch()
    (tmp_path / lock).touch()
    findings = Findings()

    tell_opened(tmp_path, [name, "别的.pdf"], findings)

    [finding] = findings
    assert (finding.code, finding.severity) == ("file.opened", Severity.WARNING)
    assert lock in finding.evidence
    assert str(tmp_path / name) in str(finding.place)


@pytest.mark.parametrize(
    "lock", ["~$别的.docx", ".~lock.报告.doc#", "~$告.docx.bak", "报告.docx~", ".~lock.报告.docx"]
)
def test_another_files_lock_is_none(tmp_path: Path, lock: str) -> None:
    (tmp_path / "报告.docx").touch()
    (tmp_path / lock).touch()
    findings = Findings()

    tell_opened(tmp_path, ["报告.docx"], findings)

    assert list(findings) == []


def test_the_lock_of_a_file_that_is_gone_is_none(tmp_path: Path) -> None:
    (tmp_path / "~$报告.docx").touch()
    findings = Findings()

    tell_opened(tmp_path, ["报告.docx"], findings)
    tell_opened(tmp_path / "nowhere", ["报告.docx"], findings)

    assert list(findings) == []


def test_a_file_that_may_not_be_written_to_is_not_held_for_that(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").touch(mode=0o444)

    assert not is_held(tmp_path / "报告.docx")
    assert not is_held(tmp_path / "没有.docx")


def test_a_build_tells_of_an_open_report_before_it_counts(own_data: Path) -> None:
    out = own_data.parent / "out"
    request = BuildRequest(own_data, 2016, out, own_data.parent)
    result = outcome_of(build(request))
    report = next(name for name in result.sizes if name.endswith(".docx"))
    (result.folder / f".~lock.{report}#").touch()
    (own_data / "2016" / "narrative.md").write_text("# 标题\n\n{{ 没有这个词 }}\n", encoding="utf-8")

    with pytest.raises(ReportError) as told:
        outcome_of(build(request))

    assert told.value.findings[0].code == "file.opened"


def test_a_lock_file_beside_an_output_is_not_taken_for_the_users_own(own_data: Path) -> None:
    request = BuildRequest(own_data, 2016, own_data.parent / "out", own_data.parent)
    result = outcome_of(build(request))
    (result.folder / ".~lock.statistics.xlsx#").touch()

    again = outcome_of(build(request))

    assert [each.code for each in again.findings if each.code.startswith("file.")] == ["file.opened"]

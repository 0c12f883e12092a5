"""Faults of the system, real ones and such as a test cannot bring about → Chinese words and findings."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from report_builder.diagnostics import ReportError
from report_builder.system_faults import foreseen, reason_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.EISDIR, "这是文件夹，不是文件"),
        (errno.EDQUOT, "您在这个磁盘上的空间已经用完"),
        (errno.EFBIG, "文件太大，系统不让写"),
        (errno.EMFILE, "同时打开的文件太多"),
    ],
)
def test_the_usual_faults_are_told_in_chinese(number: int, reason: str) -> None:
    assert reason_of(OSError(number, "as the system says it")) == f"系统提示：{reason}"


def test_an_unusual_fault_is_told_in_the_systems_words() -> None:
    assert (
        reason_of(OSError(errno.EXDEV, "Invalid cross-device link")) == "系统提示：Invalid cross-device link"
    )


@pytest.mark.parametrize(
    ("number", "name", "is_told"),
    [(3, "台账" * 150, True), (206, "台账" * 150, True), (3, "台账.xlsx", False), (32, "台账" * 150, False)],
)
def test_a_path_too_long_for_windows_is_told_as_one(number: int, name: str, *, is_told: bool) -> None:
    fault = OSError(errno.ENOENT, "系统找不到指定的路径。", name)
    fault.winerror = number  # type: ignore[attr-defined]  # what Windows' own faults have, and those of other systems have not

    assert ("路径太长" in reason_of(fault)) is is_told


def test_a_file_that_cannot_be_opened_is_a_finding_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as raised, foreseen():
        tmp_path.read_bytes()

    [found] = raised.value.findings
    assert found.code == "file.unreadable"
    assert str(found.place) == str(tmp_path)


def test_a_file_of_the_programs_own_that_is_gone_stays_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), foreseen():
        (tmp_path / "styles").read_bytes()


def test_a_fault_without_a_file_stays_a_fault() -> None:
    with pytest.raises(OSError, match="no memory"), foreseen():
        raise OSError(errno.ENOMEM, "no memory")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_a_disk_that_takes_no_more_in_the_midst_of_writing_is_a_finding(number: int) -> None:
    with pytest.raises(ReportError) as raised, foreseen():
        raise OSError(number, "as the system says it")

    assert [each.code for each in raised.value.findings] == ["file.unwritable"]

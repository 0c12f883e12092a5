"""A PDF that carries the seal → it is among the finished outputs, if it says what the report says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.checks.sealed_pdf import compare_sealed
from report_builder.diagnostics import Findings, Place, ReportError
from report_builder.finishing.examining import weigh
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.finishing.examining import SignedYear
    from report_builder.finishing.outputs import MadeOutputs


def with_seal(
    path: Path, examined: SignedYear, made: MadeOutputs, reason: str
) -> tuple[SignedYear, MadeOutputs]:
    """The outputs with the sealed PDF beside the painted one, and what was found of it.

    Raises ``ReportError`` with everything that was found where it says something else and there is no
    ``reason`` to go on, and where there is no such file.
    """
    budget = examined.draft.limits
    sealed = _read(path, examined, budget)
    told, overruled = weigh(compare_sealed(sealed, made.pdf, str(path), budget), reason)
    draft = examined.draft.telling(told)
    draft.stop_on_errors()
    name = f"{examined.signed.name}（盖章）.pdf"
    added = {name: sealed}
    made = replace(
        made,
        files={**made.files, **added},
        for_office={**made.for_office, **added},
        for_rooms={**made.for_rooms, **added},
        sealed=name,
    )
    return replace(examined, draft=draft, overruled=(*examined.overruled, *overruled)), made


def _read(path: Path, examined: SignedYear, budget: Budget) -> bytes:
    findings, place = Findings(), Place(str(path))
    try:
        with open_plain(path) as file:
            data = file.read(budget.file_bytes + 1)
    except FileNotFoundError as fault:
        findings.error("file.missing", place, "找不到这个文件", remedy="请核对文件名和所在的文件夹")
        raise ReportError([*examined.draft.findings, *findings]) from fault
    except OSError as fault:
        findings.error("file.unreadable", place, "文件打不开", reason_of(fault), "请关闭正在使用它的程序")
        raise ReportError([*examined.draft.findings, *findings]) from fault
    if len(data) > budget.file_bytes:
        message = f"文件超过 {budget.file_megabytes} MB，没有读取"
        findings.error("file.too_large", place, message, remedy=budget.way_out("file_megabytes"))
        raise ReportError([*examined.draft.findings, *findings])
    return data

"""What was sent to whom → ``归档登记.xlsx``: which version it is, and a row for each package."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.outputs import told_as_finding
from report_builder.filing.register_sheets import UnfitRegisterError, new_register, read_register, with_rows
from report_builder.filing.replacing import Replacement, replace_files
from report_builder.opened_files import tell_opened
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from report_builder.filing.packages import Recipient

    RegisterCell = str | int

REGISTER: Final = "归档登记.xlsx"
BACKUP: Final = "归档登记（备份）.xlsx"


class SentPackage(Struct, frozen=True):
    """A package as it is noted: its zip file's name and SHA-256, and whom it is for."""

    recipient: Recipient
    file: str
    sha256: str


class Registration(Struct, frozen=True):
    """What is noted of a version of a report: ``report`` is the SHA-256 of its PDF, ``remark`` why it is."""

    today: date
    year: int
    version: int
    title: str
    day: date
    pages: int
    report: str
    packages: tuple[SentPackage, ...]
    remark: str = ""


def read_rows(folder: Path, budget: Budget = USUAL) -> tuple[Mapping[str, str], ...]:
    """The rows of the register in a folder; none where there is no register.

    Raises ``ReportError`` where somebody has it open, or it cannot be added to: nothing is sent then.
    """
    findings = Findings()
    tell_opened(folder, [REGISTER], findings)
    if list(findings):
        # What whoever has it open saves later would take the place of the new rows.
        findings.harden("file")
        findings.stop_on_errors()
    data = _read(folder / REGISTER, budget)
    try:
        return read_register(data, budget).rows if data else ()
    except UnfitRegisterError as unfit:
        raise ReportError([_unfit(folder, unfit)]) from unfit


def version_of(rows: Iterable[Mapping[str, str]], year: int, report: str) -> int:
    """Which version a report is: that of the register's last if it is the same report, else the next."""
    noted = [
        (_number(row["版本"]), row["报告校验码（SHA-256）"]) for row in rows if row["报告年度"] == str(year)
    ]
    last = max((version for version, _ in noted), default=0)
    return last if (last, report) in noted else last + 1


def register(
    folder: Path, noted: Registration, modified: int | None = None, budget: Budget = USUAL
) -> tuple[Finding, ...]:
    """Note the packages that are not noted yet; the register as it was before is kept as a copy beside it.

    Raises ``ReportError`` with the register as it was.
    """
    added: list[Mapping[str, RegisterCell]] = []
    versions: set[str] = set()  # of this year, before anything is added

    def decide() -> Replacement:
        data = _read(folder / REGISTER, budget)
        known = read_register(data, budget).rows if data else ()
        added.extend(_new_rows(noted, known))
        versions.update(row["版本"] for row in known if row["报告年度"] == str(noted.year))
        if not added:
            return Replacement({})
        renewed = with_rows(data, added, budget) if data else new_register(added)
        placed = {REGISTER: renewed, **({BACKUP: data} if data else {})}
        # What is thrown away is what was read, and lies in the copy; anything else that stands there stays.
        ours = {REGISTER: sha256(data).hexdigest()}
        return Replacement(placed, ours=ours, unvouched=frozenset((BACKUP,)))

    try:
        with told_as_finding(folder / REGISTER):
            replace_files(folder, decide, modified)
    except UnfitRegisterError as unfit:
        raise ReportError([_unfit(folder, unfit)]) from unfit
    return tuple(_told(folder, noted, len(added), is_again=str(noted.version) in versions))


def _new_rows(noted: Registration, known: Sequence[Mapping[str, str]]) -> list[Mapping[str, RegisterCell]]:
    hashes = {row["包校验码（SHA-256）"] for row in known if row["报告年度"] == str(noted.year)}
    same = [row for row in known if row["报告年度"] == str(noted.year) and row["版本"] == str(noted.version)]
    told = {row["送交单位"] for row in same}
    return [
        {
            "登记日期": noted.today.isoformat(),
            "报告年度": noted.year,
            "版本": noted.version,
            "用途": each.recipient.purpose,
            "送交单位": each.recipient.name,
            "题名": noted.title,
            "成文日期": noted.day.isoformat(),
            "页数": noted.pages,
            "包文件": each.file,
            "包校验码（SHA-256）": each.sha256,
            "报告校验码（SHA-256）": noted.report,
            "说明": _remark(noted, is_again=each.recipient.name in told),
        }
        for each in noted.packages
        if each.sha256 not in hashes
    ]


def _remark(noted: Registration, *, is_again: bool) -> str:
    corrected = f"更正，代替第{noted.version - 1}版" if noted.version > 1 and not is_again else ""
    return "；".join(filter(None, (corrected, "同一版重新打包" if is_again else "", noted.remark)))


def _told(folder: Path, noted: Registration, added: int, *, is_again: bool) -> Iterable[Finding]:
    """What was noted; a version that stands in the register already is none that takes another's place."""
    place = Place(str(folder / REGISTER))
    if added and noted.version > 1 and not is_again:
        yield Finding(
            "register.version",
            Severity.NOTICE,
            place,
            f"与登记过的第{noted.version - 1}版不同，作为第{noted.version}版登记",
            remedy="前一版还没有送出的，可以在登记表里删去它的几行，再运行一次，仍作为前一版",
        )
    if added:
        again = f"报告没有变，还是第{noted.version}版；包有变动的，又" if is_again else "已"
        yield Finding("register.added", Severity.NOTICE, place, f"{again}登记 {added} 个包")


def _read(path: Path, budget: Budget) -> bytes:
    """The register's bytes; none where there is none. Raises ``ReportError`` where it cannot be read."""
    try:
        with open_plain(path) as file:
            data = file.read(budget.file_bytes + 1)
    except FileNotFoundError:
        return b""
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，并确认有读取权限"
        finding = Finding(
            "file.unreadable", Severity.ERROR, Place(str(path)), "文件打不开", reason_of(fault), remedy
        )
        raise ReportError([finding]) from fault
    if len(data) > budget.file_bytes:
        msg = f"文件超过 {budget.file_megabytes} MB；{budget.way_out('file_megabytes')}"
        raise ReportError([_unfit(path.parent, UnfitRegisterError(msg))])
    return data


def _unfit(folder: Path, unfit: UnfitRegisterError) -> Finding:
    return Finding(
        "register.unreadable",
        Severity.ERROR,
        Place(str(folder / REGISTER)),
        "读不懂归档登记，登记不进去",
        str(unfit),
        f"请改回原来的列名（自己加的列不妨碍），或者用“{BACKUP}”恢复；改名移走的，会新建一个",
    )


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0

"""`verify`: a Word report, a built folder, a package or a sealed PDF → what differs from what was built."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import misused, read_path, read_report_path
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.outcomes import checked, stopping
from report_builder.command_line.parameters import option, word
from report_builder.real_paths import real_path
from report_builder.year_folders import MANIFEST, is_package

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.command_line.command import Call
    from report_builder.command_line.outcomes import CommandOutcome

_OUTCOME: Final = "核对发现"


def _verify(call: Call, *, source: str, statistics: str, built: str) -> CommandOutcome:
    folder, data = read_path(source), call.world.working_folder / "data"
    if folder.suffix.lower() == ".pdf" and not folder.is_dir():
        if statistics:
            misused("核对盖章的 PDF，不用写 --statistics；生成的 PDF 用 --built 指明", "verify", source)
        return _verify_sealed(folder, built, data)
    if built:
        misused("只有核对盖章的 PDF 才写 --built", "verify", source)
    is_zipped = folder.suffix.lower() == ".zip"
    if is_zipped or folder.is_dir():
        if statistics:
            misused("核对文件夹和包，不用写 --statistics", "verify", source)
        if is_zipped or is_package(folder):
            return _verify_package(folder, data)
        return _verify_folder(folder, source)
    path, against = read_report_path(source, "verify"), read_path(statistics) if statistics else None
    from report_builder.editing import VerifyRequest, verify_file

    with stopping(_OUTCOME):
        return checked(verify_file(VerifyRequest(path, against, call.world.working_folder)))


def _verify_sealed(source: Path, built: str, data: Path) -> CommandOutcome:
    against = read_path(built) if built else None
    if against is not None and real_path(against) == real_path(source):
        misused("盖章的 PDF 和生成的 PDF 是同一个文件", "verify", str(source))
    from report_builder.sealed_files import SealedRequest, verify_sealed
    from report_builder.settings import limits_of

    with stopping(_OUTCOME):
        return checked(verify_sealed(SealedRequest(source, against, limits_of(data))))


def _verify_package(package: Path, data: Path) -> CommandOutcome:
    from report_builder.filing.package_verifying import verify_package
    from report_builder.settings import limits_of

    with stopping(_OUTCOME):
        return checked(verify_package(package, limits_of(data)))


def _verify_folder(folder: Path, typed: str) -> CommandOutcome:
    """What differs from the manifest; raises ``WrongUse`` where one below it was meant."""
    if is_package(real_path(folder).parent):
        misused(f"“{typed}”是一个包里面的文件夹；请核对整个包", "verify", str(real_path(folder).parent))
    packages = [str(each) for each in sorted(folder.glob("*")) if is_package(each)]
    if packages and not (folder / MANIFEST).exists():
        misused(f"“{typed}”里有 {len(packages)} 个包，请一个一个核对", "verify", packages[0])
    if not (folder / MANIFEST).exists():
        filed = sorted(each.parent for each in folder.glob(f"*/{MANIFEST}"))
        reports = sorted(each for each in folder.glob("*.docx") if not each.name.startswith("~$"))
        if filed or reports:
            misused(f"“{typed}”里没有生成时的清单 {MANIFEST}", "verify", str([*reports, *filed][-1]))
    from report_builder.filing.verifying import verify_folder

    with stopping(_OUTCOME):
        return checked(verify_folder(folder))


VERIFY: Final = Command(
    "verify",
    HelpText(
        "核对 Word 报告里的数字，或者文件夹、包、盖章的 PDF 有没有改动",
        (
            "逐个核对 Word 报告里由程序填写的数字。手工改过的、台账改动以后没有更新的，都指出位置和两个数。",
            "写生成的文件夹，就逐个核对里面的文件与生成时的清单（manifest.json），指出改动了的、不见了的。",
            "写定稿时打的包（文件夹或 .zip），就按包里的清单核对，指出改动了的、不见了的、多出来的。",
            "写盖章、签名的 PDF，就与旁边生成的 PDF 核对文字，并指出签名管到哪里、签了以后有没有改动。",
            "什么文件也不写。",
        ),
        (
            ("report-builder verify 报告.docx", "与报告旁边的 statistics.json 核对"),
            ("report-builder verify out/2016", "核对生成的文件有没有改动"),
            ("report-builder verify 归档.zip", "核对收到的包"),
            ("report-builder verify 盖章.pdf --built out/2016/报告.pdf", "盖章的 PDF 与生成的 PDF 核对"),
            ("report-builder verify 报告.docx --statistics out/2016/statistics.json", "指明统计数据"),
        ),
        exit_codes("没有错误（警告和提示请逐条看过）", "有错误，或者报告、统计数据读不出来"),
    ),
    (
        word(
            "source",
            "报告.docx|文件夹|包|盖章.pdf",
            "Word 报告；或生成的文件夹，如 out/2016；或打好的包；或盖章的 PDF",
        ),
        option(("--statistics",), "文件", "与哪个 statistics.json 核对，不写就用报告旁边的"),
        option(("--built",), "报告.pdf", "盖章的 PDF 与哪个生成的 PDF 核对，不写就用旁边的"),
    ),
    _verify,
    other_names=("比对",),
)

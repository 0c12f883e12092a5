"""`sign`: a finished PDF and a PKCS#12 key → the signed PDF in a new file beside it."""
# ruff: noqa: PLC0415  the stages load once the words have been read: help and wrong calls are answered at once

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from report_builder.command_line.arguments import misused, prevented, read_path
from report_builder.command_line.command import Command
from report_builder.command_line.help_texts import HelpText, exit_codes
from report_builder.command_line.messages import count_findings
from report_builder.command_line.outcomes import CommandOutcome, stopping
from report_builder.command_line.parameters import option, word

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.budgets import Budget
    from report_builder.command_line.command import Call

_LONGEST_PASSWORD: Final = 1_000
_UNSIGNED: Final = "没有签名"


def _sign(call: Call, *, source: str, key: str, password_file: str, out: str) -> CommandOutcome:
    path = read_path(source)
    if path.suffix.lower() != ".pdf":
        misused(
            f"“{source}”不是 PDF；请写定稿时生成的 PDF", "sign", str(path.with_suffix(".pdf")), "--key", key
        )
    if not key:
        misused("没有写用哪个证书签名", "sign", source, "--key", "证书.p12")
    target = read_path(out) if out else None
    from report_builder.settings import limits_of
    from report_builder.signing import SignRequest, demand_signer, sign_file

    with stopping(_UNSIGNED):
        demand_signer()  # before anybody types a password in vain
        budget = limits_of(call.world.working_folder / "data")
        password = _password(call, password_file, budget)
        request = SignRequest(
            path, read_path(key), password, _moment(call), target, call.world.modified, budget
        )
        result = sign_file(request)
    lines = [f"已签名：{result.target}（证书：{result.signer}）", "原来的 PDF 没有改动"]
    return CommandOutcome(result, result.findings, lines=[*lines, count_findings(result.findings)])


def _password(call: Call, file: str, budget: Budget) -> str:
    """The password as it is typed unseen, or the first line of a file: never a word of the command."""
    if file:
        return _read_password(read_path(file), budget)
    if call.ask_unseen is None:
        message = (
            "证书的密码要在屏幕上输入，现在没有人可以输入；请把密码写进一个文件，用 --password-file 指明"
        )
        prevented(message, *call.words, "--password-file", "密码.txt")
    return call.ask_unseen("证书的密码（输入时不显示）")


def _read_password(path: Path, budget: Budget) -> str:
    from report_builder.report_files import read_report

    lines = read_report(path, budget)[:_LONGEST_PASSWORD].decode("utf-8-sig", errors="replace").splitlines()
    return lines[0] if lines else ""


def _moment(call: Call) -> datetime:
    """The time that the signature tells: now, or the one that the environment sets."""
    fixed = call.world.modified
    return call.machine.now() if fixed is None else datetime.fromtimestamp(fixed, UTC)


SIGN: Final = Command(
    "sign",
    HelpText(
        "给定稿的 PDF 加上数字签名，写成旁边的一个新文件",
        (
            "用 .p12 或 .pfx 证书给 PDF 签名。PDF 里留有签章位置的，签在那里；原来的 PDF 不动。",
            "要另装签名用的部件，没有装的，会告诉您怎样装。签名以后仍符合 PDF/A 和 PDF/UA。",
            "国密（SM2）证书和符合 GB/T 38540 的电子印章，要用有资质的签章系统，本程序不做。",
        ),
        (
            ("report-builder sign 报告.pdf --key 单位.p12", "输入密码，写成 报告（已签名）.pdf"),
            ("report-builder sign 报告.pdf --key 单位.p12 -o 盖章.pdf", "写成 盖章.pdf"),
            ("report-builder sign 报告.pdf --key 单位.p12 --password-file 密码.txt", "从文件里读密码"),
        ),
        exit_codes("已经签名", "有错误，没有写新文件"),
    ),
    (
        word("source", "报告.pdf", "定稿时生成的 PDF"),
        option(("--key",), "证书.p12", "签名用的证书，带私钥"),
        option(("--password-file",), "文件", "证书的密码写在这个文件的第一行；不写就在屏幕上输入"),
        option(("--out", "-o"), "文件.pdf", "签了名的 PDF 写到哪里，不写就在旁边另起一个名字"),
    ),
    _sign,
    other_names=("签名", "盖章", "signature"),
)

"""What a command is for → its help's words, and the program's own."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

_MISUSED: Final = ("2", "命令写得不对，什么也没有做")
_BROKEN: Final = ("3", "程序内部出错，请按提示联系提供本程序的人")


class HelpText(Struct, frozen=True):
    """One command's help: the line in the list of commands, paragraphs, examples and exit codes."""

    short: str
    purpose: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    exit_codes: tuple[tuple[str, str], ...] = ()


def exit_codes(done: str, found: str) -> tuple[tuple[str, str], ...]:
    """What each exit code means, where ``done`` tells of 0 and ``found`` of 1."""
    return (("0", done), ("1", found), _MISUSED, _BROKEN)


PROGRAM: Final = HelpText(
    "",
    (
        "由一年的台账生成政府信息公开工作年度报告：Word、PDF 和统计数据。",
        "一年的次序：new 开始，填台账；check 核对，build 生成；在 Word 里改过以后，verify 核对，pdf 重排。",
    ),
    (
        ("report-builder new 2026", "开始 2026 年：空白台账、单位设置和正文"),
        ("report-builder check 2026", "核对，问题写进 out/2026/checks.html"),
        ("report-builder build 2026", "核对并生成，放进 out/2026"),
    ),
)

"""A command's name → what its help says: what it does, examples to copy, what its exit codes mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

_MISUSED: Final = ("2", "命令写得不对，什么也没有做")
_BROKEN: Final = ("3", "程序内部出错，请按提示联系提供本程序的人")


class HelpText(Struct, frozen=True):
    """One command's help: the line in the list of commands, paragraphs, examples and exit codes."""

    short: str
    purpose: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    exit_codes: tuple[tuple[str, str], ...] = ()


def _codes(done: str, found: str) -> tuple[tuple[str, str], ...]:
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

COMMANDS: Final[Mapping[str, HelpText]] = {
    "new": HelpText(
        "开始新的一年：空白台账、单位设置和正文",
        (
            "建立 data/<年份>/：一个空白台账（带填表说明和下拉选项）和一份可以修改的正文。",
            "还没有单位设置 data/agency.toml 的，先问几个问题，按回答写好。",
            "已经有的文件一个也不改动。",
        ),
        (
            ("report-builder new 2026", "开始 2026 年，按提示回答几个问题"),
            ("report-builder new 2026 --from 2025", "沿用 2025 年的正文，带上没有办结的申请和有效的文件"),
            ("report-builder new 2026 --yes", "不提问；单位设置先留空，以后再填"),
            ("report-builder new --template national-2021", "把这个报告格式复制到 styles，供修改"),
        ),
        _codes("已经建好", "有文件读不出来或写不进去，什么也没有建"),
    ),
    "check": HelpText(
        "只核对：一年的台账和正文，或一个 Word 报告的文风",
        (
            "读取并核对一年的台账和正文，列出问题和所在的位置，写进 out/<年份>/checks.html，不写别的文件。",
            "写 Word 报告的文件名，就只核对这个报告的标点、数字、标题等写法，什么文件也不写。",
            "写报告格式里 template.docx 的文件名，就核对这个格式：模板、各部分、统计表和附带的正文。",
        ),
        (
            ("report-builder check 2016", "核对 data/2016"),
            ("report-builder check data/2016", "同上，写文件夹也可以"),
            ("report-builder check 报告.docx", "核对一个 Word 报告的文风"),
            ("report-builder check styles/本局格式/template.docx", "核对自备的报告格式"),
        ),
        _codes("没有错误（警告和提示请逐条看过）", "有错误，改正以前不能生成报告"),
    ),
    "build": HelpText(
        "核对一年的台账和正文，生成全部文件",
        (
            "核对一年的台账和正文，生成全部文件，放进 out/<年份>/：Word 报告、PDF、统计数据和核对情况。",
            "有一处错误就不写任何文件，原来生成的文件保持原样；警告和提示不妨碍生成，请逐条看过。",
        ),
        (
            ("report-builder build 2016", "由 data/2016 生成 out/2016"),
            ("report-builder build 2016 --out D:\\报告", "生成到别的文件夹"),
            ("report-builder build 2016 --attach", "把统计数据和台账附在 PDF 里，供归档"),
            ("report-builder build 2016 --details", "另外生成明细.xlsx，查对每个数的出处"),
        ),
        _codes("全部文件已经生成", "有错误，什么文件也没有写"),
    ),
    "pdf": HelpText(
        "把 Word 报告排成 PDF（改过的也可以）",
        (
            "把 Word 报告排成 PDF。报告在 Word 或 WPS 里改过以后，用这个命令重新生成 PDF。",
            "报告里的数字与统计数据不一致的，会指出来。",
        ),
        (
            ("report-builder pdf 报告.docx", "在原处生成 报告.pdf"),
            ('report-builder pdf "out/2016/我的 报告.docx"', "文件名里有空格的，用英文双引号括起来"),
            ("report-builder pdf 报告.docx -o D:\\报送\\报告.pdf", "写到别处"),
        ),
        _codes("PDF 已经生成", "报告读不出来，或不能照样排版，没有写 PDF"),
    ),
    "verify": HelpText(
        "核对 Word 报告里的数字，或者生成的文件夹有没有改动",
        (
            "逐个核对 Word 报告里由程序填写的数字。手工改过的、台账改动以后没有更新的，都指出位置和两个数。",
            "写生成的文件夹，就逐个核对里面的文件与生成时的清单（manifest.json），指出改动了的、不见了的。",
            "什么文件也不写。",
        ),
        (
            ("report-builder verify 报告.docx", "与报告旁边的 statistics.json 核对"),
            ("report-builder verify out/2016", "核对生成的文件有没有改动"),
            ("report-builder verify 报告.docx --statistics out/2016/statistics.json", "指明统计数据"),
        ),
        _codes("没有错误（警告和提示请逐条看过）", "有错误，或者报告、统计数据读不出来"),
    ),
    "refresh": HelpText(
        "把新的数字填进改过的 Word 报告，保留手工修改",
        (
            "重新统计台账，把新的数字填进 Word 报告，您添加的文字、段落和批注都保留。",
            "写成旁边的一个新文件，原来的报告不动。换过的每个数字都列出来，请对照上下文看过。",
        ),
        (
            ("report-builder refresh 报告.docx", "在旁边写一个更新过的报告"),
            ("report-builder refresh 报告.docx -o 定稿.docx", "写成 定稿.docx"),
            ("report-builder refresh 报告.docx --year 2016", "指明是哪一年的报告"),
        ),
        _codes("新文件已经写好", "有错误，没有写新文件"),
    ),
    "doctor": HelpText(
        "检查安装和设置是否完好",
        (
            "检查字体、单位设置、各部件的版本、写入权限、磁盘空间、屏幕编码和节假日日历，逐项说明，并给出办法。",
            "什么文件也不改动。",
        ),
        (
            ("report-builder doctor", "检查现在这个文件夹"),
            ("report-builder doctor 2026", "连同 2026 年的设置和节假日日历"),
        ),
        _codes("可以使用（打“！”的请看一看）", "至少有一项打“✗”，要先解决"),
    ),
}

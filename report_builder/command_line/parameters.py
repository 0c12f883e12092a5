"""The arguments and options that commands share → their names, metavariables and help in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from click import Argument, Option

from report_builder.command_line.completion import offer_years

if TYPE_CHECKING:
    from collections.abc import Callable

    from click import Context, Parameter
    from click.shell_completion import CompletionItem

    Offers = Callable[[Context, Parameter, str], list[CompletionItem]]


def word(
    name: str, metavar: str, told: str, offers: Offers | None = None, *, required: bool = True
) -> Argument:
    """An argument; one that may be left out is an empty text then."""
    default = {} if required else {"default": ""}
    return Argument([name], required=required, metavar=metavar, help=told, shell_complete=offers, **default)


def words(name: str, metavar: str, told: str) -> Argument:
    """An argument of one word or more; a tuple of texts."""
    return Argument([name], nargs=-1, required=True, metavar=metavar, help=told)


def option(names: tuple[str, ...], metavar: str, told: str, offers: Offers | None = None) -> Option:
    """An option with a text; the last of its names is the parameter's where it is no dashed one."""
    return Option(list(names), metavar=metavar, help=told, default="", shell_complete=offers)


def flag(names: tuple[str, ...], told: str, *, is_handed_on: bool = True) -> Option:
    """An option that is there or not; one that is not handed on is no parameter of any function."""
    return Option(list(names), is_flag=True, default=False, help=told, expose_value=is_handed_on)


YEAR_OR_FOLDER: Final = word(
    "year", "年份|文件夹", "报告年份，如 2016；或那一年的文件夹，如 data/2016", offer_years
)
REPORT: Final = word("source", "报告.docx", "Word 报告")
DATA: Final = option(("--data",), "文件夹", "存放单位设置和各年台账的文件夹，不写就是 data")
OUT: Final = option(("--out",), "文件夹", "生成的文件放在哪里，不写就是 out")
MY_FOLDER: Final = flag(("--my-folder",), "用您在窗口里选定的文件夹；还没有选过的，打开窗口时在页面上选")
FORMAT: Final = option(("--format", "format_name"), "名称", "报告格式，不写就按单位设置，再按年份决定")
# Every command has it, after its own options; what is told then is its outcome's value.
AS_JSON: Final = flag(("--json", "as_json"), "把结果以 JSON 写到标准输出，供其他程序读取")

PROGRAM_OPTIONS: Final = (
    flag(("--version",), "显示版本号"),
    flag(("--traceback",), "程序出错时显示详细的出错位置", is_handed_on=False),
    flag(("--install-completion",), "装上补全：按 Tab 键补全命令、选项和年份"),
    flag(("--show-completion",), "显示补全用的脚本"),
)

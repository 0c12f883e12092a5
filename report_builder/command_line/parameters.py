"""The arguments and options of every command → their names, metavariables and help in Chinese."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from report_builder.command_line.completion import offer_new_years, offer_years

if TYPE_CHECKING:
    from typing import TypeAlias

Version: TypeAlias = Annotated[bool, typer.Option("--version", help="显示版本号")]
Traceback: TypeAlias = Annotated[bool, typer.Option("--traceback", help="程序出错时显示详细的出错位置")]
InstallCompletion: TypeAlias = Annotated[
    bool, typer.Option("--install-completion", help="装上补全：按 Tab 键补全命令、选项和年份")
]
ShowCompletion: TypeAlias = Annotated[bool, typer.Option("--show-completion", help="显示补全用的脚本")]

YearOrFolder: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="年份|文件夹",
        help="报告年份，如 2016；或那一年的文件夹，如 data/2016",
        autocompletion=offer_years,
    ),
]
YearFolderOrReport: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="年份|文件夹|报告.docx",
        help="报告年份，如 2016；或那一年的文件夹，如 data/2016；或一个 Word 报告",
        autocompletion=offer_years,
    ),
]
NewYear: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="年份", help="要开始的年份，如 2026", autocompletion=offer_new_years),
]
DoctorsYear: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="年份",
        help="要做哪一年的报告，不写就是 data 里最近的一年",
        autocompletion=offer_years,
    ),
]
Report: TypeAlias = Annotated[str, typer.Argument(metavar="报告.docx", help="Word 报告")]

ReportOrFolder: TypeAlias = Annotated[
    str,
    typer.Argument(metavar="报告.docx|文件夹", help="Word 报告；或生成的文件夹，如 out/2016"),
]

OutFolder: TypeAlias = Annotated[
    str, typer.Option("--out", metavar="文件夹", help="生成的文件放在哪里，不写就是 out")
]
DataFolder: TypeAlias = Annotated[
    str, typer.Option("--data", metavar="文件夹", help="存放单位设置和各年台账的文件夹，不写就是 data")
]
FormatName: TypeAlias = Annotated[
    str, typer.Option("--format", metavar="名称", help="报告格式，不写就按单位设置，再按年份决定")
]
CopiedFormat: TypeAlias = Annotated[
    str,
    typer.Option(
        "--template", metavar="名称", help="不开始新的一年，只把这个报告格式复制到 styles 里，供修改"
    ),
]
CarriedFrom: TypeAlias = Annotated[
    str,
    typer.Option(
        "--from",
        metavar="年份",
        help="从哪一年带过来：正文、没有办结的申请、有效的文件",
        autocompletion=offer_years,
    ),
]
ReportYear: TypeAlias = Annotated[
    str,
    typer.Option("--year", metavar="年份", help="是哪一年的报告，不写就看文件名", autocompletion=offer_years),
]
PdfTarget: TypeAlias = Annotated[
    str, typer.Option("--out", "-o", metavar="文件.pdf", help="PDF 写到哪里，不写就在原处、用原名")
]
WordTarget: TypeAlias = Annotated[
    str, typer.Option("--out", "-o", metavar="文件.docx", help="新的报告写到哪里，不写就在旁边另起一个名字")
]
StatisticsFile: TypeAlias = Annotated[
    str,
    typer.Option("--statistics", metavar="文件", help="与哪个 statistics.json 核对，不写就用报告旁边的"),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="把结果以 JSON 写到标准输出，供其他程序读取")]
Attach: TypeAlias = Annotated[
    bool, typer.Option("--attach", help="把统计数据和台账附在 PDF 里，供归档（PDF/A-3）")
]
Details: TypeAlias = Annotated[
    bool, typer.Option("--details", help="另外生成明细.xlsx：每个数出自哪些台账的哪一格，只供核对")
]
Strict: TypeAlias = Annotated[
    bool, typer.Option("--strict", help="报告里有还不会排版的内容就不生成，并指出位置")
]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", "-y", help="不提问；单位设置先留空，以后再填")]

"""A Word template's file → its bytes, bare of traces, and its parsed parts; or what makes it unfit."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place, ReportError
from report_builder.manuscript.blocks import BlockKind
from report_builder.manuscript.style_names import style_name, styles_called
from report_builder.manuscript.template_settling import settle
from report_builder.office_parts import spell_part
from report_builder.plain_files import open_plain
from report_builder.word.packages import W, open_package, too_large, unreadable
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lxml import etree

    from report_builder.diagnostics import Findings
    from report_builder.word.packages import Package

TITLE: Final = "标题"
SIGNATURE: Final = "署名"
DATE: Final = "成文日期"
IMPRINT: Final = "版记"
IMPRINT_RULE: Final = "版记粗线"
PAGE_NUMBER: Final = "页码"
_NEEDED_STYLES: Final = (TITLE, "一级标题", *BlockKind, SIGNATURE, DATE, PAGE_NUMBER)
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEXT_PART: Final = re.compile(r"word/(?:document|header|footer)\d*\.xml")
_REMEDY: Final = "请用 Word 或 WPS 打开模板，另存为“Word 文档（*.docx）”；也可以换回程序附带的模板"


class Template(Struct, frozen=True):
    """A template that opened: ``data`` is the file, ``parts`` its XML by the name inside the package.

    Nobody changes its parts, so that a style's name is looked for once.
    """

    name: str
    data: bytes
    parts: Mapping[str, etree._Element]
    _called: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def text_parts(self) -> Mapping[str, etree._Element]:
        """The text itself, the headers and the footers."""
        return {name: root for name, root in self.parts.items() if _TEXT_PART.fullmatch(name)}

    @property
    def styles(self) -> Sequence[etree._Element]:
        """Its paragraph styles."""
        return [
            style
            for style in self.parts["word/styles.xml"].iter(f"{W}style")
            if style.get(f"{W}type", "paragraph") == "paragraph"
        ]

    def place(self, part: str, paragraph: int) -> Place:
        """A paragraph of a part, counted from 1, as findings spell it."""
        beside = "" if part.startswith("word/document") else " › 页眉页脚"
        return Place(f"{self.name}{beside}", paragraph=paragraph)

    def styles_called(self, wanted: str) -> frozenset[str]:
        """The ids of the paragraph styles that a user sees under that name."""
        if wanted not in self._called:
            self._called[wanted] = styles_called(self.styles, wanted)
        return self._called[wanted]


def open_template(
    path: Path, findings: Findings, budget: Budget = USUAL, needed: Sequence[str] = _NEEDED_STYLES
) -> Template | None:
    """The template of that path; findings say why there is none, or which ``needed`` styles it lacks."""
    name = _name(path)
    try:
        data = _read(path, name, budget)
        package = open_package(data, name, budget)
        _check_kind(package)
    except ReportError as fault:
        for each in fault.findings:
            what, said = "这个文件不能用作 Word 模板", each.evidence
            if each.code == "file.too_large":
                said = f"{said}，大得不合常理；{each.remedy}"
            findings.error("template.unreadable", Place(name), what, said, _REMEDY)
        return None
    parts = {
        part: root
        for part in package.names()
        if part.endswith((".xml", ".rels")) and (root := package.xml(part)) is not None
    }
    template = Template(name, data, parts)
    _check_links(template, findings)
    _check_styles(template, needed, findings)
    return _settled(template, findings)


def _name(path: Path) -> str:
    """The file with its folder, which is the format's name: all formats' templates are called alike."""
    return f"{path.parent.name}/{path.name}"


def _settled(template: Template, findings: Findings) -> Template:
    """The template without traces of how it was edited: what it is filled with has none of its own."""
    texts = {name: deepcopy(root) for name, root in template.text_parts.items()}
    changes = sum(map(settle, texts.values()))
    if changes:
        findings.notice(
            "template.revisions",
            Place(template.name),
            f"模板里有 {changes} 处修订，按全部接受以后的样子使用",
            remedy="请在 Word 的“审阅”里接受或者拒绝全部修订，再保存",
        )
    data = without_traces(template.data, {name: spell_part(root) for name, root in texts.items()})
    return Template(template.name, data, {**template.parts, **texts})


def _read(path: Path, name: str, budget: Budget) -> bytes:
    """The file's bytes; raises ``ReportError`` where there are none to be had, or too many."""
    try:
        with open_plain(path) as file:
            data = file.read(budget.file_bytes + 1)
    except OSError as fault:
        missing = isinstance(fault, FileNotFoundError)
        raise unreadable(name, "找不到这个文件" if missing else "文件打不开，可能没有权限或被占用") from fault
    if len(data) > budget.file_bytes:
        raise too_large(name, f"文件超过 {budget.file_megabytes} MB", "file_megabytes", budget)
    return data


def _check_kind(package: Package) -> None:
    """A document it must be: not a macro file, not a .dotx, with text and styles where Word puts them.

    Raises ``ReportError`` for anything else.
    """
    types = package.xml("[Content_Types].xml")
    kinds = [] if types is None else [str(entry.get("ContentType")) for entry in types.iter("{*}Override")]
    if any("macroEnabled" in kind for kind in kinds):
        raise unreadable(package.name, "这是带宏的文件（.docm 或 .dotm）")
    if _DOCUMENT not in kinds:
        raise unreadable(package.name, "这不是 Word 文档（.docx），可能是 .dotx、Excel 文件或别的文件")
    if package.main_part != "word/document.xml" or package.xml("word/styles.xml") is None:
        raise unreadable(package.name, "文件里没有正文或者没有样式")


def _check_links(template: Template, findings: Findings) -> None:
    """A report is complete in itself: nothing in it is fetched from a disk or from the network."""
    for name, root in template.parts.items():
        for link in root.iter("{*}Relationship") if name.endswith(".rels") else ():
            kind = link.get("Type", "").rsplit("/", 1)[-1]
            if link.get("TargetMode") == "External" and kind != "hyperlink":
                findings.error(
                    "template.external",
                    Place(template.name),
                    "模板链接了文件以外的内容，换一台电脑就会缺失",
                    f"{kind}：{link.get('Target', '')}",
                    "图片请改为嵌入；附加的模板请在“开发工具 › 文档模板”里改回 Normal",
                )


def _check_styles(template: Template, needed: Sequence[str], findings: Findings) -> None:
    for wanted in needed:
        if not template.styles_called(wanted):
            findings.error(
                "template.style",
                Place(template.name),
                f"模板里没有名为“{wanted}”的段落样式",
                f"现有样式：{'、'.join(map(style_name, template.styles))}"[:200],
                "请在 Word 的“样式”窗格里新建或改回这个名字的样式；也可以换回程序附带的模板",
            )

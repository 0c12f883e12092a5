"""A Word template's file → its bytes and its parsed parts, or findings on what makes it unfit."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from report_builder.archives import DAMAGE
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.manuscript.blocks import BlockKind
from report_builder.manuscript.style_names import style_name, styles_called
from report_builder.manuscript.template_settling import settle
from report_builder.plain_files import open_plain
from report_builder.word.packages import W
from report_builder.word.soundness import (
    Excess,
    excess_before_reading,
    excess_of_tree,
    faults_of_tree,
    has_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from report_builder.diagnostics import Findings


TITLE: Final = "标题"
SIGNATURE: Final = "署名"
DATE: Final = "成文日期"
IMPRINT: Final = "版记"
IMPRINT_RULE: Final = "版记粗线"
PAGE_NUMBER: Final = "页码"
_NEEDED_STYLES: Final = (TITLE, "一级标题", *BlockKind, SIGNATURE, DATE, PAGE_NUMBER)
_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OLD_FORMAT: Final = b"\xd0\xcf\x11\xe0"
_TEXT_PART: Final = re.compile(r"word/(?:document|header|footer)\d*\.xml")
_REMEDY: Final = "请用 Word 或 WPS 打开模板，另存为“Word 文档（*.docx）”；也可以换回程序附带的模板"


class Template(Struct, frozen=True):
    """A template that opened: ``data`` is the file, ``parts`` its XML by the name inside the package."""

    name: str
    data: bytes
    parts: Mapping[str, etree._Element]

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
        return styles_called(self.styles, wanted)


class _UnfitError(Exception):
    """Why a file cannot be used as a template, in words for its owner."""


def open_template(
    path: Path, findings: Findings, budget: Budget = USUAL, needed: Sequence[str] = _NEEDED_STYLES
) -> Template | None:
    """The template of that path; findings say why there is none, or which ``needed`` styles it lacks."""
    place = Place(_name(path))
    try:
        template = _read(path, budget)
    except _UnfitError as unfit:
        findings.error("template.unreadable", place, "这个文件不能用作 Word 模板", str(unfit), _REMEDY)
        return None
    _check_links(template, findings)
    _check_styles(template, needed, findings)
    return _settled(template, findings)


def _name(path: Path) -> str:
    """The file with its folder, which is the format's name: all formats' templates are called alike."""
    return f"{path.parent.name}/{path.name}"


def _settled(template: Template, findings: Findings) -> Template:
    """The template without traces of how it was edited."""
    before = {part: etree.tostring(root) for part, root in template.text_parts.items()}
    changes = sum(map(settle, template.text_parts.values()))
    if changes:
        findings.notice(
            "template.revisions",
            Place(template.name),
            f"模板里有 {changes} 处修订，按全部接受以后的样子使用",
            remedy="请在 Word 的“审阅”里接受或者拒绝全部修订，再保存",
        )
    after = {part: etree.tostring(root) for part, root in template.text_parts.items()}
    if after == before:
        return template
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template.data)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            root = template.text_parts.get(entry.filename)
            target.writestr(entry.filename, source.read(entry) if root is None else _written(root))
    return replace(template, data=made.getvalue())


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _read(path: Path, budget: Budget) -> Template:
    try:
        with open_plain(path) as file:
            data = file.read(budget.file_bytes + 1)
        if len(data) > budget.file_bytes:
            raise _too_large(Excess(f"文件超过 {budget.file_megabytes} MB", "file_megabytes"), budget)
    except OSError as fault:
        msg = "找不到这个文件" if isinstance(fault, FileNotFoundError) else "文件打不开，可能没有权限或被占用"
        raise _UnfitError(msg) from fault
    return Template(_name(path), data, _parts(data, budget))


def _parts(data: bytes, budget: Budget) -> Mapping[str, etree._Element]:
    """Every XML part, parsed; raises ``_UnfitError`` for what is no plain Word document."""
    if data.startswith(_OLD_FORMAT):
        msg = "这是旧的 .doc 格式，或者设了打开密码"
        raise _UnfitError(msg)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, budget)
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            parts = {name: _parse(name, archive.read(name), budget) for name in names}
    except DAMAGE as fault:
        msg = "文件不是 .docx，或者已经损坏"
        raise _UnfitError(msg) from fault
    _check_kind(parts)
    return parts


def _check_sizes(archive: zipfile.ZipFile, budget: Budget) -> None:
    """Refuse a small file that unpacks to a huge one before anything is unpacked."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > budget.parts:
        raise _too_large(Excess(f"文件里有 {len(entries)} 个部分", "parts"), budget)
    if unpacked > budget.unpacked_bytes:
        raise _too_large(Excess(f"文件展开后共 {unpacked} 字节", "unpacked_megabytes"), budget)


def _too_large(excess: Excess, budget: Budget, where: str = "") -> _UnfitError:
    return _UnfitError(f"{where}{excess.message}，大得不合常理；{budget.way_out(excess.key)}")


def _parse(name: str, data: bytes, budget: Budget) -> etree._Element:
    if excess := excess_before_reading(data, budget):
        raise _too_large(excess, budget, f"其中的 {name} ")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        msg = f"其中的 {name} 不是合格的 XML"
        raise _UnfitError(msg) from fault
    if root.getroottree().docinfo.doctype:
        msg = f"其中的 {name} 带有 DTD 声明，正常的 Word 文件没有"
        raise _UnfitError(msg)
    if excess := excess_of_tree(root, budget):
        raise _too_large(excess, budget, f"其中的 {name} ")
    if damage := next(faults_of_tree(root), ""):
        msg = f"其中的 {name} 有问题：{damage}"
        raise _UnfitError(msg)
    return root


def _check_kind(parts: Mapping[str, etree._Element]) -> None:
    """A document it must be: not a macro file, not a .dotx, with text and styles where Word puts them."""
    types = parts.get("[Content_Types].xml")
    kinds = [] if types is None else [str(entry.get("ContentType")) for entry in types.iter("{*}Override")]
    if any("macroEnabled" in kind for kind in kinds):
        msg = "这是带宏的文件（.docm 或 .dotm）"
        raise _UnfitError(msg)
    if _DOCUMENT not in kinds:
        msg = "这不是 Word 文档（.docx），可能是 .dotx、Excel 文件或别的文件"
        raise _UnfitError(msg)
    text = parts.get("word/document.xml")
    if "word/styles.xml" not in parts or text is None or not has_text(text):
        msg = "文件里没有正文或者没有样式"
        raise _UnfitError(msg)


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

"""A ``.docx`` as bytes → its XML parts, safely: no entities, no network, no zip bomb."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree
from msgspec import Struct, field

from report_builder.archives import DAMAGE
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.word.soundness import (
    Excess,
    excess_before_reading,
    excess_of_tree,
    faults_of_tree,
    has_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"

# The roots of the parts that hold text.
_TEXTS: Final = frozenset(
    f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes", "comments")
)
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # MS-OFFCRYPTO 2.3.4.4


class Relationship(Struct, frozen=True):
    """A link from one part to another; ``kind`` is the last word of its type."""

    kind: str
    target: str
    external: bool


class Package(Struct, frozen=True, eq=False):
    """The parts of a Word file; ``name`` is how findings spell the file.

    A part is parsed once, and nobody changes what was read.
    """

    name: str
    archive: zipfile.ZipFile
    main_part: str
    budget: Budget = USUAL
    _roots: dict[str, etree._Element | None] = field(default_factory=dict)

    def called(self, name: str) -> Package:
        """The same file under another name, with what has been parsed of it."""
        return Package(name, self.archive, self.main_part, self.budget, self._roots)

    def xml(self, part: str) -> etree._Element | None:
        """The root element of a part, or ``None`` where the file has no such part.

        Raises ``ReportError`` for a part that is too large or is not the XML it should be.
        """
        if part not in self._roots:
            self._roots[part] = self._parse(part)
        return self._roots[part]

    def _parse(self, part: str) -> etree._Element | None:
        try:
            data = self._bytes(part)
        except KeyError:
            return None
        if excess := excess_before_reading(data, self.budget):
            raise self.too_large(part, excess)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError as fault:
            raise unreadable(self.name, f"其中的 {part} 不是合格的 XML，第{fault.lineno}行有误") from fault
        if root.getroottree().docinfo.doctype:
            raise unreadable(self.name, f"其中的 {part} 带有 DTD 声明，正常的 Word 文件没有")
        return root

    def _bytes(self, part: str) -> bytes:
        info = self.archive.getinfo(part)
        if info.file_size > self.budget.part_bytes:
            raise self.too_large(part, Excess(f"展开后有 {info.file_size} 字节", "unpacked_megabytes"))
        try:
            return self.archive.read(info)
        except DAMAGE as fault:
            raise unreadable(self.name, f"其中的 {part} 已损坏或加了密") from fault

    def too_large(self, part: str, excess: Excess) -> ReportError:
        """The error for a part that has too much of something."""
        return too_large(self.name, f"其中的 {part} {excess.message}", excess.key, self.budget)

    def names(self) -> tuple[str, ...]:
        """The names of all its parts."""
        return tuple(dict.fromkeys(self.archive.namelist()))

    def file(self, part: str) -> bytes | None:
        """A part as it is, or ``None`` where the file has no such part.

        Raises ``ReportError`` for a part that is too large or broken.
        """
        try:
            return self._bytes(part)
        except KeyError:
            return None

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """The links of a part by their id."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        if root is None:
            return {}
        return {
            link.get("Id", ""): Relationship(
                kind=link.get("Type", "").rsplit("/", 1)[-1],
                target=_target(folder, link),
                external=_is_external(link),
            )
            for link in root.iter(f"{_PACKAGE_RELS}Relationship")
        }

    def related(self, kind: str, *, of_package: bool = False) -> etree._Element | None:
        """The root of the part that the document, or the package itself, links to as ``kind`` (styles …)."""
        link = self.link(kind, of_package=of_package)
        return None if link is None else self.xml(link.target)

    def link(self, kind: str, *, of_package: bool = False) -> Relationship | None:
        """The first link of a kind to another part, of the document or of the package itself."""
        links = self.relationships("" if of_package else self.main_part).values()
        return next((link for link in links if link.kind == kind and not link.external), None)


def _is_external(link: etree._Element) -> bool:
    return link.get("TargetMode") == "External"


def _target(folder: str, link: etree._Element) -> str:
    """The part that a link leads to, from the package's root; an outer address as it is written."""
    target = link.get("Target", "")
    if _is_external(link):
        return target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def unreadable(
    name: str, evidence: str, remedy: str = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”后再试"
) -> ReportError:
    """The error for a file that is not a Word file we can read."""
    return ReportError(
        [
            Finding(
                "docx.unreadable",
                Severity.ERROR,
                Place(name),
                "这个文件不是可以读取的 Word 文件（.docx）",
                evidence,
                remedy,
            )
        ]
    )


def too_large(name: str, evidence: str, key: str, budget: Budget) -> ReportError:
    """The error for a Word file that has more of something than the budget has room for."""
    message = "这个 Word 文件大得不合常理，没有读取"
    return ReportError(
        [Finding("file.too_large", Severity.ERROR, Place(name), message, evidence, budget.way_out(key))]
    )


def open_package(docx: bytes, name: str, budget: Budget = USUAL) -> Package:
    """Open a Word file; raises ``ReportError`` for anything that is not one."""
    if docx.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in docx:
            raise unreadable(
                name, "文件设有打开密码，读不出内容", "请在 Word 或 WPS 里去掉打开密码，另存后再试"
            )
        raise unreadable(name, "这是旧的 .doc 格式，只是改了扩展名")
    try:
        archive = zipfile.ZipFile(io.BytesIO(docx))
    except DAMAGE as fault:
        raise unreadable(name, "文件的内容不是 Word 文件的压缩包") from fault
    if len(archive.infolist()) > budget.parts:
        raise too_large(name, f"文件里有 {len(archive.infolist())} 个部分", "parts", budget)
    if sum(part.file_size for part in archive.infolist()) > budget.unpacked_bytes:
        raise too_large(name, f"文件展开后超过 {budget.unpacked_megabytes} MB", "unpacked_megabytes", budget)
    package = Package(name, archive, "word/document.xml", budget)
    main = [link.target for link in package.relationships("").values() if link.kind == "officeDocument"]
    package = Package(name, archive, main[0] if main else package.main_part, budget)
    root = package.xml(package.main_part)
    if root is None:
        raise unreadable(name, "压缩包里没有正文")
    if root.tag != f"{W}document":
        raise unreadable(name, "正文不是 WordprocessingML（可能存成了“严格的 Open XML 文档”）")
    _check_every_part(package)
    return package


def package_links(docx: bytes) -> Package:
    """A file opened before or written here, for its links alone: nothing of it is checked again."""
    return Package("", zipfile.ZipFile(io.BytesIO(docx)), "word/document.xml")


def _check_every_part(package: Package) -> None:
    """Raise ``ReportError`` for a part that is damaged, whoever reads it, and for a text that is."""
    for part in package.names():
        if part.endswith((".xml", ".rels")):
            root = package.xml(part)
            if root is not None and part.startswith("word/") and root.tag in _TEXTS:
                if excess := excess_of_tree(root, package.budget):
                    raise package.too_large(part, excess)
                for fault in faults_of_tree(root):
                    raise unreadable(package.name, f"其中的 {part} 有问题：{fault}")
        else:
            package.file(part)
    root = package.xml(package.main_part)
    if root is None or not has_text(root):
        raise unreadable(package.name, "正文是空的")

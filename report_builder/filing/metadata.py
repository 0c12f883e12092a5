"""A report and its files → what an archive notes of them, as XML and as JSON beside the files.

The fields are called as DA/T 46-2009 calls them as far as that is known; its text was not at hand, so both
files say that the names are not verified.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

import msgspec
from lxml import etree
from msgspec import Struct

from report_builder import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from report_builder.settings import Settings

METADATA_XML: Final = "元数据.xml"
METADATA_JSON: Final = "元数据.json"
NAMESPACE: Final = "urn:report-builder:metadata"
_BASIS: Final = "字段名参照 DA/T 46—2009，未经核验"
_FORMATS: Final = {
    ".pdf": "PDF/A-2a",
    ".docx": "Word 文档（Office Open XML）",
    ".ofd": "OFD（GB/T 33190—2016）",
    ".html": "网页（HTML）",
    ".json": "JSON",
    ".xlsx": "Excel 工作簿（Office Open XML）",
    ".csv": "CSV（UTF-8）",
    ".xml": "XML",
}


class DescribedFile(Struct, frozen=True):
    """A file as an archive notes it."""

    name: str
    format: str
    size: int
    sha256: str


class ReportMetadata(Struct, frozen=True):
    """What is noted of a report: each field with its value, empty where nobody has said it, and its files."""

    fields: tuple[tuple[str, str], ...]
    files: tuple[DescribedFile, ...]

    def field(self, name: str) -> str:
        """The value of a field."""
        return dict(self.fields)[name]


class ReportFacts(Struct, frozen=True):
    """What a report's metadata follow from, beside the settings."""

    title: str
    year: int
    day: date
    pages: int
    version: int


def describe(
    facts: ReportFacts, settings: Settings, files: Mapping[str, bytes], sealed: str = ""
) -> ReportMetadata:
    """The metadata of a report and its files; the one called ``sealed`` was made by a seal's own program."""
    archive = settings.archive
    fields = (
        ("题名", facts.title),
        ("责任者", settings.name),
        ("文件编号", settings.red_head.number if settings.red_head else ""),
        ("日期", facts.day.isoformat()),
        ("年度", str(facts.year)),
        ("机构或问题", archive.matter),
        ("全宗号", archive.fonds),
        ("保管期限", archive.retention),
        ("密级", archive.secrecy),
        ("主送", settings.sent_to),
        ("版本", str(facts.version)),
        ("页数", str(facts.pages)),
        ("语种", "zh-CN"),
        ("形成软件", f"report-builder {__version__}"),
    )
    return ReportMetadata(fields, tuple(_file(name, data, name == sealed) for name, data in files.items()))


def metadata_json(metadata: ReportMetadata) -> bytes:
    """As JSON; what nobody has said is null."""
    files = [
        {"文件名": each.name, "格式": each.format, "字节数": each.size, "SHA-256": each.sha256}
        for each in metadata.files
    ]
    tree = {"说明": _BASIS, **{name: value or None for name, value in metadata.fields}, "文件": files}
    return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n"


def metadata_xml(metadata: ReportMetadata) -> bytes:
    """As XML; what nobody has said is an empty element."""
    root = etree.Element(f"{{{NAMESPACE}}}元数据", {"说明": _BASIS}, {None: NAMESPACE})
    for name, value in metadata.fields:
        etree.SubElement(root, f"{{{NAMESPACE}}}{name}").text = value or None
    files = etree.SubElement(root, f"{{{NAMESPACE}}}文件")
    for each in metadata.files:
        told = {"格式": each.format, "字节数": str(each.size), "SHA-256": each.sha256}
        etree.SubElement(files, f"{{{NAMESPACE}}}件", told).text = each.name
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _file(name: str, data: bytes, is_sealed: bool) -> DescribedFile:  # noqa: FBT001
    kind = _FORMATS.get(PurePath(name).suffix.lower(), "")
    return DescribedFile(name, "PDF（已盖章）" if is_sealed else kind, len(data), sha256(data).hexdigest())

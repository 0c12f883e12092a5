"""A filled report → the same with its title, author and dates, and nothing of the machine that made it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.archives import repack
from report_builder.word.packages import package_links

if TYPE_CHECKING:
    from datetime import date

_CORE: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>{author}</dc:creator>\
<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>\
<dc:language>zh-CN</dc:language></cp:coreProperties>"""

_APP: Final = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>report-builder</Application><Company>{author}</Company></Properties>"""


class Properties(Struct, frozen=True):
    """What Word shows under 文件 › 信息."""

    title: str
    subject: str
    author: str
    day: date


def with_properties(docx: bytes, properties: Properties) -> bytes:
    """The document with those properties in place of any other, its bytes the same on every run.

    One that has none gets none: nothing in it tells of anybody.
    """
    words = {
        "title": escape(properties.title, quote=False),
        "subject": escape(properties.subject, quote=False),
        "author": escape(properties.author, quote=False),
        "day": properties.day.isoformat(),
    }
    package = package_links(docx)
    fresh = {"core-properties": _CORE, "extended-properties": _APP}
    links = {kind: package.link(kind, of_package=True) for kind in fresh}
    written = {
        link.target: fresh[kind].format(**words).encode() for kind, link in links.items() if link is not None
    }
    return repack(docx, written)

"""A body of WordprocessingML → a Word file as bytes: just enough of one to be typeset."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
PAGE: Final = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1420"/>'
)
_STYLES: Final = """
<w:docDefaults><w:rPrDefault><w:rPr>
  <w:rFonts w:ascii="仿宋_GB2312" w:hAnsi="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/>
</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/></w:style>
"""


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def cell(content: str, properties: str = "") -> str:
    """A table cell of one paragraph of text, or of the markup given."""
    body = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A table row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: list[int], *rows: str, borders: int = 4) -> str:
    """A table with a grid of the widths (in twips) and single borders all over."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="{borders}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def word_file(
    body: str,
    *,
    section: str = PAGE,
    styles: str = _STYLES,
    parts: dict[str, str] | None = None,
    links: dict[str, str] | None = None,
) -> bytes:
    """A Word file; ``parts`` adds parts by name, each linked to by the part's own file name as its id.

    ``links`` adds addresses outside the file by their ids.
    """
    parts = parts or {}
    names = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{name}.xml"/>'
        for name in parts
        for kind in [name.rstrip("0123456789")]
    ) + "".join(
        f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target="{address}" TargetMode="External"/>'
        for name, address in (links or {}).items()
    )
    files = {
        "[Content_Types].xml": _content_types(("document", "styles", *parts)),
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_TYPES}"><Relationship Id="r1"'
        f' Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}">'
        f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        "word/styles.xml": f'{_HEAD}<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{_TYPES}"><Relationship Id="styles"'
        f' Type="{_R}/styles" Target="styles.xml"/>{names}</Relationships>',
    }
    for name, content in parts.items():
        files[f"word/{name}.xml"] = content.replace(">", f' xmlns:w="{_W}" xmlns:r="{_R}">', 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def _content_types(parts: Iterable[str]) -> str:
    """What Word and its kin want to know of the parts before they open a file."""
    kinds = {"document": "document.main"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument'
        f'.wordprocessingml.{kinds.get(kind, kind)}+xml"/>'
        for part in parts
        for kind in [part.rstrip("0123456789")]
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )

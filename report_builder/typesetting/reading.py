"""An opened Word file → ``Document``: sections, headers and footers, paragraphs and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.quantities import twips
from report_builder.typesetting.content import Block, Document, Geometry, Paragraph, Section
from report_builder.typesetting.formatting import flag, length, number, read_paragraph_format, read_run_format
from report_builder.typesetting.inlines import InlineReader
from report_builder.typesetting.package import R, W
from report_builder.typesetting.styles import read_styles
from report_builder.typesetting.table_reading import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.content import Table
    from report_builder.typesetting.package import Package
    from report_builder.typesetting.styles import StyleSheet

_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_TERMS: Final = "{http://purl.org/dc/terms/}"
_WORD_2013: Final = 15
_LINE_GRIDS: Final = frozenset(("lines", "linesAndChars", "snapToChars"))
_CHARACTER_GRIDS: Final = frozenset(("linesAndChars", "snapToChars"))
_SILENT: Final = frozenset(
    "sectPr tcPr tblPr tblGrid bookmarkStart bookmarkEnd proofErr permStart permEnd commentRangeStart "
    "commentRangeEnd sdtPr sdtEndPr del moveFrom".split()
)


@dataclass(slots=True)
class DocumentReader:
    """Reads the blocks of a document and of its headers and footers."""

    package: Package
    sheet: StyleSheet
    styles_root: _Element | None
    unknown: dict[str, int] = field(default_factory=dict)
    ordinal: int = 0

    def blocks(self, parent: _Element) -> tuple[Block, ...]:
        """The paragraphs and tables below a body, a cell, a header or a footer."""
        return tuple(self._blocks(parent))

    def _blocks(self, elements: Iterable[_Element]) -> Iterator[Block]:
        for child in elements:
            name = str(child.tag).removeprefix(W)
            if name == "p":
                yield self.paragraph(child)
            elif name == "tbl":
                yield self._table(child)
            elif name in {"sdt", "sdtContent", "ins", "customXml", "moveTo"}:
                yield from self._blocks(child)
            elif name not in _SILENT:
                self.unknown.setdefault(name, self.ordinal)

    def paragraph(self, element: _Element) -> Paragraph:
        """One paragraph, with its properties resolved."""
        self.ordinal += 1
        unknown: set[str] = set()
        properties = element.find(f"{W}pPr")
        style_element = None if properties is None else properties.find(f"{W}pStyle")
        style = "" if style_element is None else style_element.get(f"{W}val", "")
        mark = None if properties is None else properties.find(f"{W}rPr")
        reader = InlineReader(self.sheet, style, unknown)
        reader.read(element)
        paragraph = Paragraph(
            properties=self.sheet.paragraph(style, read_paragraph_format(properties, unknown)),
            mark=self.sheet.run(style, "", read_run_format(mark, unknown)),
            inlines=tuple(reader.found),
            style=self.sheet.style_name(style),
            ordinal=self.ordinal,
        )
        for name in unknown:
            self.unknown.setdefault(name, self.ordinal)
        return paragraph

    def _table(self, element: _Element) -> Table:
        style = element.find(f"{W}tblPr/{W}tblStyle")
        inherited = None
        if style is not None and self.styles_root is not None:
            wanted = style.get(f"{W}val", "")
            inherited = next(
                (
                    found.find(f"{W}tblPr")
                    for found in self.styles_root.iterfind(f"{W}style")
                    if found.get(f"{W}styleId") == wanted
                ),
                None,
            )
        return read_table(element, inherited, self.blocks)

    def sections(self, body: _Element) -> Iterator[Section]:
        """Cut the body where a paragraph's ``w:sectPr`` ends a section."""
        gathered: list[Block] = []
        headers: dict[str, tuple[Block, ...]] = {}
        footers: dict[str, tuple[Block, ...]] = {}
        for child in body:
            ends = child.find(f"{W}pPr/{W}sectPr") if child.tag == f"{W}p" else None
            if child.tag == f"{W}sectPr":
                ends = child
            else:
                gathered.extend(self._blocks([child]))
            if ends is not None:
                headers = {**headers, **self._furniture(ends, "headerReference")}
                footers = {**footers, **self._furniture(ends, "footerReference")}
                title_page = ends.find(f"{W}titlePg")
                yield Section(
                    _geometry(ends),
                    tuple(gathered),
                    headers,
                    footers,
                    title_page is not None and flag(title_page),
                )
                gathered = []
        if gathered:
            yield Section(Geometry(), tuple(gathered), headers, footers, title_page=False)

    def _furniture(self, properties: _Element, tag: str) -> Mapping[str, tuple[Block, ...]]:
        found: dict[str, tuple[Block, ...]] = {}
        links = self.package.relationships(self.package.main_part)
        for reference in properties.iterfind(f"{W}{tag}"):
            link = links.get(reference.get(f"{R}id", ""))
            root = None if link is None or link.external else self.package.xml(link.target)
            if root is not None:
                found[reference.get(f"{W}type", "default")] = self.blocks(root)
        return found


def _geometry(properties: _Element) -> Geometry:
    """Read ``w:pgSz``, ``w:pgMar`` and ``w:docGrid`` of a section."""
    default = Geometry()

    def measure(tag: str, attribute: str, otherwise: float) -> float:
        element = properties.find(f"{W}{tag}")
        value = None if element is None else length(element, attribute)
        return otherwise if value is None else value

    grid = properties.find(f"{W}docGrid")
    kind = "default" if grid is None else grid.get(f"{W}type", "default")
    pitch = space = 0.0
    if grid is not None and kind in _LINE_GRIDS:
        pitch = twips(number(grid, "linePitch") or 0.0)
    if grid is not None and kind in _CHARACTER_GRIDS:
        # In 4096ths of a point (ECMA-376 17.6.5).
        space = (number(grid, "charSpace") or 0.0) / 4096
    return Geometry(
        width=measure("pgSz", "w", default.width),
        height=measure("pgSz", "h", default.height),
        top=abs(measure("pgMar", "top", default.top)),
        bottom=abs(measure("pgMar", "bottom", default.bottom)),
        left=measure("pgMar", "left", default.left) + measure("pgMar", "gutter", 0.0),
        right=measure("pgMar", "right", default.right),
        header=measure("pgMar", "header", default.header),
        footer=measure("pgMar", "footer", default.footer),
        grid_pitch=pitch,
        grid_space=space,
    )


def read_document(package: Package, findings: Findings) -> Document:
    """Read a Word file whole; what is not understood becomes one warning a kind, with its first place.

    Raises ``ReportError`` for a file that cannot be read at all.
    """
    style_unknown: set[str] = set()
    styles_root = package.related("styles")
    reader = DocumentReader(package, read_styles(styles_root, style_unknown), styles_root)
    root = package.xml(package.main_part)
    body = None if root is None else root.find(f"{W}body")
    sections = () if body is None else tuple(reader.sections(body))
    for name, ordinal in sorted(reader.unknown.items()):
        findings.warn(
            "docx.unsupported",
            Place(package.name, paragraph=ordinal),
            f"这一段用到的格式“{name}”还不会排版，排版时略去",
            remedy="请在 PDF 中核对这一处；可以在 Word 中去掉这项格式",
        )
    for name in sorted(style_unknown - set(reader.unknown)):
        findings.notice(
            "docx.unsupported_style", Place(package.name), f"样式里的格式“{name}”还不会排版，已略去"
        )
    settings = package.related("settings")
    core = package.related("core-properties", of_package=True)
    return Document(
        title=_core(core, f"{_DC}title"),
        author=_core(core, f"{_DC}creator"),
        subject=_core(core, f"{_DC}subject"),
        language=_core(core, f"{_DC}language") or "zh-CN",
        created=_core(core, f"{_TERMS}created"),
        sections=sections,
        even_and_odd=_has(settings, "evenAndOddHeaders"),
        aligns_table_edge=_compatibility(settings) >= _WORD_2013,
        compresses_marks=_setting(settings, "characterSpacingControl").startswith("compress"),
    )


def _core(root: _Element | None, tag: str) -> str:
    found = None if root is None else root.find(tag)
    return "" if found is None else (found.text or "").strip()


def _has(settings: _Element | None, name: str) -> bool:
    found = None if settings is None else settings.find(f"{W}{name}")
    return found is not None and flag(found)


def _setting(settings: _Element | None, name: str) -> str:
    found = None if settings is None else settings.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _compatibility(settings: _Element | None) -> float:
    """The version of Word whose layout rules the file asks for; 12 where it does not say."""
    if settings is not None:
        for setting in settings.iterfind(f"{W}compat/{W}compatSetting"):
            if setting.get(f"{W}name") == "compatibilityMode":
                return number(setting, "val") or 0.0
    return 12.0

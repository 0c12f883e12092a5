"""A plan → a flat OpenDocument text, which LibreOffice saves as a Word file."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Final

from trial.features import Feature

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from trial.features import Block, Plan, Run, Slot

BY_LIBREOFFICE: Final = tuple(each for each in Feature if each not in {Feature.REVISIONS, Feature.FORMULA})
_NAMESPACES: Final = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }.items()
)  # fmt: skip
_PAGE: Final = 'fo:margin="2.5cm" fo:page-width="{}cm" fo:page-height="{}cm" style:print-orientation="{}"'


def write_odt(plan: Plan, target: Path) -> None:
    """Write a plan as a flat OpenDocument text."""
    target.write_text(_Writer(plan).text(), encoding="utf-8")


class _Writer:
    """Gathers the body, and the automatic styles that it asks for."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._styles: list[str] = []
        self._notes = 0
        self._master = ""

    def text(self) -> str:
        """The whole file."""
        body = self._body(self._plan.blocks)
        header = f"<style:header><text:p>{escape(self._plan.header)}</text:p></style:header>"
        footer = "<style:footer><text:p>— <text:page-number/> —</text:p></style:footer>"
        furniture = (header if self._plan.header else "") + (footer if self._plan.numbered else "")
        layouts = "".join(
            f'<style:page-layout style:name="{name}"><style:page-layout-properties {_PAGE.format(*size)}/>'
            f"<style:header-style/><style:footer-style/></style:page-layout>"
            for name, size in (("Up", (21, 29.7, "portrait")), ("Across", (29.7, 21, "landscape")))
        )
        masters = "".join(
            f'<style:master-page style:name="{name}" style:page-layout-name="{layout}">{furniture}'
            "</style:master-page>"
            for name, layout in (("Standard", "Up"), ("Lying", "Across"))
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMESPACES}'
            ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"'
            ' office:mimetype="application/vnd.oasis.opendocument.text">'
            '<office:styles><style:default-style style:family="paragraph"><style:text-properties'
            ' style:font-name-asian="仿宋" fo:font-size="12pt" style:font-size-asian="12pt"'
            ' fo:language="en" fo:country="US" style:language-asian="zh" style:country-asian="CN"/>'
            "</style:default-style></office:styles>"
            f"<office:automatic-styles>{layouts}{''.join(self._styles)}</office:automatic-styles>"
            f"<office:master-styles>{masters}</office:master-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document>"
        )

    def _style(self, family: str, properties: str, attributes: str = "") -> str:
        name = f"S{len(self._styles)}"
        opening = f'<style:style style:name="{name}" style:family="{family}" {attributes}>'
        self._styles.append(f"{opening}{properties}</style:style>")
        return name

    def _body(self, blocks: Sequence[Block]) -> str:
        made: list[str] = []
        index = 0
        while index < len(blocks):
            block = blocks[index]
            end = index + 1
            if block.kind in {"bullet", "number"}:
                while end < len(blocks) and blocks[end].kind == block.kind:
                    end += 1
                made.append(self._list(blocks[index:end], block.kind))
            elif block.kind == "columns":
                while blocks[end].kind != "one column":
                    end += 1
                made.append(self._columns(blocks[index + 1 : end]))
                end += 1
            else:
                made.append(self._block(block))
            index = end
        return "".join(made)

    def _block(self, block: Block) -> str:
        if block.kind in {"landscape", "portrait"}:
            self._master = "Lying" if block.kind == "landscape" else "Standard"
            return ""
        makers = {
            "table": self._table, "contents": self._contents, "box": self._box, "picture": self._picture,
            "page break": self._page_break,
        }  # fmt: skip
        return makers.get(block.kind, self._paragraph)(block)

    def _paragraph(self, block: Block) -> str:
        inlines = "".join(map(self._run, block.runs))
        style = self._paragraph_style(block)
        if block.kind == "heading":
            return f'<text:h text:style-name="{style}" text:outline-level="{block.level}">{inlines}</text:h>'
        return f'<text:p text:style-name="{style}">{inlines}</text:p>'

    def _page_break(self, _: Block) -> str:
        name = self._style("paragraph", '<style:paragraph-properties fo:break-before="page"/>')
        return f'<text:p text:style-name="{name}"/>'

    def _contents(self, _: Block) -> str:
        source = '<text:table-of-content-source text:outline-level="3"/>'
        body = "<text:index-body><text:p>总体情况<text:tab/>1</text:p></text:index-body>"
        opening = '<text:table-of-content text:name="目录">'
        return f"{opening}{source}{body}</text:table-of-content>"

    def _picture(self, block: Block) -> str:
        anchor = 'text:anchor-type="as-char"'
        if block.floats:
            wrap = '<style:graphic-properties style:wrap="parallel" style:horizontal-pos="right"/>'
            anchor = f'text:anchor-type="paragraph" draw:style-name="{self._style("graphic", wrap)}"'
        data = b64encode(block.picture).decode()
        image = f"<draw:image><office:binary-data>{data}</office:binary-data></draw:image>"
        frame = (
            f'<draw:frame {anchor} svg:width="4cm" svg:height="3cm">{image}'
            "<svg:desc>一个圆</svg:desc></draw:frame>"
        )
        return f'<text:p text:style-name="{self._paragraph_style(block)}">{frame}</text:p>'

    def _box(self, block: Block) -> str:
        frame = '<style:graphic-properties fo:border="1pt solid #000000" style:wrap="none"/>'
        attributes = f'text:anchor-type="paragraph" draw:style-name="{self._style("graphic", frame)}"'
        held = f"<draw:text-box><text:p>{escape(block.text)}</text:p></draw:text-box>"
        frame = f'<draw:frame {attributes} svg:width="8cm" svg:height="3cm">{held}</draw:frame>'
        return f'<text:p text:style-name="{self._paragraph_style(block)}">{frame}</text:p>'

    def _paragraph_style(self, block: Block) -> str:
        said = ""
        if block.align:
            align = {"center": "center", "right": "end", "both": "justify"}[block.align]
            said += f' fo:text-align="{align}"'
        if block.line:
            said += f' fo:line-height="{block.line:.0%}" fo:margin-top="{block.before}pt"'
        if block.bordered:
            said += ' fo:border="1pt solid #c00000" fo:padding="4pt" fo:background-color="#f2f2f2"'
        if block.indent:
            said += ' fo:text-indent="24pt"'
        master, self._master = self._master, ""
        attributes = f'style:master-page-name="{master}"' if master else ""
        return self._style("paragraph", f"<style:paragraph-properties{said}/>", attributes)

    def _list(self, blocks: Sequence[Block], kind: str) -> str:
        level = blocks[0].level
        items: list[str] = []
        index = 0
        while index < len(blocks):
            end = index + 1
            while end < len(blocks) and blocks[end].level > level:
                end += 1
            inner = self._list(blocks[index + 1 : end], kind) if end > index + 1 else ""
            items.append(f"<text:list-item>{self._block(blocks[index])}{inner}</text:list-item>")
            index = end
        marks = "".join(
            f'<text:list-level-style-bullet text:level="{each}" text:bullet-char="•"/>'
            if kind == "bullet"
            else f'<text:list-level-style-number text:level="{each}" style:num-format="1"/>'
            for each in range(1, 4)
        )
        name = f"L{len(self._styles)}"
        self._styles.append(f'<text:list-style style:name="{name}">{marks}</text:list-style>')
        return f'<text:list text:style-name="{name}">{"".join(items)}</text:list>'

    def _columns(self, blocks: Sequence[Block]) -> str:
        properties = '<style:section-properties><style:columns fo:column-count="2" fo:column-gap="0.5cm"/>'
        name = self._style("section", f"{properties}</style:section-properties>")
        inner = self._body(blocks)
        return f'<text:section text:style-name="{name}" text:name="{name}">{inner}</text:section>'

    def _run(self, run: Run) -> str:
        text = escape(run.text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
        said = ""
        for wanted, attributes in (
            (run.bold, ' fo:font-weight="bold" style:font-weight-asian="bold"'),
            (run.italic, ' fo:font-style="italic" style:font-style-asian="italic"'),
            (run.underline, ' style:text-underline-style="solid"'),
            (run.strike, ' style:text-line-through-style="solid"'),
            (run.colour, f' fo:color="#{run.colour}"'),
            (run.size, f' fo:font-size="{run.size}pt" style:font-size-asian="{run.size}pt"'),
            (run.font, f' fo:font-family="{run.font}" style:font-family-asian="{run.font}"'),
            (run.script, f' style:text-position="{run.script} 58%"'),
        ):
            said += attributes if wanted else ""
        if said:
            name = self._style("text", f"<style:text-properties{said}/>")
            text = f'<text:span text:style-name="{name}">{text}</text:span>'
        if run.link:
            text = f'<text:a xlink:type="simple" xlink:href="{escape(run.link)}">{text}</text:a>'
        if run.note:
            self._notes += 1
            citation = f"<text:note-citation>{self._notes}</text:note-citation>"
            body = f"<text:note-body><text:p>{escape(run.note)}</text:p></text:note-body>"
            text += f'<text:note text:note-class="footnote">{citation}{body}</text:note>'
        return text

    def _table(self, block: Block) -> str:
        rows = block.rows
        width = sum(slot.columns for slot in rows[0])
        line = 'fo:border="0.5pt solid #000000"'
        plain = self._style("table-cell", f"<style:table-cell-properties {line}/>")
        down = self._style("table-cell", f'<style:table-cell-properties {line} style:writing-mode="tb-rl"/>')
        taken: set[tuple[int, int]] = set()
        made: list[str] = []
        for row, slots in enumerate(rows):
            cells: list[str] = []
            left = list(slots)
            for column in range(width):
                if (row, column) in taken:
                    cells.append("<table:covered-table-cell/>")
                    continue
                slot = left.pop(0)
                taken |= {
                    (row + down, column + on) for down in range(slot.rows) for on in range(slot.columns)
                }
                cells.append(self._cell(slot, down if slot.turned else plain))
            made.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        simple = all(slot.rows == 1 for slot in rows[0])
        head = f"<table:table-header-rows>{made[0]}</table:table-header-rows>" if simple else made[0]
        columns = f'<table:table-column table:number-columns-repeated="{width}"/>'
        return f"<table:table>{columns}{head}{''.join(made[1:])}</table:table>"

    def _cell(self, slot: Slot, style: str) -> str:
        inner = ""
        if slot.inner:
            cells = [
                "".join(
                    f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>" for text in row
                )
                for row in slot.inner
            ]
            rows = "".join(f"<table:table-row>{each}</table:table-row>" for each in cells)
            repeated = f'table:number-columns-repeated="{len(slot.inner[0])}"'
            inner = f"<table:table><table:table-column {repeated}/>{rows}</table:table><text:p/>"
        spans = (
            f'table:number-columns-spanned="{slot.columns}" table:number-rows-spanned="{slot.rows}"'
            f' table:style-name="{style}"'
        )
        return f"<table:table-cell {spans}><text:p>{escape(slot.text)}</text:p>{inner}</table:table-cell>"

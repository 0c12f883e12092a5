"""What a Word file asks for and is not set: each is named in a warning, and its text stays."""

from __future__ import annotations

from typing import Final

import pytest
from drawing_files import SPACES, anchored, box, line_of, photograph, picture, run, with_files
from traces import lines_of, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings, Severity
from report_builder.typesetting.document.omissions import OMITTED, spell

FIELD: Final = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NOTE: Final = '<w:footnote w:id="2"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>'
REFERENCE: Final = '<w:p><w:r><w:t>字</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
END_REFERENCE: Final = REFERENCE.replace("footnote", "endnote")
FRAMED: Final = '<w:framePr w:wrap="around" w:hAnchor="page" w:x="900"/>'


def formatted(properties: str) -> bytes:
    return word_file(paragraph("字", run=properties))


def aligned(properties: str) -> bytes:
    return word_file(paragraph("字", properties))


def in_section(properties: str) -> bytes:
    return word_file(paragraph("字"), section=PAGE + properties)


def inside(piece: str) -> bytes:
    return word_file(f"<w:p><w:r><w:t>字</w:t></w:r>{piece}</w:p>")


def field(instruction: str) -> bytes:
    begin, end = FIELD.format("begin"), FIELD.format("end")
    return inside(f"{begin}<w:r><w:instrText> {instruction} </w:instrText></w:r>{end}")


def tabled(*, of_table: str = "", of_row: str = "", of_cell: str = "") -> bytes:
    made = table([3000], row(cell("字", of_cell), properties=of_row))
    return word_file(made.replace("<w:tblPr>", f"<w:tblPr>{of_table}"))


def drawn(shown: str) -> bytes:
    return inside(run(anchored(shown, 90, 40)))


def shaped(properties: str, form: str = "rect", body: str = "<wps:bodyPr/>") -> bytes:
    return drawn(box("<w:p/>", properties=properties, form=form, body=body))


def pictured(**changes: str) -> bytes:
    return with_files(drawn(picture("a.jpg", **changes)), {"a.jpg": photograph()})


def noted(numbering: str) -> bytes:
    section = f"{PAGE}<w:footnotePr>{numbering}</w:footnotePr>"
    return word_file(REFERENCE, parts={"footnotes": f"<w:footnotes>{NOTE}</w:footnotes>"}, section=section)


W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
HALF: Final = '<a:solidFill><a:srgbClr val="FF0000"><a:alpha val="50000"/></a:srgbClr></a:solidFill>'
ARROW: Final = line_of("FF0000", 1).replace("</a:ln>", '<a:tailEnd type="triangle"/></a:ln>')
STUCK: Final = run(anchored(box("<w:p/>"), 90, 40).replace("<wp:anchor", '<wp:anchor layoutInCell="0"'))
# A document for each; whoever adds a name to the list of what is left out adds its document here.
DOCUMENTS: Final = {
    **{name: formatted(f"<w:{name}/>") for name in ("outline", "shadow", "emboss", "imprint", "rtl")},
    "effect": formatted('<w:effect w:val="shimmer"/>'),
    "eastAsianLayout": formatted('<w:eastAsianLayout w:vert="1"/>'),
    "specVanish": formatted("<w:specVanish/>"),
    "bidi": aligned("<w:bidi/>"),
    "dropCap": aligned('<w:framePr w:dropCap="drop" w:lines="2"/>'),
    "framePr": word_file(paragraph("字", FRAMED) + "<w:p/>"),
    "mirrorIndents": aligned("<w:mirrorIndents/>"),
    "numForm": formatted(f'<w14:numForm xmlns:w14="{W14}" w14:val="oldStyle"/>'),
    "pBdr": aligned('<w:pBdr><w:bar w:val="single" w:sz="4"/></w:pBdr>'),
    "shd": aligned('<w:shd w:val="diagStripe" w:color="FF0000" w:fill="FFFFFF"/>'),
    "textAlignment": aligned('<w:textAlignment w:val="center"/>'),
    "textDirection": in_section('<w:textDirection w:val="tbRl"/>'),
    "bidiVisual": tabled(of_table="<w:bidiVisual/>"),
    "tblCellSpacing": tabled(of_table='<w:tblCellSpacing w:w="20" w:type="dxa"/>'),
    "tcFitText": tabled(of_cell="<w:tcFitText/>"),
    "hidden": tabled(of_row="<w:hidden/>"),
    "cols": in_section(
        '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="2000" w:space="400"/><w:col w:w="5000"/></w:cols>'
    ),
    "lnNumType": in_section('<w:lnNumType w:countBy="1"/>'),
    "vAlign": in_section('<w:vAlign w:val="center"/>'),
    "pgSz": word_file(paragraph("字"), section='<w:pgSz w:w="1" w:h="1"/>'),
    "pgNumType": in_section('<w:pgNumType w:fmt="hebrew1"/>'),
    "footnoteReference": word_file(REFERENCE),
    "endnoteReference": word_file(END_REFERENCE),
    "numFmt": noted('<w:numFmt w:val="hebrew1"/>'),
    "pos": noted('<w:pos w:val="sectEnd"/>'),
    "alpha": shaped(HALF),
    "blip": pictured(extra="<a:grayscl/>"),
    "effectLst": shaped("<a:effectLst><a:outerShdw/></a:effectLst>"),
    "flip": pictured(outline='<a:xfrm flipH="1"/>'),
    "headEnd": shaped(ARROW, "line"),
    "layoutInCell": word_file(table([5000], row(cell(f"<w:p><w:r><w:t>字</w:t></w:r>{STUCK}</w:p>")))),
    "numCol": shaped("", body='<wps:bodyPr numCol="2"/>'),
    "object": inside("<w:r><w:object/></w:r>"),
    "prstGeom": with_files(
        drawn(picture("a.jpg").replace('prst="rect"', 'prst="ellipse"')), {"a.jpg": photograph()}
    ),
    "roundRect": shaped(line_of("FF0000", 1), "roundRect"),
    "altChunk": word_file(paragraph("字") + "<w:altChunk/>"),
    "subDoc": inside("<w:subDoc/>"),
    **{
        name: word_file(
            paragraph("字"),
            parts={"settings": f'<w:settings><w:{name} w:lang="zh-CN" w:val="一"/></w:settings>'},
        )
        for name in ("noLineBreaksAfter", "noLineBreaksBefore")
    },
}
# In the shapes of older Word and WPS.
OLD: Final = {
    "roundRect": '<v:roundrect style="width:90pt;height:40pt"/>',
    "alpha": '<v:rect style="width:90pt;height:40pt"><v:fill opacity="0.5"/></v:rect>',
    "effectLst": '<v:rect style="width:90pt;height:40pt"><v:shadow on="t"/></v:rect>',
    "headEnd": '<v:line from="0,0" to="90pt,0"><v:stroke endarrow="block"/></v:line>',
    "object": "<v:shapetype/>",
}


def names_left_out(docx: bytes) -> list[str]:
    """What is named of a document, once it is seen that its text stays."""
    findings = Findings()

    pages = set_pages(docx, findings)

    assert "字" in "".join(line for page in pages.pages for line in lines_of(page))
    assert all(finding.severity is not Severity.ERROR for finding in findings)
    return [
        name
        for finding in findings
        if finding.code in {"docx.unsupported", "docx.unsupported_style"}
        for name in OMITTED
        if f"“{spell(name)}”" in finding.message
    ]


def test_every_name_on_the_list_is_tried() -> None:
    assert set(DOCUMENTS) == set(OMITTED)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_left_out_is_named_and_the_text_stays(name: str) -> None:
    assert names_left_out(DOCUMENTS[name]) == [name]


@pytest.mark.parametrize("name", OLD)
def test_what_is_left_out_of_an_older_drawing_is_named(name: str) -> None:
    docx = inside(f"<w:r><w:pict {SPACES}>{OLD[name]}</w:pict></w:r>")

    assert names_left_out(docx) == [name]


@pytest.mark.parametrize(
    "docx",
    [
        aligned('<w:textAlignment w:val="auto"/><w:mirrorIndents w:val="0"/><w:wordWrap w:val="0"/>'),
        aligned('<w:pBdr><w:bar w:val="nil"/><w:bottom w:val="single" w:sz="4"/></w:pBdr>'),
        aligned('<w:shd w:val="pct10" w:color="auto" w:fill="FFFFFF"/>'),
        aligned('<w:tabs><w:tab w:val="right" w:pos="900" w:leader="dot"/></w:tabs>'),
        formatted('<w:rtl w:val="0"/><w:kern w:val="2"/><w:lang w:val="zh-CN"/>'),
        in_section('<w:cols w:space="425"/><w:vAlign w:val="top"/><w:textDirection w:val="lrTb"/>'),
        shaped(line_of("FF0000", 1), "ellipse"),
        shaped("<a:effectLst/>"),
        tabled(of_table='<w:tblCaption w:val="表"/>', of_row="<w:cantSplit/>", of_cell="<w:noWrap/>"),
    ],
)
def test_what_is_set_or_changes_nothing_is_not_named(docx: bytes) -> None:
    findings = Findings()

    set_pages(docx, findings)

    assert [str(finding) for finding in findings] == []


@pytest.mark.parametrize(
    ("properties", "run"),
    [
        ('<w:bidi w:val="0"/>', ""),
        ("", '<w:outline w:val="false"/>'),
        ("", '<w:effect w:val="none"/>'),
        # What Word writes into the defaults of every new file since 2023.
        ("", f'<w14:ligatures xmlns:w14="{W14}" w14:val="standardContextual"/>'),
        ("", f'<w14:numForm xmlns:w14="{W14}" w14:val="lining"/>'),
    ],
)
def test_what_a_file_says_it_does_not_want_is_not_missed(properties: str, run: str) -> None:
    findings = Findings()

    set_pages(word_file(paragraph("甲", properties, run)), findings)

    assert list(findings) == []

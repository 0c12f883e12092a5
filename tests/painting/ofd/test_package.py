"""Pages → an OFD file: its references hold, and it says and shows what the PDF does."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import documents
import pytest
from drawing_files import inline, photograph, picture, with_files
from finished_pages import glyphs_of
from ofd_files import OFD, OfdFile, characters, faults, spoilt, tagged, without
from traces import faces, set_pages
from web_pages import national_report
from word_files import cell, paragraph, row, table, word_file
from word_parts import mark, notes, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.painting.attachments import Attachment
from report_builder.painting.ofd.package import paint_ofd
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_builder.typesetting.placed.pages import Pages

# A PDF tells widths in whole thousandths of the size, which adds up to so many points over a line.
TOLERANCE: Final = 0.25
NAMES: Final = ("tables", "marks", "pictures", "python-docx")


@cache
def looks() -> Pages:
    """Pages with every look of text: bold, slanted, narrow, wide, red and turned."""
    body = (
        paragraph("加粗 Bold", "", "<w:b/>")
        + paragraph("倾斜 Italic", "", "<w:i/>")
        + paragraph("红", "", '<w:b/><w:i/><w:color w:val="C00000"/>')
        + paragraph("压缩的字", "", '<w:w w:val="66"/>')
        + paragraph("加宽的字", "", '<w:w w:val="150"/><w:i/>')
        + table([1000, 3000], row(cell("竖排Upright", '<w:textDirection w:val="btLr"/>'), cell("横")))
    )
    return set_pages(word_file(body), Findings())


@cache
def linked() -> bytes:
    """A file with a heading, a link to an address and one within, a note, a picture and an attachment."""
    body = (
        paragraph("一、总体情况", '<w:outlineLvl w:val="0"/>')
        + paragraph("（一）公开", '<w:outlineLvl w:val="1"/>')
        + '<w:p><w:bookmarkStart w:id="1" w:name="here"/><w:r><w:t>目标</w:t></w:r></w:p>'
        + '<w:p><w:hyperlink r:id="net"><w:r><w:t>网站</w:t></w:r></w:hyperlink></w:p>'
        + '<w:p><w:hyperlink w:anchor="here"><w:r><w:t>前文</w:t></w:r></w:hyperlink></w:p>'
        + of_runs(run("收到3件"), mark(1), run("。"))
        + f"<w:p>{inline(picture('a.jpg'), 40, 30, '办公楼')}</w:p>"
    )
    links = {"net": "https://example.gov.cn/年报"}
    docx = with_files(
        word_file(body, parts=notes("footnote", "含上年。"), links=links), {"a.jpg": photograph()}
    )
    attached = Attachment("统计数据.json", b'{"year": 2016}', "Data")
    return paint_ofd(set_pages(docx, Findings()), faces(), [attached])


@cache
def pages_of(name: str) -> Pages:
    """The pages of a sample document."""
    return set_pages(documents.DOCUMENTS[name](), Findings())


@pytest.mark.parametrize("name", NAMES)
def test_no_reference_of_a_sample_leads_nowhere(name: str) -> None:
    assert faults(paint_ofd(pages_of(name), faces())) == []


def test_no_reference_leads_nowhere_whatever_the_look_of_text_and_whatever_is_linked() -> None:
    assert faults(paint_ofd(looks(), faces())) == []
    assert faults(linked()) == []


PAGE: Final = "Doc_0/Pages/Page_0/Content.xml"


def replaced(pattern: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change of the first place that a pattern finds."""
    return lambda data: re.sub(pattern, new, data, count=1)


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        (PAGE, replaced(rb'(<ofd:TextObject ID=)"\d+"', rb'\1"1"'), "is given 2 times"),
        ("Doc_0/Document.xml", replaced(rb"(<ofd:MaxUnitID>)\d+", rb"\g<1>3"), "MaxUnitID is 3"),
        (PAGE, replaced(rb'Font="\d+"', b'Font="9999"'), "no Font"),
        (PAGE, replaced(rb'ResourceID="\d+"', b'ResourceID="1"'), "no MultiMedia"),
        (PAGE, replaced(rb'DeltaX="g \d+', b'DeltaX="g 1'), "characters and"),
        (PAGE, replaced("总体".encode(), "龘龘".encode()), "characters that its font has not"),
        (PAGE, replaced(rb'(Boundary="[\d.]+ [\d.]+) [\d.]+', rb"\1 0"), "takes no room"),
        (PAGE, replaced(rb'PageID="\d+"', b'PageID="1"'), "no Page"),
        ("Doc_0/Tags/structure.xml", replaced(rb">\d+</ofd:ObjectRef>", b">1</ofd:ObjectRef>"), "no object"),
        ("Doc_0/PublicRes.xml", replaced(rb"font_\d+", b"font_0"), "which is not there"),
        (
            "Doc_0/Document.xml",
            replaced(rb"(<ofd:CustomTags>.*?)(<ofd:Attachments>.*)(</ofd:Document>)", rb"\2\1\3"),
            "in the order",
        ),
    ],
)  # fmt: skip
def test_a_spoilt_reference_would_be_told(part: str, change: Callable[[bytes], bytes], told: str) -> None:
    assert [fault for fault in faults(spoilt(linked(), part, change)) if told in fault] != []


def test_a_missing_part_would_be_told() -> None:
    fault = "Doc_0/Document.xml: CustomTags leads to Doc_0/CustomTags.xml, which is not there"

    assert fault in faults(without(linked(), "Doc_0/CustomTags.xml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_character_stands_where_it_stands_in_the_pdf(name: str) -> None:
    assert_same_places(pages_of(name))


def test_characters_of_every_look_stand_where_they_stand_in_the_pdf() -> None:
    assert_same_places(looks())


def assert_same_places(pages: Pages) -> None:
    """The characters of both files are the same, in the same order and places."""
    in_pdf = glyphs_of(paint_pdf(pages, faces()))

    in_ofd = [list(characters(page)) for page in OfdFile(paint_ofd(pages, faces())).pages()]

    for ours, theirs in zip(in_ofd, in_pdf, strict=True):
        assert "".join(text for text, _, _ in ours) == "".join(glyph.text for glyph in theirs)
        for (_, left, baseline), glyph in zip(ours, theirs, strict=True):
            assert (left, baseline) == pytest.approx((glyph.left, glyph.baseline), abs=TOLERANCE)


def test_a_character_that_no_face_has_is_said_and_another_glyph_shown() -> None:
    data = paint_ofd(set_pages(word_file(paragraph("没有的字\U0002fa1d")), Findings()), faces())
    ofd = OfdFile(data)

    (said,) = [each for each in ofd.named("TextObject") if each.find(f"{OFD}CGTransform") is not None]

    assert said.findtext(f"{OFD}TextCode") == "\U0002fa1d"
    assert faults(data) == []
    font = ofd.fonts()[said.get("Font", "")]
    assert said.findtext(f"{OFD}CGTransform/{OFD}Glyphs") == str(
        font.getGlyphID(font.getBestCmap()[ord("〓")])
    )


def test_faces_are_embedded_under_the_names_that_official_documents_know() -> None:
    ofd = OfdFile(paint_ofd(pages_of("2016"), faces()))

    names = {font.get("FontName") for font in ofd.named("Font")}

    assert {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"} <= names
    assert all(len(font.getBestCmap()) < 1500 for font in ofd.fonts().values())


def test_the_page_is_a4_to_the_tenth_of_a_millimetre() -> None:
    (box,) = {each.text for each in OfdFile(linked()).named("PhysicalBox")}

    assert box == "0 0 210 297"


def test_the_file_claims_to_be_ofd_and_not_its_archival_profile() -> None:
    ofd = OfdFile(linked())

    assert ofd.trees["OFD.xml"].get("DocType") == "OFD"
    assert not any(b"OFD-A" in data for data in ofd.files.values())


def test_what_the_file_says_of_itself_is_what_the_pdf_says() -> None:
    pages = pages_of("2016")
    told = {
        str(each.tag).removeprefix(OFD): each.text
        for each in next(OfdFile(paint_ofd(pages, faces())).named("DocInfo"))
    }

    assert (told["Title"], told["Author"], told["Subject"]) == (pages.title, pages.author, pages.subject)
    assert told["CreationDate"] == pages.created[:10]
    assert re.fullmatch("[0-9a-f]{32}", told["DocID"] or "")


def test_the_outline_holds_the_headings_level_by_level() -> None:
    (outline,) = OfdFile(linked()).named("Outlines")

    (first,) = outline
    assert first.get("Title") == "一、总体情况"
    assert [each.get("Title") for each in first.iterfind(f"{OFD}OutlineElem")] == ["（一）公开"]


def test_text_leads_where_its_link_does() -> None:
    texts = OfdFile(linked()).named("TextObject")
    leading = {
        each.findtext(f"{OFD}TextCode"): each for each in texts if each.find(f"{OFD}Actions") is not None
    }

    (address,) = leading["网站"].iter(f"{OFD}URI")
    (place,) = leading["前文"].iter(f"{OFD}Dest")
    assert address.get("URI") == "https://example.gov.cn/%E5%B9%B4%E6%8A%A5"
    assert (place.get("PageID"), place.get("Type")) == (
        next(OfdFile(linked()).named("Page")).get("ID"),
        "XYZ",
    )


def test_an_attachment_is_carried_under_its_own_name() -> None:
    ofd = OfdFile(linked())

    (attached,) = ofd.named("Attachment")

    assert (attached.get("Name"), attached.get("Format")) == ("统计数据.json", "json")
    assert ofd.files[f"Doc_0/{attached.findtext(f'{OFD}FileLoc')}"] == b'{"year": 2016}'


def test_a_file_without_attachments_lists_none() -> None:
    assert list(OfdFile(paint_ofd(looks(), faces())).named("Attachments")) == []


def test_the_tags_tell_headings_a_note_behind_its_mark_and_what_a_picture_shows() -> None:
    tags = tagged(OfdFile(linked()))

    assert [(tag, text) for tag, text, _ in tags if tag.startswith("H")] == [
        ("H1", "一、总体情况"),
        ("H2", "（一）公开"),
    ]
    names = [tag for tag, _, _ in tags]
    assert names.index("Note") == names.index("Reference") + 1
    assert [told for tag, _, told in tags if tag == "Figure"] == [{"Alt": "办公楼"}]


def test_the_tags_of_a_report_are_those_of_its_pages() -> None:
    pages = set_pages(national_report()[0], Findings())

    tags = tagged(OfdFile(paint_ofd(pages, faces())))

    cells = {StructureRole.CELL: "TD", StructureRole.HEADER_CELL: "TH"}
    expected = [cells[each.role] for each in pages.elements if each.role in cells]
    assert [tag for tag, _, _ in tags if tag in {"TD", "TH"}] == expected
    assert "".join(text for _, text, _ in tags) == "".join(
        run.said for page in pages.pages for run in page.runs if not is_furniture(pages, run.element)
    )


def is_furniture(pages: Pages, index: int | None) -> bool:
    """Whether an element is none of the text's: a page number."""
    while index is not None:
        if pages.elements[index].role is StructureRole.ARTIFACT:
            return True
        index = pages.elements[index].parent
    return False


def test_the_same_pages_give_the_same_bytes() -> None:
    assert paint_ofd(looks(), faces()) == paint_ofd(looks(), faces())

"""Sections: their paper, their margins, where they begin, and how their pages are counted."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from drawing_files import inline, picture, seal, with_files
from table_files import LANDSCAPE
from traces import faces, lines_of, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.document.paper import Geometry

LEFT, RIGHT, WIDTH, HEIGHT = 1587 / 20, 1474 / 20, 11906 / 20, 16838 / 20
FOOTERS = (
    '<w:footerReference w:type="default" r:id="footer1"/><w:footerReference w:type="even" r:id="footer2"/>'
)
EVEN_AND_ODD = {"settings": "<w:settings><w:evenAndOddHeaders/></w:settings>"}


def number_field() -> str:
    return (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>9</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )


def footer(alignment: str = "left", text: str = "") -> str:
    return (
        f"<w:ftr><w:p><w:pPr><w:jc w:val='{alignment}'/></w:pPr><w:r><w:t>{text}</w:t></w:r>"
        f"{number_field()}</w:p></w:ftr>"
    )


def ends(section: str) -> str:
    """The paragraph that ends a section."""
    return f"<w:p><w:pPr><w:sectPr>{section}</w:sectPr></w:pPr></w:p>"


def opens(kind: str) -> str:
    return f'<w:type w:val="{kind}"/>'


def test_a_continuous_section_goes_on_where_the_one_before_ends() -> None:
    docx = word_file(paragraph("一") + ends(PAGE) + paragraph("二"), section=opens("continuous") + PAGE)

    assert [lines_of(page) for page in set_pages(docx).pages] == [["一", "二"]]


def test_a_continuous_section_has_its_own_side_margins_at_once() -> None:
    narrow = PAGE.replace('w:left="1587"', 'w:left="2587"')
    docx = word_file(paragraph("一") + ends(PAGE) + paragraph("二"), section=opens("continuous") + narrow)

    (page,) = set_pages(docx).pages

    assert [run.left for run in page.runs] == pytest.approx([LEFT, LEFT + 50])


def test_a_section_on_other_paper_starts_a_page_whatever_it_asks_for() -> None:
    docx = word_file(paragraph("一") + ends(PAGE) + paragraph("二"), section=opens("continuous") + LANDSCAPE)

    pages = set_pages(docx).pages

    assert [(page.width, page.height) for page in pages] == [(WIDTH, HEIGHT), (HEIGHT, WIDTH)]


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("nextPage", ["一", "二"]),
        ("evenPage", ["一", "二"]),
        ("oddPage", ["一", "", "二"]),
    ],
)
def test_a_section_may_wait_for_a_page_of_its_side(kind: str, texts: list[str]) -> None:
    docx = word_file(
        paragraph("一") + ends(FOOTERS + PAGE) + paragraph("二"),
        section=opens(kind) + PAGE,
        parts={"footer1": footer(), "footer2": footer()},
    )

    pages = set_pages(docx).pages

    assert ["".join(lines_of(page)[:1]) for page in pages] == texts


def test_the_page_that_only_fills_the_back_of_a_leaf_is_empty_but_counted() -> None:
    docx = word_file(
        paragraph("一") + ends(FOOTERS + PAGE) + paragraph("二"),
        section=opens("oddPage") + PAGE,
        parts={"footer1": footer(), "footer2": footer()},
    )

    pages = set_pages(docx).pages

    assert [lines_of(page)[1:] for page in pages] == [["1"], [], ["3"]]


@pytest.mark.parametrize(
    ("numbering", "shown"),
    [
        ('<w:pgNumType w:start="7"/>', "7"),
        ('<w:pgNumType w:fmt="numberInDash"/>', "- 2 -"),
        ('<w:pgNumType w:fmt="upperRoman" w:start="4"/>', "IV"),
        ('<w:pgNumType w:fmt="chineseCounting" w:start="11"/>', "十一"),
        ('<w:pgNumType w:start="inf"/>', "2"),
    ],
)
def test_a_section_counts_and_writes_its_page_numbers_in_its_own_way(numbering: str, shown: str) -> None:
    docx = word_file(
        paragraph("一") + ends(FOOTERS + PAGE) + paragraph("二"),
        section=numbering + PAGE,
        parts={"footer1": footer(), "footer2": footer()},
    )

    pages = set_pages(docx).pages

    assert [lines_of(page)[-1] for page in pages] == ["1", shown]


def test_even_and_odd_follow_the_number_that_is_shown() -> None:
    docx = word_file(
        paragraph("一"),
        section='<w:pgNumType w:start="2"/>' + FOOTERS + PAGE,
        parts={"footer1": footer(text="单"), "footer2": footer(text="双"), **EVEN_AND_ODD},
    )

    assert lines_of(set_pages(docx).pages[0])[-1] == "双2"


def test_a_title_page_has_its_own_header_and_a_later_section_inherits_the_others() -> None:
    first = '<w:titlePg/><w:headerReference w:type="first" r:id="header1"/>'
    body = (
        paragraph("一")
        + paragraph("二", "<w:pageBreakBefore/>")
        + ends(first + '<w:headerReference w:type="default" r:id="header2"/>' + PAGE)
        + paragraph("三")
    )
    headers = {
        f"header{number}": f"<w:hdr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>"
        for number, text in ((1, "首"), (2, "眉"))
    }

    pages = set_pages(word_file(body, parts=headers)).pages

    assert [lines_of(page)[0] for page in pages] == ["首", "眉", "眉"]


def test_even_pages_mirror_their_margins() -> None:
    settings = {"settings": "<w:settings><w:mirrorMargins/></w:settings>"}
    docx = word_file(paragraph("一") + paragraph("二", "<w:pageBreakBefore/>"), parts=settings)

    pages = set_pages(docx).pages

    assert [page.runs[0].left for page in pages] == pytest.approx([LEFT, RIGHT])


@pytest.mark.parametrize(
    ("settings", "left", "lower"), [("", 20, 0), ("<w:gutterAtTop/>", 0, 20)], ids=["left", "top"]
)
def test_a_gutter_is_taken_from_the_side_that_is_bound(settings: str, left: float, lower: float) -> None:
    section = PAGE.replace("w:header=", 'w:gutter="400" w:header=')
    plain = set_pages(word_file(paragraph("一"))).pages[0].runs[0]

    docx = word_file(
        paragraph("一"), section=section, parts={"settings": f"<w:settings>{settings}</w:settings>"}
    )

    run = set_pages(docx).pages[0].runs[0]
    assert (run.left - plain.left, run.baseline - plain.baseline) == pytest.approx((left, lower))


def headed(lines: int, section: str = PAGE) -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>眉{number}</w:t></w:r></w:p>" for number in range(lines))
    reference = '<w:headerReference w:type="default" r:id="header1"/>'
    return word_file(
        paragraph("正文"), section=reference + section, parts={"header1": f"<w:hdr>{paragraphs}</w:hdr>"}
    )


def test_a_header_taller_than_its_margin_pushes_the_text_down() -> None:
    page = set_pages(headed(8)).pages[0]

    *header, text = sorted(page.runs, key=lambda run: run.baseline)

    assert text.text == "正文"
    assert text.baseline - header[-1].baseline == pytest.approx(
        header[-1].baseline - header[-2].baseline, abs=0.1
    )


def test_a_header_under_a_margin_that_is_fixed_pushes_nothing() -> None:
    low, tall = (
        set_pages(headed(lines, PAGE.replace('w:top="2098"', 'w:top="-2098"'))).pages[0] for lines in (1, 8)
    )

    baselines = [run.baseline for page in (low, tall) for run in page.runs if run.text == "正文"]
    assert baselines[0] == baselines[1]


def test_a_header_never_leaves_the_text_without_room() -> None:
    pages = set_pages(headed(80)).pages

    assert "正文" in lines_of(pages[0])


def test_a_table_in_a_footer_is_set_and_knows_its_page() -> None:
    cells = row(cell("共"), cell(f"<w:p>{number_field()}</w:p>"))
    docx = word_file(
        paragraph("正文"),
        section='<w:footerReference w:type="default" r:id="footer1"/>' + PAGE,
        parts={"footer1": f"<w:ftr>{table([2000, 2000], cells)}<w:p/></w:ftr>"},
    )

    page = set_pages(docx).pages[0]

    assert lines_of(page) == ["正文", "共1"]
    assert len([rule for rule in page.rules if rule.left == rule.right]) == 3


def landscape(section: str) -> bytes:
    body = paragraph("一") + ends(FOOTERS + PAGE) + paragraph("横表")
    return word_file(
        body, section=section, parts={"footer1": footer("right"), "footer2": footer("left"), **EVEN_AND_ODD}
    )


def test_the_number_of_a_page_across_stands_where_it_stands_on_the_others() -> None:
    upright, across = set_pages(landscape(LANDSCAPE)).pages

    (number,) = [run for run in across.runs if run.text == "2"]
    below = HEIGHT - next(run for run in upright.runs if run.text == "1").baseline
    assert number.turn == 90
    assert number.left == pytest.approx(below, abs=0.1)
    # An even page's number stands on the left, which is the upper side of the page across.
    assert number.baseline == pytest.approx(LEFT, abs=0.1)


def test_a_section_across_with_a_footer_of_its_own_has_it_at_its_own_foot() -> None:
    own = '<w:footerReference w:type="even" r:id="footer1"/>'

    _, across = set_pages(landscape(own + LANDSCAPE)).pages

    (number,) = [run for run in across.runs if run.text == "2"]
    assert number.turn == 0
    assert number.baseline > WIDTH - 100


def test_the_pdf_of_a_section_across_has_pages_across() -> None:
    pdf = paint_pdf(set_pages(landscape(LANDSCAPE)), faces())

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        sizes = [(float(page.width), float(page.height)) for page in document.pages]
        turned = [char["text"] for char in document.pages[1].chars if not char["upright"]]

    assert sizes == [pytest.approx((WIDTH, HEIGHT), abs=0.1), pytest.approx((HEIGHT, WIDTH), abs=0.1)]
    assert turned == ["2"]


@pytest.mark.parametrize(
    "wish",
    [
        '<w:pgNumType w:fmt="unheardOf"/>',
        '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="2000" w:space="400"/><w:col w:w="5000"/></w:cols>',
        '<w:lnNumType w:countBy="5"/>',
        '<w:vAlign w:val="center"/>',
    ],
)
def test_what_a_section_asks_for_in_vain_is_named(wish: str) -> None:
    findings = Findings()

    set_pages(word_file(paragraph("一"), section=PAGE + wish), findings)

    assert [each.code for each in findings] == ["docx.unsupported"]


@pytest.mark.parametrize(
    "page",
    ['<w:pgSz w:w="1" w:h="1"/>', '<w:pgSz w:w="99999999" w:h="5"/>', '<w:pgSz w:w="2000" w:h="2000"/>'],
)
def test_paper_that_has_no_room_for_text_becomes_ordinary_paper_and_is_told_of(page: str) -> None:
    findings = Findings()

    pages = set_pages(word_file(paragraph("一"), section=page), findings).pages

    assert [each.code for each in findings] == ["docx.unsupported"]
    assert [(each.width, each.height) for each in pages] == [(Geometry().width, Geometry().height)]


def test_a_footer_with_a_picture_stands_at_the_foot_of_a_page_across() -> None:
    shown = inline(picture("a.png"), 20, 20)
    page_field = '<w:fldSimple w:instr="PAGE"/>'
    docx = word_file(
        paragraph("一")
        + ends('<w:footerReference w:type="default" r:id="footer1"/>' + PAGE)
        + paragraph("横表"),
        section=LANDSCAPE,
        parts={"footer1": f"<w:ftr><w:p>{shown}{page_field}</w:p></w:ftr>"},
    )

    _, across = set_pages(with_files(docx, {"a.png": seal()}, "footer1")).pages

    (number,) = [run for run in across.runs if run.text == "2"]
    assert number.turn == 0
    assert across.pictures[0].top > WIDTH - 120

"""Spaces that a file leaves to Word (段前、段后自动): where a browser has them, and nowhere else."""

from __future__ import annotations

from itertools import pairwise

from traces import set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file
from word_parts import level, listed, numbering

PLAIN = '<w:spacing w:line="400" w:lineRule="exact"/>'
AUTO = PLAIN.replace(
    "w:line=", 'w:before="100" w:beforeAutospacing="1" w:after="100" w:afterAutospacing="1" w:line='
)


def baselines(docx: bytes) -> list[float]:
    return sorted({run.baseline for page in set_pages(docx).pages for run in page.runs})


def gaps(docx: bytes) -> list[float]:
    """The space between the lines of 20 points."""
    return [round(below - above - 20, 2) for above, below in pairwise(baselines(docx))]


def test_between_paragraphs_stands_what_a_browser_leaves() -> None:
    assert gaps(word_file(paragraph("一", AUTO) + paragraph("二", AUTO) + paragraph("三", PLAIN))) == [14, 14]


def test_nothing_stands_above_the_documents_first_paragraph() -> None:
    assert baselines(word_file(paragraph("一", AUTO))) == baselines(word_file(paragraph("一", PLAIN)))


def test_nothing_stands_at_the_top_and_bottom_of_a_cell() -> None:
    inner = paragraph("一", AUTO) + paragraph("二", AUTO)

    found = gaps(word_file(table([3000], row(cell(inner)), row(cell(paragraph("三", AUTO))))))

    assert found == [14, 0.5]


def test_nothing_stands_between_the_items_of_a_list_and_of_one_inside_it() -> None:
    items = listed("一", 1, 0, AUTO) + listed("二", 1, 1, AUTO) + listed("三", 1, 0, AUTO)
    body = paragraph("前", PLAIN) + items + paragraph("后", PLAIN)

    assert gaps(word_file(body, parts=numbering(level(0, "%1.") + level(1, "%2.")))) == [14, 0, 0, 14]


def test_an_automatic_space_of_a_style_is_taken_back_by_the_paragraph() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="正文"/>'
        f"<w:pPr>{AUTO}</w:pPr></w:style>"
    )
    off = '<w:spacing w:before="40" w:beforeAutospacing="0" w:after="0" w:afterAutospacing="0"/>'

    assert gaps(word_file(paragraph("一", off) + paragraph("二", off), styles=styles)) == [2]


def test_a_document_may_want_them_fixed() -> None:
    settings = "<w:settings><w:compat><w:doNotUseHTMLParagraphAutoSpacing/></w:compat></w:settings>"
    body = paragraph("一", PLAIN) + paragraph("二", AUTO) + paragraph("三", PLAIN)

    assert gaps(word_file(body, parts={"settings": settings})) == [5, 10]


def test_between_sections_that_go_on_on_one_page_stands_what_a_browser_leaves() -> None:
    ends = f"{AUTO}<w:sectPr>{PAGE}</w:sectPr>"
    body = paragraph("一", ends) + paragraph("二", PLAIN)

    assert gaps(word_file(body, section=f'<w:type w:val="continuous"/>{PAGE}')) == [14]

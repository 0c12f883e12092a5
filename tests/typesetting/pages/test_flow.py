"""Pages: what stays together, what repeats, and that nothing is left behind."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traces import faces, lines_of, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file

LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
KEEP = LINE + "<w:keepNext/>"


def filler(count: int) -> str:
    return "".join(paragraph(f"行{number}", LINE) for number in range(count))


def test_a_heading_goes_with_the_text_it_announces() -> None:
    docx = word_file(filler(21) + paragraph("一、标题", KEEP) + paragraph("正文", LINE))

    pages = set_pages(docx).pages

    assert lines_of(pages[1]) == ["一、标题", "正文"]


def test_a_heading_keeps_two_lines_of_its_text_not_the_whole_paragraph() -> None:
    docx = word_file(filler(19) + paragraph("一、标题", KEEP) + paragraph("国" * 27 * 6, LINE))

    pages = set_pages(docx).pages

    assert len(lines_of(pages[0])) == 22
    assert len(lines_of(pages[1])) == 4


def test_a_long_paragraph_keeps_its_end_with_the_next_one_not_all_of_itself() -> None:
    docx = word_file(filler(16) + paragraph("国" * 27 * 6, KEEP) + paragraph("署名", LINE))

    pages = set_pages(docx).pages

    assert [len(lines_of(page)) for page in pages] == [20, 3]
    assert lines_of(pages[1])[-1] == "署名"


def test_no_single_line_of_a_paragraph_is_left_behind_or_sent_ahead() -> None:
    docx = word_file(filler(19) + paragraph("国" * 27 * 4, LINE))

    pages = set_pages(docx).pages

    assert [len(lines_of(page)) for page in pages] == [21, 2]


def test_without_widow_control_a_page_is_filled_to_its_last_line() -> None:
    docx = word_file(filler(19) + paragraph("国" * 27 * 4, LINE + '<w:widowControl w:val="0"/>'))

    pages = set_pages(docx).pages

    assert [len(lines_of(page)) for page in pages] == [22, 1]


def test_a_page_break_before_a_paragraph_starts_a_page() -> None:
    docx = word_file(paragraph("一", LINE) + paragraph("附件", LINE + "<w:pageBreakBefore/>"))

    assert [lines_of(page) for page in set_pages(docx).pages] == [["一"], ["附件"]]


def test_a_break_inside_a_run_starts_a_page() -> None:
    docx = word_file('<w:p><w:r><w:t>一</w:t><w:br w:type="page"/><w:t>二</w:t></w:r></w:p>')

    assert [lines_of(page) for page in set_pages(docx).pages] == [["一"], ["二"]]


def test_space_before_a_paragraph_vanishes_at_the_top_of_a_page_that_the_text_turned_to() -> None:
    docx = word_file(filler(22) + paragraph("下一页", LINE + '<w:spacing w:before="400"/>'))

    pages = set_pages(docx).pages

    assert pages[1].runs[0].baseline == pages[0].runs[0].baseline


def test_a_framed_line_stands_at_the_foot_of_the_type_area() -> None:
    frame = (
        '<w:framePr w:w="8845" w:wrap="around" w:vAnchor="margin" w:hAnchor="margin" w:yAlign="bottom"/>'
        '<w:pBdr><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/></w:pBdr>'
    )
    docx = word_file(paragraph("正文", LINE) + paragraph("送：某办公室", frame + LINE))

    page = set_pages(docx).pages[0]

    bottom = (16838 - 1984) / 20
    assert max(rule.top for rule in page.rules) == pytest.approx(bottom - 0.5)
    assert all(rule.right - rule.left == pytest.approx(442.25) for rule in page.rules)


def test_a_framed_line_that_finds_no_room_goes_to_the_next_page() -> None:
    frame = '<w:framePr w:w="8845" w:vAnchor="margin" w:hAnchor="margin" w:yAlign="bottom"/>'
    docx = word_file(filler(22) + paragraph("送：某办公室", frame + LINE))

    assert len(set_pages(docx).pages) == 2


def test_odd_and_even_pages_have_their_own_footers_with_the_page_number() -> None:
    def footer(word: str) -> str:
        return (
            f"<w:ftr><w:p><w:r><w:t>{word}</w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
            "<w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            "<w:r><w:t>9</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p></w:ftr>"
        )

    docx = word_file(
        filler(23),
        section='<w:footerReference w:type="default" r:id="footer1"/>'
        '<w:footerReference w:type="even" r:id="footer2"/>' + PAGE,
        parts={
            "footer1": footer("单"),
            "footer2": footer("双"),
            "settings": "<w:settings><w:evenAndOddHeaders/></w:settings>",
        },
    )

    pages = set_pages(docx).pages

    assert [lines_of(page)[-1] for page in pages] == ["单1", "双2"]


def body_rows(count: int) -> list[str]:
    return [row(cell(f"甲{number}"), cell(f"乙{number}")) for number in range(count)]


def test_the_head_of_a_table_is_repeated_on_every_page() -> None:
    head = row(cell("指标"), cell("数"), properties="<w:tblHeader/>")
    docx = word_file(table([3000, 3000], head, *body_rows(60)))

    pages = set_pages(docx).pages

    assert len(pages) > 1
    assert all(lines_of(page)[0] == "指标数" for page in pages)


def test_a_row_that_may_not_part_goes_to_the_next_page_whole() -> None:
    tall = row(cell(paragraph("国" * 40)), cell("乙"), properties="<w:cantSplit/>")
    docx = word_file(filler(20) + table([3000, 3000], tall))

    pages = set_pages(docx).pages

    assert "国" not in "".join(lines_of(pages[0]))


def test_a_row_taller_than_a_page_parts_and_loses_nothing() -> None:
    tall = row(cell(paragraph("国" * 2000)), cell("乙"), properties="<w:cantSplit/>")
    docx = word_file(table([3000, 3000], tall))

    pages = set_pages(docx).pages

    assert "".join(text for page in pages for text in lines_of(page)).count("国") == 2000


def test_a_cell_over_several_rows_may_run_over_a_page() -> None:
    rows = [
        row(cell("合", '<w:vMerge w:val="restart"/>' if number == 0 else "<w:vMerge/>"), cell(f"{number}"))
        for number in range(50)
    ]
    docx = word_file(table([3000, 3000], *rows))

    pages = set_pages(docx).pages

    assert len(pages) > 1
    assert "".join(text for page in pages for text in lines_of(page)).count("合") == 1


def test_a_merged_cell_has_no_line_through_it() -> None:
    docx = word_file(
        table([2000, 2000], row(cell("合并", '<w:gridSpan w:val="2"/>')), row(cell("甲"), cell("乙")))
    )

    rules = set_pages(docx).pages[0].rules

    middle = 1587 / 20 - 5.4 + 100
    down = [rule for rule in rules if rule.left == rule.right == pytest.approx(middle)]
    assert len(down) == 1
    assert down[0].top > min(rule.top for rule in rules)


def test_the_heavier_of_two_meeting_borders_is_drawn_once() -> None:
    thick = '<w:tcBorders><w:bottom w:val="single" w:sz="12"/></w:tcBorders>'
    docx = word_file(table([2000], row(cell("上", thick)), row(cell("下"))))

    across = [rule for rule in set_pages(docx).pages[0].rules if rule.top == rule.bottom]

    assert [rule.width for rule in sorted(across, key=lambda rule: rule.top)] == [0.5, 1.5, 0.5]


@st.composite
def grids(draw: st.DrawFn) -> tuple[int, list[list[tuple[int, bool, int]]]]:
    """A grid of cells: for each row its cells' spans, whether they go on from above, how much they say."""
    columns = draw(st.integers(1, 4))
    rows = []
    for _ in range(draw(st.integers(1, 12))):
        cells = []
        left = columns
        while left:
            span = draw(st.integers(1, left))
            cells.append((span, draw(st.booleans()), draw(st.integers(0, 120))))
            left -= span
        rows.append(cells)
    return columns, rows


@settings(max_examples=60, deadline=None)
@given(grids(), st.sampled_from(["", "<w:cantSplit/>"]))
def test_every_cell_of_any_table_is_on_some_page(
    grid: tuple[int, list[list[tuple[int, bool, int]]]], row_properties: str
) -> None:
    columns, rows = grid
    expected: Counter[str] = Counter()
    made: list[str] = []
    names = iter(range(0x4E00, 0x9FFF))
    above: set[tuple[int, int]] = set()
    for cells in rows:
        column = 0
        now: set[tuple[int, int]] = set()
        texts = []
        for span, continues, length in cells:
            merged = continues and (column, span) in above
            name = next(name for name in map(chr, names) if faces_have(name))
            expected[name] += 0 if merged else length
            properties = (
                f'<w:gridSpan w:val="{span}"/><w:vMerge w:val="{"continue" if merged else "restart"}"/>'
            )
            texts.append(cell(paragraph("" if merged else name * length), properties))
            now.add((column, span))
            column += span
        above = now
        made.append(row(*texts, properties=row_properties))

    pages = set_pages(word_file(table([1500] * columns, *made))).pages

    found = Counter(character for page in pages for run in page.runs for character in run.text)
    assert found == +expected


def faces_have(character: str) -> bool:
    return faces().for_family("仿宋").covers(character)

"""Chains of 与下段同页: kept whole where a page holds them, broken only where a page is full."""

from __future__ import annotations

from cProfile import Profile
from pstats import Stats

import pytest
from traces import lines_of, set_pages
from word_files import cell, paragraph, row, table, word_file

LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
KEEP = LINE + "<w:keepNext/>"
# Twenty-two lines of 28.95 pt fill a page.


def lines(count: int, properties: str = LINE, word: str = "行") -> str:
    return "".join(paragraph(f"{word}{number}", properties) for number in range(count))


def counts(body: str) -> list[int]:
    return [len(lines_of(page)) for page in set_pages(word_file(body)).pages]


def test_a_chain_that_fits_a_page_goes_to_the_next_one_whole() -> None:
    assert counts(lines(10) + lines(15, KEEP) + lines(1)) == [10, 16]


def test_a_chain_longer_than_a_page_is_broken_only_where_a_page_is_full() -> None:
    assert counts(lines(80, KEEP)) == [22, 22, 22, 14]


def test_what_is_left_of_a_chain_longer_than_a_page_is_not_kept_together_either() -> None:
    # From the 31st line on the rest would fit a page, and would leave half of the second one empty.
    assert counts(lines(50, KEEP)) == [22, 22, 6]


def test_a_chain_longer_than_a_page_begins_where_the_text_before_it_ends() -> None:
    assert counts(lines(10) + lines(40, KEEP)) == [22, 22, 6]


def test_the_last_of_a_chain_longer_than_a_page_stays_with_what_it_announces() -> None:
    pages = set_pages(word_file(lines(44, KEEP, "题") + lines(3, LINE, "文"))).pages

    assert lines_of(pages[1])[-1] == "题42"
    assert lines_of(pages[2]) == ["题43", "文0", "文1", "文2"]


def test_whole_paragraphs_of_body_text_in_a_headings_style_fill_their_pages() -> None:
    body = "".join(paragraph("国" * 27 * 4, KEEP + "<w:keepLines/>") for _ in range(12))

    assert counts(body) == [20, 20, 8]


def test_a_page_break_that_the_author_asks_for_ends_a_chain() -> None:
    first = lines(20, KEEP)
    after = paragraph("附件", LINE + "<w:pageBreakBefore/>") + lines(20, KEEP)

    assert counts(lines(2) + first + after) == [22, 21]


def test_a_note_in_a_chain_as_high_as_a_page_does_not_leave_a_paragraph_to_a_page() -> None:
    note = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    marked = paragraph("注", KEEP).replace("</w:p>", note + "</w:p>")
    footnotes = f'<w:footnotes><w:footnote w:id="1">{lines(4, LINE, "注")}</w:footnote></w:footnotes>'
    docx = word_file(lines(20, KEEP) + marked + lines(1), parts={"footnotes": footnotes})

    pages = set_pages(docx).pages

    assert len(pages) == 2


def test_rows_that_keep_together_and_fit_no_page_begin_below_the_text_before_them() -> None:
    rows = [row(cell(paragraph(f"{number}", KEEP))) for number in range(40)]

    pages = set_pages(word_file(lines(10) + table([3000], *rows))).pages

    assert [len(lines_of(page)) for page in pages] == [21, 21, 8]


def test_a_heading_before_rows_that_fit_no_page_stays_with_the_first_of_them() -> None:
    rows = [row(cell(paragraph(f"{number}", KEEP))) for number in range(40)]

    pages = set_pages(word_file(lines(21) + paragraph("表题", KEEP) + table([3000], *rows))).pages

    assert lines_of(pages[1])[:2] == ["表题", "0"]


@pytest.mark.parametrize("properties", [KEEP, KEEP + "<w:keepLines/>"])
def test_a_long_chain_is_no_more_work_than_twice_that_of_loose_paragraphs(properties: str) -> None:
    def calls(body: str) -> int:
        profile = Profile()
        profile.runcall(set_pages, word_file(body))
        return Stats(profile).total_calls  # type: ignore[attr-defined,no-any-return]  # typeshed does not know it

    loose = calls(lines(1500))

    assert calls(lines(1500, properties)) < 2 * loose

"""Footnotes and endnotes: their marks, where they stand, and that none of their text is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traces import glyph_lefts, set_pages
from word_files import PAGE, cell, paragraph, row, table, word_file
from word_parts import mark, notes, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.typesetting.placed.pages import Page, Pages, StructureRole

LINE = '<w:spacing w:line="579" w:lineRule="exact"/>'
BOTTOM = 841.9 - 99.2
# Baselines of one line are nearer than this, those of two are not.
NEAR = 7.0


def filler(count: int) -> str:
    """So many lines, 22 of which fill a page."""
    return "".join(paragraph(f"行{number}", LINE) for number in range(count))


def referring(text: str, *numbers: int, kind: str = "footnote") -> str:
    """A line that refers to notes at its end."""
    return of_runs(run(text), *(mark(number, kind) for number in numbers), properties=LINE)


def rows_of(page: Page) -> list[str]:
    """The text of a page line by line in reading order, raised marks in their lines."""
    rows: list[tuple[float, str]] = []
    for each in page.runs:
        if rows and abs(rows[-1][0] - each.baseline) < NEAR:
            rows[-1] = (rows[-1][0], rows[-1][1] + each.text)
        else:
            rows.append((each.baseline, each.text))
    return [text for _, text in rows]


def whole(pages: Pages) -> str:
    """All text of all pages."""
    return "".join(run.text for page in pages.pages for run in page.runs)


def test_a_note_stands_at_the_foot_of_the_page_with_its_mark() -> None:
    body = filler(3) + referring("据条例", 1) + filler(30)

    first, second = set_pages(word_file(body, parts=notes("footnote", "第十二条"))).pages

    assert rows_of(first)[3] == "据条例1"
    assert rows_of(first)[-1] == "1第十二条"
    assert first.runs[-1].baseline < BOTTOM < first.runs[-1].baseline + 9
    assert "第十二条" not in "".join(rows_of(second))


def test_the_mark_stands_raised_and_small_whatever_the_style_says() -> None:
    (page,) = set_pages(word_file(referring("据条例", 1), parts=notes("footnote", "第十二条"))).pages

    text, note_mark = page.runs[0], page.runs[1]
    assert (text.text, note_mark.text) == ("据条例", "1")
    assert note_mark.look.size < text.look.size
    assert note_mark.baseline < text.baseline


def test_a_line_of_two_inches_stands_above_the_notes() -> None:
    body = referring("甲", 1) + referring("乙", 2)

    (page,) = set_pages(word_file(body, parts=notes("footnote", "一注", "二注"))).pages

    (rule,) = page.rules
    assert rule.right - rule.left == pytest.approx(144)
    assert rule.top < min(run.baseline for run in page.runs if "注" in run.text)


def test_a_mark_takes_no_space_and_starts_no_line() -> None:
    body = of_runs(run("国" * 27), mark(1), mark(2), mark(3), run("国"))

    page = set_pages(word_file(body, parts=notes("footnote", "甲", "乙", "丙"))).pages[0]

    assert rows_of(page)[:2] == ["国" * 26, "国123国"]
    second = [left for _, left in glyph_lefts(page)[26:31]]
    third = 16 * 2 / 3 / 2
    assert [left - second[0] for left in second] == pytest.approx([0, 16, 16 + third, 16 + 2 * third, 32])


def test_a_line_whose_note_does_not_fit_goes_to_the_next_page_with_it() -> None:
    body = filler(21) + referring("据条例", 1)

    first, second = set_pages(word_file(body, parts=notes("footnote", "第十二条"))).pages

    assert len(rows_of(first)) == 21
    assert rows_of(second) == ["据条例1", "1第十二条"]


def test_a_long_note_goes_on_at_the_foot_of_the_next_page_under_a_long_line() -> None:
    body = filler(19) + referring("据条例", 1) + filler(3)

    first, second = set_pages(word_file(body, parts=notes("footnote", "注" * 49 * 9))).pages

    counts = ["".join(rows_of(page)).count("注") for page in (first, second)]
    assert sum(counts) == 49 * 9
    assert min(counts) > 0
    assert rows_of(first)[19] == "据条例1"
    assert [round(rule.right - rule.left) for page in (first, second) for rule in page.rules] == [144, 442]


def test_a_note_longer_than_a_page_leaves_room_for_the_text_and_loses_nothing() -> None:
    body = referring("据条例", 1) + filler(12)

    pages = set_pages(word_file(body, parts=notes("footnote", "注" * 49 * 200)))

    assert whole(pages).count("注") == 49 * 200
    assert all(run.baseline < BOTTOM for page in pages.pages for run in page.runs)
    assert any("行" in text for text in rows_of(pages.pages[1]))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 400)), min_size=1, max_size=12))
@settings(deadline=None, max_examples=40)
def test_no_character_is_lost_and_none_overlaps_whatever_the_notes(
    given_notes: list[tuple[int, int]],
) -> None:
    body = "".join(
        filler(lines) + referring("据", number) for number, (lines, _) in enumerate(given_notes, 1)
    )
    docx = word_file(body, parts=notes("footnote", *("注" * length for _, length in given_notes)))

    pages = set_pages(docx)

    assert whole(pages).count("注") == sum(length for _, length in given_notes)
    for page in pages.pages:
        assert all(run.baseline < BOTTOM for run in page.runs)
        of_text = [run.baseline for run in page.runs if run.text.startswith(("行", "据"))]
        of_notes = [run.baseline for run in page.runs if run.look.size < 10 and run.text.startswith("注")]
        assert max(of_text, default=0.0) < min(of_notes, default=BOTTOM)


def test_a_heading_stays_with_a_line_that_takes_its_note_along() -> None:
    heading = paragraph("一、标题", LINE + "<w:keepNext/>")
    body = filler(20) + heading + referring("据条例", 1)

    pages = set_pages(word_file(body, parts=notes("footnote", "第十二条"))).pages

    assert rows_of(pages[1]) == ["一、标题", "据条例1", "1第十二条"]


def test_a_note_of_a_table_stands_on_the_page_of_its_row() -> None:
    rows = [row(cell(referring(f"格{number}行", number))) for number in range(1, 31)]
    texts = [f"注{number}。" for number in range(1, 31)]

    pages = set_pages(word_file(table([8000], *rows), parts=notes("footnote", *texts))).pages

    shown = ["".join(rows_of(page)) for page in pages]
    assert [text.count("格") for text in shown] == [14, 14, 2]
    assert [text.count("注") for text in shown] == [14, 14, 2]
    assert "注14。" in shown[0]


def test_a_note_of_a_text_frame_is_set_too() -> None:
    frame = of_runs(run("框"), mark(1), properties='<w:framePr w:w="4000" w:yAlign="bottom"/>' + LINE)

    (page,) = set_pages(word_file(frame + filler(2), parts=notes("footnote", "注"))).pages

    assert sorted(rows_of(page)) == ["1注", "框1", "行0", "行1"]


def test_a_note_that_goes_on_does_not_stand_on_a_page_that_only_fills_a_leaf() -> None:
    ends = f"{LINE}<w:sectPr>{PAGE}</w:sectPr>"
    body = filler(19) + of_runs(run("据条例"), mark(1), properties=ends) + paragraph("下一节")
    odd = '<w:type w:val="oddPage"/>' + PAGE

    pages = set_pages(word_file(body, section=odd, parts=notes("footnote", "注" * 49 * 9))).pages

    shown = ["".join(rows_of(page)) for page in pages]
    assert sum(text.count("注") for text in shown) == 49 * 9
    assert "下一节" in shown[2]
    assert shown[1] == ""


def test_endnotes_stand_below_the_last_paragraph() -> None:
    body = referring("甲", 1, kind="endnote") + referring("乙", 2, kind="endnote") + paragraph("末段", LINE)

    (page,) = set_pages(word_file(body, parts=notes("endnote", "一注", "二注"))).pages

    assert rows_of(page) == ["甲i", "乙ii", "末段", "i一注", "ii二注"]
    assert page.runs[-1].baseline < BOTTOM / 2


@pytest.mark.parametrize(
    ("where", "marks"),
    [
        ('<w:numFmt w:val="decimalEnclosedCircleChinese"/>', ["①", "②"]),
        ('<w:numStart w:val="7"/>', ["7", "8"]),
        ('<w:numFmt w:val="chineseCounting"/><w:numStart w:val="10"/>', ["十", "十一"]),
    ],
)
@pytest.mark.parametrize("of_section", [True, False], ids=["section", "document"])
def test_notes_are_numbered_as_the_section_or_the_document_says(
    where: str, marks: list[str], *, of_section: bool
) -> None:
    own = f"<w:footnotePr>{where}</w:footnotePr>"
    parts = notes("footnote", "一注", "二注")
    if not of_section:
        parts["settings"] = f"<w:settings>{own}</w:settings>"
    body = referring("甲", 1) + referring("乙", 2)

    pages = set_pages(word_file(body, section=own + PAGE if of_section else PAGE, parts=parts))

    assert [line for line in rows_of(pages.pages[0]) if line.endswith("注")] == [
        f"{marks[0]}一注",
        f"{marks[1]}二注",
    ]


def test_numbers_start_anew_with_a_section_that_asks_for_it() -> None:
    own = '<w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr>'
    ends = f"<w:p><w:pPr><w:sectPr>{own}{PAGE}</w:sectPr></w:pPr></w:p>"
    body = referring("甲", 1) + ends + referring("乙", 2)

    pages = set_pages(word_file(body, section=own + PAGE, parts=notes("footnote", "一注", "二注"))).pages

    assert [rows_of(page)[-1] for page in pages] == ["1一注", "1二注"]


BY_PAGE = (
    '<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:numRestart w:val="eachPage"/>'
    "</w:footnotePr>"
)
OWN = '<w:r><w:footnoteReference w:id="{}" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'


def marks_of(page: Page) -> str:
    """The circled figures of a page in their order, those in the text before those of its notes."""
    return "".join(character for text in rows_of(page) for character in text if "①" <= character <= "⑳")


def test_numbers_start_anew_on_each_page() -> None:
    turned = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    body = referring("甲", 1) + referring("乙", 2) + turned + referring("丙", 3)
    texts = notes("footnote", "一注", "二注", "三注")

    pages = set_pages(word_file(body, section=BY_PAGE + PAGE, parts=texts)).pages

    assert [marks_of(page) for page in pages] == ["①②①②", "①①"]


def test_numbers_start_anew_where_a_full_page_ends() -> None:
    body = "".join(referring(f"第{number}段", number) for number in range(1, 40))
    texts = notes("footnote", *(f"注{number}" for number in range(1, 40)))

    pages = set_pages(word_file(body, section=BY_PAGE + PAGE, parts=texts), Findings()).pages

    assert len(pages) > 1
    for page in pages:
        found = marks_of(page)
        assert found[0] == "①"
        assert found[: len(found) // 2] == found[len(found) // 2 :]


def test_a_mark_of_the_authors_own_is_not_counted_on_its_page() -> None:
    body = of_runs(run("甲"), OWN.format(1)) + referring("乙", 2)

    (page,) = set_pages(
        word_file(body, section=BY_PAGE + PAGE, parts=notes("footnote", "一注", "二注"))
    ).pages

    assert marks_of(page) == "①①"


def test_a_mark_of_the_authors_own_stands_in_for_the_number() -> None:
    own = '<w:r><w:footnoteReference w:id="1" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    body = of_runs(run("甲"), own, run("后文")) + referring("乙", 2)

    pages = set_pages(word_file(body, parts=notes("footnote", "一注", "二注")))

    assert rows_of(pages.pages[0])[-2:] == ["*一注", "1二注"]


def test_a_reference_without_a_note_is_named() -> None:
    findings = Findings()

    set_pages(word_file(referring("甲", 9), parts=notes("footnote", "注")), findings)

    assert ["footnoteReference" in found.message for found in findings] == [True]


def test_a_note_is_an_element_after_its_mark() -> None:
    pages = set_pages(word_file(referring("甲", 1), parts=notes("footnote", "注")))

    roles = [(element.role, element.parent) for element in pages.elements]
    text = pages.pages[0].runs[0].element
    reference = roles.index((StructureRole.REFERENCE, text))
    assert roles[reference + 1] == (StructureRole.NOTE, text)
    assert (StructureRole.LABEL, reference + 1) in roles
    assert (StructureRole.PARAGRAPH, reference + 1) in roles


def test_the_mark_of_a_note_is_no_part_of_a_headings_text() -> None:
    body = of_runs(run("一、概述"), mark(1), properties='<w:outlineLvl w:val="0"/>')

    pages = set_pages(word_file(body, parts=notes("footnote", "注")))

    assert [each.text for each in pages.bookmarks] == ["一、概述"]


def test_a_notes_own_mark_beside_a_separator_is_nothing_left_out() -> None:
    mark = "<w:r><w:footnoteRef/></w:r><w:r><w:separator/></w:r>"
    note = f'<w:footnote w:type="separator" w:id="-1"><w:p>{mark}</w:p></w:footnote>'
    separator = f"<w:footnotes>{note}</w:footnotes>"
    findings = Findings()

    set_pages(word_file(paragraph("正文"), parts={"footnotes": separator}), findings)

    assert list(findings) == []

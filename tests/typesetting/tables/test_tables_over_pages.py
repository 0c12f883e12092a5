"""Tables that run over pages: what is repeated, what keeps together, where a row parts."""

from __future__ import annotations

from set_tables import LEFT, set_body
from table_files import TABLE_DOCUMENTS
from traces import lines_of, set_pages
from word_files import cell, paragraph, row, table

from report_builder.typesetting.placed.pages import StructureRole


def test_the_statutory_table_repeats_its_head_and_closes_its_long_cell_on_either_page() -> None:
    pages = set_pages(TABLE_DOCUMENTS["statutory"]).pages

    assert len(pages) == 2
    for page in pages:
        assert "申请人情况" in "".join(lines_of(page))
        (left, _), *_ = [(rule.left, rule.top) for rule in page.rules if rule.left == rule.right]
        lowest = max(rule.bottom for rule in page.rules)
        closing = [rule for rule in page.rules if rule.top == rule.bottom and abs(rule.top - lowest) < 1]
        assert min(rule.left for rule in closing) <= left + 1
    label = [
        run
        for page in pages
        for run in page.runs
        if run.text in "三、本年度办理结果" and run.look.size == 10.5
    ]
    assert "".join(run.text for run in label if run.left < LEFT + 25).count("本年度办理结果") == 1


def test_a_repeated_head_is_no_second_head_of_the_structure() -> None:
    pages = set_pages(TABLE_DOCUMENTS["statutory"])

    heads = [
        element
        for element in pages.elements
        if element.role is StructureRole.HEADER_CELL and not element.heads_row
    ]
    repeated = [run for run in pages.pages[1].runs if run.text == "申请人情况"]
    assert len(heads) == 10
    assert [pages.elements[run.element].role for run in repeated] == [StructureRole.ARTIFACT]


def test_a_vertical_first_cell_heads_its_rows() -> None:
    pages = set_pages(TABLE_DOCUMENTS["statutory"])

    assert 22 in [element.rows for element in pages.elements if element.heads_row]


def test_a_head_never_stands_alone_at_the_foot_of_a_page() -> None:
    head = row(cell("指标"), properties="<w:tblHeader/>")
    rows = [row(cell(paragraph(f"{number}", "", ""), ""), properties="<w:cantSplit/>") for number in range(5)]
    lines = '<w:spacing w:line="579" w:lineRule="exact"/>'
    body = "".join(paragraph("行", lines) for _ in range(21)) + table([3000], head, *rows)

    pages = set_body(body).pages

    assert "指标" not in lines_of(pages[0])
    assert lines_of(pages[1])[:2] == ["指标", "0"]


def test_a_row_that_keeps_with_the_next_goes_with_it() -> None:
    lines = '<w:spacing w:line="579" w:lineRule="exact"/>'
    rows = [
        row(cell(paragraph("一", lines))),
        row(cell(paragraph("二", lines + "<w:keepNext/>"))),
        row(cell(paragraph("三", lines))),
    ]
    body = "".join(paragraph("行", lines) for _ in range(19)) + table([3000], *rows)

    pages = set_body(body).pages

    assert lines_of(pages[0])[-1] == "一"
    assert lines_of(pages[1]) == ["二", "三"]


def test_rows_that_all_keep_together_part_where_no_page_holds_them() -> None:
    rows = [row(cell(paragraph(f"{number}", "<w:keepNext/>"))) for number in range(90)]

    pages = set_body(table([3000], *rows)).pages

    assert [text for page in pages for text in lines_of(page)] == [str(number) for number in range(90)]


def test_a_row_parts_by_widow_control_in_every_cell() -> None:
    lines = '<w:spacing w:line="579" w:lineRule="exact"/>'
    texts = [cell(paragraph("国" * 32, lines)), cell(paragraph("乙", lines))]
    body = "".join(paragraph("行", lines) for _ in range(19)) + table([3000, 3000], row(*texts))

    pages = set_body(body).pages

    assert [sum(text.startswith("国") for text in lines_of(page)) for page in pages] == [2, 2]


def test_a_nested_table_runs_over_pages_with_its_cell() -> None:
    inner = table([1000, 1000], *(row(cell(f"内{number}"), cell("数")) for number in range(70)))

    pages = set_body(table([1000, 5000], row(cell("外"), cell(inner + paragraph("后"))))).pages

    texts = [text for page in pages for text in lines_of(page)]
    assert len(pages) > 1
    assert [text for text in texts if "内" in text] == [f"内{number}数" for number in range(70)]


def test_a_cell_of_the_head_that_goes_on_below_it_ends_with_the_head_where_that_is_repeated() -> None:
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = "<w:tblHeader/>"
    rows = [
        row(cell("表"), cell("头"), properties=head),
        row(cell("合", restart), cell("数"), properties=head),
        row(cell("", goes_on), cell("0")),
        *(row(cell(str(number)), cell(str(number))) for number in range(1, 60)),
    ]

    pages = set_body(table([1500, 1500], *rows)).pages

    for page, closes in ((pages[0], False), (pages[1], True)):
        below = next(run.baseline for run in page.runs if run.text == "数")
        lines = sorted(
            {round(rule.top, 1) for rule in page.rules if rule.top == rule.bottom and rule.left < LEFT + 1}
        )
        nearest = min(line for line in lines if line > below)
        assert (nearest - below < 10) is closes

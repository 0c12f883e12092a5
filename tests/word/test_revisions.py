"""Tracked changes and comments: the document is set as it reads once they are accepted, and says so."""

from __future__ import annotations

import re
from copy import deepcopy

import pytest
from lxml import etree
from traces import lines_of, set_pages
from word_elements import element
from word_files import cell, paragraph, row, table, word_file
from word_parts import level, listed, numbering, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.word.revisions import accept_changes, count_changes, is_deleted_mark

DELETED_MARK = "<w:rPr><w:del w:id='1'/></w:rPr>"


def deleted(text: str) -> str:
    """A run that is deleted."""
    return f"<w:del w:id='2'><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def accepted(body: str, parts: dict[str, str] | None = None) -> tuple[list[str], Findings]:
    """The lines of the first page, and what was found."""
    findings = Findings()
    pages = set_pages(word_file(body, parts=parts), findings)
    return lines_of(pages.pages[0]), findings


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (of_runs(f"<w:ins>{run('增')}</w:ins>", deleted("删"), run("留")), ["增留"]),
        (of_runs(f"<w:moveTo>{run('来')}</w:moveTo>", f"<w:moveFrom>{run('去')}</w:moveFrom>"), ["来"]),
        (f"<w:ins>{paragraph('新段')}</w:ins>" + paragraph("旧段"), ["新段", "旧段"]),
        (of_runs(run("前"), properties=DELETED_MARK) + of_runs(run("后")), ["前后"]),
        (of_runs(deleted("整段"), properties=DELETED_MARK) + of_runs(run("后")), ["后"]),
        (of_runs(run("甲"), properties=DELETED_MARK) * 2 + of_runs(run("乙")), ["甲甲乙"]),
        (of_runs(run("前"), properties=DELETED_MARK), ["前"]),
        (of_runs(run("前"), properties=DELETED_MARK) + table([4000], row(cell("格"))), ["前", "格"]),
        (
            table([4000], row(cell(of_runs(run("格"), properties=DELETED_MARK)))) + of_runs(run("后")),
            ["格", "后"],
        ),
        (
            of_runs("<w:r><w:rPr><w:b/><w:rPrChange><w:rPr/></w:rPrChange></w:rPr><w:t>粗</w:t></w:r>"),
            ["粗"],
        ),
    ],
)
def test_the_document_reads_as_if_every_change_were_accepted(body: str, lines: list[str]) -> None:
    shown, findings = accepted(body)

    assert shown == lines
    assert [found.code for found in findings] == ["docx.revisions"]


def test_changes_are_counted_in_one_notice() -> None:
    body = of_runs(f"<w:ins>{run('增')}</w:ins>", deleted("删")) + of_runs(run("前"), properties=DELETED_MARK)

    _, findings = accepted(body + paragraph("后"))

    assert ["3 处修订" in found.message for found in findings] == [True]


def test_a_paragraph_that_has_run_into_the_next_is_not_counted_in_its_list() -> None:
    body = listed("甲") + listed("乙", properties=DELETED_MARK) + listed("丙") + listed("丁")

    lines, _ = accepted(body, numbering(level(0, "%1.")))

    assert lines == ["1.甲", "2.乙丙", "3.丁"]


def test_a_row_that_is_deleted_is_left_out() -> None:
    body = table([4000], row(cell("留")), row(cell("删"), properties="<w:del w:id='1'/>"))

    assert accepted(body)[0] == ["留"]


def test_comments_are_left_out_and_counted_in_one_notice() -> None:
    comments = {"comments": f"<w:comments>{'<w:comment><w:p/></w:comment>' * 2}</w:comments>"}
    body = of_runs(
        '<w:commentRangeStart w:id="1"/>',
        run("正文"),
        '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>',
    )

    lines, findings = accepted(body, comments)

    assert lines == ["正文"]
    assert [(found.code, "2 条批注" in found.message) for found in findings] == [("docx.comments", True)]


@pytest.mark.parametrize(
    ("properties", "deleted"),
    [
        ("<w:rPr><w:del/></w:rPr>", True),
        ("<w:rPr><w:moveFrom/></w:rPr>", True),
        ("<w:rPr><w:ins/></w:rPr>", False),
        ("<w:rPr/>", False),
        ("", False),
    ],
)
def test_an_end_mark_is_deleted_where_it_says_so(properties: str, *, deleted: bool) -> None:
    assert is_deleted_mark(element(f"<w:pPr>{properties}</w:pPr>")) is deleted
    assert not is_deleted_mark(None)


def test_every_kind_of_change_is_counted() -> None:
    kinds = "ins del moveFrom moveTo rPrChange pPrChange sectPrChange trPrChange tcPrChange cellIns".split()
    changes = "".join(f"<w:{name}/>" for name in kinds)

    assert count_changes(element(f"<w:p>{changes}<w:r/></w:p>")) == len(kinds)


def after_accepting(content: str) -> tuple[str, bool]:
    """What is left of a body once every change in it is accepted, and whether there was any."""
    root = deepcopy(element(f"<w:body>{content}</w:body>"))
    changed = accept_changes(root)
    return "".join(etree.tostring(each).decode().replace(SPACES, "") for each in root), changed


SPACES = re.sub(r"^<w:a|/>$", "", etree.tostring(deepcopy(element("<w:a/>"))).decode())


def test_a_deleted_row_goes_and_with_its_last_row_the_table() -> None:
    gone, stays = "<w:tr><w:trPr><w:del/></w:trPr></w:tr>", "<w:tr/>"

    assert after_accepting(f"<w:tbl>{gone}{stays}</w:tbl>")[0] == "<w:tbl><w:tr/></w:tbl>"
    assert after_accepting(f"<w:tbl>{gone}</w:tbl><w:p/>")[0] == "<w:p/>"


def test_what_was_inserted_stays_what_was_deleted_goes_and_both_are_changes() -> None:
    assert after_accepting("<w:p><w:ins><w:r/></w:ins></w:p>") == ("<w:p><w:r/></w:p>", True)
    assert after_accepting("<w:p><w:del><w:r/></w:del></w:p>") == ("<w:p/>", True)
    assert after_accepting("<w:p><w:r/></w:p>") == ("<w:p><w:r/></w:p>", False)

"""The links of a narrative, in Word or in Markdown → links of the Word report, to where they led."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from make_template import TEMPLATE
from narratives import compose
from sample_reports import SETTINGS, SIGNED_ON
from word_files import cell, row, table, word_file
from word_narratives import STYLES, compose_bytes, told
from word_parts import mark, notes, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.manuscript.filling import fill_report

if TYPE_CHECKING:
    from pathlib import Path

    from narratives import Composed


def links_of(composed: Composed) -> list[tuple[str, str]]:
    """What the links of the Word report say and where they lead."""
    assert composed.manuscript is not None, [str(finding) for finding in composed.findings]
    data = fill_report(TEMPLATE, composed.manuscript, None, SETTINGS, 2016, SIGNED_ON, Findings())
    assert data is not None
    document = docx.Document(io.BytesIO(data))
    return [
        (
            "".join(piece.text or "" for piece in link.iter(qn("w:t"))),
            document.part.rels[link.get(qn("r:id"))].target_ref,
        )
        for link in document.element.body.iter(qn("w:hyperlink"))
    ]


def link(*content: str) -> str:
    return f'<w:hyperlink r:id="web">{"".join(content)}</w:hyperlink>'


def written(folder: Path, body: str, address: str = "https://www.a.cn/x?a=1&amp;b=2_3") -> Composed:
    """The manuscript of a Word narrative in which ``web`` leads to the address."""
    return compose_bytes(folder, word_file(body, styles=STYLES, links={"web": address}))


def test_a_link_of_a_word_narrative_leads_from_the_report_to_the_same_address(tmp_path: Path) -> None:
    body = of_runs(run("详见"), link(run("市教育局"), run("网站", "<w:b/>")), run("。"))

    composed = written(tmp_path, body)

    address = "https://www.a.cn/x?a=1&b=2_3"
    assert composed.text() == ["详见市教育局网站。"]
    assert links_of(composed) == [("市教育局", address), ("网站", address)]
    assert told(composed) == []


def test_a_figure_in_a_link_is_filled_and_still_a_link(tmp_path: Path) -> None:
    composed = written(tmp_path, of_runs(link(run("{{ 年 }}年指南")), run("。")))

    assert links_of(composed) == [("2016年指南", "https://www.a.cn/x?a=1&b=2_3")]


def test_a_field_that_links_keeps_its_address_and_ends_where_it_ends(tmp_path: Path) -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "separate", "end")
    )
    instruction = '<w:r><w:instrText> HYPERLINK "http://b.cn/" \\l "c" </w:instrText></w:r>'
    other = "<w:r><w:instrText> PAGE </w:instrText></w:r>"
    simple = f'<w:fldSimple w:instr="HYPERLINK mailto:a@b.cn">{run("信箱")}</w:fldSimple>'

    composed = written(
        tmp_path,
        of_runs(
            begin, other, end, begin, instruction, separate, run("甲"), end, run("乙"), simple, run("丙")
        ),
    )

    assert composed.text() == ["甲乙信箱丙"]
    assert links_of(composed) == [("甲", "http://b.cn/#c"), ("信箱", "mailto:a@b.cn")]


def test_a_link_in_a_table_s_cell_is_a_link_in_the_report(tmp_path: Path) -> None:
    grid = table(
        [3000, 3000], row(cell("栏目"), cell("网址")), row(cell("指南"), cell(of_runs(link(run("看")))))
    )

    composed = written(tmp_path, of_runs(run("如下：")) + grid + of_runs(run("完。")))

    assert links_of(composed) == [("看", "https://www.a.cn/x?a=1&b=2_3")]


@pytest.mark.parametrize("address", ["file:///C:/a.docx", "javascript:alert(1)", "C:\\a.docx"])
def test_a_link_into_somebody_s_computer_is_told_and_its_words_stay(tmp_path: Path, address: str) -> None:
    composed = written(tmp_path, of_runs(run("见"), link(run("附件")), run("。")), address)

    assert composed.text() == ["见附件。"]
    assert links_of(composed) == []
    assert told(composed) == [("narrative.left_out", 1)]


def test_what_is_raised_or_a_note_inside_of_a_link_stays_so(tmp_path: Path) -> None:
    raised = run("2", '<w:vertAlign w:val="superscript"/>')
    body = of_runs(link(run("平方米m"), raised, run("数据"), mark(1)), run("。"))

    composed = compose_bytes(
        tmp_path,
        word_file(body, styles=STYLES, parts=notes("footnote", "一注。"), links={"web": "http://a.cn/"}),
    )

    assert composed.text() == ["平方米m2数据。"]
    assert composed.manuscript is not None
    assert composed.manuscript.opening[0].footnotes == ("一注。",)
    assert links_of(composed) == [("平方米m", "http://a.cn/"), ("数据", "http://a.cn/")]


def test_a_link_in_markdown_keeps_its_address_too(tmp_path: Path) -> None:
    composed = compose(
        tmp_path, "详见[市教育局{{ 年 }}年指南](https://a.cn/{{ 年 }}/x)，再见[他处](../x.md)。\n"
    )

    assert composed.text() == ["详见市教育局2016年指南，再见他处。"]
    assert links_of(composed) == [("市教育局2016年指南", "https://a.cn/2016/x")]
    assert composed.told() == [("narrative.markup", 1)]

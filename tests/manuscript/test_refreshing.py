"""New figures in an edited report: all that changed, nothing else, and a word where they may not fit."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
import records
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from filled_reports import filled_report
from make_template import TEMPLATE
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, annex
from word_files import word_file
from word_narratives import STYLES, compose_bytes
from word_parts import mark, notes, of_runs, run
from word_texts import controls, rewrite, shown, text_of

from report_builder.checks.agreement import compare_surroundings
from report_builder.diagnostics import Findings, ReportError
from report_builder.formats.tables import AnnexRow
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.refreshing import refresh_figures
from report_builder.reports.reading import read_report_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from report_builder.ledgers.frames import Ledgers
    from report_builder.manuscript.refreshing import Refreshed

DOCUMENT = "word/document.xml"
NEW = "申请.新收"
WITHHELD = '不予公开备案|有无("上报","备案事项","件")'
NARRATIVE = (
    "收到申请{{ 申请.新收 }}件，比上年增长明显。\n\n"
    '{{ 不予公开备案 | 有无("上报", "备案事项", "件") }}。\n\n'
    "{% if 申请.新收 > 2 %}申请较多{% else %}申请不多{% endif %}，办结{{ 申请.办结 }}件。"
)


def later() -> Ledgers:
    """The same year with one application more."""
    more = records.applications("2016-11-01 自然人 网络 - 2016-11-15 予以公开")
    numbered: records.Rows = [{**each, "登记编号": "9", "row": 9} for each in more]
    return records.ledgers(applications=records.small_year()["applications"] + numbered)


def nothing(_: Document) -> None:
    """Leave the report as it was built."""


def refresh(
    folder: Path,
    edit: Callable[[Document], None] = nothing,
    narrative: str = NARRATIVE,
    ledgers: Ledgers | None = None,
) -> tuple[bytes, Refreshed]:
    """A report edited so and then refreshed with the later figures; the report before, and after."""
    document = docx.Document(io.BytesIO(filled_report(folder, narrative)))
    edit(document)
    saved = io.BytesIO()
    document.save(saved)
    fresh = read_report_text(filled_report(folder, narrative, ledgers or later()), "").record
    assert fresh is not None
    before = saved.getvalue()
    report = read_report_text(before, "报告.docx")
    return before, refresh_figures(before, "报告.docx", report, fresh)


def told(refreshed: Refreshed) -> list[tuple[str, int | None]]:
    return [(found.code, found.place.paragraph if found.place else None) for found in refreshed.findings]


def part(data: bytes, name: str = DOCUMENT) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def test_exactly_the_figures_that_changed_are_changed(tmp_path: Path) -> None:
    _, refreshed = refresh(tmp_path)

    changes = [(change.name, change.old, change.new, change.place.paragraph) for change in refreshed.changes]
    assert changes == [("申请·新收", "2", "3", 2), ("申请·办结", "2", "3", 4)]
    assert shown(docx.Document(io.BytesIO(refreshed.docx)))[:2] == [(NEW, "3"), (WITHHELD, "未上报备案事项")]


def test_every_other_byte_of_the_text_and_of_the_file_stays(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[1].insert_paragraph_before("新增的 <一段> & 其他。")
        document.add_comment(document.paragraphs[0].runs, text="请核对", author="科长", initials="科")

    before, refreshed = refresh(tmp_path, edit)

    old, new = part(before), part(refreshed.docx)
    assert new == old.replace(b">2</w:t>", b">3</w:t>")
    with (
        zipfile.ZipFile(io.BytesIO(before)) as first,
        zipfile.ZipFile(io.BytesIO(refreshed.docx)) as second,
    ):
        assert first.namelist() == second.namelist()
        changed = {name for name in first.namelist() if first.read(name) != second.read(name)}
    assert changed == {DOCUMENT, "customXml/item1.xml"}


def test_the_same_refresh_gives_the_same_bytes(tmp_path: Path) -> None:
    assert refresh(tmp_path)[1].docx == refresh(tmp_path)[1].docx


def test_a_figure_that_word_set_in_several_runs_becomes_one_text(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        content = next(control for _, control in controls(document)).find(qn("w:sdtContent"))
        assert content is not None
        content.append(parse_xml(f"<w:r {nsdecls('w')}><w:t></w:t></w:r>"))
        content.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>0</w:t></w:r>"))

    _, refreshed = refresh(tmp_path, edit)

    assert refreshed.changes[0].old == "20"
    assert shown(docx.Document(io.BytesIO(refreshed.docx)))[0] == (NEW, "3")


def test_a_figure_edited_by_hand_gives_way_to_the_data_and_that_is_told(tmp_path: Path) -> None:
    _, refreshed = refresh(tmp_path, lambda document: rewrite(document, NEW, "7"))

    assert (refreshed.changes[0].old, refreshed.changes[0].new) == ("7", "3")
    assert ("refresh.edited", 2) in told(refreshed)


def test_an_authors_own_wording_takes_the_new_number(tmp_path: Path) -> None:
    narrative = '{{ 申请.新收 | 有无("收到", "申请", "件") }}。'
    tag = '申请.新收|有无("收到","申请","件")'

    _, refreshed = refresh(
        tmp_path, lambda document: rewrite(document, tag, "先后收到各类申请2件"), narrative
    )

    assert refreshed.changes[0].new == "先后收到各类申请3件"
    assert told(refreshed) == []


def test_the_words_of_nil_turn_with_the_figure(tmp_path: Path) -> None:
    narrative = '{{ 申请.新收 | 有无("收到", "申请", "件") }}。'
    none = records.ledgers(applications=[])

    _, refreshed = refresh(tmp_path, narrative=narrative, ledgers=none)

    assert [(change.old, change.new) for change in refreshed.changes] == [("共收到申请2件", "未收到申请")]
    assert told(refreshed) == []


def test_a_bare_number_that_comes_to_nil_asks_for_a_look_at_its_paragraph(tmp_path: Path) -> None:
    none = records.ledgers(applications=[])

    _, refreshed = refresh(tmp_path, narrative="全年收到申请{{ 申请.新收 }}件，情况良好。", ledgers=none)

    assert told(refreshed) == [("refresh.wording", 2)]
    assert "全年收到申请0件" in refreshed.findings[0].evidence


def test_a_number_beside_a_word_of_growth_asks_for_a_look(tmp_path: Path) -> None:
    _, refreshed = refresh(tmp_path, narrative="申请增长至{{ 申请.新收 }}件。")

    assert told(refreshed) == [("refresh.wording", 2)]


def test_a_paragraph_that_the_narrative_now_words_otherwise_is_named(tmp_path: Path) -> None:
    _, refreshed = refresh(tmp_path)

    (found,) = [found for found in refreshed.findings if found.code == "refresh.wording"]
    assert found.place is not None
    assert found.place.paragraph == 4
    assert found.evidence == "现在的写法：申请较多，办结3件。"


def test_the_place_of_such_a_paragraph_is_where_it_stands_after_editing(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        document.paragraphs[1].insert_paragraph_before("新增一段。")
        paragraph = next(each for each in document.paragraphs if "申请不多" in text_of(each))
        paragraph.add_run("补充一句。")

    _, refreshed = refresh(tmp_path, edit)

    assert ("refresh.wording", 5) in told(refreshed)


def test_a_figure_that_the_narrative_no_longer_has_is_left_and_told(tmp_path: Path) -> None:
    data = filled_report(tmp_path, NARRATIVE)
    fresh = read_report_text(filled_report(tmp_path, "办结{{ 申请.办结 }}件。"), "").record
    assert fresh is not None

    refreshed = refresh_figures(data, "报告.docx", read_report_text(data, "报告.docx"), fresh)

    assert [code for code, _ in told(refreshed)].count("refresh.unknown") == 2
    assert refreshed.changes == ()


def test_an_empty_control_is_told_and_not_filled(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        content = next(control for _, control in controls(document)).find(qn("w:sdtContent"))
        assert content is not None
        content.clear()

    _, refreshed = refresh(tmp_path, edit)

    assert ("refresh.unfilled", 2) in told(refreshed)


def test_a_prompt_that_word_shows_is_not_taken_for_a_figure(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        control = next(control for _, control in controls(document))
        next(control.iter(qn("w:sdtPr"))).append(parse_xml(f"<w:showingPlcHdr {nsdecls('w')}/>"))
        next(control.iter(qn("w:t"))).text = "单击此处输入文字。"

    before, refreshed = refresh(tmp_path, edit)

    assert ("refresh.unfilled", 2) in told(refreshed)
    assert "单击此处输入文字。" in part(refreshed.docx).decode()
    assert [change.name for change in refreshed.changes] == ["申请·办结"]
    assert len(before) > 0


def test_a_figure_goes_by_its_name_where_libreoffice_kept_only_the_tag(tmp_path: Path) -> None:
    def edit(document: Document) -> None:
        for _, control in controls(document):
            properties = next(control.iter(qn("w:sdtPr")))
            properties.remove(next(control.iter(qn("w:alias"))))

    _, refreshed = refresh(tmp_path, edit)

    assert [change.name for change in refreshed.changes] == ["申请·新收", "申请·办结"]


@pytest.mark.parametrize(
    ("narrative", "message", "evidence"),
    [
        (
            "甲。\n\n{% for 篇 in 解读.各篇 %}\n发布{{ 篇.名称 }}。\n\n{% endfor %}\n乙。",
            "按现在的台账和正文，这一段不再需要，没有删去",
            "原来的写法：发布解读乙。",
        ),
        (
            "发布{% for 篇 in 解读.各篇 %}{{ 篇.名称 }}、{% endfor %}供查阅。",
            "按现在的台账和正文，这一段的写法要变，数以外的文字没有改动",
            "现在的写法：发布解读甲、供查阅。",
        ),
    ],
)
def test_an_item_that_leaves_a_loop_is_told(
    tmp_path: Path, narrative: str, message: str, evidence: str
) -> None:
    fewer = records.ledgers(interpretations=records.small_year()["interpretations"][:1])

    _, refreshed = refresh(tmp_path, narrative=narrative, ledgers=fewer)

    assert [(each.message, each.evidence) for each in refreshed.findings] == [(message, evidence)]


def test_an_item_that_joins_a_loop_is_told_as_a_paragraph_to_add(tmp_path: Path) -> None:
    narrative = "甲。\n\n{% for 篇 in 解读.各篇 %}\n发布{{ 篇.名称 }}。\n\n{% endfor %}\n乙。"
    first = records.small_year()["interpretations"][:1]
    fewer = filled_report(tmp_path, narrative, records.ledgers(interpretations=first))
    fresh = read_report_text(filled_report(tmp_path, narrative, records.ledgers()), "").record
    assert fresh is not None

    (found,) = refresh_figures(fewer, "报告.docx", read_report_text(fewer, "报告.docx"), fresh).findings

    assert found.message == "按现在的台账和正文，多出了一段，没有加进报告"
    assert found.evidence == "现在的写法：发布解读乙。"


def test_a_row_that_a_table_now_has_more_is_told(tmp_path: Path) -> None:
    year, table = records.ledgers(), annex()
    more = replace(table, rows=(*table.rows, AnnexRow("三、新的指标", "条", "5", 1)))
    before = filled_report(tmp_path, NARRATIVE, year, table)
    fresh = read_report_text(filled_report(tmp_path, NARRATIVE, year, more), "").record
    assert fresh is not None

    (found,) = refresh_figures(before, "报告.docx", read_report_text(before, "报告.docx"), fresh).findings

    assert found.code == "refresh.wording"
    assert "三、新的指标" in found.evidence


def test_a_figure_in_a_note_that_changes_is_told(tmp_path: Path) -> None:
    def noted(ledgers: Ledgers) -> bytes:
        body = of_runs(run("工作正常开展"), mark(1), run("。"))
        parts = notes("footnote", "共收到{{ 申请.新收 }}件。")
        composed = compose_bytes(tmp_path, word_file(body, styles=STYLES, parts=parts), ledgers)
        assert composed.manuscript is not None, [str(finding) for finding in composed.findings]
        data = fill_report(TEMPLATE, composed.manuscript, None, SETTINGS, 2016, SIGNED_ON, Findings())
        assert data is not None
        return data

    before = noted(records.ledgers())
    fresh = read_report_text(noted(later()), "").record
    assert fresh is not None

    refreshed = refresh_figures(before, "报告.docx", read_report_text(before, "报告.docx"), fresh)

    (found,) = refreshed.findings
    assert str(found.place) == "报告.docx › 脚注1"
    assert found.evidence == "原来的写法：共收到2件。；现在的写法：共收到3件。"
    assert [
        each.code for each in compare_surroundings(read_report_text(refreshed.docx, "a.docx"), "a.docx", {})
    ] == ["docx.passage_stale"]


def test_a_refreshed_report_can_be_refreshed_again(tmp_path: Path) -> None:
    _, refreshed = refresh(tmp_path)
    fresh = read_report_text(filled_report(tmp_path, NARRATIVE, later()), "").record
    assert fresh is not None

    again = refresh_figures(refreshed.docx, "报告.docx", read_report_text(refreshed.docx, "报告.docx"), fresh)

    assert (again.changes, again.docx) == ((), refreshed.docx)
    assert told(again) == [("refresh.wording", 4)]


def test_a_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    data = filled_report(tmp_path, NARRATIVE)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(
                name,
                text.decode().replace("UTF-8", "UTF-16").encode("utf-16") if name == DOCUMENT else text,
            )
    fresh = read_report_text(filled_report(tmp_path, NARRATIVE, later()), "").record
    assert fresh is not None

    with pytest.raises(ReportError):
        refresh_figures(made.getvalue(), "报告.docx", read_report_text(made.getvalue(), "报告.docx"), fresh)

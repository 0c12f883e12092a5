"""A narrative in Word, whoever wrote it → the manuscript that one in Markdown gives, or what is wrong."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Final

import pytest
import records
from narratives import compose, compose_file
from sample_names import NAME
from word_files import paragraph, word_file
from word_narratives import STYLES, compose_bytes, compose_word, from_markdown, styled, told
from word_parts import level, listed, mark, notes, numbering, of_runs, run

from report_builder.diagnostics import Findings
from report_builder.manuscript.inlines import Script
from report_builder.manuscript.narrative import read_unfilled
from report_builder.manuscript.narrative_files import read_narrative_file
from report_builder.manuscript.narrative_source import TitleAndSignature
from report_builder.reports.report import Note, Text

if TYPE_CHECKING:
    from report_builder.manuscript.blocks import Manuscript


CHECKOUT: Final = Path(__file__).parents[2]


def said_by(manuscript: Manuscript | None) -> list[tuple[str, str]]:
    """Every heading and block with its kind."""
    assert manuscript is not None
    said = [(block.kind.value, block.text) for block in manuscript.opening]
    for section in manuscript.sections:
        said += [("一级标题", section.heading), *((block.kind.value, block.text) for block in section.blocks)]
    return said


def test_the_sample_years_narrative_says_in_word_what_it_says_in_markdown(tmp_path: Path) -> None:
    from_markdown(
        (CHECKOUT / "data/2016/narrative.md").read_text(encoding="utf-8"), tmp_path / "narrative.docx"
    )

    in_word = read_unfilled(tmp_path / "narrative.docx")

    in_text = read_unfilled(CHECKOUT / "data/2016/narrative.md")
    assert said_by(in_word) == said_by(in_text)


def test_expressions_mistyped_in_every_way_are_filled_as_in_markdown(tmp_path: Path) -> None:
    text = dedent("""
        # 情况

        {{ 年 }}年收到{{ 申请.新收 | 有无("收到", "政府信息公开申请", "件") }}。

        {% if 申请.新收 %}有申请{% else %}无申请{% endif %}

        {% set 甲 = 条目("信息2") %}

        公开日期为{{ 甲.公开日期 | 日期 }}。

        1. 第一项。
        2. 第二项。
    """)
    from_markdown(text, tmp_path / "narrative.docx")

    composed = compose_file(tmp_path / "narrative.docx")

    assert composed.text() == compose(tmp_path, text).text()


def test_looks_blanks_and_breaks_are_left_out(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        paragraph("　　正文一，", run='<w:b/><w:color w:val="FF0000"/>'),
        "",
        "　　",
        of_runs(run("\u00a0 正文"), "<w:r><w:tab/></w:r>", run("二"), '<w:r><w:br w:type="page"/></w:r>'),
        of_runs(run("第一行，"), "<w:r><w:br/></w:r>", run("第二行。")),
    )

    assert composed.text() == ["正文一，", "正文二", "第一行，第二行。"]
    assert told(composed) == [("narrative.joined", 5)]


@pytest.mark.parametrize("second", ["第二段。", "联系电话：0772", "二、内容", "　　第二段"])
def test_a_break_after_a_sentence_or_before_a_label_parts_paragraphs(tmp_path: Path, second: str) -> None:
    first = "第一段。" if second == "第二段。" else "地址：文惠路87号"

    composed = compose_word(tmp_path, of_runs(run(first), "<w:r><w:br/></w:r>", run(second)))

    assert composed.text() == [first, second.replace("二、", "# ").strip()]


def test_a_full_sentence_that_ends_with_a_tag_does_not_run_into_the_next(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "{% if 年 == 2016 %}甲{% endif %}", "乙{# 批注 #}", "丙")

    assert composed.text() == ["甲", "乙", "丙"]


def test_conditions_and_loops_reach_over_paragraphs(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        "{% if 年 == 2015 %}", "甲。", "乙。", "{% else %}", "丙。", "{% endif %}",
        "{%p for 篇 in 解读.各篇 %}", "1．{{ 篇.名称｜书名 }}。", "{%p endfor %}",
        "丁。",
    )  # fmt: skip

    assert composed.text() == ["丙。", "1.《解读甲》。", "2.《解读乙》。", "丁。"]
    assert told(composed) == []


@pytest.mark.parametrize(
    "title", ["一、标题", "（二）标题", "1.标题", r"\S标题\P0;", "{{ 年 }}", "标题\\", "\ufdd3标题"]
)
def test_a_title_in_a_workbook_is_text_whatever_it_says(tmp_path: Path, title: str) -> None:
    explained = {**records.interpretations("甲 - 2016-01-01")[0], "解读名称": title}
    year = records.ledgers(interpretations=[explained])
    paragraphs = "".join(map(paragraph, ("{% for 篇 in 解读.各篇 %}", "{{ 篇.名称 }}", "{% endfor %}")))

    composed = compose_bytes(tmp_path, word_file(paragraphs), year)

    assert composed.text() == [title.removeprefix("\ufdd3")]
    assert told(composed) == []


def test_every_unknown_word_is_told_with_its_paragraph_and_the_one_meant(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, "甲", "{{ 机关.全衬 }}", "{% if 申请.新收 %}", "{{ 申情.新收 }}", "{% endif %}"
    )

    assert composed.manuscript is None
    assert told(composed) == [("narrative.unknown", 2), ("narrative.unknown", 4)]
    assert "全称" in next(iter(composed.findings)).remedy
    assert str(next(iter(composed.findings)).place) == "narrative.docx › 第2段"


@pytest.mark.parametrize("text", ["{{ 年", "{% if 年 %}甲", "{{ 年.. }}", "｛｛ 年 ｝"])
def test_a_mistyped_expression_is_told_with_its_paragraph(tmp_path: Path, text: str) -> None:
    composed = compose_word(tmp_path, "甲", text)

    assert told(composed) == [("narrative.syntax", 2)]


def test_an_author_s_backslash_is_a_backslash(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, r"路径为C:\Share\Notes\P1;。")

    assert composed.text() == [r"路径为C:\Share\Notes\P1;。"]


def test_typed_numbers_make_headings_and_items(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        "开头。", "一、 基本情况", "(一)主动公开", "1.制度建设", "(1) 细则", "完善制度。",
        "1、发布信息。", "2、回应关切。", "（二）依申请公开", "全年办理。", "二．问题", "一是认识不足。",
    )  # fmt: skip

    assert composed.text() == [
        "开头。", "# 基本情况", "（一）主动公开", "1.制度建设", "（1）细则", "完善制度。",
        "1.发布信息。", "2.回应关切。", "（二）依申请公开", "全年办理。", "# 问题", "一是认识不足。",
    ]  # fmt: skip
    assert composed.manuscript is not None
    assert [block.kind.value for block in composed.manuscript.sections[0].blocks][:4] == [
        "二级标题",
        "三级标题",
        "四级标题",
        "正文",
    ]
    assert told(composed) == []


def test_styles_make_headings_where_nothing_is_numbered(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, styled("情况", "1"), styled("机制", "own"), styled("细则", "3"), "正文。"
    )

    assert composed.text() == ["# 情况", "（一）机制", "1.细则", "正文。"]


def test_styles_that_keep_their_first_level_for_the_title_count_from_the_second(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        styled(NAME, "1"),
        styled("一、情况", "2"),
        styled("机制", "3"),
        "正文。",
        styled("问题", "2"),
        "有。",
    )

    assert composed.text() == ["# 情况", "（一）机制", "正文。", "# 问题", "有。"]
    assert told(composed) == [("narrative.left_out", 1)]


def test_the_numbers_that_word_writes_itself_are_counted(tmp_path: Path) -> None:
    chinese = (
        level(0, "%1、", "chineseCountingThousand") + level(1, "（%2）", "chineseCounting") + level(2, "%3.")
    )

    composed = compose_word(
        tmp_path,
        listed("情况"), listed("机制", index=1), "正文。", listed("内容", index=1), listed("一项。", index=2),
        listed("又一项。", index=2), listed("问题"), "有。",
        **numbering(chinese),
    )  # fmt: skip

    assert composed.text() == [
        "# 情况", "（一）机制", "正文。", "（二）内容", "1.一项。", "2.又一项。", "# 问题", "有。",
    ]  # fmt: skip
    assert told(composed) == []


def test_a_multilevel_list_of_digits_takes_the_official_numbers(tmp_path: Path) -> None:
    digits = level(0, "%1") + level(1, "%1.%2")
    heading = '<w:pStyle w:val="{}"/><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'

    composed = compose_word(
        tmp_path,
        paragraph("情况", heading.format(1, 0)), paragraph("机制", heading.format(2, 1)), "正文。",
        **numbering(digits),
    )  # fmt: skip

    assert composed.text() == ["# 情况", "（一）机制", "正文。"]


def test_bullets_become_measures(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, listed("做好发布。"), listed("做好回应。"), **numbering(level(0, "•", "bullet"))
    )

    assert composed.text() == ["一是做好发布。", "二是做好回应。"]


def test_the_number_goes_before_the_style_and_that_is_told(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        styled("一、甲", "1"),
        "正文。",
        styled("（一）乙", "1"),
        "正文。",
        styled("二、丙", "1"),
        "正文。",
    )

    assert composed.text() == ["# 甲", "正文。", "（一）乙", "正文。", "# 丙", "正文。"]
    assert told(composed) == [("narrative.level", 3)]


def test_a_paragraph_in_a_headings_style_stays_a_paragraph(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, styled("情况", "1"), styled("市教育局制定了方案。全年落实。", "2"))

    assert composed.text() == ["# 情况", "市教育局制定了方案。全年落实。"]
    assert told(composed) == [("narrative.level", 2)]


def test_a_heading_that_runs_on_into_its_paragraph_is_set_above_it(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "一、情况", "（一）加强组织领导，落实责任。市教育局成立了领导小组。")

    assert composed.text() == ["# 情况", "（一）加强组织领导，落实责任", "市教育局成立了领导小组。"]
    assert told(composed) == [("narrative.heading_split", 2)]


def test_numbered_paragraphs_that_are_no_headings_are_counted_with_them(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path, "一、情况", "（一）2016年公开3条。", "（二）2016年公开5条。", "（三）机制", "正文。"
    )

    assert composed.text() == [
        "# 情况",
        "（一）2016年公开3条。",
        "（二）2016年公开5条。",
        "（三）机制",
        "正文。",
    ]
    assert told(composed) == []


@pytest.mark.parametrize(
    ("above", "number", "level"), [((), "一、", "一级标题"), (("一、情况",), "（一）", "二级标题")]
)
def test_a_numbered_sentence_of_thirty_characters_is_a_heading_and_a_longer_one_is_not(
    tmp_path: Path, above: tuple[str, ...], number: str, level: str
) -> None:
    longest, longer = (f"{number}{'甲' * count}。" for count in (29, 30))

    kinds = [
        [
            kind
            for kind, text in said_by(compose_word(tmp_path, *above, each, "正文。").manuscript)
            if "甲" in text
        ]
        for each in (longest, longer)
    ]

    assert kinds[0] == [level]
    assert kinds[1] != [level]


def test_a_wrong_number_is_put_right_and_told(tmp_path: Path) -> None:
    composed = compose_word(tmp_path, "一、甲", "正文。", "三、乙", "正文。")

    assert composed.text() == ["# 甲", "正文。", "# 乙", "正文。"]
    assert told(composed) == [("narrative.number", 3)]


def test_tracked_changes_are_accepted_and_comments_left_out(tmp_path: Path) -> None:
    merged = '<w:rPr><w:del w:id="3"/></w:rPr>'
    composed = compose_word(
        tmp_path,
        of_runs(
            run("公开"), '<w:del w:id="1"><w:r><w:delText>3</w:delText></w:r></w:del>',
            f'<w:ins w:id="2">{run("5")}</w:ins>', run("条，"), properties=merged,
        ),
        "全部按期。",
        comments='<w:comments><w:comment w:id="0"/><w:comment w:id="1"/></w:comments>',
    )  # fmt: skip

    assert composed.text() == ["公开5条，全部按期。"]
    assert told(composed) == [("narrative.revisions", None), ("narrative.comments", None)]


def test_hidden_text_contents_and_headers_are_left_out_and_told(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        styled("一、情况……1", "toc"),
        of_runs(run("正文。"), run("旧稿", "<w:vanish/>")),
        header1=f"<w:hdr>{paragraph('内部资料')}</w:hdr>",
        footer1=f"<w:ftr>{paragraph('— 1 —')}</w:ftr>",
    )

    assert composed.text() == ["正文。"]
    assert told(composed) == [
        ("narrative.left_out", None),
        ("narrative.left_out", 2),
        ("narrative.left_out", None),
    ]


def test_raised_and_lowered_letters_and_notes_stand_in_the_sequence(tmp_path: Path) -> None:
    composed = compose_word(
        tmp_path,
        of_runs(run("5000m"), run("2", '<w:vertAlign w:val="superscript"/>'), run("，CO"),
                run("2", '<w:vertAlign w:val="subscript"/>'), run("。"), mark(1)),
        **notes("footnote", "数据截至{{ 年 }}年底。"),
    )  # fmt: skip

    assert composed.manuscript is not None
    [block] = composed.manuscript.opening
    assert block.text == "5000m2，CO2。"
    assert block.inlines == (
        Text("5000m"),
        Script((Text("2"),), is_raised=True),
        Text("，CO"),
        Script((Text("2"),), is_raised=False),
        Text("。"),
        Note("数据截至2016年底。"),
    )
    assert block.footnotes == ("数据截至2016年底。",)


def test_another_years_narrative_is_read_without_its_figures(tmp_path: Path) -> None:
    compose_word(
        tmp_path,
        NAME,
        "一、{{ 年 }}年情况",
        "{% if 申请.新收 %}",
        "有{{ 申请.新收 }}件。",
        "{% endif %}",
        "柳州市教育局",
        "2016年1月1日",
    )

    manuscript = read_unfilled(tmp_path / "narrative.docx")

    assert manuscript is not None
    assert [section.heading for section in manuscript.sections] == ["年情况"]
    assert "有件。" in [block.text for block in manuscript.sections[0].blocks]


def test_the_sections_of_a_file_are_counted_by_its_headings_of_the_first_level(tmp_path: Path) -> None:
    path = tmp_path / "narrative.docx"
    body = "".join(
        paragraph(each) for each in ("前言", "一、{{ 年 }}年情况", "（一）甲", "1.乙", "二、其他", "完")
    )
    path.write_bytes(
        word_file(
            body + listed("自动编号"), styles=STYLES, parts=numbering(level(0, "%1、", "chineseCounting"))
        )
    )

    written = read_narrative_file(path, TitleAndSignature(), Findings())

    assert written is not None
    assert written.headings == ("一、{{ 年 }}年情况", "二、其他", "自动编号")


@pytest.mark.parametrize(
    ("words", "told_of"),
    [("—12—", []), ("第 1 页 / 共 3 页", []), ("", []), ("内部资料", ["页眉页脚没有采用"])],
)
def test_words_in_a_footer_are_told_of_and_page_numbers_are_not(
    tmp_path: Path, words: str, told_of: list[str]
) -> None:
    footer = f"<w:ftr>{paragraph(words)}</w:ftr>"

    composed = compose_word(tmp_path, "甲。", footer1=footer)

    assert [each.message for each in composed.findings if each.code == "narrative.left_out"] == told_of

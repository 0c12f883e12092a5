"""Lines of text → exactly the words that a rule of style marks in them, in their order."""

from __future__ import annotations

import pytest
from passages import text_of, word_text_of

from report_builder.checks.lint.linting import lint_text
from report_builder.checks.lint.rules import RULES

BY_CODE = {rule.code: rule for rule in RULES}

# The words at fault in the bad example of each rule.
EXAMPLES: list[tuple[str, list[str]]] = [
    ("style.heading_end", ["。"]),
    ("style.title_mark", ["，"]),
    ("style.title_form", ["柳州市教育局2016年度信息公开年报"]),
    ("style.caption_end", ["。"]),
    ("style.headings_listed", ["三、需要说明的事项"]),
    ("style.level_climb", ["一、"]),
    ("style.level_skip", ["1."]),
    ("style.ordinal_gap", ["4."]),
    ("style.estimate", ["三、四"]),
    ("style.comma_between_marked", ["》、《", "”、“"]),
    ("style.inner_stop", ["一是加强领导。明确责任；", "二是加强培训；"]),
    ("style.list_ends", [".发布政策解读。"]),
    ("style.colon_in_colon", ["：一个变化："]),
    ("style.first_comma", ["首先、", "第二、"]),
    ("style.measure_comma", ["一是，", "二是，"]),
    ("style.ordinal_hanzi", ["一."]),
    ("style.ordinal_arabic", ["1、"]),
    ("style.ordinal_brackets", ["（一）、"]),
    ("style.document_brackets", ["[2016]8号"]),
    ("style.document_number", ["〔2016〕第08号"]),
    ("style.nested_brackets", ["（"]),
    ("style.nested_quotes", ["“"]),
    ("style.straight_quotes", ['"互联网+政务服务"']),
    ("style.unpaired_mark", ["（"]),
    ("style.stop_in_brackets", ["。"]),
    ("style.remark_after_stop", ["。（含转载）"]),
    ("style.half_width_mark", [",", "(涉密的除外)", "."]),
    ("style.repeated_mark", ["，，", "，。"]),
    ("style.ellipsis", ["。。。"]),
    ("style.ellipsis_and_so_on", ["等……"]),
    ("style.bare_title", ["关于印发《招生工作方案》的通知"]),
    ("style.nested_titles", ["《招生工作方案》的"]),
    ("style.mixed_titles", ["、关于"]),
    ("style.title_marks_misused", ["《全市政务公开工作会议》", "《营业执照》"]),
    ("style.trial_mark", ["》（试行）"]),
    ("style.span_hyphen", ["2015-2020年", "5-10"]),
    ("style.span_long_dash", ["2016年1月——"]),
    ("style.number_dash", ["0772—2822960", "2—8"]),
    ("style.wave", ["~"]),
    ("style.dash_form", ["--"]),
    ("style.numeral_forms", ["三个工作日"]),
    ("style.mixed_number", ["二〇一六年8月", "4千", "百分之5"]),
    ("style.range_units", ["15～30%", "13～17万元"]),
    ("style.grouping", ["683,366"]),
    ("style.decimal", [".46"]),
    ("style.full_width_digits", ["１３９"]),
    ("style.split_figure", ["36 46"]),
    ("style.hanzi_zero", ["二零一六年"]),
    ("style.date_commas", ["2016、03、02"]),
    ("style.date_dots", ["2016.3.2"]),
    ("style.date_incomplete", ["2016-03"]),
    ("style.year_cut", ["16年", "〇八年"]),
    ("style.festival_dot", ["“3.15”"]),
    ("style.padded_date", ["2017年01月05日"]),
    ("style.signed_on_last_day", ["2016年12月31日"]),
    ("style.stray_space", [" ", " ", " ", "篇 解"]),
    ("style.digit_space", [" "]),
    ("style.indent_spaces", ["\u3000\u3000"]),
    ("style.spaced_letters", ["柳  州  市  教  育  局"]),
    ("style.blank_paragraph", [""]),
    ("style.doubled_character", ["在在"]),
    ("style.doubled_word", ["信息信息"]),
    ("style.mistyped", ["薄弱学习", "官微信", "登陆"]),
    ("style.rights", ["权力"]),
    ("style.sent_to", ["送："]),
]

# What the examples do not show: the code, lines, and the words at fault in them.
LINES: list[tuple[str, str, list[str]]] = [
    ("style.unpaired_mark", "要求：1）公开；12）答复；a）归档。", []),
    ("style.unpaired_mark", "要求：一）公开，十二）答复", []),
    ("style.unpaired_mark", "公开12件）。", ["）"]),
    ("style.unpaired_mark", "共123）。", ["）"]),
    ("style.unpaired_mark", "有，123）。", ["）"]),
    ("style.unpaired_mark", "（《办法〉）", ["〉", "）", "（", "《"]),
    ("style.stray_space", "市教育局按照 部署公开信息。", ["照 部"]),
    ("style.stray_space", "柳 州 市 教 育 局", []),
    ("style.stray_space", "市教育局办公室 市财政局印发了方案。", []),
    ("style.stray_space", "市教育局负责 市财政局配合。", ["责 市"]),
    ("style.blank_paragraph", "及时公开。\n\n# 一、情况\n及时公开。\n\n", []),
    ("style.ordinal_gap", "一是明确责任；三是加强检查。", ["三是"]),
    ("style.ordinal_gap", "一是明确责任；二是加强培训；四是加强检查；五是通报。", ["四是"]),
    ("style.ordinal_gap", "三是明确责任；四是加强培训。", []),
    ("style.ordinal_gap", "一是明确责任；二是加强培训；一是不够及时；二是不够全面。", []),
    ("style.ordinal_gap", "一是明确责任；二是加强培训；二是加强检查。", ["二是"]),
    ("style.ordinal_gap", "九是明确责任；十是加强培训；十一是加强检查；十三是通报。", ["十三是"]),
    ("style.ordinal_gap", "一是明确责任；二二是加强培训；三是加强检查。", ["二二是"]),
    ("style.ordinal_gap", "1.发布政策文件。\n3.发布政策解读。\n4.发布年度报告。", ["3."]),
    ("style.ordinal_gap", "1.发布政策文件。\n3.发布政策解读。\n3.发布年度报告。", ["3."]),
    ("style.ordinal_gap", "2.发布政策文件。\n3.发布政策解读。", []),
    ("style.level_skip", "# 一、总体情况\n## （一）公开情况\n### 1.政策文件\n# 二、收费\n### 1.标准", ["1."]),
    ("style.level_skip", "### 1.公开情况\n#### （1）政策文件", []),
    ("style.level_climb", "# 一、总体情况\n## （一）公开情况\n# 二、收费", []),
    ("style.numeral_forms", "20个工作日内公开，三个工作日内解读，五个工作日内归档。", ["20个工作日"]),
    ("style.numeral_forms", "20个工作日内公开，5个工作日内归档，三个工作日内解读。", ["三个工作日"]),
    ("style.numeral_forms", "20个工作日内公开，解读有三篇。", []),
    ("style.numeral_forms", "20个工作日内公开，第三个工作日解读。", []),
    ("style.grouping", "阅读683,366次，关注408220人，点赞12345次。", ["683,366"]),
    ("style.grouping", "阅读683,366次，点赞1,234,567次，关注408220人。", ["408220"]),
    ("style.grouping", "阅读683,366次，点赞1,234次。", []),
    ("style.estimate", "有八、九个人，另有八、五个人。", ["八、九"]),
    ("style.estimate", "有3、4个人，另有4、3个人，10、11个人。", ["3、4"]),
    ("style.comma_between_marked", "落实《条例》、《要点》、《办法》。", ["》、《", "》、《"]),
    ("style.comma_between_marked", "落实《条例》（试行）、《要点》，做好“发布”（一）、“解读”。", []),
    (
        "style.inner_stop",
        "一是加强领导；二是加强培训。抓好落实；三是加强检查。",
        ["一是加强领导；", "二是加强培训。抓好落实；"],
    ),
    ("style.inner_stop", "一是加强领导；二是加强培训；三是加强检查。通报结果。", []),
    ("style.list_ends", "1.发布文件；\n2.发布解读；\n3.发布报告；", ["3.发布报告；"]),
    (
        "style.list_ends",
        "1.发布文件。均已归档；\n2.发布解读；\n3.发布报告。",
        ["文件。均已归档；", "2.发布解读；"],
    ),
    ("style.list_ends", "1.发布文件。\n2.发布解读。\n3.发布报告。", []),
    ("style.list_ends", "1.发布文件；\n（1）发布解读。\n2.发布报告。", []),
    ("style.colon_in_colon", "联系电话：见下：0772。", []),
    ("style.colon_in_colon", "工作特点如下：更加及时。问题如下：不够及时。", []),
    ("style.signed_on_last_day", "% 柳州市教育局2016年报告\n2015年12月31日", []),
    ("style.signed_on_last_day", "% 柳州市教育局2016年报告\n截至2016年12月31日", []),
    ("style.split_figure", "电话138 0000 0000，新收1 234 567件，又收12 34件。", ["12 34"]),
    ("style.rights", "规范行政权利运行，保障申请人的权力。", ["行政权利", "权力"]),
    ("style.mistyped", "截止到2016年底，部份单位做为试点。", ["截止到", "部份", "做为"]),
    ("style.half_width_mark", "登录www.gov.cn,查询；“公开”,解读。", [","]),
]


def breaches(code: str, picture: str) -> list[str]:
    """The words that a rule marks."""
    return [span.text for span in BY_CODE[code].find(word_text_of(picture))]


@pytest.mark.parametrize(("code", "words"), EXAMPLES, ids=[code for code, _ in EXAMPLES])
def test_the_words_at_fault_in_a_bad_example_are_marked_and_no_others(code: str, words: list[str]) -> None:
    assert breaches(code, BY_CODE[code].bad) == words


@pytest.mark.parametrize(("code", "picture", "words"), LINES)
def test_the_words_at_fault_in_lines_are_marked_and_no_others(
    code: str, picture: str, words: list[str]
) -> None:
    assert breaches(code, picture) == words


def test_every_rule_has_its_words_here() -> None:
    assert [code for code, _ in EXAMPLES] == [rule.code for rule in RULES]


def test_the_words_at_fault_are_quoted_with_twelve_signs_on_each_side() -> None:
    (found,) = lint_text(text_of("市教育局按照上级机关国办发[2016]8号文件的部署和要求制定方案。"))
    (near,) = lint_text(text_of("按照上级机关国办发[2016]8号文件的部署和要求制定。"))

    assert found.evidence == "原文：……教育局按照上级机关国办发[2016]8号文件的部署和要求制定方案……"
    assert near.evidence == "原文：按照上级机关国办发[2016]8号文件的部署和要求制定。"


def test_words_at_fault_are_quoted_as_far_as_sixty_signs() -> None:
    words = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
    (whole,) = lint_text(text_of(f'推进"{words}剑号巨阙珠称夜光果珍"工作。'))
    (cut,) = lint_text(text_of(f'推进"{words}剑号巨阙珠称夜光果珍李"工作。'))

    assert whole.message.endswith('果珍"”')
    assert cut.message.endswith("果珍李……”")

"""Every rule of style finds its bad example and leaves its good one alone, and none falls into a trap."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import text_of, word_text_of

from report_builder.checks.lint.linting import lint_text
from report_builder.checks.lint.rules import RULES
from report_builder.diagnostics import Severity
from report_builder.finding_codes import CATALOGUE

if TYPE_CHECKING:
    from report_builder.checks.lint.rule import StyleRule

# What looks like a fault and is none (reference: GB/T 15834—2011, GB/T 15835—2011 and the usage of offices).
TRAPS = """
中共中央办公厅 国务院办公厅《关于全面推进政务公开工作的意见》印发后，市教育局认真学习。
自治区党委办公厅 自治区人民政府办公厅印发了实施意见。
发布《政策解读：降低门槛 简化手续 保障进城务工人员随迁子女入学》，简化手续。
办法名为《柳州市贯彻落实〈广西乡村教师支持计划实施方案〉的办法（2015-2020年）》。
执行《广西壮族自治区政府信息公开年度报告制度（试行）》。
解读《政策解读：“一证两合法”2017年非柳州市市区户籍的学生考试和录取新政》等5篇。
支出10亿零817万5288元，增长0.46%，占15%～30%。
联系电话：0772-2822960，传真：0772-2822961。
第5个工作日以前送达。
（一）落实要求。认真贯彻上级部署，把各项任务分解到科室。
阿卜杜拉·买买提、让-雅克·卢梭到场。
详见http://www.lzedu.gov.cn/a,b/2016-3?x=1和lzedu@lzedu.gov.cn，或者登录gov.cn查看。
根据GB/T 9704-2012和GB/T 15835—2011的规定，登记编号2016-001、2016-12-0003。
依据《中华人民共和国政府信息公开条例》第二十条第（一）项和第三十六条第（三）项。
人民法院（2016）桂0202行初1号判决维持。
政策文件、解读材料等均在3个工作日内公开，第三、四季度各公布一次。
2016年1月1日至2016年12月31日，三次修订，三四个人参加。
他说：“要公开、要解读、要回应。”
一是明确责任，落实到人；二是加强培训；三是加强检查。
2012—2016年共公开1250条，2016年1月—12月公开139条，南宁—柳州、5～10人。
每件收费3～5元，重3千克，行3千米，提高2个百分点。
1.公开政策文件26项。2016年6月发布。
2.公开政策解读5篇，均在3个工作日内完成。
信息存在在线不及时更新的问题，有关部门门户网站、公开开放日、教育育人等均已核对。
"""

# The faults of a real report of 2016, and the rule that tells each.
REAL_FAULTS = [
    ("（一）落实要求，优化信息公开工作机制。\n市教育局认真落实要求，明确责任。", "style.heading_end"),
    ("（一）通过自治区统一平台公开情况。\n1.截至12月底，公开政策类文件26项。", "style.heading_end"),
    ("柳州市教育局在在自治区统一平台公布了年度报告。", "style.doubled_character"),
    ("发布《政策解读：保障进城务工人员随迁子女接受义务教育的权力》。", "style.rights"),
    ("推进薄弱学习基本办学条件的信息公开。", "style.mistyped"),
    ("通过官微信发布信息。", "style.mistyped"),
    ("发布了《 政策解读：提升师德》。", "style.stray_space"),
    ("发布了《政策解读： 2016年中考招生录取照顾政策》。", "style.stray_space"),
    ("印发了通知。 2016年9月，印发了意见。", "style.stray_space"),
    ("阅读总次数683366次； 多条信息的阅读量过万。", "style.stray_space"),
    ("    市教育局认真落实要求。", "style.indent_spaces"),
    ("市教育局认真落实要求。\n\n市教育局明确责任。", "style.blank_paragraph"),
    ("1.公开政策类文件26项；\n2.发布解读5次。\n3.公开信息。均已归档。\n4.公布预算。", "style.list_ends"),
    ("办法（2015-2020年）已经公布。", "style.span_hyphen"),
    ("20个工作日内公开，解读在三个工作日内完成。", "style.numeral_forms"),
    ("出台了关于印发《招生工作方案》的通知。", "style.bare_title"),
    ("制定了《通知》、关于印发《方案》的意见。", "style.mixed_titles"),
    ("柳  州  市  教  育  局", "style.spaced_letters"),
    ("送：柳州市政务公开政府信息公开政务服务工作领导小组办公室", "style.sent_to"),
    (
        "共三个部分：基本情况、收费情况、其他事项。\n# 一、基本情况\n# 二、收费情况\n# 三、需要说明的事项",
        "style.headings_listed",
    ),
    ("% 柳州市教育局2016年政府信息公开工作年度报告\n2016年12月31日", "style.signed_on_last_day"),
]


def codes(picture: str) -> set[str]:
    """The codes of what is found in a Word file with these lines."""
    return {finding.code for finding in lint_text(word_text_of(picture))}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_finds_its_bad_example(rule: StyleRule) -> None:
    spans = list(rule.find(word_text_of(rule.bad)))

    assert spans
    assert all(0 <= span.start <= span.end <= len(span.passage.text) for span in spans)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_finds_fault_with_a_good_example(rule: StyleRule) -> None:
    # A title alone, or one that is signed, is an example of one rule and none of another.
    found = [str(finding) for finding in lint_text(word_text_of(rule.good))]

    assert found == []


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES if rule.code != "style.title_form"], ids=lambda rule: rule.code
)
def test_what_a_rule_advises_is_right_by_it(rule: StyleRule) -> None:
    advised = [span.instead for span in rule.find(word_text_of(rule.bad)) if span.instead]

    assert [
        str(finding)
        for advice in advised
        for finding in lint_text(word_text_of(advice))
        if finding.code == rule.code
    ] == []


@pytest.mark.parametrize("line", TRAPS.strip().split("\n"))
def test_what_only_looks_like_a_fault_is_left_alone(line: str) -> None:
    found = lint_text(word_text_of(f"正文。\n{line}\n（二）随后一段，内容照旧。到此为止。"))

    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize(("picture", "code"), REAL_FAULTS, ids=[code for _, code in REAL_FAULTS])
def test_a_fault_of_the_real_report_is_found(picture: str, code: str) -> None:
    assert code in codes(picture)


def test_a_name_of_a_document_is_exact_so_its_faults_are_only_noticed() -> None:
    [finding] = lint_text(text_of("发布《政策解读：接受义务教育的权力》。"))

    assert (finding.code, finding.severity) == ("style.rights", Severity.NOTICE)
    assert "照原文引用的，不用改" in finding.remedy


def test_a_rule_that_is_switched_off_finds_nothing() -> None:
    text = text_of("贯彻国办发[2016]8号文件精神。")

    assert [finding.code for finding in lint_text(text)] == ["style.document_brackets"]
    assert lint_text(text, ("style.document_brackets",)) == []


def test_a_finding_names_place_evidence_advice_and_clause() -> None:
    [finding] = lint_text(text_of("正文。\n按照国办发[2016]8号文件的部署，市教育局制定了方案。"))

    assert str(finding) == (
        "警告 style.document_brackets  样张.md › 第2行\n"
        "  发文字号的年份没有用六角括号：“[2016]8号”\n"
        "  原文：按照国办发[2016]8号文件的部署，市教育局制定……\n"
        "  可改为“〔2016〕8号”。发文字号的年份用六角括号〔〕括起来（GB/T 15834—2011，4.9.3.4）"
    )


def test_a_fault_that_is_everywhere_is_told_thirty_times_and_counted() -> None:
    found = lint_text(text_of("\n".join(["公开信息,接受监督。"] * 50)))

    assert len(found) == 30
    assert "同样的问题还有 20 处" in found[-1].evidence


def test_every_rule_has_a_code_of_its_own_with_its_meaning_in_the_catalogue() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert {rule.code: CATALOGUE.get(rule.code) for rule in RULES} == {
        rule.code: rule.title for rule in RULES
    }


def test_a_hostile_text_is_linted_in_good_time() -> None:
    # A rule that looked at the rest of such a line again from each of its signs would take minutes.
    signs = "“|《|（|一|一、|1|a-|1 |在| |：|公开|…|等…|》《|《》（".split("|")
    heads = ("中", "中 ", "〔2016〕第0", "共", "2016年")
    lines = [sign * (100_000 // len(sign)) for sign in signs]
    lines += [f"{head}{sign * 100_000}-" for head in heads for sign in ("0", "一", "…")]

    found = lint_text(text_of("\n".join(lines)))

    assert found


@pytest.mark.parametrize(
    ("line", "is_fault"),
    [
        ("转发《关于印发《办法》的通知》。", True),
        ("转发《关于印发《办法〉的通知。", True),
        ("转发《关于印发〈办法〉的通知》。", False),
        ("转发《关于印发〈办法《试行》〉的通知》。", False),
        ("印发《办法》《细则》。", False),
        ("》印发《办法》。", False),
    ],
)
def test_marks_of_a_title_alternate_as_they_nest(line: str, *, is_fault: bool) -> None:
    assert ("style.nested_titles" in codes(line)) is is_fault

"""The sample year's narrative states every fact of the real report, in its section, in official style."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from filled_reports import reported

from report_builder.checks.sections import check_sections
from report_builder.diagnostics import Findings
from report_builder.formats.definitions import load_format
from report_builder.ledgers.reading import read_ledgers
from report_builder.manuscript.narrative import write_manuscript
from report_builder.settings import load_settings
from report_builder.statistics.counting import count_statistics

CHECKOUT: Final = Path(__file__).parent.parent
NARRATIVES: Final = {
    "sample": CHECKOUT / "data" / "2016" / "narrative.md",
    "starting": CHECKOUT / "styles" / "guangxi-seven-part" / "narrative.md",
}
FORMAT: Final = CHECKOUT / "styles" / "guangxi-seven-part"

OPENING: Final = """
    《中华人民共和国政府信息公开条例》（国令第492号，以下简称《条例》）
    以下简称市教育局
    全文共七个部分
    本年度政府信息公开工作的基本情况
    围绕国家和自治区中心工作推进政府信息公开以及推进重点领域政府信息公开情况
    依申请公开政府信息和不予公开政府信息的情况
    政府信息公开的收费及减免情况
    因政府信息公开申请行政复议、提起行政诉讼的情况
    政府信息公开工作存在的主要问题及改进方向
    其他需要报告的事项
    2016年1月1日至2016年12月31日
    广西壮族自治区政府信息公开统一平台
    柳州市政务服务中心
    柳州市档案馆
    柳州市图书馆
    政府信息公开查阅中心
    柳州市教育局办公室
    柳州市文惠路87号
    545001
    0772-2822960
"""
SECTION_ONE: Final = """
    （一）落实要求，优化信息公开工作机制
    《关于全面推进政务公开工作的意见》（中办发〔2016〕8号）
    《国务院办公厅关于印发2016年政务公开工作要点的通知》（国办发〔2016〕19号）
    《关于全面推进政务公开的实施意见》（桂办发〔2016〕39号）
    《关于贯彻落实国务院办公厅2016年政务公开工作要点的实施方案》
    《柳州市教育局关于贯彻落实柳州市政务公开政府信息公开2016年工作要点的实施方案》
    在柳州市政务公开政府信息公开政务服务工作领导小组办公室的指导下
    （二）细化清单，充实完善信息公开内容
    2016年6月，印发《关于做好2016年义务教育学校招生入学工作的通知》
    同月，印发《柳州市2016年初中毕业升学考试和高中阶段招生工作方案》
    2016年9月，印发《关于加强进城务工人员随迁子女义务教育工作的指导意见》
    政策类文件26项
    教育信息139条
    （三）拓展渠道，建立多元信息公开载体
    广西壮族自治区政府信息公开统一平台
    一中心两馆
    柳州教育网
    “柳州教育”（微信号：lzjyj）
    《龙城教育》
    （四）提升认识，做好信息公开宣传引导
    政策解读5篇
    2016年6月，在自治区统一平台发布《政策解读：2016年中考招生录取照顾政策 烈士子女加30分》
    同月，发布《政策解读：“一证两合法”2017年非柳州市市区户籍的学生初中毕业升学考试和录取新政》
    2016年9月，在自治区统一平台发布《政策解读：降低门槛 简化手续 保障进城务工人员随迁子女接受义务教育的权力》
    《柳州市贯彻落实〈广西乡村教师支持计划实施方案〉的办法（2015-2020年）》
    2016年9月发布《政策解读：提升师德、提高待遇、解决住房》
    2016年10月，在自治区统一平台发布《政策解读：贫困户子女可申请免除幼儿园、普通高中学杂费》
    （五）加强监督，确保信息公开落到实处
"""
SECTION_TWO: Final = """
    （一）通过自治区政府信息公开统一平台公开情况
    1.截至2016年12月底，共公开政策类文件26项，均在文件形成之日起20个工作日内发布。
    2.全年共发布政策解读5篇，均在相关政策发布后3个工作日内完成。
    3.围绕教育督导、学校财务、招生考试、“全面改薄”项目
    2016年1月至12月共公开教育信息139条
    4.《柳州市教育局2015年政府信息公开工作年度报告》于2016年1月13日公布
    一中心两馆
    5.市教育局2016年部门预算和“三公”经费预算于2016年2月25日公布，2015年部门决算于2016年8月5日公布
    6.市教育局权责清单于2016年7月21日公布
    （二）通过政府门户网站公开情况
    柳州教育网
    发布信息上千条
    博客用户有10250个
    博文9425篇
    （三）通过新媒体公开信息情况
    微信公众号“柳州教育”（微信号：lzjyj）
    订阅用户5649人
    累计阅读人数408220人
    阅读总次数683366次
    多条信息的阅读量过万
    最高阅读量超过6万次
"""
SECTION_THREE: Final = """
    （一）依申请公开工作受理、答复情况
    未收到政府信息公开申请
    （二）不予公开政府信息备案情况
    《柳州市不予公开政府信息上报备案制度》
    未作出不予公开政府信息的答复
    （三）接待场所建设、完善、维护及工作运行情况
    共有2处受理政府信息公开申请的场所
    市政务服务中心教育局窗口
    市教育局办公室
"""
SECTION_SIX: Final = """
    制度需要进一步细化
    高等学校信息公开工作需要持续推进
    认识需要进一步提升
    一是做好信息发布、政策解读和回应关切工作
    二是推进重点领域信息公开
    义务教育学区划分
    进城务工人员随迁子女入学
    教育督导报告
    农村薄弱学校改造
    部门预算决算
    地方高等学校财务
    三是加强公开渠道建设
    栏目设置
    微信公众号
    四是规范依申请公开工作
"""
FACTS: Final = {
    0: OPENING,
    1: SECTION_ONE,
    2: SECTION_TWO,
    3: SECTION_THREE,
    4: "未收取检索、复制、邮寄等费用\n未发生费用减免",
    5: "未发生行政复议案件\n未发生行政诉讼案件\n未收到举报投诉",
    6: SECTION_SIX,
    7: "无其他需要报告的事项。",
}

# Official documents write dashes and spaces of a title as its issuer does; the text around them has rules.
TITLE: Final = re.compile("《[^《》]*》")
# What an author may type: an instrument's name and number; a list's own number; the template's expressions.
TYPED: Final = re.compile(
    r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|《[^》]*》|〔\d{4}〕\d+号|国令第\d+号|^\d\. ", re.DOTALL | re.MULTILINE
)
# What domain.md 8.4 and the clauses of GB/T 15834 and 15835 call faults.
FAULTS: Final = {
    "a space in the text": r"\s",
    "a character twice": r"在在|的的|了了|和和|与与|对对|，，|。。|、、",
    "学习 for 学校": r"薄弱学习",
    "官微信": r"官微信",
    "a half-width mark": r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]",
    "a year in wrong brackets": r"[\[（(【［](19|20)\d\d[\]）)】］]\s*\d+号",
    "a 顿号 between titles or quotations": r"》、《|”、“",
    "an estimate with 顿号": r"[一二三四五六七八九]、[一二三四五六七八九](个|次|天)",
    "等 with an ellipsis": r"等…|…等",
    "a measure with a comma": r"[一二三四五]是，",
    "首先 without a comma": r"(首先|其次|最后)、",
    "a mark after （一）": r"^（[一二三四五六七八九十]+）[、，．.]",
    "a short year": r"(?<!\d)\d{2}年",
    "a hyphen between years": r"\d{4}-\d{4}年",
    "a numeral in hanzi beside 工作日": r"[一二三四五六七八九十]个工作日",
    "a padded date": r"年0\d|月0\d",
    "a grouped or broken number": r"\d,\d",
    "two marks together": r"[，。；：、][，。；：、]",
    "the template's signs": r"[{}*#`|\\]|None|nan",
}


@pytest.fixture(scope="module", params=list(NARRATIVES.values()), ids=list(NARRATIVES))
def narrative(request: pytest.FixtureRequest) -> Path:
    """Each narrative that ships with the program."""
    assert isinstance(request.param, Path)
    return request.param


@cache
def sections(narrative: Path) -> list[list[str]]:
    """The texts of the opening and of each section, over the sample year's ledgers."""
    findings = Findings()
    settings = load_settings(CHECKOUT / "data", 2016, findings)
    assert settings is not None
    ledgers = read_ledgers(CHECKOUT / "data" / "2016" / "ledgers", settings, 2016, findings)
    statistics = count_statistics(ledgers, settings, 2016, findings)
    told = Findings()
    manuscript = write_manuscript(narrative, settings, statistics, told)
    assert manuscript is not None, [str(finding) for finding in told]
    assert list(told) == []
    report_format = load_format(FORMAT, findings)
    assert report_format is not None
    assert check_sections(reported(manuscript), report_format) == []
    opening = [block.text for block in manuscript.opening]
    return [opening, *([block.text for block in section.blocks] for section in manuscript.sections)]


@pytest.fixture(scope="module")
def sample() -> list[list[str]]:
    """The sample year's own narrative."""
    return sections(NARRATIVES["sample"])


@pytest.mark.parametrize(
    ("number", "fact"),
    [(number, fact.strip()) for number, facts in FACTS.items() for fact in facts.strip().splitlines()],
)
def test_the_sample_states_the_fact_in_its_section(sample: list[list[str]], number: int, fact: str) -> None:
    assert any(fact in text for text in sample[number]), "\n".join(sample[number])


def test_the_platforms_items_are_six_full_sentences(sample: list[list[str]]) -> None:
    items = [text for text in sample[2] if re.match(r"\d\.", text)]

    assert [text[:2] for text in items] == ["1.", "2.", "3.", "4.", "5.", "6."]
    assert [text.count("。") for text in items] == [1] * 6
    assert all(text.endswith("。") for text in items)


def test_the_measures_are_four(sample: list[list[str]]) -> None:
    assert [text[:2] for text in sample[6][-4:]] == ["一是", "二是", "三是", "四是"]


def test_the_sample_is_as_long_as_a_real_report(sample: list[list[str]]) -> None:
    assert 3500 <= sum(len(text) for texts in sample for text in texts) <= 5000


def test_no_figure_is_typed_by_hand(narrative: Path) -> None:
    typed = TYPED.sub("", narrative.read_text(encoding="utf-8"))

    assert re.findall(r".*\d.*", typed) == []


@pytest.mark.parametrize(("fault", "pattern"), FAULTS.items())
def test_no_text_has_a_fault_of_style(narrative: Path, fault: str, pattern: str) -> None:
    texts = [TITLE.sub("《》", text) for part in sections(narrative) for text in part]

    assert [text for text in texts if re.search(pattern, text)] == [], fault


def test_headings_end_without_and_paragraphs_with_a_mark(narrative: Path) -> None:
    for part in sections(narrative):
        for text in part:
            bare = text.startswith(("（", "地址：", "邮政编码：", "联系电话："))
            assert text.endswith("。") != bare, text


def test_an_item_with_a_full_stop_inside_does_not_end_in_a_semicolon(narrative: Path) -> None:
    ends = {text[-1] for part in sections(narrative) for text in part if re.match(r"\d\.|[一二三四]是", text)}

    assert ends <= {"。"}


@pytest.mark.parametrize(("opening", "closing"), ["“”", "（）", "《》", "〈〉"])
def test_brackets_and_quotations_are_in_pairs(narrative: Path, opening: str, closing: str) -> None:
    for part in sections(narrative):
        for text in part:
            assert text.count(opening) == text.count(closing), text

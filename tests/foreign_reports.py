"""A seed → a year's report of a made-up agency as plain values, sound or with one planted fault.

Nothing of the package makes it: figures, text and tables are drawn here, and written by others' programs
(``foreign_writers``). Two years of an agency come together, since some faults show beside the year before.
"""

from __future__ import annotations

import random  # noqa: TID251  the seed comes in: the same seed, the same report
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

YEAR: Final = 2024
COLUMNS: Final = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
RESULTS: Final = (
    ("（一）予以公开", ("",)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ("",)),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
            "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他",
        ),
    ),
)  # fmt: skip
OUTCOMES: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
HEADINGS: Final = (
    "总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项",
)  # fmt: skip
_PLACES: Final = ("清河", "望江", "松山", "新桥", "白石", "东湖", "金沙", "永宁", "柳溪", "双河")
_OFFICES: Final = ("教育局", "财政局", "水利局", "民政局", "交通运输局", "卫生健康局", "农业农村局", "审计局")
_PROBLEMS: Final = (
    (
        "主动公开的内容更新还不够及时，部分栏目一个季度才更新一次；答复文书的格式不够统一，个别答复没有写明救济途径。"
        "下一步，将按月检查栏目，把答复文书的样式印发各科室，并组织两次培训。"
    ),
    (
        "政策解读的形式比较单一，以文字为主，图解和视频偏少；基层公开专区的资料摆放不全。下一步，将为惠民政策配上图解，"
        "逐个走访公开专区，缺少的资料在第一季度补齐。"
    ),
    (
        "个别科室对申请的答复时限把握不严，接近期满才会商；公文属性的源头认定有时流于形式。下一步，将建立台账按周提醒，"
        "对拟不予公开的公文逐件说明理由。"
    ),
    (
        "公开平台的检索功能不够好用，群众查找文件不方便；工作人员流动较快，业务不够熟悉。下一步，将改造检索页面，"
        "编印工作手册，实行以老带新。"
    ),
)
Span = tuple[str, int, int]  # text, columns, rows


@dataclass
class ForeignReport:
    """A report as its maker has it: ``cells`` are the figures as written, by their paths."""

    agency: str
    year: int
    cells: dict[str, str] = field(default_factory=dict)
    title: str = ""
    opening: list[str] = field(default_factory=list)
    sections: list[tuple[str, list[str]]] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    signed: str = ""

    def tables(self) -> dict[int, list[list[Span]]]:
        """The rows of each section's table, from 1, without the rows that are left out."""
        return {2: _duties(self.cells), 3: _requests(self.cells, self.left_out), 4: _disputes(self.cells)}


def _row_key(part: int, number: int) -> str:
    names = ("granted", "partial", "refused", "unavailable", "not_handled", "other")
    return names[part] if part < 2 else f"{names[part]}.{number}"


def result_keys() -> list[tuple[str, str]]:
    """The rows of part three of the table with their labels."""
    return [
        (_row_key(part, number), label or heading)
        for part, (heading, labels) in enumerate(RESULTS)
        for number, label in enumerate(labels, start=1)
    ]


APPLICANT_KEYS: Final = ("natural_person", "business", "research", "nonprofit", "legal_service", "other")
SUIT_KEYS: Final = ("review", "direct_suit", "suit_after_review")
STOCK: Final = ("issued", "abolished", "in_force")
OUTCOME_KEYS: Final = ("upheld", "corrected", "other", "pending", "total")


def _duties(cells: Mapping[str, str]) -> list[list[Span]]:
    def kinds(*rows: tuple[str, str]) -> list[list[Span]]:
        return [[(label, 1, 1), (cells[path], 3, 1)] for label, path in rows]

    stock = [
        [(label, 1, 1), *((cells[f"proactive.{key}.{each}"], 1, 1) for each in STOCK)]
        for label, key in (("规章", "rules"), ("行政规范性文件", "normative_documents"))
    ]
    return [
        [("第二十条第（一）项", 4, 1)],
        [("信息内容", 1, 1), ("本年制发件数", 1, 1), ("本年废止件数", 1, 1), ("现行有效件数", 1, 1)],
        *stock,
        [("第二十条第（五）项", 4, 1)],
        [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)],
        *kinds(("行政许可", "proactive.licences.decisions")),
        [("第二十条第（六）项", 4, 1)],
        [("信息内容", 1, 1), ("本年处理决定数量", 3, 1)],
        *kinds(
            ("行政处罚", "proactive.penalties.decisions"), ("行政强制", "proactive.compulsions.decisions")
        ),
        [("第二十条第（八）项", 4, 1)],
        [("信息内容", 1, 1), ("本年收费金额（单位：万元）", 3, 1)],
        *kinds(("行政事业性收费", "proactive.fees.amount_wan")),
    ]


def _requests(cells: Mapping[str, str], left_out: set[str]) -> list[list[Span]]:
    def figures(key: str) -> list[Span]:
        return [(cells[f"requests.{key}.{column}"], 1, 1) for column in (*APPLICANT_KEYS, "total")]

    results: list[list[Span]] = []
    for part, (heading, labels) in enumerate(RESULTS):
        kept = [
            (number, label)
            for number, label in enumerate(labels, start=1)
            if _row_key(part, number) not in left_out
        ]
        for place, (number, label) in enumerate(kept):
            first: list[Span] = [(heading, 1, len(kept)), (label, 1, 1)] if label else [(heading, 2, 1)]
            results.append([*(first if not place else first[1:]), *figures(_row_key(part, number))])
    results.append([("（七）总计", 2, 1), *figures("total")])
    results[0].insert(0, ("三、本年度办理结果", 1, len(results)))
    rule = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    return [
        [(rule, 3, 3), ("申请人情况", 7, 1)],
        [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)],
        [(each, 1, 1) for each in COLUMNS[1:]],
        [("一、本年新收政府信息公开申请数量", 3, 1), *figures("new")],
        [("二、上年结转政府信息公开申请数量", 3, 1), *figures("carried_in")],
        *results,
        [("四、结转下年度继续办理", 3, 1), *figures("carried_out")],
    ]


def _disputes(cells: Mapping[str, str]) -> list[list[Span]]:
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [*((each, 1, 2) for each in OUTCOMES), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)],
        [(each, 1, 1) for each in OUTCOMES * 2],
        [(cells[f"litigation.{suit}.{each}"], 1, 1) for suit in SUIT_KEYS for each in OUTCOME_KEYS],
    ]


def two_years(seed: int) -> tuple[ForeignReport, ForeignReport]:
    """Last year's report of an agency and this year's, both sound."""
    chance = random.Random(seed)  # noqa: S311
    agency = f"{chance.choice(_PLACES)}县{chance.choice(_OFFICES)}"
    carried = [chance.choice((0, 0, 1, 2)) if number < 2 else 0 for number in range(6)]
    stock = {"rules": 0, "normative_documents": chance.randrange(5, 60)}
    walked = f"全年走访{seed % 90 + 3}处、检查栏目{seed % 37 + 5}个。"  # no two agencies' words are the same
    problems = [f"{text}{walked}" for text in chance.sample(_PROBLEMS, 2)]
    years: list[ForeignReport] = []
    for number, year in enumerate((YEAR - 1, YEAR)):
        report = ForeignReport(agency, year)
        carried = _count(report.cells, carried, stock, chance)
        _write(report, years[0] if years else None, problems[number], chance)
        years.append(report)
    return years[0], years[1]


def _count(
    cells: dict[str, str], carried: list[int], stock: dict[str, int], chance: random.Random
) -> list[int]:
    """Fill in a year's figures; what is carried out comes back."""
    rows = {key: [0] * 6 for key in ("new", "carried_in", "total", "carried_out", *dict(result_keys()))}
    rows["carried_in"] = list(carried)
    for column in range(6):
        new = chance.randrange(8, 60) if not column else chance.choice((0, 0, 1, 3, 7))
        rows["new"][column] = new
        pending = min(chance.choice((0, 1, 2)), new) if column < 2 else 0
        rows["carried_out"][column] = pending
        done = rows["total"][column] = new + carried[column] - pending
        for _ in range(done):
            rows[chance.choice([key for key, _ in result_keys()] + ["granted"] * 12)][column] += 1
    for key, values in rows.items():
        for name, value in zip((*APPLICANT_KEYS, "total"), (*values, sum(values)), strict=True):
            cells[f"requests.{key}.{name}"] = str(value)
    for key, before in stock.items():
        issued, abolished = (0, 0) if key == "rules" else (chance.randrange(4), chance.randrange(3))
        stock[key] = before + issued - abolished
        for name, value in zip(STOCK, (issued, abolished, stock[key]), strict=True):
            cells[f"proactive.{key}.{name}"] = str(value)
    for kind in ("licences", "penalties", "compulsions"):
        cells[f"proactive.{kind}.decisions"] = str(chance.randrange(3000))
    cells["proactive.fees.amount_wan"] = chance.choice(("0", "12.5", "3.08", f"{chance.randrange(1, 999)}.6"))
    for suit in SUIT_KEYS:
        counts = [chance.choice((0, 0, 1, 2, 4)) for _ in range(4)]
        for name, value in zip(OUTCOME_KEYS, (*counts, sum(counts)), strict=True):
            cells[f"litigation.{suit}.{name}"] = str(value)
    return rows["carried_out"]


def _number(cells: Mapping[str, str], path: str) -> int:
    return int(cells[path])


def _write(report: ForeignReport, last: ForeignReport | None, problems: str, chance: random.Random) -> None:
    """The text, with the figures of the tables."""
    cells, year = report.cells, report.year
    new, carried = (_number(cells, f"requests.{key}.total") for key in ("new", "carried_in"))
    handled, pending = (_number(cells, f"requests.{key}.total") for key in ("total", "carried_out"))
    review = _number(cells, "litigation.review.total")
    suits = sum(_number(cells, f"litigation.{suit}.total") for suit in SUIT_KEYS[1:])
    growth = ""
    if last is not None:
        before = _number(last.cells, "requests.new.total")
        share = Decimal(abs(new - before) * 100) / before
        share = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
        growth = f"，同比{'增长' if new >= before else '下降'}{share}%"
    report.title = f"{report.agency}{year}年政府信息公开工作年度报告"
    report.opening = [
        (
            f"根据《中华人民共和国政府信息公开条例》（国令第711号）的规定，现公布{report.agency}{year}年"
            "政府信息公开工作年度报告。本报告所列数据的统计期限"
            f"自{year}年1月1日起，至{year}年12月31日止。"
        ),
    ]
    requests = (
        f"{year}年，本机关新收政府信息公开申请{new}件，上年结转{carried}件{growth}。"
        if growth
        else (f"{year}年，本机关新收政府信息公开申请{new}件，上年结转{carried}件。")
    )
    disputes = f"{year}年，因政府信息公开被申请行政复议{review}件，被提起行政诉讼{suits}件。"
    issued = _number(cells, "proactive.normative_documents.issued")
    duties = f"全年制发行政规范性文件{issued}件。" if issued else "全年没有制发行政规范性文件。"
    survey = [
        "（一）主动公开",
        f"坚持以公开为常态，{duties}重要政策发布后及时解读。",
        "（二）依申请公开",
        f"{requests}全年办结{handled}件，结转下年度继续办理{pending}件。",
        "（三）政府信息管理",
        chance.choice(
            ("修订公开指南和目录，公文在起草时认定公开属性。", "清理历史文件，标明有效、修改或者废止。")
        ),
        "（四）政府信息公开平台建设",
        chance.choice(
            ("调整门户网站的栏目，便于群众查找。", "在政务服务大厅设立公开查阅点，配备电脑和打印机。")
        ),
        "（五）监督保障",
        "把政府信息公开纳入年度考核，组织培训，接受社会评议。",
    ]
    texts = [survey, [], [], [disputes], [problems], [f"{year}年，本机关没有收取信息处理费。"]]
    report.sections = list(zip(HEADINGS, texts, strict=True))
    report.signed = f"{year + 1}年1月{chance.randrange(5, 29)}日"


def _plus(cells: dict[str, str], path: str, more: int) -> None:
    cells[path] = str(int(cells[path]) + more)


def _reworded(report: ForeignReport, old: str, new: str) -> None:
    report.sections = [
        (heading, [text.replace(old, new) for text in texts]) for heading, texts in report.sections
    ]


def _unbalanced(report: ForeignReport, _: ForeignReport) -> None:
    _plus(report.cells, "requests.carried_out.natural_person", 3)
    _plus(report.cells, "requests.carried_out.total", 3)
    _reworded(
        report,
        f"继续办理{int(report.cells['requests.carried_out.total']) - 3}件",
        f"继续办理{report.cells['requests.carried_out.total']}件",
    )


def _results_off(report: ForeignReport, _: ForeignReport) -> None:
    _plus(report.cells, "requests.refused.6.natural_person", 2)
    _plus(report.cells, "requests.refused.6.total", 2)


def _row_off(report: ForeignReport, _: ForeignReport) -> None:
    _plus(report.cells, "requests.granted.total", 1)


def _disputes_off(report: ForeignReport, _: ForeignReport) -> None:
    _plus(report.cells, "litigation.review.upheld", 1)


def _text_off(report: ForeignReport, _: ForeignReport) -> None:
    new = report.cells["requests.new.total"]
    _reworded(report, f"申请{new}件", f"申请{int(new) + 7}件")


def _suits_off(report: ForeignReport, _: ForeignReport) -> None:
    review = report.cells["litigation.review.total"]
    _reworded(report, f"行政复议{review}件", f"行政复议{int(review) + 2}件")


def _growth_off(report: ForeignReport, _: ForeignReport) -> None:
    text = report.sections[0][1][3]
    share = text.partition("同比")[2].partition("%")[0][2:]
    _reworded(report, f"{share}%", f"{float(share) + 6.3:.1f}%")


def _carried_off(report: ForeignReport, last: ForeignReport) -> None:
    _plus(last.cells, "requests.carried_out.business", 2)
    _plus(last.cells, "requests.carried_out.total", 2)
    for key in ("new",):
        _plus(last.cells, f"requests.{key}.business", 2)
        _plus(last.cells, f"requests.{key}.total", 2)
    # The year before stays sound in itself; this year's growth no longer says its first figure.
    _reworded(report, report.sections[0][1][3].partition("，同比")[2].partition("。")[0], "有所变化")
    _reworded(report, "，同比有所变化", "")


def _stock_off(report: ForeignReport, _: ForeignReport) -> None:
    _plus(report.cells, "proactive.normative_documents.in_force", 4)


def _blank(report: ForeignReport, _: ForeignReport) -> None:
    report.cells["requests.unavailable.2.natural_person"] = ""


def _section_gone(report: ForeignReport, _: ForeignReport) -> None:
    report.sections = [each for each in report.sections if each[0] != HEADINGS[4]]


def _stale_year(report: ForeignReport, _: ForeignReport) -> None:
    report.opening = [text.replace(f"自{YEAR}年1月1日", f"自{YEAR - 1}年1月1日") for text in report.opening]


def _old_law(report: ForeignReport, _: ForeignReport) -> None:
    report.opening = [text.replace("国令第711号", "国令第492号") for text in report.opening]


def _copied(report: ForeignReport, last: ForeignReport) -> None:
    problems = dict(last.sections)[HEADINGS[4]]
    report.sections = [
        (heading, list(problems) if heading == HEADINGS[4] else texts) for heading, texts in report.sections
    ]


def _row_gone(report: ForeignReport, _: ForeignReport) -> None:
    report.left_out.add("not_handled.3")
    for column in (*APPLICANT_KEYS, "total"):
        moved = int(report.cells[f"requests.not_handled.3.{column}"])
        _plus(report.cells, f"requests.not_handled.2.{column}", moved)


def _no_problems(report: ForeignReport, _: ForeignReport) -> None:
    report.sections = [
        (heading, ["无。"] if heading == HEADINGS[4] else texts) for heading, texts in report.sections
    ]


# What is planted, and the code that has to tell it.
FAULTS: Final[Mapping[str, tuple[Callable[[ForeignReport, ForeignReport], None], str]]] = {
    "the applications do not balance": (_unbalanced, "table.unbalanced"),
    "the results do not add up": (_results_off, "table.unbalanced"),
    "a row does not add up": (_row_off, "table.unbalanced"),
    "the disputes do not add up": (_disputes_off, "table.unbalanced"),
    "the text has other applications": (_text_off, "text.requests"),
    "the text has other disputes": (_suits_off, "text.disputes"),
    "the growth is wrong": (_growth_off, "text.growth"),
    "less is carried in than was carried out": (_carried_off, "statistics.carry_over"),
    "documents in force do not follow": (_stock_off, "statistics.in_force"),
    "a cell is blank": (_blank, "table.unread"),
    "a section is missing": (_section_gone, "section.missing"),
    "last year's dates were left": (_stale_year, "text.year"),
    "the old regulation is cited": (_old_law, "text.law"),
    "the problems are last year's": (_copied, "text.repeated"),
    "a row of the table is missing": (_row_gone, "table.incomplete"),
    "no problems are named": (_no_problems, "text.problems"),
}


def faulty(seed: int, name: str) -> tuple[ForeignReport, ForeignReport]:
    """The two years of a seed with one fault planted in the later."""
    last, report = (deepcopy(each) for each in two_years(seed))
    FAULTS[name][0](report, last)
    return last, report

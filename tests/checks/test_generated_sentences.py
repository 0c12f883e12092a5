"""Random tables and what offices write about them, with the right figure and with a wrong one."""

from __future__ import annotations

import random  # noqa: TID251  seeded: the same sentences on every run
from typing import TYPE_CHECKING, Final

from prose import prose

from report_builder.checks.figures_in_text import check_figures_in_text
from report_builder.checks.growth_in_text import check_growth, check_multiples
from report_builder.checks.lists_in_text import check_lists
from report_builder.quantities import plain_number
from report_builder.statistics.rows import APPLICANTS, REQUEST_ROWS

if TYPE_CHECKING:
    from decimal import Decimal

    Figures = dict[str, int | Decimal | None]

SEED: Final = 20251231
TABLES: Final = 12
YEAR: Final = 2025
OF_REQUESTS: Final = "（二）依申请公开"
OF_PUBLICATION: Final = "（一）主动公开"
OF_SUPERVISION: Final = "（五）监督保障"
# {} is the figure that the path gives; [..] another of the tables, right in both the true and the false one.
PATTERNS: Final = (
    (OF_REQUESTS, "requests.new.total", "2025年，市教育局共收到政府信息公开申请{}件。"),
    (OF_REQUESTS, "requests.new.total", "全年新收政府信息公开申请{}件，均已登记。"),
    (OF_REQUESTS, "requests.new.total", "市教育局收到{}件政府信息公开申请。"),
    (OF_REQUESTS, "requests.new.total", "全年共受理{}件。"),
    (OF_REQUESTS, "requests.new.total", "申请总量{}件，同比持平。"),
    (OF_REQUESTS, "requests.carried_in.total", "上年结转申请{}件。"),
    (OF_REQUESTS, "requests.carried_in.total", "另有上年度结转{}件。"),
    (OF_REQUESTS, "requests.carried_out.total", "结转下年度{}件。"),
    (OF_REQUESTS, "requests.carried_out.total", "另有{}件顺延到下年度答复。"),
    (OF_REQUESTS, "requests.carried_out.total", "尚在办理的{}件结转至下年度继续办理。"),
    (OF_REQUESTS, "requests.total.total", "共办结申请{}件。"),
    (OF_REQUESTS, "requests.total.total", "全年共答复{}件。"),
    (OF_REQUESTS, "requests.total.total", "已答复政府信息公开申请{}件。"),
    (OF_REQUESTS, "requests.granted.total", "予以公开{}件。"),
    (OF_REQUESTS, "requests.granted.total", "答复结果中，予以公开的{}件。"),
    (OF_REQUESTS, "requests.partial.total", "部分公开{}件。"),
    (OF_REQUESTS, "requests.granted.total+requests.partial.total", "予以公开及部分公开{}件。"),
    (OF_REQUESTS, "refused", "不予公开{}件。"),
    (OF_REQUESTS, "unavailable", "因不掌握相关信息等原因，无法提供{}件。"),
    (OF_REQUESTS, "not_handled", "不予处理{}件。"),
    (OF_REQUESTS, "other", "其他处理{}件。"),
    (OF_REQUESTS, "requests.new.natural_person", "其中，自然人申请{}件。"),
    (OF_REQUESTS, "requests.new.business", "商业企业申请{}件。"),
    (OF_REQUESTS, "organisations", "法人或其他组织申请{}件。"),
    (OF_PUBLICATION, "proactive.normative_documents.issued", "全年制发行政规范性文件{}件。"),
    (OF_PUBLICATION, "proactive.normative_documents.issued", "印发行政规范性文件{}件，均已公开。"),
    (OF_PUBLICATION, "proactive.normative_documents.abolished", "废止行政规范性文件{}件。"),
    (OF_PUBLICATION, "proactive.normative_documents.in_force", "现行有效的行政规范性文件{}件。"),
    (OF_PUBLICATION, "proactive.normative_documents.in_force", "截至年底，行政规范性文件现行有效{}件。"),
    (OF_PUBLICATION, "proactive.licences.decisions", "办理行政许可{}件。"),
    (OF_PUBLICATION, "proactive.licences.decisions", "全年作出行政许可决定{}件。"),
    (OF_PUBLICATION, "proactive.penalties.decisions", "作出行政处罚{}件。"),
    (OF_PUBLICATION, "proactive.penalties.decisions", "办理行政处罚案件{}宗。"),
    (OF_PUBLICATION, "proactive.compulsions.decisions", "实施行政强制{}件。"),
    (OF_PUBLICATION, "proactive.fees.amount_wan", "收取行政事业性收费{}万元。"),
    (OF_PUBLICATION, "publication.total", "全年主动公开政府信息{}条。"),
    (OF_PUBLICATION, "publication.total", "2025年，市教育局主动公开各类政府信息共{}条。"),
    (OF_SUPERVISION, "litigation.review.total", "因政府信息公开被申请行政复议{}件。"),
    (OF_SUPERVISION, "litigation.review.total", "全年发生政府信息公开行政复议案件{}件。"),
    (OF_SUPERVISION, "suits", "因政府信息公开被提起行政诉讼{}件。"),
    (OF_SUPERVISION, "litigation.review.upheld", "行政复议结果维持{}件。"),
    (OF_SUPERVISION, "litigation.review.corrected", "被申请行政复议的案件中，结果纠正{}件。"),
    (OF_SUPERVISION, "litigation.review.pending", "行政复议案件尚未审结{}件。"),
    (OF_SUPERVISION, "litigation.direct_suit.total", "未经复议直接起诉{}件。"),
    (OF_SUPERVISION, "litigation.suit_after_review.total", "复议后起诉{}件。"),
)


def tables(dice: random.Random) -> Figures:
    """Three tables that add up."""
    found: Figures = {}
    columns = list(APPLICANTS.values())
    outcomes = {row.key: [dice.randrange(1, 40) for _ in columns] for row in REQUEST_ROWS if row.is_outcome}
    carried_out = [dice.randrange(1, 9) for _ in columns]
    closed = [sum(column) for column in zip(*outcomes.values(), strict=True)]
    carried_in = [dice.randrange(1, 9) for _ in columns]
    new = [done + left - before for done, left, before in zip(closed, carried_out, carried_in, strict=True)]
    rows = {"new": new, "carried_in": carried_in, **outcomes, "total": closed, "carried_out": carried_out}
    for key, counts in rows.items():
        found |= {f"requests.{key}.{column}": count for column, count in zip(columns, counts, strict=True)}
        found[f"requests.{key}.total"] = sum(counts)
    for suit in ("review", "direct_suit", "suit_after_review"):
        parts = {name: dice.randrange(1, 30) for name in ("upheld", "corrected", "other", "pending")}
        found |= {
            f"litigation.{suit}.{name}": count
            for name, count in (*parts.items(), ("total", sum(parts.values())))
        }
    for name in ("issued", "abolished", "in_force"):
        found[f"proactive.normative_documents.{name}"] = dice.randrange(2, 90)
        found[f"proactive.rules.{name}"] = 0
    for act in ("licences", "penalties", "compulsions"):
        found[f"proactive.{act}.decisions"] = dice.randrange(50, 9000)
    found["proactive.fees.amount_wan"] = dice.randrange(2, 500)
    found["publication.total"] = dice.randrange(200, 9000)
    return found


def value(path: str, figures: Figures) -> int:
    """The figure of a path, of several, or of a group of rows."""
    if path == "suits":
        paths = ["litigation.direct_suit.total", "litigation.suit_after_review.total"]
    elif path == "organisations":
        paths = [f"requests.new.{column}" for column in APPLICANTS.values() if column != "natural_person"]
    elif "." not in path:
        paths = [f"requests.{row.key}.total" for row in REQUEST_ROWS if row.key.startswith(f"{path}.")]
    else:
        paths = path.split("+")
    return sum(int(figures[each] or 0) for each in paths)


def told(section: str, sentence: str, figures: Figures) -> list[str]:
    report = prose(f"# 总体情况\n{section}\n{sentence}", "某市教育局2025年政府信息公开工作年度报告")
    found = [
        *check_figures_in_text(report, figures, YEAR, ("某市教育局", "市教育局")),
        *check_lists(report),
        *check_growth(report, figures, YEAR, None),
        *check_multiples(report, figures, None),
    ]
    return [each.message for each in found]


def test_of_the_true_sentences_none_is_told_and_of_the_false_hardly_one_is_missed() -> None:
    dice = random.Random(SEED)  # noqa: S311  the same sentences on every run
    alarms, missed, tried = [], [], 0
    for figures in [tables(dice) for _ in range(TABLES)]:
        for section, path, pattern in PATTERNS:
            right = value(path, figures)
            wrong = right + dice.choice((-1, 1, 10, 900))
            true, false = (pattern.format(plain_number(each)) for each in (right, wrong))
            alarms += [(true, each) for each in told(section, true, figures)]
            tried += 1
            if not told(section, false, figures):
                missed.append(false)

    assert len(PATTERNS) >= 40
    assert alarms == []
    assert len(missed) <= 0.05 * tried, missed

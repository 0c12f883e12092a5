"""What the text says of the other tables: documents, acts, fees, outcomes of reviews, what was published.

Each statement is known by the nearest words before its figure; words that make it one of a part, of another
year or of something published leave it alone.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.checks.counts import amount, total
from report_builder.checks.sentences import figures_of
from report_builder.diagnostics import Finding, Severity
from report_builder.patterns import Pattern, has_any
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.checks.sentences import FigureInText, Sentence

    Figures = Mapping[str, int | Decimal | None]

# What is made as a document is, and is none of the tables'.
_NO_RULES: Final = ("方案", "办法", "通知", "措施", "制度", "规划")
_CASES: Final = frozenset({"件", "起", "宗", "例", "部", "份", "个", "项"})
_ITEMS: Final = frozenset({"条", "件", "篇", "项"})
_WAN: Final = 10_000
_DOCUMENTS: Final = {"规章": "rules", "规范性文件": "normative_documents"}
_FIELDS: Final = {
    "issued": ("制发", "制定", "制订", "印发", "出台", "新增"),
    "abolished": ("废止", "失效"),
    "in_force": ("有效",),
}
_FIELD_NAMES: Final = {"issued": "制发", "abolished": "废止", "in_force": "现行有效"}
_ACTS: Final = {
    "行政许可": "proactive.licences.decisions",
    "行政处罚": "proactive.penalties.decisions",
    "行政强制": "proactive.compulsions.decisions",
}
_ACT: Final = Pattern(
    "(行政许可|行政处罚|行政强制)(?:决定|案件|措施|事项|总)?(?:共|共计|合计|累计)?$", tuple(_ACTS)
)
_NOT_OF_TABLES: Final = (
    "比|增|减|上升|下降|公示|公开|发布|备案|审查|审核|解读|清单|目录|推送|归集|涉及|平均|占|修改|修订|上报|其中"
).split("|")
_FEES: Final = Pattern("行政事业性收费[^，；。：、]{0,6}$", ("行政事业性收费",))
_PUBLISHED: Final = Pattern(
    "主动公开(?:各类|各项)?(?:政府|政务)?信息(?:总)?(?:数|数量|量)?(?:共计|共|累计|达|为)?$", ("主动公开",)
)
_PART: Final = ("网站|微信|微博|公众号|平台|栏目|通过|媒体|公报|其中|比|增|减|占|重点领域").split("|")
_OUTCOMES: Final = (
    ("upheld", "结果维持", Pattern("(?:结果)?维持(?:原[^，；。、]{0,6})?(?:的)?$", ("维持",))),
    ("corrected", "结果纠正", Pattern("(?:结果|被)?(?:纠正|纠错)(?:的)?$", ("纠正", "纠错"))),
    ("other", "其他结果", Pattern("其他结果(?:的)?$", ("其他结果",))),
    ("pending", "尚未审结", Pattern("(?:尚未|未)审结(?:的)?$", ("审结",))),
)
_DIRECT: Final = Pattern("(?:未经复议)?直接(?:起诉|提起诉讼)(?:的)?$|未经复议(?:的)?$", ("直接", "未经复议"))
_AFTER: Final = Pattern("复议后(?:起诉|提起诉讼|再?提起)[^，；。、]{0,4}$", ("复议后",))
_LAST: Final = ("上年|去年|上一年|往年").split("|")


class _CountClaim(Struct, frozen=True):
    """What a figure is said to count, and the number that the tables have."""

    code: str
    name: str
    expected: Decimal
    paths: tuple[str, ...]


def check_table_claims(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    """Every figure of a sentence that speaks of one of these tables and is not theirs."""
    for stated in figures_of(sentence):
        if stated.figure.rough or has_any(stated.before, _LAST):
            continue
        claim = _claim(stated, figures)
        if claim is not None and stated.figure.value != claim.expected:
            yield _differs(claim, stated)


def _claim(stated: FigureInText, figures: Figures) -> _CountClaim | None:
    unit, before = stated.figure.unit, stated.before
    if unit == "元" and _FEES.search(before) and not has_any(before, _NOT_OF_TABLES):
        return _of("text.figures", "行政事业性收费", figures, "proactive.fees.amount_wan", times=_WAN)
    if (
        unit in _ITEMS
        and _PUBLISHED.search(before)
        and not has_any(stated.sentence.text[: stated.figure.start], _PART)
    ):
        # Nil says that nobody keeps this ledger, not that nothing was published.
        claim = _of("text.figures", "主动公开信息", figures, "publication.total")
        return claim if claim and claim.expected else None
    if unit not in _CASES:
        return None
    return _dispute_claim(stated, figures) or _act_claim(before, figures) or _document_claim(stated, figures)


def _act_claim(before: str, figures: Figures) -> _CountClaim | None:
    act = _ACT.search(before)
    if act is None or has_any(before, _NOT_OF_TABLES):
        return None
    return _of("text.figures", act[1], figures, _ACTS[act[1]])


def _document_claim(stated: FigureInText, figures: Figures) -> _CountClaim | None:
    """Rules or normative documents made, abolished or in force: the noun may stand in an earlier clause."""
    earlier = stated.sentence.text[: stated.figure.start]
    near = f"{earlier}{stated.after[:8]}"
    places = {name: near.rfind(name) for name in _DOCUMENTS}
    noun = max(places, key=lambda name: places[name])
    verbs = {field: _last(words, stated.before) for field, words in _FIELDS.items()}
    field = max(verbs, key=lambda each: verbs[each])
    if places[noun] < 0 or verbs[field] < 0 or has_any(stated.before, _NOT_OF_TABLES):
        return None
    rest = stated.before[verbs[field] :]
    if len(rest) > len("现行有效的行政规范性文件共计") or has_any(rest, _NO_RULES):
        return None
    path = f"proactive.{_DOCUMENTS[noun]}.{field}"
    return _of("text.figures", f"{_FIELD_NAMES[field]}的{noun}", figures, path)


def _dispute_claim(stated: FigureInText, figures: Figures) -> _CountClaim | None:
    """An outcome of reviews or suits, or one of the two kinds of suits."""
    before = stated.before
    if _AFTER.search(before):
        return _of("text.disputes", "复议后起诉", figures, "litigation.suit_after_review.total")
    if _DIRECT.search(before):
        return _of("text.disputes", "未经复议直接起诉", figures, "litigation.direct_suit.total")
    earlier = stated.sentence.text[: stated.figure.start]
    for outcome, name, pattern in _OUTCOMES:
        if not pattern.search(before):
            continue
        review, suit = earlier.rfind("复议"), max(earlier.rfind("诉讼"), earlier.rfind("起诉"))
        if "复议后" in earlier or "未经复议" in earlier or review == suit:
            return None  # which of the two kinds of suits is meant is not said plainly enough
        kinds = ("review",) if review > suit else ("direct_suit", "suit_after_review")
        paths = tuple(f"litigation.{kind}.{outcome}" for kind in kinds)
        return _of("text.disputes", f"{'行政复议' if review > suit else '行政诉讼'}{name}", figures, *paths)
    return None


def _last(words: Iterable[str], text: str) -> int:
    """Where the last of some words begins in a text; -1 where it has none."""
    return max(map(text.rfind, words))


def _of(code: str, name: str, figures: Figures, *paths: str, times: int = 1) -> _CountClaim | None:
    expected = amount(figures, paths[0]) if len(paths) == 1 else total(figures, *paths)
    return None if expected is None else _CountClaim(code, name, Decimal(expected) * times, paths)


def _differs(claim: _CountClaim, stated: FigureInText) -> Finding:
    unit = stated.figure.unit
    return Finding(
        claim.code,
        Severity.WARNING,
        stated.sentence.place,
        f"正文写的{claim.name}是{plain_number(stated.figure.value)}{unit}，"
        f"统计表是 {plain_number(claim.expected)}",
        evidence=stated.sentence.quoted,
        remedy="请核对正文和统计表；正文里的数可以用 {{ }} 取自统计，不必手写；口径不同的，请在文中说明",
        about=claim.paths,
    )

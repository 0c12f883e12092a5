"""Sentences that say all, none or a hundred per cent → a warning where the tables have an exception."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from report_builder.checks.counts import REVIEWS, add, request_count, total
from report_builder.checks.numerals import read_figures
from report_builder.diagnostics import Finding, Severity
from report_builder.patterns import Pattern, cut_at, has_any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.checks.sentences import Sentence

    Figures = Mapping[str, int | Decimal | None]

_ALL: Final = "(?:均|都|全部|全数|已?全)(?:已经|已|得到|获得|获|被)?"
_FINISHED: Final = Pattern(
    f"{_ALL}(?:办结|办理完成|办理完毕|答复完毕|办理终结|完成办理)", ("办结", "办理", "答复完毕")
)
_RATE: Final = Pattern("(?<![时期限])办结率(?:为|达到?|是|均为)?$", ("办结率",))
_OTHER_MATTERS: Final = ("提案", "建议", "留言", "信访", "热线")
_IN_TIME: Final = ("按时", "按期", "及时", "限时", "期限内", "时限内", "法定")
_UPHELD: Final = Pattern(f"{_ALL}(?:予以)?维持", ("维持",))
_CLOSED: Final = Pattern(f"{_ALL}审结", ("审结",))
_UNCORRECTED: Final = Pattern("(?:无|没有|未)[^，；。]{0,6}(?:被)?(?:纠正|纠错)", ("纠正", "纠错"))
_OUTCOMES: Final = (
    (_UPHELD, "upheld", "都维持了原决定"),
    (_CLOSED, "pending", "都已审结"),
    (_UNCORRECTED, "corrected", "没有被纠正的"),
)
_SUIT_TOTALS: Final = ("litigation.direct_suit.{}", "litigation.suit_after_review.{}")


def check_universal(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    """What a sentence says of all applications, reviews or suits, where one of them is otherwise."""
    yield from _check_finished(sentence, figures)
    yield from _check_rate(sentence, figures)
    yield from _check_disputes(sentence, figures)


def _check_finished(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    left = request_count(figures, "carried_out")
    for clause in _clauses(sentence.text):
        found = _FINISHED.search(clause)
        if found and left and "申请" in f"{sentence.text}{sentence.below}" and not has_any(clause, _IN_TIME):
            if has_any(clause, ("复议", "诉讼", *_OTHER_MATTERS)):
                continue
            message = f"正文说申请都已办结，统计表有 {left} 件结转下年度"
            yield _wrong(sentence, message, ("requests.carried_out.total",))


def _check_rate(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    closed = request_count(figures, "total")
    received = add((request_count(figures, "new"), request_count(figures, "carried_in")))
    for figure in read_figures(sentence.text):
        before = cut_at(sentence.text[: figure.start], "，；。：、")[-1]
        if figure.unit != "%" or figure.rough or closed is None or not received:
            continue
        if not _RATE.search(before) or has_any(before, _IN_TIME) or has_any(sentence.text, _OTHER_MATTERS):
            continue
        step = Decimal(1).scaleb(-figure.places)
        rate = (Decimal(closed) * 100 / received).quantize(step, ROUND_HALF_UP)
        if figure.value != rate:
            message = f"正文写的办结率是{figure.value}%，按统计表是 {rate}%（{closed}÷{received}）"
            yield _wrong(sentence, message, ("requests.total.total",))


def _check_disputes(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    earlier = ""
    for clause in _clauses(sentence.text):
        earlier += clause
        review, suit = earlier.rfind("复议"), earlier.rfind("诉讼")
        if review == suit:  # neither is named
            continue
        is_review = review > suit
        for pattern, outcome, words in _OUTCOMES:
            if not pattern.search(clause):
                continue
            paths = ("litigation.review.{}",) if is_review else _SUIT_TOTALS
            others = _exceptions(figures, outcome, tuple(paths))
            if others:
                name = "行政复议" if is_review else "行政诉讼"
                message = f"正文说{name}{words}，统计表里有 {others} 件不是"
                yield _wrong(sentence, message, tuple(path.format(outcome) for path in paths))


def _exceptions(figures: Figures, outcome: str, paths: tuple[str, ...]) -> int | None:
    """How many ended otherwise: for 维持 all but the upheld ones, for the others the outcome's own."""
    found = total(figures, *(path.format(outcome) for path in paths))
    if outcome != "upheld":
        return found
    whole = total(figures, *(REVIEWS if len(paths) == 1 else (path.format("total") for path in paths)))
    return None if whole is None or found is None else whole - found


def _clauses(text: str) -> Iterator[str]:
    return (each for each in re.split("(?<=[，；。：])", text) if each)


def _wrong(sentence: Sentence, message: str, paths: tuple[str, ...]) -> Finding:
    return Finding(
        "text.universal",
        Severity.WARNING,
        sentence.place,
        message,
        evidence=sentence.quoted,
        remedy="请核对正文和统计表；有例外的，请把例外写出来",
        about=paths,
    )

"""The lists after 其中, and the number of parts that is announced → a warning where they do not add up."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from report_builder.checks.numerals import read_figures
from report_builder.checks.sentences import Sentence, read_sentences
from report_builder.diagnostics import Finding, Severity
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from report_builder.checks.numerals import WrittenNumber
    from report_builder.reports.report import Report

_LIST: Final = "其中"
# A clause that opens with a verb begins another statement, not another item of the list.
_STATEMENT: Final = re.compile(
    "[，；](?=举办|召开|组织|开展|接受|发布|办结|答复|全年|累计|完成|收到|受理|审结|落实|共|同比|比上年|较上年|按时|按期)"
)
_NOT_ITEMS: Final = re.compile("同比|比上|较上|增|减|上升|下降|上年(?!度?结转)|去年|占|平均")
_OPEN_ENDED: Final = re.compile("等|主要|包括|包含|例如|如：")
_NEVER_COUNTED: Final = frozenset(
    {"", "年", "月", "日", "号", "%", "个百分点", "百分点", "工作日", "个工作日"}
)
_LEAST_OF_A_LIST: Final = 2
_PARTS: Final = frozenset({"部分", "个部分"})


def check_lists(report: Report) -> Iterator[Finding]:
    """P-3: the items of a list add up to its head, unless the list ends in 等 and only names some."""
    for sentence in read_sentences(report):
        for text, start in sentence.parts:
            yield from _check_text(text, start, sentence)


def _check_text(text: str, after: int, sentence: Sentence) -> Iterator[Finding]:
    """Every list of a text that begins at or behind ``after``."""
    starts = [match.start() for match in re.finditer(_LIST, text) if match.start() >= after]
    counts = [figure for figure in read_figures(text) if figure.unit not in _NEVER_COUNTED] if starts else []
    for start, following in pairwise([*starts, len(text)]):
        head, body = _head(counts, start), text[start + len(_LIST) : following]
        if following != len(text):
            # A list within the list divides a part of a part; one behind a semicolon is a list of its own.
            body = body.rpartition("；")[0]
        if head is not None:
            yield from _check_list(head, body, sentence)


def _head(counts: Sequence[WrittenNumber], start: int) -> WrittenNumber | None:
    """The figure that the list divides: the last count before it."""
    before = bisect_right(counts, start, key=lambda figure: figure.end)
    return counts[before - 1] if before and not counts[before - 1].rough else None


def _check_list(head: WrittenNumber, body: str, sentence: Sentence) -> Iterator[Finding]:
    """One list; 其中 may close with a statement of its own, so a beginning that adds up will do."""
    body = _STATEMENT.split(body)[0]
    items = _items(body, head.unit)
    values = [figure.value for figure in items]
    if not items or any(figure.rough for figure in items):
        return
    sums = [sum(values[:count]) for count in range(1, len(values) + 1)]
    # A list may name some of the parts only: then it is over where it exceeds its head, and never short.
    some = len(items) < _LEAST_OF_A_LIST or _OPEN_ENDED.search(body) is not None
    if head.value in sums[_LEAST_OF_A_LIST - 1 :] or (some and sums[-1] <= head.value):
        return
    yield _unequal(head, values, sentence)


def _items(body: str, unit: str) -> list[WrittenNumber]:
    """The figures of the list; a semicolon ends one whose items stand before it, and else parts its items."""
    first = body.partition("；")[0]
    for text in (first, body):
        items = [figure for figure in read_figures(text) if figure.unit == unit and _is_item(figure, text)]
        if len(items) >= _LEAST_OF_A_LIST:
            break
    return items


def _is_item(figure: WrittenNumber, body: str) -> bool:
    """Whether the figure counts a part, and does not compare or weigh one."""
    start = max(body.rfind(mark, 0, figure.start) for mark in "，、；：")
    return _NOT_ITEMS.search(body[start + 1 : figure.start]) is None


def _unequal(head: WrittenNumber, values: list[Decimal], sentence: Sentence) -> Finding:
    parts = "＋".join(plain_number(value) for value in values)
    total = sum(values)
    equation = f"{parts}＝{plain_number(total)}" if len(values) > 1 else plain_number(total)
    return Finding(
        "text.parts",
        Severity.WARNING,
        sentence.place,
        f"“其中”各项之和与总数不符：总数是{plain_number(head.value)}{head.unit}，各项是 {equation}",
        evidence=f"相差 {plain_number(abs(total - head.value))}；{sentence.quoted}",
        remedy="请核对各项；只列举其中几项的，请在末尾写“等”",
    )


def check_announced_parts(report: Report) -> Iterator[Finding]:
    """The number of parts that the opening announces is the number that there are."""
    for sentence in read_sentences(report):
        if sentence.heading:
            return
        for figure in read_figures(sentence.text):
            announced = figure.unit in _PARTS and sentence.text[: figure.start].endswith(
                ("共", "由", "分", "分为", "包括", "共有")
            )
            if announced and figure.value != len(report.sections):
                yield Finding(
                    "text.section_count",
                    Severity.WARNING,
                    sentence.place,
                    f"开头说有 {plain_number(figure.value)} 个部分，实有 {len(report.sections)} 个",
                    evidence=sentence.quoted,
                    remedy="请改正这一句，可以写作 {{ 各部分标题 | 个数 | 汉字 }}",
                )

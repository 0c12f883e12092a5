"""The percentages that the text says parts are of wholes → a warning for each that no whole bears out."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from report_builder.checks.counts import REVIEWS, SUITS, add, request_count, total
from report_builder.checks.numerals import read_figures
from report_builder.diagnostics import Finding, Severity
from report_builder.quantities import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.checks.numerals import WrittenNumber
    from report_builder.checks.sentences import Sentence

    Figures = Mapping[str, int | Decimal | None]

_SHARE: Final = re.compile("(?:占|占比|比例)[^，；。、0-9]{0,12}$")
_COUNTED: Final = frozenset({"件", "起", "宗", "例", "条", "篇", "项", "人次", "次", "个"})
_NAMED: Final = re.compile("占(?:比)?(?:[^，；。、0-9]{2,12})(?:的|总数|总量)?$")


def check_shares(sentence: Sentence, figures: Figures) -> Iterator[Finding]:
    """Every 占…% behind the count of its part; its whole is one of the tables' or of the sentence."""
    found = read_figures(sentence.text)
    for number, percent in enumerate(found):
        part = _part(found[:number], sentence.text, percent)
        if part is None or percent.rough:
            continue
        wholes = {each for each in _wholes(figures) if each}
        wholes |= {
            int(each.value) for each in found[:number] if each.unit == part.unit and each.value > part.value
        }
        shares = {_share(part.value, Decimal(whole), percent.places): whole for whole in sorted(wholes)}
        if wholes and percent.value not in shares and not _is_truncated(part, percent, wholes):
            yield _wrong(sentence, part, percent, shares)


def _part(before: tuple[WrittenNumber, ...], text: str, percent: WrittenNumber) -> WrittenNumber | None:
    """The count right before a percentage that is said to be its share."""
    if percent.unit != "%" or not before:
        return None
    part = before[-1]
    between = text[part.end : percent.start]
    is_share = _SHARE.search(between) and re.fullmatch("[^。；]{0,3}[，（(]?[^。；，]{0,16}", between)
    return part if is_share and part.unit in _COUNTED and not part.rough else None


def _wholes(figures: Figures) -> Iterator[int | None]:
    new, carried_in = request_count(figures, "new"), request_count(figures, "carried_in")
    yield from (new, add((new, carried_in)), request_count(figures, "total"))
    yield from (total(figures, *REVIEWS), total(figures, *SUITS), total(figures, *REVIEWS, *SUITS))
    yield total(figures, "publication.total")


def _share(part: Decimal, whole: Decimal, places: int) -> Decimal:
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _is_truncated(part: WrittenNumber, percent: WrittenNumber, wholes: set[int]) -> bool:
    """Whether a share differs in its last place only: one of several was adjusted so that they make 100."""
    step = Decimal(1).scaleb(-percent.places)
    return any(
        abs(part.value * 100 / whole - percent.value) < step for whole in wholes if whole >= part.value
    )


def _wrong(
    sentence: Sentence, part: WrittenNumber, percent: WrittenNumber, shares: Mapping[Decimal, int]
) -> Finding:
    nearest = min(shares, key=lambda share: abs(share - percent.value))
    return Finding(
        "text.share",
        Severity.WARNING,
        sentence.place,
        f"{plain_number(part.value)}{part.unit}占{percent.value}%，与哪个总数都对不上",
        evidence=f"最接近的是 {plain_number(part.value)}÷{shares[nearest]}＝{nearest}%；{sentence.quoted}",
        remedy="请核对件数、总数和百分比",
    )

"""The figures of 复议诉讼: how reviews and suits ended, complaints and petitions."""

from __future__ import annotations

from typing import Final

from report_builder.statistics.declaring import FigureDeclaration

CASES: Final = "disputes"
_SUITS: Final = ("litigation.direct_suit", "litigation.suit_after_review")

FIGURES: Final = (
    FigureDeclaration(
        path="litigation.{suit}.{dispute_outcome}",
        source=CASES,
        where="of the year",
        caption="{suit}：{dispute_outcome}",
        unit="件",
    ),
    FigureDeclaration(
        path="litigation.{suit}.total",
        source=CASES,
        where="of the year",
        caption="{suit}：总计",
        unit="件",
        in_every_file=True,
    ),
    FigureDeclaration(
        path="reviews.total", sum_of=("litigation.review.total",), word="复议.总数", in_file=False
    ),
    FigureDeclaration(
        path="reviews.{dispute_outcome}",
        sum_of=("litigation.review.{dispute_outcome}",),
        word="复议.{dispute_outcome}",
        in_file=False,
    ),
    FigureDeclaration(
        path="suits.total", sum_of=tuple(f"{suit}.total" for suit in _SUITS), word="诉讼.总数", in_file=False
    ),
    FigureDeclaration(
        path="suits.{dispute_outcome}",
        sum_of=tuple(f"{suit}.{{dispute_outcome}}" for suit in _SUITS),
        word="诉讼.{dispute_outcome}",
        in_file=False,
    ),
    FigureDeclaration(
        path="complaints", source=CASES, where="complaints", word="举报投诉", caption="举报投诉", unit="件"
    ),
    FigureDeclaration(
        path="petitions", source=CASES, where="petitions", word="申诉", caption="申诉", unit="件"
    ),
)

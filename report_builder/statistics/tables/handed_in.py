"""The figures of 新媒体, 政府网站 and 工作情况, which are handed in and not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.statistics.declaring import Aggregate, FigureDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNTS: Final = "media"
WEBSITES: Final = "websites"
WORK: Final = "work"

_MEDIA: Final = (
    ("subscribers", "订阅用户数", "人", Aggregate.LAST),
    ("readers", "阅读人数", "人", Aggregate.SUM_GIVEN),
    ("reads", "阅读次数", "次", Aggregate.SUM_GIVEN),
    ("posts", "发布条数", "条", Aggregate.SUM_GIVEN),
    ("top_reads", "单篇最高阅读量", "次", Aggregate.GREATEST),
    ("widely_read", "阅读量过万条数", "条", Aggregate.SUM_GIVEN),
)


def _account() -> Iterator[FigureDeclaration]:
    """An account's year: subscribers at its end, the sums of the rest, the best-read item."""
    for key, column, unit, measure in _MEDIA:
        yield FigureDeclaration(
            path=f"media.{{account}}.{key}",
            source=ACCOUNTS,
            measure=measure,
            column=column,
            word=f"新媒体({{account}}).{column}",
            caption=column,
            unit=unit,
        )


def _indicators(name: str, axis: str, word: str) -> FigureDeclaration:
    """The figures of one sheet, each under its own name."""
    return FigureDeclaration(
        path=f"{name}.{{{axis}}}",
        source=name,
        where="of one unit",
        measure=Aggregate.EXACT_SUM,
        column="数量",
        word=f"{word}({{{axis}}})",
        caption=f"{{{axis}}}",
    )


FIGURES: Final = (
    *_account(),
    _indicators(WEBSITES, "website_indicator", "网站"),
    _indicators(WORK, "work_indicator", "工作"),
)

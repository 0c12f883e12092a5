"""The figures of two reports by their paths → each beside the other, with their difference and growth."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.request_rows import shipped_rows
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import FIGURES, find_figure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.statistics.declaring import FigureDeclaration, Value

# What a figure belongs to, by the first step of its path.
_GROUPS: Final[Mapping[str, str]] = {
    "publication": "主动公开",
    "categories": "主动公开",
    "groups": "主动公开",
    "interpretations": "政策解读",
    "requests": "依申请公开",
    "requests_by_method": "依申请公开",
    "requests_closed": "依申请公开",
    "requests_fees": "依申请公开",
    "withheld": "依申请公开",
    "litigation": "行政复议、行政诉讼",
    "complaints": "行政复议、行政诉讼",
    "petitions": "行政复议、行政诉讼",
    "proactive": "法定公开事项",
    "media": "新媒体",
    "websites": "政府网站",
    "work": "工作情况",
}
_OTHERS: Final = "其他"
_HUNDRED: Final = 100


class GrownFigure(Struct, frozen=True):
    """A figure of both years; ``None`` where a year does not give it."""

    path: str
    caption: str
    unit: str
    earlier: Value
    later: Value

    @property
    def difference(self) -> Decimal | None:
        """By how much it grew, negative for a fall."""
        if self.earlier is None or self.later is None:
            return None
        return Decimal(self.later) - Decimal(self.earlier)

    @property
    def growth(self) -> Decimal | None:
        """The same in percent to one place; ``None`` where there was nothing to grow from."""
        difference = self.difference
        if difference is None or not self.earlier:
            return None
        return (difference * _HUNDRED / Decimal(self.earlier)).quantize(Decimal("0.1"), ROUND_HALF_UP)


class FigureGroup(Struct, frozen=True):
    """The figures of one subject."""

    name: str
    figures: tuple[GrownFigure, ...]


def compare_figures_of_years(
    earlier: Mapping[str, Value], later: Mapping[str, Value]
) -> tuple[FigureGroup, ...]:
    """Every figure that people have a name for, in the tables' order; those nil in both are left out."""
    order = {figure.path: number for number, figure in enumerate(FIGURES)}
    found: list[tuple[int, str, GrownFigure]] = []
    for path in dict.fromkeys((*later, *earlier)):
        before, after = earlier.get(path), later.get(path)
        named = find_figure(path)
        if named is None or not named[0].caption or not (before or after):
            continue
        figure, steps = named
        caption = _caption(figure, {axis: _label(axis, step) for axis, step in steps.items()})
        group = _GROUPS.get(path.partition(".")[0], _OTHERS)
        found.append((order[figure.path], group, GrownFigure(path, caption, figure.unit, before, after)))
    found.sort(key=lambda each: each[0])
    return tuple(_grouped(found))


def _grouped(found: list[tuple[int, str, GrownFigure]]) -> Iterator[FigureGroup]:
    for name in (*dict.fromkeys(_GROUPS.values()), _OTHERS):
        figures = tuple(figure for _, group, figure in found if group == name)
        if figures:
            yield FigureGroup(name, figures)


def _caption(figure: FigureDeclaration, labels: Mapping[str, str]) -> str:
    """What people call a figure; where that names no account, say, the account stands behind it."""
    untold = [label for axis, label in labels.items() if f"{{{axis}}}" not in figure.caption]
    named = figure.caption.format_map(labels)
    return f"{named}（{'、'.join(untold)}）" if untold else named


def _label(axis: str, step: str) -> str:
    """What people call a step of a path."""
    if axis == "outcome":
        return next((row.label for row in shipped_rows() if row.key == step), step)
    return next((label for label, own in AXES[axis].steps.items() if own == step), step)

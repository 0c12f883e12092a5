"""What a chart shows → its figures in words (替代文字), so that nobody needs to see it to know them."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

NO_FIGURE: Final = "无数据"


class BarArrangement(StrEnum):
    """How the bars stand; the value is what a reader calls such a chart."""

    ROWS = "条形图"
    STACKED_ROWS = "堆积条形图"
    COLUMNS = "柱形图"


class Series(Struct, frozen=True):
    """One count a label; ``None`` is not nil but unknown.

    The first ``earlier`` values are those of earlier years and are drawn less strongly.
    """

    name: str
    values: tuple[int | None, ...]
    earlier: int = 0


class Panel(Struct, frozen=True):
    """Series over the same labels and in the same unit; a panel's own name tells it from its neighbours."""

    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    name: str = ""

    @property
    def is_nil(self) -> bool:
        """Whether there is nothing to look at."""
        return not any(value for one in self.series for value in one.values)

    @property
    def words(self) -> str:
        """Every figure after its label, series by series."""
        told = "；".join(self._words(one) for one in self.series)
        return f"{self.name}：{told}" if self.name else told

    def _words(self, one: Series) -> str:
        pairs = zip(self.labels, one.values, strict=True)
        figures = "，".join(
            f"{label}{NO_FIGURE}" if value is None else f"{label}{_apart(label)}{value}{self.unit}"
            for label, value in pairs
        )
        return f"{one.name}：{figures}" if one.name and len(self.series) > 1 else figures


class Chart(Struct, frozen=True):
    """A chart under its title (图题); ``note`` says how the figures were counted."""

    title: str
    arrangement: BarArrangement
    panels: tuple[Panel, ...]
    note: str = ""

    @property
    def alternative(self) -> str:
        """The chart in words: what it is of, every figure, and the note."""
        figures = "。".join(panel.words for panel in self.panels)
        note = f"{self.note}。" if self.note else ""
        return f"{self.arrangement.value}，{self.title}。{figures}。{note}"


class DrawnChart(Struct, frozen=True):
    """A chart as a PNG picture of that many points, with its title and its figures in words.

    ``chart`` is what was drawn.
    """

    title: str
    alternative: str
    png: bytes
    width: float
    height: float
    chart: Chart | None = None


def _apart(label: str) -> str:
    """What keeps a label that ends in a figure from its count: 2015年 needs nothing, 第1 a colon."""
    return "：" if label[-1:].isascii() else ""

"""A ``Chart`` → a drawing of a page (SVG) and a table of its figures, so that nobody needs to see it."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from report_builder.charted_figures import NO_FIGURE, BarArrangement
from report_builder.painting.html.elements import add, element

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from report_builder.charted_figures import Chart, Panel, Series

_WIDTH: Final = 640
_MOST_FOR_LABELS: Final = 230  # of rows
_LETTER: Final = 13
_FIGURES: Final = 90  # what the figures behind bars take
_BAR: Final = 18
_GAP: Final = 8
_HEAD: Final = 26
_TALL: Final = 160
_FOOT: Final = 24
_LONGEST: Final = 15
# Each told from the white of the page and from the next by its lightness, also where colours are not seen.
_FILLS: Final = ("#1f4e79", "#e0a030", "#7a9a4e", "#8c4a6b", "#b8b8b8", "#3c3c3c")
_EARLIER: Final = "#c9d6e4"
_EDGE: Final = "#1a1a1a"


def chart_table(chart: Chart, name: str) -> Iterator[etree._Element]:
    """The figures of a chart, a table for each panel; ``name`` begins the names of its heads."""
    for number, panel in enumerate(chart.panels):
        called = f"{chart.title}：{panel.name}" if panel.name else chart.title
        heads = [_head(one, panel) for one in panel.series]
        rows = [
            element(
                "tr",
                element("th", label, scope="row"),
                *(element("td", _spell(one.values[place]), class_="right") for one in panel.series),
            )
            for place, label in enumerate(panel.labels)
        ]
        yield element(
            "table",
            element("caption", f"{called}的数据", id=f"{name}-{number}"),
            element("thead", element("tr", element("th", "项目", scope="col"), *heads)),
            element("tbody", *rows),
        )


def figures_table(called: str, rows: Sequence[Sequence[str]]) -> etree._Element:
    """The figures of a chart that is not drawn, the first row its heads."""
    heads, *body = rows
    return element(
        "table",
        element("caption", f"{called}的数据"),
        element(
            "thead",
            element("tr", *(element("th", head or "项目", scope="col") for head in heads)),
        ),
        element(
            "tbody",
            *(
                element(
                    "tr",
                    element("th", row[0], scope="row"),
                    *(element("td", value, class_="right") for value in row[1:]),
                )
                for row in body
            ),
        ),
    )


def chart_drawing(chart: Chart) -> etree._Element:
    """The drawing, as wide as its place."""
    drawn = _ChartDrawer(chart)
    drawn.draw()
    return element(
        "svg",
        *drawn.shapes,
        viewBox=f"0 0 {_WIDTH} {drawn.top}",
        role="img",
        aria_label=f"{chart.arrangement.value}，{chart.title}，数据见后面的表格",
        class_="chart",
    )


def _head(one: Series, panel: Panel) -> etree._Element:
    unit = f"（{panel.unit}）" if panel.unit else ""
    return element("th", f"{one.name or '数量'}{unit}", scope="col")


def _spell(value: int | None) -> str:
    return NO_FIGURE if value is None else str(value)


class _ChartDrawer:
    """Draws panel below panel; ``top`` is how far down it has come."""

    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.shapes: list[etree._Element] = []
        self.top = 4
        longest = max(len(_cut(label)) for panel in chart.panels for label in panel.labels)
        self.labels = min(longest * _LETTER + 2 * _GAP, _MOST_FOR_LABELS)

    def draw(self) -> None:
        """Draw everything."""
        for panel in self.chart.panels:
            self._head(panel)
            if self.chart.arrangement is BarArrangement.COLUMNS:
                self._columns(panel)
            elif self.chart.arrangement is BarArrangement.STACKED_ROWS:
                self._stacks(panel)
            else:
                self._rows(panel)
            self.top += _GAP

    def _head(self, panel: Panel) -> None:
        """What a panel is of, its unit, and what each filling means."""
        told = f"{panel.name}（{panel.unit}）" if panel.name else f"单位：{panel.unit}" if panel.unit else ""
        if not told and len(panel.series) == 1:
            return
        self._text(0, self.top + _BAR - 4, told)
        left = 150
        for number, one in enumerate(panel.series if len(panel.series) > 1 else ()):
            self._bar(left, self.top + 3, 12, 12, _fill(number, one))
            self._text(left + 18, self.top + _BAR - 4, one.name)
            left += 34 + 14 * len(one.name)
        self.top += _HEAD

    def _rows(self, panel: Panel) -> None:
        """Bars that lie below one another, those of all series under each label."""
        most = max(1, *(value or 0 for one in panel.series for value in one.values))
        scale = (_WIDTH - self.labels - _FIGURES) / most
        for place, label in enumerate(panel.labels):
            self._text(self.labels - _GAP, self.top + _BAR - 4, _cut(label), "end")
            for number, one in enumerate(panel.series):
                width = (one.values[place] or 0) * scale
                self._bar(self.labels, self.top, width, _BAR - 3, _fill(number, one, place))
                self._text(self.labels + width + 5, self.top + _BAR - 5, _spell(one.values[place]))
                self.top += _BAR
            self.top += _GAP

    def _stacks(self, panel: Panel) -> None:
        """Series end to end, their sum behind them."""
        sums = [sum(one.values[place] or 0 for one in panel.series) for place in range(len(panel.labels))]
        scale = (_WIDTH - self.labels - _FIGURES) / max(1, *sums)
        for place, label in enumerate(panel.labels):
            self._text(self.labels - _GAP, self.top + _BAR - 4, _cut(label), "end")
            parts = [one.values[place] or 0 for one in panel.series]
            for number, (start, part) in enumerate(zip(accumulate(parts, initial=0), parts, strict=False)):
                if part:
                    fill = _fill(number, panel.series[number])
                    self._bar(self.labels + start * scale, self.top, part * scale, _BAR - 3, fill)
            self._text(self.labels + sums[place] * scale + 5, self.top + _BAR - 5, str(sums[place]))
            self.top += _BAR + _GAP

    def _columns(self, panel: Panel) -> None:
        """Bars that stand side by side, their labels below."""
        most = max(1, *(value or 0 for one in panel.series for value in one.values))
        slot = min(_WIDTH / len(panel.labels), 120)
        thick = slot * 0.7 / len(panel.series)
        foot = self.top + _BAR + _TALL
        for place, label in enumerate(panel.labels):
            for number, one in enumerate(panel.series):
                height = (one.values[place] or 0) * _TALL / most
                left = place * slot + slot * 0.15 + number * thick
                self._bar(left, foot - height, thick * 0.92, height, _fill(number, one, place))
                self._text(left + thick / 2, foot - height - 4, _spell(one.values[place]), "middle")
            self._text(place * slot + slot / 2, foot + _FOOT - 6, _cut(label), "middle")
        self.shapes.append(_line(0, foot, slot * len(panel.labels), foot))
        self.top = foot + _FOOT

    def _bar(self, left: float, top: float, width: float, height: float, fill: str) -> None:
        edges = {"x": left, "y": top, "width": width, "height": height}
        written = {name: _number(value) for name, value in edges.items()}
        self.shapes.append(element("rect", **written, fill=fill, stroke=_EDGE, stroke_width="0.6"))

    def _text(self, left: float, base: float, text: str, anchor: str = "start") -> None:
        place = {"x": _number(left), "y": _number(base)}
        self.shapes.append(
            element("text", text, **place, text_anchor=anchor, font_size=str(_LETTER), fill=_EDGE)
        )


def _fill(number: int, one: Series, place: int | None = None) -> str:
    """A bar's filling; those of earlier years stand back."""
    is_earlier = one.earlier == len(one.values) if place is None else place < one.earlier
    return _EARLIER if is_earlier else _FILLS[number % len(_FILLS)]


def _line(left: float, top: float, right: float, bottom: float) -> etree._Element:
    ends = {"x1": left, "y1": top, "x2": right, "y2": bottom}
    return element("line", **{name: _number(value) for name, value in ends.items()}, stroke=_EDGE)


def _cut(label: str) -> str:
    """A label as far as there is room; the table has it whole."""
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0") or "0"


def add_chart(figure: etree._Element, chart: Chart, name: str, *, plain: bool) -> None:
    """Put a chart and its figures into a figure; among another page's looks the figures alone."""
    if not plain:
        add(figure, element("div", chart_drawing(chart), class_="wide", role="region", tabindex="0",
                            aria_label=f"{chart.title}（图）"))  # fmt: skip
    add(figure, *chart_table(chart, name))

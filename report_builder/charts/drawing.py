"""A ``Chart`` → a PNG picture as wide as the type area, its figures beside their bars."""

from __future__ import annotations

import io
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from PIL import Image

from report_builder.charted_figures import NO_FIGURE, BarArrangement, DrawnChart
from report_builder.charts.bar_fills import INKS, WHITE, ChartStyle, shades
from report_builder.charts.chart_fonts import MISSING, load_lettering

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer

    from report_builder.charted_figures import Chart, Panel, Series
    from report_builder.charts.bar_fills import BarFill, BarFills
    from report_builder.charts.chart_fonts import ChartFonts
    from report_builder.diagnostics import Findings

DPI: Final = 300
# 156 mm (GB/T 9704-2012, 5.2.2), cut to whole dots: 442.2 pt.
WIDTH: Final = 441.6
_DOT: Final = 72 / DPI
_SIZE: Final = 10.5  # 五号, as in tables
_SMALL: Final = 9.0
_HEAD: Final = 20.0
_TIGHT: Final = 2.0
_FOOT: Final = 18.0
_COLUMNS: Final = 130.0
_PITCH: Final = 17.0
_PITCH_OF_TWO: Final = 26.0
_PITCH_IN_GROUP: Final = 13.0
_GAP: Final = 8.0
_BETWEEN: Final = 24.0
_WIDEST_PANEL: Final = 200.0
_FIGURE_ROOM: Final = 56.0
_LONGEST_LINE: Final = 16
_SHOWN: Final = 5
_FILLED: Final = 0.68
_SLACK: Final = 1.005  # or the longest bar would lose its outline


def draw_charts(charts: Sequence[Chart], style: ChartStyle, findings: Findings) -> tuple[DrawnChart, ...]:
    """The charts as pictures, in their order."""
    lettering = load_lettering()
    if missing := lettering.missing(chart.alternative for chart in charts):
        findings.warn(
            "charts.no_glyph",
            None,
            f"图解里有{len(missing)}个字是字体里没有的，图中用“{MISSING}”代替",
            evidence="、".join(f"{char}（U+{ord(char):04X}）" for char in missing[:_SHOWN]),
            remedy="图的替代文字里仍是原字；需要印出来的，请改用别的字",
        )
    with mpl.rc_context():
        # Every setting is matplotlib's own or stands here: no file in the user's home changes a picture.
        mpl.rcdefaults()
        mpl.rc("font", family=list(lettering.families), size=_SIZE)
        mpl.rc("text", parse_math=False)  # a label may hold a dollar sign
        mpl.rc("axes", linewidth=0.8)
        mpl.rc("hatch", linewidth=0.6)
        return tuple(_ChartDrawing(chart, INKS[style], lettering).finish() for chart in charts)


class _ChartDrawing:
    """One picture in the making; lengths are points from its upper left corner."""

    def __init__(self, chart: Chart, inks: BarFills, lettering: ChartFonts) -> None:
        self.chart = chart
        self.inks = inks
        self.lettering = lettering
        self.is_rows = chart.arrangement is not BarArrangement.COLUMNS
        explained = any(panel.unit or len(panel.series) > 1 for panel in chart.panels)
        self.head = _HEAD if explained else _TIGHT
        self.foot = (_FOOT if chart.note else _TIGHT) + (0 if self.is_rows else _FOOT)
        height = self.head + self._plot_height() + self.foot
        self.height = round(height / _DOT) * _DOT
        self.figure = Figure(figsize=(WIDTH / 72, self.height / 72), dpi=DPI, facecolor=WHITE)
        FigureCanvasAgg(self.figure)

    def finish(self) -> DrawnChart:
        """The picture."""
        if self.is_rows:
            self._rows(self.chart.panels[0])
        else:
            self._columns()
        if self.chart.note:
            self._write(0, self.height - 4, f"注：{self.chart.note}。", size=_SMALL)
        return DrawnChart(
            self.chart.title,
            self.chart.alternative,
            self._png(),
            round(WIDTH, 2),
            round(self.height, 2),
            self.chart,
        )

    def _plot_height(self) -> float:
        if not self.is_rows:
            return _COLUMNS
        panel = self.chart.panels[0]
        pitch = _PITCH_OF_TWO if any("\n" in line for line in self._labels(panel)) else _PITCH
        if self.chart.arrangement is BarArrangement.ROWS and len(panel.series) > 1:
            pitch = max(pitch, len(panel.series) * _PITCH_IN_GROUP + _GAP)
        return pitch * len(panel.labels)

    def _labels(self, panel: Panel) -> list[str]:
        """The labels on two lines at most; beside other panels a year is a bare number."""
        labels = [self.lettering.covered(label) for label in panel.labels]
        return [label.removesuffix("年") if panel.name else _wrap(label) for label in labels]

    # --- rows -----------------------------------------------------------------------------------------

    def _rows(self, panel: Panel) -> None:
        """Bars that lie one below another, their labels to the left."""
        axes = self._axes(0, WIDTH)
        axes.set_yticks(range(len(panel.labels)), self._labels(panel))
        axes.set_ylim(len(panel.labels) - 0.5, -0.5)
        axes.xaxis.set_visible(False)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        left = self._label_width(axes) + 6
        self._place(axes, left, WIDTH - _FIGURE_ROOM)
        if self.chart.arrangement is BarArrangement.STACKED_ROWS:
            self._stack(axes, panel.series)
        else:
            self._group(axes, panel.series)
        self._head(panel)

    def _stack(self, axes: Axes, series: Sequence[Series]) -> None:
        """Series end to end, the sum behind them; a part too narrow for its figure goes without."""
        values = [_numbers(one) for one in series]
        sums = [sum(parts) for parts in zip(*values, strict=True)]
        axes.set_xlim(0, max(sums) * _SLACK)
        starts = list(accumulate(values, lambda one, two: [a + b for a, b in zip(one, two, strict=True)]))
        for number, (ink, widths) in enumerate(zip(self._inks(series), values, strict=True)):
            before = starts[number - 1] if number else [0] * len(sums)
            bars = axes.barh(range(len(sums)), widths, _FILLED, before)
            _fill(bars, ink)
            if len(series) > 1:
                self._inside(axes, bars, widths, ink)
        axes.bar_label(bars, [str(total) for total in sums], padding=3)

    def _inside(self, axes: Axes, bars: BarContainer, widths: Sequence[int], ink: BarFill) -> None:
        """A part's own figure in its middle, where there is room."""
        reach = axes.get_xlim()[1]
        room = axes.get_position().width * WIDTH
        texts = [str(width) if width / reach * room > len(str(width)) * _SMALL else "" for width in widths]
        for text in axes.bar_label(bars, texts, label_type="center", color=ink.text, fontsize=_SMALL):
            if ink.hatch and text.get_text():
                text.set_bbox({"facecolor": WHITE, "edgecolor": "none", "pad": 1.0})

    def _group(self, axes: Axes, series: Sequence[Series]) -> None:
        """Series beside each other under each label."""
        thick = _FILLED / len(series) if len(series) == 1 else 0.8 / len(series)
        axes.set_xlim(0, max(max(_numbers(one)) for one in series) * _SLACK)
        for number, (one, ink) in enumerate(zip(series, self._inks(series), strict=True)):
            middle = (number - (len(series) - 1) / 2) * thick
            places = [place + middle for place in range(len(one.values))]
            bars = axes.barh(places, _numbers(one), thick * 0.92)
            _fill(bars, ink)
            axes.bar_label(bars, _figures(one), padding=3)

    # --- columns --------------------------------------------------------------------------------------

    def _columns(self) -> None:
        """Bars that stand side by side, one panel beside another, each to its own scale."""
        panels = self.chart.panels
        width = (WIDTH - (len(panels) - 1) * _BETWEEN) / len(panels)
        if panels[0].name:
            width = min(width, _WIDEST_PANEL)
        start = (WIDTH - len(panels) * width - (len(panels) - 1) * _BETWEEN) / 2
        for number, panel in enumerate(panels):
            left = start + number * (width + _BETWEEN)
            axes = self._axes(left, left + width)
            axes.set_xticks(range(len(panel.labels)), self._labels(panel))
            # A lone pair of columns is no broader than in a row of five.
            margin = max(0.0, (5 - len(panel.labels)) / 2) * 0.5 + 0.5
            axes.set_xlim(-margin, len(panel.labels) - 1 + margin)
            axes.yaxis.set_visible(False)
            axes.spines[["top", "right", "left"]].set_visible(False)
            self._stand(axes, panel.series)
            if panel.name:
                self._write(left + width / 2, 12, f"{panel.name}（{panel.unit}）", align="center")
            else:
                self._head(panel)

    def _stand(self, axes: Axes, series: Sequence[Series]) -> None:
        """The columns of a panel, a little air above the highest for its figure."""
        thick = 0.8 / len(series) if len(series) > 1 else 0.56
        axes.set_ylim(0, max(1, *(max(_numbers(one)) for one in series)) * 1.14)
        size = _SIZE if len(self.chart.panels) == len(series) == 1 else _SMALL
        for number, (one, ink) in enumerate(zip(series, self._inks(series), strict=True)):
            middle = (number - (len(series) - 1) / 2) * thick
            places = [place + middle for place in range(len(one.values))]
            bars = axes.bar(places, _numbers(one), thick * 0.92)
            _fill(bars, ink)
            _fill(bars[: one.earlier], self.inks.earlier)
            axes.bar_label(bars, _figures(one), padding=2, fontsize=size)

    # --- what all have --------------------------------------------------------------------------------

    def _inks(self, series: Iterable[Series]) -> list[BarFill]:
        """The filling of each series; those of an earlier year alone stand back."""
        strong = iter(self.inks.series)
        return [self.inks.earlier if one.earlier == len(one.values) else next(strong) for one in series]

    def _head(self, panel: Panel) -> None:
        """The unit to the left, and to the right what each filling means."""
        if panel.unit:
            self._write(0, 12, f"单位：{panel.unit}")
        if len(panel.series) > 1:
            handles = [Patch(label=self.lettering.covered(one.name)) for one in panel.series]
            for handle, ink in zip(handles, self._inks(panel.series), strict=True):
                _fill([handle], ink)
            self.figure.legend(
                handles=handles, loc="upper right", bbox_to_anchor=(0.998, 1), ncols=len(handles),
                frameon=False, borderpad=0, borderaxespad=0.1, handlelength=1.6, columnspacing=1.4,
            )  # fmt: skip

    def _axes(self, left: float, right: float) -> Axes:
        """A bare plot between the head and the foot."""
        axes = self.figure.add_axes((0, 0, 1, 1))
        axes.tick_params(length=0, pad=4)
        self._place(axes, left, right)
        return axes

    def _place(self, axes: Axes, left: float, right: float) -> None:
        height = self.height - self.head - self.foot
        axes.set_position(
            (left / WIDTH, self.foot / self.height, (right - left) / WIDTH, height / self.height)
        )

    def _label_width(self, axes: Axes) -> float:
        """The widest label beside the rows."""
        return max(label.get_window_extent().width for label in axes.get_yticklabels()) * _DOT

    def _write(self, left: float, base: float, text: str, size: float = _SIZE, align: str = "left") -> None:
        """A line of text on a base line."""
        self.figure.text(
            left / WIDTH, 1 - base / self.height, self.lettering.covered(text), fontsize=size,
            ha=align, va="baseline",
        )  # fmt: skip

    def _png(self) -> bytes:
        """The picture in few shades, with nothing in it about its maker."""
        drawn, packed = io.BytesIO(), io.BytesIO()
        self.figure.savefig(drawn, format="png", dpi=DPI, metadata={"Software": None})
        shown = Image.open(drawn).convert("RGB")
        few = shown.quantize(palette=_palette(self.inks), dither=Image.Dither.NONE)
        few.save(packed, "PNG", optimize=True, dpi=(DPI, DPI))
        return packed.getvalue()


def _fill(patches: Iterable[Patch], ink: BarFill) -> None:
    """Fill bars, or the patches that explain them, with an ink."""
    for patch in patches:
        patch.set_facecolor(ink.fill)
        patch.set_hatch(ink.hatch)
        patch.set_edgecolor(ink.edge or "none")
        patch.set_linewidth(0.6 if ink.edge else 0.0)


def _palette(inks: BarFills) -> Image.Image:
    """The few colours of a picture, the paper's own white among them; it makes a file small."""
    palette = Image.new("P", (1, 1))
    palette.putpalette(bytes(level for shade in shades(inks) for level in shade))
    return palette


def _numbers(one: Series) -> list[int]:
    """The values to draw; what is not known has no bar."""
    return [value or 0 for value in one.values]


def _figures(one: Series) -> list[str]:
    """What stands beside each bar."""
    return [NO_FIGURE if value is None else str(value) for value in one.values]


def _wrap(label: str) -> str:
    """A label on two lines at most, the second cut short where it must be."""
    if len(label) <= _LONGEST_LINE:
        return label
    head, colon, tail = label.partition("：")
    if colon and max(len(head), len(tail)) <= _LONGEST_LINE:
        return f"{head}：\n{tail}"
    if len(label) > 2 * _LONGEST_LINE:
        label = label[: 2 * _LONGEST_LINE - 1] + "…"
    half = -(-len(label) // 2)
    return f"{label[:half]}\n{label[half:]}"

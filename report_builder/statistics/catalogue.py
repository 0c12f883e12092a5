"""Every figure of a year, in the order of the tables; a path → the figure that it is of."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.statistics.axes import AXES
from report_builder.statistics.declaring import FIELD, FigureDeclaration
from report_builder.statistics.tables import disputes, duties, handed_in, publication, requests

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.statistics.declaring import Labels, Value

FIGURES: Final[tuple[FigureDeclaration, ...]] = (
    *publication.FIGURES,
    *requests.FIGURES,
    *publication.WITHHELD_FIGURES,
    *disputes.FIGURES,
    *duties.FIGURES,
    *handed_in.FIGURES,
)
# A path such as requests.new.total is that of the figure which needs no label for it.
_PLAINEST_FIRST: Final = sorted(FIGURES, key=lambda figure: len(figure.axes))


class SingleFigure(Struct, frozen=True):
    """One figure: of its family, with these labels of the family's axes."""

    figure: FigureDeclaration
    path: str
    labels: Mapping[str, str]

    @property
    def caption(self) -> str:
        """What a table for people calls it."""
        return self.figure.caption.format_map(self.labels)


def cells(labels: Labels, figures: Iterable[FigureDeclaration] = FIGURES) -> Iterator[SingleFigure]:
    """Every figure in order: those that share their first axis stand label by label."""
    for axis, family in groupby(figures, key=lambda figure: figure.axes[:1]):
        members = tuple(family)
        for first in labels.get(axis[0], ()) if axis else ("",):
            for figure in members:
                for chosen in _every(figure.axes[1:], labels):
                    named = {**({axis[0]: first} if axis else {}), **chosen}
                    steps = {name: labels[name][label] for name, label in named.items()}
                    yield SingleFigure(figure, figure.at(steps), named)


def counts_in_every_file() -> Iterator[str]:
    """The paths of the counts without which no ``statistics.json`` can be relied on."""
    labels = {axis.name: axis.steps for axis in AXES.values()}
    return (cell.path for cell in cells(labels, [each for each in FIGURES if each.in_every_file]))


def _every(axes: tuple[str, ...], labels: Labels) -> Iterator[dict[str, str]]:
    """Every combination of the labels of some axes."""
    if not axes:
        yield {}
        return
    for label in labels.get(axes[0], ()):
        for rest in _every(axes[1:], labels):
            yield {axes[0]: label, **rest}


@cache
def _pattern(figure: FigureDeclaration) -> re.Pattern[str]:
    """The paths that are a figure's own."""
    fixed = FIELD.split(figure.path)
    parts = [
        f"(?P<{part}>{AXES[part].pattern})" if number % 2 else re.escape(part)
        for number, part in enumerate(fixed)
    ]
    return re.compile("".join(parts))


def figure_at(path: str) -> FigureDeclaration:
    """The figure, or family of them, that is declared with a path; raises ``KeyError`` where none is."""
    for figure in FIGURES:
        if figure.path == path:
            return figure
    raise KeyError(path)


def find_figure(path: str) -> tuple[FigureDeclaration, Mapping[str, str]] | None:
    """The figure that a path is of, and the steps of its axes; ``None`` where there is none."""
    for figure in _PLAINEST_FIRST:
        if path.startswith(figure.stem) and (found := _pattern(figure).fullmatch(path)):
            return figure, found.groupdict()
    return None


def labels_in(paths: Iterable[str]) -> Labels:
    """The labels that figures of an earlier year were counted by, as far as their paths tell them."""
    labels: dict[str, dict[str, str]] = {axis.name: dict(axis.steps) for axis in AXES.values()}
    families = [figure for figure in FIGURES if any(AXES[axis].is_open for axis in figure.axes)]
    for path in paths:
        for figure in families:
            if path.startswith(figure.stem) and (found := _pattern(figure).fullmatch(path)):
                for axis, step in found.groupdict().items():
                    if AXES[axis].is_open:
                        labels[axis].setdefault(step, step)
    return labels


def is_named_by_users(path: str) -> bool:
    """Whether settings and ledgers name the steps of a path, so that it may be of a name that nobody uses."""
    found = find_figure(path)
    return found is not None and any(AXES[axis].is_open for axis in found[0].axes)


def add_sums(values: dict[str, Value], labels: Labels, groups: Mapping[str, tuple[str, ...]]) -> None:
    """Add to the values the figures that are sums of others.

    One of which no part is known is not known either. ``groups`` gives each group of categories its members.
    """
    for cell in cells(labels, [figure for figure in FIGURES if figure.sum_of]):
        if cell.path in values:
            continue
        paths = summed_paths(cell, values, labels, groups)
        known = [part for path in paths if (part := values.get(path)) is not None]
        if known or cell.figure.axes:
            total = sum(known)
            values[cell.path] = total.scaleb(cell.figure.scale) if isinstance(total, Decimal) else total


def summed_paths(
    cell: SingleFigure, paths: Iterable[str], labels: Labels, groups: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """The paths of the figures that a sum is made of."""
    steps = {name: labels[name][label] for name, label in cell.labels.items()}
    members = [labels["category"][name] for name in groups.get(cell.labels.get("group", ""), ())]
    found: list[str] = []
    for pattern in cell.figure.sum_of:
        if "{category}" in pattern:
            found += [pattern.format_map({**steps, "category": step}) for step in members]
        elif "*" in pattern:
            before, _, behind = pattern.format_map(steps).partition("*")
            found += [path for path in paths if path.startswith(before) and path.endswith(behind)]
        else:
            found.append(pattern.format_map(steps))
    return found

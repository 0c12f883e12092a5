"""Tables that were filled in beside rows → the cells that count, and findings where the two say otherwise.

Totals of one workbook and rows of another add up; in one workbook they say the same thing, and are compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Finding, Severity
from report_builder.ledgers.frames import FILE
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import FIGURES
from report_builder.statistics.evaluating import Grouping, Sources, is_tabled, tally_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.diagnostics import Findings
    from report_builder.ledgers.frames import Ledgers
    from report_builder.statistics.evaluating import Tally
    from report_builder.statistics.sources.row_source import Mask, RowSource

IN_FORCE: Final = "in force"
_MOST_CELLS: Final = 12
_MOST_FILES: Final = 5


class _FilledInTable(Struct, frozen=True):
    """A sheet's rows and the table of its totals, by the name of the source."""

    name: str
    rows: RowSource
    totals: RowSource

    def groupings(self) -> list[Grouping]:
        """Every grouping whose cells a table has."""
        found = dict.fromkeys(Grouping.of(figure) for figure in FIGURES if figure.source == self.name)
        return [each for each in found if each.axes and is_tabled(self.totals, each)]

    @property
    def counted(self) -> Mask:
        """Which rows count for a cell of the table."""
        wheres = {each.where for each in self.groupings()}
        counted: Mask = np.logical_or.reduce([self.rows.masks[where] for where in wheres])
        return counted


def settle_totals(
    sources: Sources, ledgers: Ledgers, labels: Mapping[str, str], findings: Findings
) -> Sources:
    """The sources with those cells of filled-in tables that are to be added to the rows.

    ``labels`` gives the rows of the table of applications their words.
    """
    rows, totals = dict(sources.rows), dict(sources.totals)
    for name, table in sources.totals.items():
        if table.frame.empty:
            continue
        pair = _FilledInTable(name, sources.rows[name], table)
        with_rows = set(pair.rows.frame.loc[pair.counted, FILE])
        is_double = table.frame[FILE].isin(with_rows).to_numpy()
        for file in dict.fromkeys(table.frame.loc[is_double, FILE]):
            _compare(pair, str(file), ledgers, labels, findings)
        alone = dict.fromkeys(table.frame.loc[~is_double, FILE])
        if alone and with_rows:
            _tell_added(pair, [*alone], sorted(map(str, with_rows)), ledgers, findings)
        if alone:
            _tell_unparted(pair, [*alone], ledgers, findings)
        rows[name], totals[name] = _parted(pair, is_double)
    return Sources(rows, totals)


def _parted(pair: _FilledInTable, is_double: Mask) -> tuple[RowSource, RowSource]:
    """Rows and cells without those that say the same; of documents in force a table knows more than a ledger.

    A ledger may list the year's changes alone.
    """
    stock = pair.totals.masks.get(IN_FORCE)
    doubled = is_double if stock is None else is_double & ~stock
    masks = {name: mask & ~doubled for name, mask in pair.totals.masks.items()}
    totals = replace(pair.totals, masks=masks)
    if stock is None:
        return pair.rows, totals
    files = set(pair.totals.frame.loc[is_double & stock, FILE])
    in_force = pair.rows.masks[IN_FORCE] & ~pair.rows.frame[FILE].isin(files).to_numpy()
    return replace(pair.rows, masks={**pair.rows.masks, IN_FORCE: in_force}), totals


def _compare(
    pair: _FilledInTable, file: str, ledgers: Ledgers, labels: Mapping[str, str], findings: Findings
) -> None:
    """Tell of every cell in which a workbook's table and its rows differ."""
    differences = [
        difference
        for grouping in _finest(pair.groupings())
        if grouping.where != IN_FORCE
        for difference in _differences(pair, grouping, file, labels)
    ]
    if differences:
        shown = "；".join(differences[:_MOST_CELLS])
        more = f"；等共{len(differences)}格" if len(differences) > _MOST_CELLS else ""
        table, rows = pair.totals.sheet, pair.rows.sheet
        frame = ledgers.frame(table)
        (first,) = ledgers.entries(frame[frame[FILE] == file].iloc[:1])
        findings.error(
            "statistics.requests_differ" if pair.name == "applications" else "statistics.totals_differ",
            first.place(str(frame.columns[3])),
            f"“{table}”与“{rows}”台账数出来的不一致",
            evidence=shown + more,
            remedy=f"请改正其中一张；只按统计表填报的，请清空“{rows}”台账",
        )


def _finest(groupings: Iterable[Grouping]) -> list[Grouping]:
    """Of groupings of the same rows the one with the most axes: the others are its sums."""
    finest: dict[str, Grouping] = {}
    for each in groupings:
        if len(each.axes) > len(finest.get(each.where, each).axes) or each.where not in finest:
            finest[each.where] = each
    return [*finest.values()]


def _differences(
    pair: _FilledInTable, grouping: Grouping, file: str, labels: Mapping[str, str]
) -> Iterator[str]:
    """Each cell that differs, as 属于国家秘密·自然人：统计 1，台账 0."""
    given = _of_file(tally_source(pair.totals, grouping, FILE), file)
    found = _of_file(tally_source(pair.rows, grouping, FILE), file)
    for key in _in_order(grouping, {**given, **found}):
        if (written := given.get(key) or 0) != (counted := found.get(key) or 0):
            row = labels.get(grouping.where, "")
            name = "·".join([*([row] if row else []), *key])
            yield f"{name}：统计 {written}，台账 {counted}"


def _of_file(tally: Tally, file: str) -> Tally:
    return {key[1:]: value for key, value in tally.items() if key[0] == file}


def _in_order(grouping: Grouping, keys: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Cells in the order of the table, as far as its labels are known."""
    orders = [{label: place for place, label in enumerate(AXES[axis].steps)} for axis in grouping.axes]
    return sorted(
        keys, key=lambda key: [order.get(label, 0) for order, label in zip(orders, key, strict=True)]
    )


def _tell_added(
    pair: _FilledInTable, alone: list[str], with_rows: list[str], ledgers: Ledgers, findings: Findings
) -> None:
    """Say that a table and rows of different workbooks were added up; gravely where both say the same."""
    table, rows = pair.totals.sheet, pair.rows.sheet
    frame = ledgers.frame(table)
    (first,) = ledgers.entries(frame[frame[FILE] == alone[0]].iloc[:1])
    same = all(
        _sum_over(pair.totals, each, alone) == _sum_over(pair.rows, each, with_rows)
        for each in _finest(pair.groupings())
    )
    findings.add(
        Finding(
            "statistics.totals_added",
            Severity.WARNING if same else Severity.NOTICE,
            first.place(),
            f"“{table}”与别的台账里逐件登记的“{rows}”已经相加",
            evidence=f"填统计表的：{_named(alone)}；逐件登记的：{_named(with_rows)}"
            + ("；两边每一格都相同，可能是同一批事项填了两次" if same else ""),
            remedy="是同一批事项的，请删去一种；是不同科室的，不必处理",
        )
    )


def _tell_unparted(pair: _FilledInTable, alone: list[str], ledgers: Ledgers, findings: Findings) -> None:
    """Say which figures the table has no cells for: of what was handed in by it they count nothing."""
    captions = {
        figure.caption.format_map({axis: f"各{AXES[axis].noun}的" for axis in figure.axes})
        for figure in FIGURES
        if figure.source == pair.name and figure.in_file and not is_tabled(pair.totals, Grouping.of(figure))
    }
    if not captions:
        return
    table, rows = pair.totals.sheet, pair.rows.sheet
    frame = ledgers.frame(table)
    (first,) = ledgers.entries(frame[frame[FILE] == alone[0]].iloc[:1])
    findings.notice(
        "statistics.totals_only",
        first.place(),
        f"“{table}”里没有{'、'.join(sorted(captions))}，这些数只按逐件登记的“{rows}”统计，没有登记就按 0",
        f"填统计表的：{_named(alone)}",
        f"正文或者附件用到这些数的，请核对；这些数不是 0 的，请补填逐件登记的“{rows}”",
    )


def _named(files: list[str]) -> str:
    return "、".join(files[:_MOST_FILES]) + (f"等{len(files)}个" if len(files) > _MOST_FILES else "")


def _sum_over(source: RowSource, grouping: Grouping, files: Iterable[str]) -> Tally:
    """What some files give together for a grouping, cells of nil left out."""
    sums: Tally = {}
    for key, value in tally_source(source, grouping, FILE).items():
        if key[0] in set(files) and value:
            sums[key[1:]] = (sums.get(key[1:]) or 0) + value
    return sums

"""Rows of quantities → those that only add up others: a sum is no record, and a likely one is asked about."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.ledgers.choices import key_of
from report_builder.ledgers.declarations import ColumnKind
from report_builder.ledgers.frames import ROW, SPAN
from report_builder.ledgers.questions import COUNT, LEAVE_OUT, Question, rows_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from report_builder.ledgers.declarations import Amounts
    from report_builder.ledgers.open_sheets import OpenSheet

_TOTAL: Final = re.compile("(?:[合小总共]计|累计|汇总|总和|总数)$")
_FEWEST_ADDED: Final = 2
_MONTHS: Final = 12
_MOST_AGAIN: Final = 3
_MOST_NAMED: Final = 4
_LEAST_LIKELY: Final = 100  # smaller sums come about by chance


class _Sums:
    """The quantities of one sheet, and which rows to leave out."""

    def __init__(self, opened: OpenSheet, frame: pd.DataFrame, amounts: Amounts) -> None:
        self.opened, self.frame, self.amounts = opened, frame, amounts
        self.has_free_labels = opened.sheet.column(amounts.label).kind is ColumnKind.TEXT
        self.labels = frame[amounts.label].astype("str").to_numpy(dtype=object)
        self.quantities = frame[amounts.quantity].to_numpy(dtype=object)
        self.monthly = frame["月份"].notna().to_numpy()
        months, spans = (frame[name].fillna(0).to_numpy(int) for name in ("月份", SPAN))
        self.first = np.where(self.monthly, months, spans // 100)
        self.last = np.where(self.monthly, months, spans % 100)
        self.keep = np.ones(len(frame), bool)

    def rows_of_longer_times(self) -> Iterator[tuple[int, NDArray[np.bool_]]]:
        """The rows of more than a month, the longest first, with the rows of their label within that time.

        What says no time at all may be the whole year's where its label has several months.
        """
        length = np.where(self.first > 0, self.last - self.first, _MONTHS)
        longer = np.flatnonzero(length)  # single months add nothing up
        for row in longer[np.argsort(-length[longer], kind="stable")].tolist():
            others = (self.labels == self.labels[row]) & self.keep & (self.first > 0)
            others[row] = False
            if self.first[row]:
                meeting = others & (self.first <= self.last[row]) & (self.last >= self.first[row])
                meeting &= length <= length[row]
                if meeting.any():
                    yield row, meeting
            elif others.sum() >= _FEWEST_ADDED:
                yield row, others

    def named_totals(self) -> Iterator[tuple[int, NDArray[np.bool_]]]:
        """The rows whose label says 合计 or the like, and the rows above that it may add up."""
        if not self.has_free_labels:
            return
        keys = np.asarray([key_of(label) for label in self.labels], dtype=object)
        for row, key in enumerate(keys):
            if not _TOTAL.search(key):
                continue
            stem = _TOTAL.sub("", key)
            above = np.arange(len(keys)) < row
            of_stem = keys == stem
            yield row, of_stem & above if stem and of_stem.any() else above & self.keep

    def last_sum(self) -> Iterator[tuple[int, NDArray[np.bool_]]]:
        """The last row, if its label stands nowhere else and nothing but 合计 could explain its quantity."""
        rows = np.flatnonzero(self.keep)
        if len(rows) <= _FEWEST_ADDED or not self.has_free_labels:
            return
        last, above = int(rows[-1]), np.arange(len(self.labels)) < rows[-1]
        if self._may_be_a_sum(last):
            yield last, above & self.keep

    def heads_of_groups(self, *, behind: bool) -> list[int]:
        """The rows that are each the sum of those below them, or ``behind`` these, where all rows fall so.

        None of them says a month, and their labels stand nowhere else.
        """
        rows = np.flatnonzero(self.keep).tolist()
        if behind:
            rows.reverse()
        heads: list[int] = []
        while rows and self.has_free_labels:
            head, *below = rows
            quantity = self.quantities[head]
            totals = enumerate(accumulate(self.quantities[below]), start=1)
            count, total = next(((count, total) for count, total in totals if total >= quantity), (0, 0))
            if count < _FEWEST_ADDED or total != quantity or not self._may_be_a_sum(head):
                return []
            heads.append(head)
            rows = below[count:]
        return sorted(heads)

    def _may_be_a_sum(self, row: int) -> bool:
        is_alone = (self.labels == self.labels[row]).sum() == 1
        return bool(is_alone and not self.monthly[row] and self.quantities[row] >= _LEAST_LIKELY)

    def adds_up(self, row: int, parts: NDArray[np.bool_]) -> bool:
        """Whether a row's quantity is the sum of others, or of those of them that stand above it."""
        above = parts & (np.arange(len(parts)) < row)
        return any(
            part.sum() >= _FEWEST_ADDED and sum(self.quantities[part]) == self.quantities[row]
            for part in (parts, above)
        ) or (parts.sum() == 1 and sum(self.quantities[parts]) == self.quantities[row])

    def ask(self, row: int, message: str, evidence: str) -> str:
        """What somebody says of one row."""
        number = int(self.frame[ROW].iloc[row])
        columns = [self.amounts.label, self.amounts.quantity]
        opened = self.opened
        about = (opened.file_name, opened.grid.sheet, str(number), *rows_text(self.frame, columns))
        question = Question(
            "ledger.total_doubtful",
            opened.origin.cell(number, self.amounts.quantity),
            message,
            evidence,
            "请删去合计的行，或者补上它的月份",
            about,
        )
        return opened.questions.ask(question, opened.findings)


def leave_out_totals(opened: OpenSheet, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a sheet of quantities without those that add up others."""
    if opened.sheet.amounts is None or frame.empty:
        return frame
    sums = _Sums(opened, frame, opened.sheet.amounts)
    for row, parts in sums.named_totals():
        _settle(sums, row, parts, "看起来是合计行，但不等于上面各行之和")
    for row, parts in sums.rows_of_longer_times():
        if sums.keep[row]:
            what = "同一事项又有这段时间里分月、分段的行，分不清是合计还是另外的数"
            _settle(sums, row, parts, what)
    for row, parts in sums.last_sum():
        if sums.adds_up(row, parts):
            what = f"正好等于上面各行之和，分不清“{sums.labels[row]}”是合计还是另外一项"
            _ask(sums, row, what, parts)
    _ask_of_groups(sums)
    _ask_of_repeated_months(sums)
    return frame[sums.keep].reset_index(drop=True)


def _settle(sums: _Sums, row: int, parts: NDArray[np.bool_], what: str) -> None:
    """Leave a sum out, and say so; ask where it is none."""
    if not sums.adds_up(row, parts):
        _ask(sums, row, what, parts)
        return
    sums.keep[row] = False
    place = sums.opened.origin.cell(int(sums.frame[ROW].iloc[row]), "")
    message = f"等于“{sums.labels[row]}”其他各行之和，是合计行，没有读取：合计由程序计算"
    sums.opened.findings.notice("ledger.row_skipped", place, message)


def _ask(sums: _Sums, row: int, what: str, parts: NDArray[np.bool_]) -> None:
    evidence = f"这一行是 {sums.quantities[row]}，其他各行合计 {sum(sums.quantities[parts])}"
    if sums.ask(row, what, evidence) != COUNT:
        sums.keep[row] = False


def _ask_of_groups(sums: _Sums) -> None:
    """Ask once a sheet of rows that each head, or close, a group of rows that they add up."""
    for behind, where in ((False, "下面"), (True, "上面")):
        heads = sums.heads_of_groups(behind=behind)
        if not heads:
            continue
        named = "、".join(f"“{sums.labels[row]}”" for row in heads[:_MOST_NAMED])
        more = f"等 {len(heads)} 行" if len(heads) > _MOST_NAMED else ""
        what = f"{named}{more}正好等于紧接着{where}各行之和，分不清是小计还是另外的项目"
        if sums.ask(heads[0], what, f"第一处是 {sums.quantities[heads[0]]}") != COUNT:
            sums.keep[heads] = False
        return


def _ask_of_repeated_months(sums: _Sums) -> None:
    """Ask once a sheet of the kinds that have a month twice: two batches, or one that was entered again.

    Where a month stands many times, its rows are decisions entered one by one.
    """
    undated = sums.frame["日期"].isna().to_numpy() & sums.monthly & sums.keep
    keys = sums.frame.loc[undated, [sums.amounts.label, "月份", "年"]].astype("str")
    again = keys[keys.duplicated()]
    if again.empty or keys.value_counts(dropna=False).max() > _MOST_AGAIN:
        return
    row = int(again.index[0])
    months = "、".join(f"“{label}”{month}月" for label, month, _ in again.drop_duplicates().to_numpy()[:5])
    what = f"同一事项同一个月填了不止一行：{months}，分不清是两批还是重复"
    if sums.ask(row, what, f"共 {len(again)} 行是再次出现的") == LEAVE_OUT:
        sums.keep[again.index.to_numpy()] = False

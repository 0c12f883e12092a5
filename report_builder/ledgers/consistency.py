"""The columns of a table → the rows in which two cells cannot both be right, as faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from report_builder.ledgers.row_faults import CellRemark
from report_builder.ledgers.sheets import APPLICATIONS, DISPUTES
from report_builder.ledgers.vocabulary import PENDING, SUITS

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from report_builder.ledgers.declarations import Sheet
    from report_builder.ledgers.row_faults import RowFaults

    Mask = NDArray[np.bool_]

_REPLY: Final = ("答复日期", "处理结果")
_END: Final = ("案件类型", "审结日期", "结果")


def check_rows(sheet: Sheet, frame: pd.DataFrame, records: Mask, faults: RowFaults) -> None:
    """Fail the rows whose cells contradict each other; cells that are wrong by themselves are left aside."""
    if sheet.name == APPLICATIONS:
        _check_replies(frame, records & ~faults.of(*_REPLY), faults)
    elif sheet.name == DISPUTES:
        _check_disputes(frame, records & ~faults.of(*_END), faults)
    _check_date_orders(sheet, frame, records, faults)


def _check_date_orders(sheet: Sheet, frame: pd.DataFrame, records: Mask, faults: RowFaults) -> None:
    """Fail rows in which a later step is dated before an earlier one."""
    for order in sheet.date_orders:
        earlier, later = order.earlier, order.later
        wrong = records & (frame[later].to_numpy() < frame[earlier].to_numpy())

        def tell(row: int, earlier: str = earlier, later: str = later) -> CellRemark:
            days = {name: f"{frame[name].iloc[row]:%Y-%m-%d}" for name in (earlier, later)}
            return CellRemark(
                f"{later}（{days[later]}）早于{earlier}（{days[earlier]}）",
                f"{earlier}在 {_cell(faults, row, earlier)}",
                "请核对这两个日期",
            )

        faults.fail("ledger.date_order", later, wrong, tell)


def _cell(faults: RowFaults, row: int, column: str) -> str:
    return faults.origin.cell(int(faults.numbers[row]), column).cell


def _check_replies(frame: pd.DataFrame, rows: Mask, faults: RowFaults) -> None:
    """A reply has a date and an outcome, or neither."""
    has_day = frame["答复日期"].notna().to_numpy()
    has_outcome = (frame["处理结果"] != "").to_numpy()

    def named(row: int) -> str:
        number = frame["登记编号"].iloc[row]
        return f"登记编号“{number}”" if number else "这件申请"

    def without_day(row: int) -> CellRemark:
        return CellRemark(
            f"{named(row)}填了处理结果，没有填答复日期",
            f"处理结果（{_cell(faults, row, '处理结果')}）是“{frame['处理结果'].iloc[row]}”",
            "请补填答复日期；还没有答复的，请清空处理结果",
        )

    def without_outcome(row: int) -> CellRemark:
        day = f"{frame['答复日期'].iloc[row]:%Y-%m-%d}"
        return CellRemark(
            f"{named(row)}填了答复日期，没有填处理结果",
            f"答复日期（{_cell(faults, row, '答复日期')}）是 {day}",
            "请补填处理结果；还没有答复的，请清空答复日期",
        )

    faults.fail("ledger.reply_incomplete", "答复日期", rows & has_outcome & ~has_day, without_day)
    faults.fail("ledger.reply_incomplete", "处理结果", rows & has_day & ~has_outcome, without_outcome)


def _check_disputes(frame: pd.DataFrame, rows: Mask, faults: RowFaults) -> None:
    """A case that is closed has an outcome, one that is open has none, or 尚未审结."""
    closed = frame["审结日期"].notna().to_numpy()
    outcome = frame["结果"].astype("str").to_numpy()
    open_outcome = np.isin(outcome, ["", PENDING])
    of_suits = frame["案件类型"].isin(SUITS).to_numpy()

    def named(row: int) -> str:
        number = frame["案号"].iloc[row]
        return f"案号“{number}”" if number else "这个案件"

    def end(row: int) -> str:
        return f"审结日期（{_cell(faults, row, '审结日期')}）是 {frame['审结日期'].iloc[row]:%Y-%m-%d}"

    def without_day(row: int) -> CellRemark:
        return CellRemark(
            f"{named(row)}的结果是“{outcome[row]}”，没有填审结日期",
            remedy=f"请补填审结日期；还没有审结的，结果请填“{PENDING}”",
        )

    def still_open(row: int) -> CellRemark:
        return CellRemark(
            f"{named(row)}的结果是“{PENDING}”，却填了审结日期", end(row), "请改填审结的结果，或清空审结日期"
        )

    def without_outcome(row: int) -> CellRemark:
        return CellRemark(f"{named(row)}填了审结日期，没有填结果", end(row), "请补填结果")

    code = "ledger.dispute_incomplete"
    faults.fail(code, "审结日期", rows & ~closed & ~open_outcome, without_day)
    faults.fail(code, "结果", rows & closed & (outcome == PENDING), still_open)
    faults.fail(code, "结果", rows & closed & (outcome == "") & of_suits, without_outcome)

"""The contract's sheets and what the design promises of them."""

from __future__ import annotations

import pytest

from report_builder.ledgers.contract import SHEETS


def test_the_sheets_are_those_of_the_design() -> None:
    assert list(SHEETS) == [
        "主动公开", "政策解读", "规范性文件", "行政执法", "行政事业性收费", "依申请公开",
        "依申请公开统计", "不予公开备案", "复议诉讼", "新媒体", "政府网站", "工作情况",
    ]  # fmt: skip


def test_every_date_order_names_columns_that_the_sheet_has() -> None:
    named = [
        sheet.column(name).name
        for sheet in SHEETS.values()
        for order in sheet.date_orders
        for name in (order.earlier, order.later)
    ]

    assert len(named) == 20


def test_a_column_that_a_sheet_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        SHEETS["主动公开"].column("没有")

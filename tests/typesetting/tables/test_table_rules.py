"""Where the lines of a table's borders begin and end, so that corners meet."""

from __future__ import annotations

import pytest
from traces import set_pages
from word_files import cell, row, table, word_file


def test_single_borders_reach_to_each_other_s_outer_edges() -> None:
    (page,) = set_pages(word_file(table([3000], row(cell("甲")), row(cell("乙")), borders=24))).pages
    across = [rule for rule in page.rules if rule.top == rule.bottom]
    down = [rule for rule in page.rules if rule.left == rule.right]
    (width,) = {rule.width for rule in page.rules}

    assert width == 3.0
    assert min(rule.left for rule in across) == pytest.approx(min(rule.left for rule in down) - width / 2)
    assert max(rule.right for rule in across) == pytest.approx(max(rule.left for rule in down) + width / 2)
    assert min(rule.top for rule in down) == pytest.approx(min(rule.top for rule in across) - width / 2)
    assert max(rule.bottom for rule in down) == pytest.approx(max(rule.top for rule in across) + width / 2)

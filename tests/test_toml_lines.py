"""A TOML text and a key's path → the line on which a person finds it."""

from __future__ import annotations

import pytest

from report_builder.toml_lines import Keys, find_line

TEXT = """\
# comment: name = 1
name = "甲"
contact = { office = "乙", postcode = "545001" }
channels = [
  # 注
  { name = "丙", kind = "政府网站" },
  { name = "丁", kind = "其他方式" },
]
rooms = ["一", "二"]

[names]
"微信号" = "戊"

[[rows]]
label = "一"

[[rows]]
label = "二"
unit = "条"
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("name",), 2),
        (("contact", "postcode"), 3),
        (("channels",), 4),
        (("channels", 1, "kind"), 7),
        (("rooms", 1), 9),
        (("names", "微信号"), 12),
        (("rows", 1), 17),
        (("rows", 1, "unit"), 19),
        (("rows", 0, "unit"), 14),  # not there: its row is the nearest
        (("rows", 7), 14),
        (("contact", "fax"), 3),
        (("absent",), None),
    ],
)
def test_a_key_is_found_on_its_line_or_on_the_nearest_enclosing_one(keys: Keys, line: int | None) -> None:
    found = find_line(TEXT, keys)

    assert found == line

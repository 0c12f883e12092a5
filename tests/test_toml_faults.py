"""Tables that are not as they should be → every fault, said to the person who wrote them."""

from __future__ import annotations

import tomllib
from datetime import date  # noqa: TC003  read at run time, as in the shapes of settings and formats
from enum import StrEnum
from textwrap import dedent
from typing import Literal

import pytest
from msgspec import ValidationError, convert, field

from report_builder.toml_faults import find_faults, spell
from report_builder.toml_files import TomlTable

NO_DATE = "应当是日期，写作 2016-12-31，不加引号，不带钟点"


class Side(StrEnum):
    """Where text stands."""

    LEFT = "left"
    RIGHT = "right"


class Room(TomlTable, frozen=True, kw_only=True):
    """A table within a list."""

    name: str
    seats: int = 0


class House(TomlTable, frozen=True, kw_only=True):
    """Every kind of value that settings and formats have."""

    name: str
    opened: date | None = None
    width: float = 0.0
    heated: bool = False
    level: Literal[1, 2] = 1
    style: bool | Literal["mono", "colour"] = False
    side: Side = Side.LEFT
    size: tuple[float, float] = (0.0, 0.0)
    owners: tuple[str, ...] = ()
    rooms: tuple[Room, ...] = ()
    nicknames: dict[str, str] = field(default_factory=dict)


def told(text: str) -> list[str]:
    """The faults of a house written in TOML, a line each."""
    tables = tomllib.loads(dedent(text))
    faults = list(find_faults(tables, House))
    if not faults:
        convert(tables, House)
        return []
    with pytest.raises(ValidationError):
        convert(tables, House)
    return [" / ".join(filter(None, (each.message, each.evidence, each.remedy))) for each in faults]


def test_a_table_with_every_kind_of_value_has_no_fault() -> None:
    assert (
        told("""
        name = "县档案馆"
        opened = 2016-12-31
        width = 9
        heated = true
        level = 2
        style = "mono"
        side = "right"
        size = [1, 2.5]
        owners = ["县政府"]
        rooms = [{ name = "阅览室", seats = 12 }]
        nicknames = { "馆" = "档案馆" }
    """)
        == []
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("name = 3", "“name”应当是文字，要写在英文双引号里 / 写作：3"),
        ("opened = 2016-12-31T08:00:00", f"“opened”{NO_DATE} / 写作：2016-12-31 08:00:00"),
        ("opened = 2016", f"“opened”{NO_DATE} / 写作：2016"),
        ('width = "9"', '“width”应当是数，不加引号 / 写作："9"'),
        ('heated = "true"', '“heated”应当是 true 或 false，不加引号 / 写作："true"'),
        ("level = 3", "“level”不是可选的写法 / 写作：3 / 只能填：1、2"),
        ('style = "grey"', '“style”不是可选的写法 / 写作："grey" / 只能填：false、true、"mono"、"colour"'),
        ('style = "true"', '“style”写在了引号里 / 写作："true" / 请去掉引号，写作：true'),
        ('side = "top"', '“side”不是可选的写法 / 写作："top" / 只能填："left"、"right"'),
        ("size = [1]", "“size”应当是 2 个值，写在方括号里，用英文逗号隔开 / 写作：[1]"),
        ('size = [1, "宽"]', '“size 第2项”应当是数，不加引号 / 写作："宽"'),
        ('owners = "县政府"', '“owners”应当是一列值，写在方括号里，用英文逗号隔开 / 写作："县政府"'),
        ("owners = [1]", "“owners 第1项”应当是文字，要写在英文双引号里 / 写作：1"),
        ('rooms = ["阅览室"]', '“rooms 第1项”应当是一组设置，写作 { 名称 = 值, … } / 写作："阅览室"'),
        ("rooms = [{ seats = 12 }]", "缺少“rooms 第1项的 name” / 请加上一行：name = …"),
        ('nicknames = "馆"', '“nicknames”应当是一组“名称 = 值” / 写作："馆"'),
        ('nicknames = { "馆" = 1 }', "“nicknames 的 馆”应当是文字，要写在英文双引号里 / 写作：1"),
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_told_with_what_stands_there(line: str, fault: str) -> None:
    name = "" if line.startswith("name") else 'name = "县档案馆"\n'

    assert told(name + line) == [fault]


def test_a_key_that_is_not_known_is_told_with_the_one_that_was_meant() -> None:
    assert told('name = "馆"\nownerss = []') == ["不认识“ownerss”这一项 / 您要写的可能是“owners”"]


def test_a_key_like_no_other_is_told_with_all_that_may_be_written() -> None:
    assert told('name = "馆"\nrooms = [{ name = "室", "面积" = 3 }]') == [
        "不认识“rooms 第1项的 面积”这一项 / 可以写的有：name、seats"
    ]


def test_all_faults_are_told_at_once_in_the_order_of_the_settings() -> None:
    text = 'rooms = [{ name = 1 }, { seats = "x" }]\nheated = 1\nx = 1'

    assert [fault.split(" / ")[0] for fault in told(text)] == [
        "缺少“name”",
        "“heated”应当是 true 或 false，不加引号",
        "“rooms 第1项的 name”应当是文字，要写在英文双引号里",
        "缺少“rooms 第2项的 name”",
        "“rooms 第2项的 seats”应当是整数，不加引号",
        "不认识“x”这一项",
    ]


def test_a_long_value_is_shown_in_part() -> None:
    (fault,) = told(f'name = "馆"\nwidth = "{"宽" * 1000}"')

    assert fault == f'“width”应当是数，不加引号 / 写作："{"宽" * 79}'


@pytest.mark.parametrize(
    ("keys", "spelt"),
    [
        (("name",), "name"),
        (("contact", "office"), "contact 的 office"),
        (("channels", 1), "channels 第2项"),
        (("channels", 1, "kind"), "channels 第2项的 kind"),
        (("tables", 0, "rows", 2, "cells", 1, "label"), "tables 第1项的 rows 第3项的 cells 第2项的 label"),
    ],
)
def test_a_path_of_keys_is_spelt_as_a_person_reads_it(keys: tuple[str | int, ...], spelt: str) -> None:
    assert spell(keys) == spelt

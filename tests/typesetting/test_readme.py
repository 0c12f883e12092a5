"""What the stage's README says of its modules, its settings and its warnings is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from msgspec.structs import fields

import report_builder.typesetting
from report_builder.typesetting.document.omissions import OMITTED
from report_builder.typesetting.text.glyphs import AS_IN_LIBREOFFICE, Options

STAGE: Final = Path(report_builder.typesetting.__file__).parent
README: Final = (STAGE / "README.md").read_text(encoding="utf-8")
CHECKOUT: Final = Path(__file__).parent.parent.parent


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def shown(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def test_every_module_stands_in_the_map_once() -> None:
    cells = re.findall(r"^\| (`.*?) \|", section("Modules, in reading order"), re.MULTILINE)

    listed = [name for cell in cells for name in re.findall(r"`([\w/]+\.py)`", cell)]

    assert sorted(listed) == sorted(
        path.relative_to(STAGE).as_posix() for path in STAGE.rglob("*.py") if path.name != "__init__.py"
    )


def test_the_table_of_warnings_is_the_list_that_warns() -> None:
    rows = re.findall(r"^\| `(.+?)` \| (.+?) \|$", section("What is warned of"), re.MULTILINE)

    assert rows == list(OMITTED.items())


def test_the_settings_are_those_that_there_are_with_their_values() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\S+) \| (\S+) \|", section("Settings"), re.MULTILINE)

    assert rows == [
        (each.name, shown(getattr(Options(), each.name)), shown(getattr(AS_IN_LIBREOFFICE, each.name)))
        for each in fields(Options)
    ]


@pytest.mark.parametrize("path", re.findall(r"`((?:tests|benchmarks)/[\w/.]+)`", README))
def test_what_it_sends_the_reader_to_is_there(path: str) -> None:
    assert (CHECKOUT / path).is_file()

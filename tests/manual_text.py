"""README.zh-CN.md → its calls, tables, codes, pictures and quoted messages, for tests to compare."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT: Final = Path(__file__).parent.parent
MANUAL: Final = (CHECKOUT / "README.zh-CN.md").read_text(encoding="utf-8")
# What stands for a part of a message that differs from case to case.
BLANK: Final = "…"
_HOLE: Final = "\0"
_BLOCK: Final = re.compile(r"^ *```(?P<kind>\w*)\n(?P<lines>.*?)^ *```$", re.MULTILINE | re.DOTALL)
_CODE: Final = re.compile(r"`(?P<text>[^`\n]+)`")
_CELL_END: Final = re.compile(r"(?<!\\)\|")


class Row(NamedTuple):
    """A row of a table of messages: the code, the words on the screen, what to do."""

    code: str
    message: str
    remedy: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The words with anything at all in their blanks."""
        return re.compile(".*?".join(map(re.escape, self.message.split(BLANK))), re.DOTALL)


def section(heading: str) -> str:
    """What stands under a heading of any level, to the next of the same level or above."""
    found = re.search(rf"^(#+) {re.escape(heading)}$", MANUAL, re.MULTILINE)
    assert found, heading
    rest = MANUAL[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def blocks(kind: str = "") -> list[list[str]]:
    """The lines of every fenced block of a kind; those without one are typed by the reader."""
    return [dedent(found["lines"]).splitlines() for found in _BLOCK.finditer(MANUAL) if found["kind"] == kind]


def codes(text: str) -> list[str]:
    """Whatever a text sets as code within its lines."""
    return [found["text"].replace("\\|", "|") for found in _CODE.finditer(_BLOCK.sub("", text))]


def calls(text: str) -> list[str]:
    """Every call of the program that a document shows, in its lines and in its blocks."""
    typed = [line for found in _BLOCK.finditer(text) for line in found["lines"].splitlines()]
    return [each for each in (*codes(text), *typed) if re.match(r"report-builder(?: |$)", each)]


def rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables in a text, without the rows that head them."""
    lines = text.splitlines()
    return [
        [cell.strip() for cell in _CELL_END.split(line)[1:-1]]
        for line, below in zip(lines, [*lines[1:], ""], strict=True)
        if line.startswith("| ") and not line.startswith("| ---") and not below.startswith("| ---")
    ]


def messages() -> Iterator[Row]:
    """The rows of the chapter that says what the messages mean."""
    for code, message, remedy in rows(section("六、提示的意思")):
        yield Row(codes(code)[0], message, remedy)


def pictures(text: str) -> list[tuple[str, str]]:
    """The file and the alternative text of every picture in a document."""
    marked = [(file, alt) for alt, file in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text)]
    return marked + re.findall(r'<img src="([^"]+)" alt="([^"]*)"', text)


@cache
def templates() -> frozenset[str]:
    """Every text in the program's sources, a hole where a value is put in."""
    found: set[str] = set()
    for path in (CHECKOUT / "report_builder").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.add("".join(_literal(part) for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return frozenset(found)


def _literal(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else _HOLE

"""A TOML file that people edit → the value it describes, or every fault in it, each with its line.

What tells of faults is imported where there are some.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct, ValidationError, convert

from report_builder.budgets import USUAL
from report_builder.diagnostics import Place
from report_builder.patterns import Pattern
from report_builder.plain_files import open_plain
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.toml_lines import Keys


Value = TypeVar("Value")


class TomlTable(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table that people write: what ``validate`` makes values of takes no key that it does not know."""


# Nobody's settings go so deep; tomllib takes minutes over a key of a hundred thousand parts.
_MOST_LEVELS: Final = 32
_MOST_FAULTS: Final = 100  # told of a file; each is looked for in its lines
_DEEP_KEY: Final = Pattern(
    rf"""(?<![\w-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{_MOST_LEVELS}}}"""
)
_TOO_DEEP: Final = "括号或者带点的名称一层套一层，套得太深，没有读取"
_DATE_LINE: Final = Pattern(
    r"(?m)^([ \t]*[a-z_]{1,20}_on[ \t]*=[ \t]*)[\"“]?"
    r"([0-9]{4}) ?[-年/.] ?([0-9]{1,2}) ?[-月/.] ?([0-9]{1,2})日?[\"”]?([ \t]*(?:#.*)?\r?)$",
    ("_on",),
)
_DECODER_LINE: Final = Pattern(r"at line (\d+)")


class TomlFile(Struct, frozen=True):
    """A parsed file: its name as findings spell it, its text, and its tables as they stand."""

    name: str
    text: str
    tables: Mapping[str, Any]


def read_toml(path: Path, code: str, findings: Findings) -> TomlFile | None:
    """The file's tables; ``None`` with a finding ``<code>.missing`` or ``<code>.unreadable`` otherwise."""
    place = Place(str(path))
    try:
        with open_plain(path) as opened:
            data = opened.read(USUAL.text_bytes + 1)
    except FileNotFoundError:
        findings.error(f"{code}.missing", place, "找不到这个文件", remedy="请核对文件夹和文件名")
        return None
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，并确认它是文件、有读取权限"
        findings.error(f"{code}.unreadable", place, "文件打不开", reason_of(fault), remedy)
        return None
    if len(data) > USUAL.text_bytes:  # where other bounds are set there can be none yet
        findings.error("file.too_large", place, f"设置文件超过 {USUAL.text_kilobytes} 千字节，没有读取")
        return None
    return parse_toml(data, place, code, findings)


def _with_plain_dates(text: str) -> str:
    """The text with dates as TOML has them where people write 2026-1-15 or “2026年1月15日”."""
    return _DATE_LINE.sub(lambda line: f"{line[1]}{line[2]}-{line[3]:0>2}-{line[4]:0>2}{line[5]}", text)


def parse_toml(data: bytes, place: Place, code: str, findings: Findings) -> TomlFile | None:
    """The tables of a file already read, whatever mark an editor put at its head; else as ``read_toml``."""
    try:
        text = data.decode("utf-8-sig")
        if not _has_deep_key(text) and not _is_deep(tables := _tables_of(_with_plain_dates(text))):
            return TomlFile(place.file, text, tables)
        findings.error(f"{code}.unreadable", place, _TOO_DEEP)
    except UnicodeDecodeError:
        findings.error(
            f"{code}.unreadable", place, "文件不是 UTF-8 编码", remedy="请在记事本里另存为，编码选 UTF-8"
        )
    except RecursionError:
        findings.error(f"{code}.unreadable", place, _TOO_DEEP)
    except tomllib.TOMLDecodeError as fault:
        found = _DECODER_LINE.search(str(fault))
        line = int(found.group(1)) if found else None
        from report_builder.toml_brackets import blame_brackets

        if blamed := blame_brackets(text, line or len(text.splitlines())):
            spot, evidence = Place(place.file, line=blamed.line), _line_of(text, blamed.line)
            findings.error(f"{code}.unreadable", spot, blamed.message, evidence, blamed.remedy)
            return None
        findings.error(
            f"{code}.unreadable",
            Place(place.file, line=line),
            "这一行不符合 TOML 写法" if line else "文件不符合 TOML 写法",
            evidence=_line_of(text, line),
            remedy="请检查等号、引号、逗号和括号：要用英文半角，并且成对；同一项不能写两次",
        )
    except ValueError:  # Python reads no number of more than 4,300 digits
        findings.error(f"{code}.unreadable", place, "里面有一个数长得不合常理，没有读取")
    return None


@lru_cache(maxsize=64)
def _tables_of(text: str) -> dict[str, Any]:
    """The tables of a text, which nobody changes: a format's are the same for every report."""
    return tomllib.loads(text)


def _has_deep_key(text: str) -> bool:
    """Whether a key has more parts than anybody's: whoever looks for dots first looks at few lines twice."""
    lines = (line for line in text.split("\n") if line.count(".") >= _MOST_LEVELS)
    return any(_DEEP_KEY.search(line) for line in lines)


def _is_deep(tables: Mapping[str, Any]) -> bool:
    """Whether something stands deeper in the tables than anybody's settings do."""
    layer: list[object] = [tables]
    for _ in range(_MOST_LEVELS):
        layer = [below for each in layer for below in _values(each) if isinstance(below, dict | list)]
    return bool(layer)


def _values(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _line_of(text: str, line: int | None) -> str:
    """The line itself, as evidence."""
    lines = text.splitlines()
    return f"写作：{lines[line - 1].strip()[:80]}" if line and line <= len(lines) else ""


def validate(
    shape: type[Value], tables: Mapping[str, Any], files: Iterable[TomlFile], code: str, findings: Findings
) -> Value | None:
    """``tables`` as a value of ``shape``; ``None`` with a finding ``<code>.invalid`` for every fault.

    ``files`` are those that the tables came from, the one that wins first.
    """
    sources = tuple(files)
    trimmed = _trim(tables)
    try:
        return convert(trimmed, shape)
    except ValidationError:
        from report_builder.toml_faults import find_faults

        for number, fault in enumerate(find_faults(trimmed, shape)):
            place = place_of(sources, fault.keys)
            if number == _MOST_FAULTS:
                message = "后面还有写错的地方，没有一一列出"
                findings.error(f"{code}.invalid", place, message, remedy="请先改正列出的各处，再运行一次")
                break
            findings.error(f"{code}.invalid", place, fault.message, fault.evidence, fault.remedy)
    return None


def _trim(value: object) -> object:
    """The value without spaces around its texts."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {key: _trim(below) for key, below in value.items()}
    return [_trim(below) for below in value] if isinstance(value, list) else value


def look_up(tables: object, keys: Keys) -> object:
    """What stands at a key's path; ``None`` for nothing."""
    for key in keys:
        if isinstance(tables, dict):
            tables = tables.get(key)
        elif isinstance(tables, list) and isinstance(key, int) and key < len(tables):
            tables = tables[key]
        else:
            return None
    return tables


def place_of(files: tuple[TomlFile, ...], keys: Keys) -> Place:
    """Where the first of ``files`` that gives the key gives it; in the last one where none does."""
    from report_builder.toml_lines import find_line

    source = next((file for file in files if look_up(file.tables, keys) is not None), files[-1])
    return Place(source.name, line=find_line(source.text, keys))

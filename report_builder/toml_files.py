"""A TOML file that people edit → the value it describes, or every fault in it, each with its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args, get_type_hints

from report_builder.diagnostics import Place
from report_builder.system_faults import reason_of
from report_builder.toml_lines import find_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

    from report_builder.diagnostics import Findings
    from report_builder.toml_lines import Keys

MAX_TOML_BYTES: Final = 1_000_000

Value = TypeVar("Value")

# What pydantic calls a fault → what the person who wrote the file should know.
_WRONG_KIND: Final[Mapping[str, str]] = {
    "string_type": "应当是文字，要写在英文双引号里",
    "tuple_type": "应当是一列值，写在方括号里，用英文逗号隔开",
    "dict_type": "应当是一组“名称 = 值”",
    "dataclass_type": "应当是一组设置，写作 { 名称 = 值, … }",
    "int_type": "应当是整数，不加引号",
    "int_parsing": "应当是整数，不加引号",
    "bool_type": "应当是 true 或 false，不加引号",
    "bool_parsing": "应当是 true 或 false，不加引号",
    "date_type": "应当是日期，写作 2016-12-31，不加引号",
    "date_parsing": "应当是日期，写作 2016-12-31，不加引号",
    "date_from_datetime_parsing": "应当是日期，写作 2016-12-31，不加引号",
    "date_from_datetime_inexact": "应当是日期，写作 2016-12-31，不带钟点",
}
_DECODER_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A parsed file: its name as findings spell it, its text, and its tables as they stand."""

    name: str
    text: str
    tables: Mapping[str, Any]


def read_toml(path: Path, code: str, findings: Findings) -> TomlFile | None:
    """The file's tables; ``None`` with a finding ``<code>.missing`` or ``<code>.unreadable`` otherwise."""
    place = Place(str(path))
    try:
        with path.open("rb") as opened:
            data = opened.read(MAX_TOML_BYTES + 1)
    except FileNotFoundError:
        findings.error(f"{code}.missing", place, "找不到这个文件", remedy="请核对文件夹和文件名")
        return None
    except OSError as fault:
        remedy = "请关闭正在使用它的程序，并确认它是文件、有读取权限"
        findings.error(f"{code}.unreadable", place, "文件打不开", reason_of(fault), remedy)
        return None
    if len(data) > MAX_TOML_BYTES:
        findings.error("file.too_large", place, f"设置文件超过 {MAX_TOML_BYTES} 字节，没有读取")
        return None
    return parse_toml(data, place, code, findings)


def parse_toml(data: bytes, place: Place, code: str, findings: Findings) -> TomlFile | None:
    """The tables of a file already read, whatever mark an editor put at its head; else as ``read_toml``."""
    try:
        text = data.decode("utf-8-sig")
        return TomlFile(place.file, text, tomllib.loads(text))
    except UnicodeDecodeError:
        findings.error(
            f"{code}.unreadable", place, "文件不是 UTF-8 编码", remedy="请在记事本里另存为，编码选 UTF-8"
        )
    except RecursionError:
        findings.error(f"{code}.unreadable", place, "括号套得太深，没有读取")
    except tomllib.TOMLDecodeError as fault:
        found = _DECODER_LINE.search(str(fault))
        line = int(found.group(1)) if found else None
        findings.error(
            f"{code}.unreadable",
            Place(place.file, line=line),
            "这一行不符合 TOML 写法" if line else "文件不符合 TOML 写法",
            evidence=_line_of(text, line),
            remedy="请检查等号、引号、逗号和括号：要用英文半角，并且成对；同一项不能写两次",
        )
    return None


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
    from pydantic import ValidationError  # noqa: PLC0415  heavy; other commands start without it

    sources = tuple(files)
    try:
        value: Value = _adapter(shape).validate_python(tables)  # type: ignore[arg-type]  # a class can be hashed
    except ValidationError as faults:
        for fault in faults.errors(include_url=False):
            _report(fault, shape, sources, f"{code}.invalid", findings)
        return None
    return value


@cache
def _adapter(shape: type[Value]) -> TypeAdapter[Value]:
    """What turns tables into values of ``shape``; making one costs more than using it."""
    from pydantic import TypeAdapter  # noqa: PLC0415  heavy; other commands start without it

    return TypeAdapter(shape)


def _report(
    fault: ErrorDetails, shape: object, sources: tuple[TomlFile, ...], code: str, findings: Findings
) -> None:
    """One of pydantic's faults as a finding."""
    keys: Keys = fault["loc"]
    name = spell(keys)
    kind = fault["type"]
    if kind in {"missing", "missing_argument"}:
        message, evidence, remedy = f"缺少“{name}”", "", f"请加上一行：{keys[-1]} = …"
    elif kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        message, evidence, remedy = (
            f"不认识“{name}”这一项",
            "",
            _near(str(keys[-1]), _known_names(shape, keys[:-1])),
        )
    elif kind == "literal_error":
        message, evidence = f"“{name}”不是可选的写法", f"写作：{fault['input']}"
        remedy = f"只能填：{_in_toml(str(fault.get('ctx', {}).get('expected', '')))}"
    else:
        message = f"“{name}”{_WRONG_KIND.get(kind, '填得不对')}"
        evidence, remedy = f"写作：{str(fault['input'])[:80]}", ""
    findings.error(code, place_of(sources, keys), message, evidence, remedy)


def _in_toml(expected: str) -> str:
    """Pydantic's list of what may be written, as TOML writes it: false, true, "mono"."""
    listed = expected.replace(" or ", ", ").replace("'", '"').split(", ")
    return "、".join(each.lower() if each in {"True", "False"} else each for each in listed)


def spell(keys: Keys) -> str:
    """A key's path as a person reads it: ``channels 第2项的 kind``."""
    spelt = ""
    for key in keys:
        if isinstance(key, int):
            spelt += f" 第{key + 1}项"
        elif not spelt:
            spelt = key
        else:
            spelt += f"的 {key}" if spelt.endswith("项") else f" 的 {key}"
    return spelt


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
    source = next((file for file in files if look_up(file.tables, keys) is not None), files[-1])
    return Place(source.name, line=find_line(source.text, keys))


def _near(name: str, known: Iterable[str]) -> str:
    """The way out for an unknown key: the known one that looks most like it, or all of them."""
    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"您要写的可能是“{close[0]}”"
    return f"可以写的有：{'、'.join(names)}" if names else "请删去这一行"


def _known_names(shape: object, keys: Keys) -> tuple[str, ...]:
    """The names that may stand where ``keys`` points: the fields of the dataclass at that place."""
    for key in keys:
        if isinstance(key, int):
            shape = next(iter(get_args(shape)), None)
        elif isinstance(shape, type) and is_dataclass(shape):
            shape = get_type_hints(shape).get(key)
    shape = next((part for part in (shape, *get_args(shape)) if is_dataclass(part)), None)
    return tuple(field.name for field in fields(shape)) if is_dataclass(shape) else ()

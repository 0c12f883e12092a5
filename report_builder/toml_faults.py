"""The tables of a TOML file and the shape they should have → every fault, in words for their author."""

from __future__ import annotations

import json
from datetime import date
from difflib import get_close_matches
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Final, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct, ValidationError, convert
from msgspec.structs import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.toml_lines import Keys

_KINDS: Final[Mapping[object, str]] = {
    str: "应当是文字，要写在英文双引号里",
    int: "应当是整数，不加引号",
    float: "应当是数，不加引号",
    bool: "应当是 true 或 false，不加引号",
    date: "应当是日期，写作 2016-12-31，不加引号，不带钟点",
    tuple: "应当是一列值，写在方括号里，用英文逗号隔开",
    dict: "应当是一组“名称 = 值”",
    Struct: "应当是一组设置，写作 { 名称 = 值, … }",
}
_SHOWN: Final = 80


class Fault(Struct, frozen=True):
    """What is wrong at a key's path, what stands there, and the way out."""

    keys: Keys
    message: str
    evidence: str = ""
    remedy: str = ""


def find_faults(
    value: object, shape: object, keys: Keys = (), elsewhere: Mapping[str, str] | None = None
) -> Iterator[Fault]:
    """Everything in ``value``, which stands at ``keys``, that is not as the type ``shape`` has it.

    ``elsewhere`` tells of the keys that belong elsewhere in the file where each is to be written.
    """
    origin, parts = get_origin(shape), get_args(shape)
    if isinstance(shape, type) and issubclass(shape, Struct) and isinstance(value, dict):
        yield from _faults_of_table(value, shape, keys, elsewhere)
    elif origin is tuple and isinstance(value, list) and (Ellipsis in parts or len(parts) == len(value)):
        kinds = parts[:1] * len(value) if Ellipsis in parts else parts
        for number, (below, kind) in enumerate(zip(value, kinds, strict=True)):
            yield from find_faults(below, kind, (*keys, number), elsewhere)
    elif origin is dict and isinstance(value, dict):
        for key, below in value.items():
            yield from find_faults(below, parts[1], (*keys, key), elsewhere)
    elif not _fits(value, shape):
        yield _misfit(value, shape, keys)


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


def _faults_of_table(
    table: Mapping[str, object], shape: type[Struct], keys: Keys, elsewhere: Mapping[str, str] | None
) -> Iterator[Fault]:
    """A table's keys that are missing or unknown, and what is wrong with the values of the others."""
    hints = get_type_hints(shape, include_extras=True)
    elsewhere = elsewhere or _places_of(shape)
    for field in fields(shape):
        own = (*keys, field.name)
        if field.name in table:
            yield from find_faults(table[field.name], hints[field.name], own, elsewhere)
        elif field.required:
            yield Fault(own, f"缺少“{spell(own)}”", remedy=f"请加上一行：{field.name} = …")
    for name in table:
        if name not in hints:
            remedy = elsewhere.get(name, "") or _near(name, hints)
            yield Fault((*keys, name), f"不认识“{spell((*keys, name))}”这一项", remedy=remedy)


def _places_of(shape: type[Struct]) -> dict[str, str]:
    """Where each key of a file belongs: above the first table, or below the head of its own."""
    hints = get_type_hints(shape)
    places = dict.fromkeys(hints, "这一项要写在所有方括号标题（如 [contact]）的上面，请移上去")
    for table, hint in hints.items():
        for kind in (hint, *get_args(hint)):
            if isinstance(kind, type) and issubclass(kind, Struct):
                remedy = f"这是 [{table}] 里的一项：它的上面要有一行 [{table}]，行首没有 #"
                places |= {name: remedy for name in get_type_hints(kind) if name not in hints}
    return places


def _fits(value: object, shape: object) -> bool:
    try:
        convert(value, shape)
    except ValidationError:
        return False
    return True


def _misfit(value: object, shape: object, keys: Keys) -> Fault:
    """A value of another kind, or none of those that may be written."""
    written = f"写作：{_written(value)[:_SHOWN]}"
    # Nothing at all is for a key that is left out: TOML cannot write it.
    kinds = [kind for kind in (get_args(shape) if _is_union(shape) else (shape,)) if kind is not NoneType]
    if kinds != [bool] and all(map(_options, kinds)):
        options = [_written(option) for kind in kinds for option in _options(kind)]
        if value in options:
            return Fault(keys, f"“{spell(keys)}”写在了引号里", written, f"请去掉引号，写作：{value}")
        return Fault(keys, f"“{spell(keys)}”不是可选的写法", written, f"只能填：{'、'.join(options)}")
    return Fault(keys, f"“{spell(keys)}”{_wanted(kinds[0])}", written)


def _written(value: object) -> str:
    """A value as its author wrote it: what stands in quotation marks is shown in them.

    Texts, whole numbers, true and false TOML and JSON write alike, and the rest closely enough to be found.
    """
    return str(value) if isinstance(value, date) else json.dumps(value, ensure_ascii=False, default=str)


def _is_union(shape: object) -> bool:
    return get_origin(shape) in {Union, UnionType}


def _options(kind: object) -> tuple[object, ...]:
    """All the values of a kind that has only a few."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    if kind is bool:
        return (False, True)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(each.value for each in kind)
    return ()


def _wanted(kind: object) -> str:
    """What should stand where something of another kind does."""
    parts = get_args(kind)
    if get_origin(kind) is Annotated:
        bounds = next(each for each in parts if isinstance(each, Meta))
        return f"应当是 {bounds.ge} 到 {bounds.le} 的整数，不加引号"
    if get_origin(kind) is tuple and Ellipsis not in parts:
        return f"应当是 {len(parts)} 个值，写在方括号里，用英文逗号隔开"
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _KINDS[Struct]
    return _KINDS[get_origin(kind) or kind]


def _near(name: str, known: Iterable[str]) -> str:
    """The way out for an unknown key: the known one that looks most like it, or all of them."""
    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.5)
    if close:
        return f"您要写的可能是“{close[0]}”"
    return f"可以写的有：{'、'.join(names)}"

"""``statistics.json`` of an earlier year → its figures by path, or findings on what makes it unfit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping  # noqa: TC003  msgspec reads the annotation at run time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, cast

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.plain_files import open_plain
from report_builder.statistics.catalogue import counts_in_every_file
from report_builder.statistics.declaring import Value  # noqa: TC001  msgspec reads the annotation
from report_builder.system_faults import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from report_builder.diagnostics import Findings

    Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

# No agency counts beyond this, and no sum of such figures can slow a build down.
_HALF_LETTER: Final = re.compile(rb"\\u[dD][89a-fA-F]")  # or a whole one, of two (RFC 8259, 8.2)
_LARGEST: Final = 10**15
_LONGEST: Final = 40
_LONGEST_NAME: Final = 100
_DEEPEST: Final = 8
_SHOWN: Final = 5
# What the file says about itself, its printed annex and its text; the figures stand beside these.
_NO_FIGURES: Final = frozenset(
    {"version", "agency", "agencies", "year", "format", "period", "annex", "shown"}
)
_REMEDY: Final = "这个文件由程序生成，请不要手工修改；可以重新生成上年的报告，或者从归档里取回原来的文件"


def read_archive(
    path: Path, year: int, agency: str, findings: Findings, budget: Budget = USUAL
) -> Mapping[str, Value] | None:
    """The figures of the agency's year; ``None`` with a warning where the file cannot be relied on."""
    place = Place(str(path))
    tree = _read(path, place, findings, budget)
    if tree is None:
        return None
    if tree.get("agency") != agency or tree.get("year") != year:
        found = f"{str(tree.get('agency'))[:_LONGEST]} {str(tree.get('year'))[:_LONGEST]}"
        findings.warn(
            "previous.other",
            place,
            f"这个文件不是“{agency}”{year}年的统计数据，没有用来核对",
            evidence=f"文件里写的是：{found}",
            remedy="请核对文件；单位改过名的，请自行与上年报告核对",
        )
        return None
    figures = dict(_flatten({name: part for name, part in tree.items() if name not in _NO_FIGURES}))
    faults = [*_no_numbers(figures), *_absent(figures)]
    if faults:
        shown = "；".join(faults[:_SHOWN]) + (f"；等共{len(faults)}处" if len(faults) > _SHOWN else "")
        findings.warn("previous.invalid", place, "上年的统计数据缺项或有错，没有用来核对", shown, _REMEDY)
        return None
    return {path: figure for path, figure in figures.items() if not isinstance(figure, str)}


class ArchivedStatistics(Struct, frozen=True):
    """Whose figures of which year a file holds; what is no figure is left out of them, and so is unknown."""

    agency: str
    year: int
    figures: Mapping[str, Value]


def parse_archive(data: bytes, budget: Budget = USUAL) -> ArchivedStatistics | None:
    """A ``statistics.json`` of anybody's; ``None`` for what is none."""
    if len(data) > budget.figures_bytes:
        return None
    try:
        tree = _loaded(data)
    except (ValueError, RecursionError):
        return None
    match tree:
        case {"agency": str(agency), "year": int(year)}:
            return ArchivedStatistics(agency[:_LONGEST_NAME], year, figures_in(tree))
    return None


def _loaded(data: bytes) -> Any:  # noqa: ANN401  whatever JSON can say
    """What JSON says; raises ``ValueError`` for what is none, and for letters that no file can hold."""
    tree: Any = json.loads(data)
    if _HALF_LETTER.search(data):
        json.dumps(tree, ensure_ascii=False).encode("utf-8")
    return tree


def figures_in(tree: Mapping[str, object]) -> Mapping[str, Value]:
    """The figures of a file's tree by path; what is no figure is left out."""
    parts = {name: part for name, part in tree.items() if name not in _NO_FIGURES}
    found = _flatten(cast("dict[str, Json]", parts))
    return {path: figure for path, figure in found if not isinstance(figure, str)}


def _read(path: Path, place: Place, findings: Findings, budget: Budget) -> dict[str, Json] | None:
    """The file's tree of objects."""
    evidence = ""
    try:
        with open_plain(path) as file:
            data = file.read(budget.figures_bytes + 1)
        if len(data) > budget.figures_bytes:
            evidence = f"文件超过 {budget.figures_bytes} 字节；{budget.way_out('text_kilobytes')}"
        else:
            tree = _loaded(data)
            if isinstance(tree, dict):
                return tree
            evidence = "文件里不是一组“名称：数值”"
    except OSError as fault:
        evidence = reason_of(fault)
    except (ValueError, RecursionError):
        evidence = "文件不符合 JSON 写法"
    findings.warn("previous.unreadable", place, "上年的统计数据读不出来，没有用来核对", evidence, _REMEDY)
    return None


def _flatten(tree: Mapping[str, Json], path: str = "", depth: int = 1) -> Iterator[tuple[str, Value | str]]:
    """Every figure under its path; what is no figure is given as text, for ``_no_numbers`` to tell of."""
    for name, part in tree.items():
        below = f"{path}{name}"
        if isinstance(part, dict) and depth < _DEEPEST:
            yield from _flatten(part, f"{below}.", depth + 1)
        else:
            yield below, _figure(part)


def _figure(part: Json) -> Value | str:
    """A leaf as a figure: whole numbers are counts, decimals are written as strings."""
    if part is None:
        return None
    if isinstance(part, int) and not isinstance(part, bool) and abs(part) <= _LARGEST:
        return part
    if isinstance(part, str) and len(part) <= _LONGEST:
        try:
            number = Decimal(part)
        except InvalidOperation:
            return part
        if _is_written_out(number) and abs(number) <= _LARGEST:
            return number
    return str(part)[:_LONGEST]


def _is_written_out(number: Decimal) -> bool:
    """Whether a number could stand there digit by digit: 1e999999999 and 1e-999999 cannot."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_LONGEST and number.adjusted() <= _LONGEST


def _no_numbers(figures: Mapping[str, Value | str]) -> Iterator[str]:
    for path, figure in figures.items():
        if isinstance(figure, str):
            yield f"{path[:_LONGEST]} 不是数：{figure}"


def _absent(figures: Mapping[str, Value | str]) -> Iterator[str]:
    """The counts that every file has and this one has not, or that are no counts here."""
    for path in counts_in_every_file():
        figure = figures.get(path)
        if isinstance(figure, str):
            continue  # told already
        if figure is None:
            yield f"没有 {path}"
        elif isinstance(figure, Decimal) or figure < 0:
            yield f"{path} 不是 0 或正整数：{figure}"

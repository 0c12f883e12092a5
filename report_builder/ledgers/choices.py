"""A cell's wording and a closed list → the one value that it means, or the values that were perhaps meant."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.ledgers.cells import CellFaultError, Converted, shown
from report_builder.ledgers.declarations import ColumnKind
from report_builder.ledgers.vocabulary import (
    CHANNEL_KINDS,
    CHANNELS_UNDERSTOOD,
    OUTCOME_CHOICES,
    TABLE_ROW_CHOICES,
    Choices,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from report_builder.ledgers.declarations import Column
    from report_builder.request_rows import RequestRow
    from report_builder.settings import Settings

# （三）, 三、, (1), 1. and the like before a label, as the statutory table numbers its rows.
_ORDINAL: Final = re.compile(
    r"(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.])+"
)
_TRAILING_NOTE: Final = re.compile(r"(?<=.)\([^()]*\)$")
_SEPARATORS: Final = "-—–:/>›、,;·"
_NO_WORD: Final = re.compile(r"[\W_]+")
_CHANNEL_SEPARATORS: Final = re.compile(r"[、，,､；;\r\n]+")
# What parts channels only where every part is a channel: names may hold these themselves.
_LESSER_SEPARATORS: Final = re.compile(r"[\s/／|｜+＋&＆①-⑳⑴-⒇]+|以及|[和与及]")
_ALIKE: Final = 0.5
_MOST_TOLD: Final = 8


class Vocabulary(Struct, frozen=True):
    """What the agency's own settings add to the closed lists; empty lists let any wording pass.

    ``lists`` are the lists of the year's format, by the ``noun`` of the declared list that each stands for.
    """

    categories: Choices
    channels: Choices
    lists: Mapping[str, Choices] = field(default_factory=dict)

    def choices(self, column: Column) -> Choices | None:
        """The closed list of a column; ``None`` for one that has none."""
        if column.kind is ColumnKind.CATEGORY:
            return self.categories
        if column.kind is ColumnKind.CHANNELS:
            return self.channels
        return self.lists.get(column.choices.noun, column.choices) if column.choices else None


def vocabulary_of(settings: Settings, rows: Sequence[RequestRow] = ()) -> Vocabulary:
    """The closed lists that an agency's ledgers may use.

    ``rows`` are those of the format's table of applications, where it has other ones than usual.
    """
    channels = tuple(dict.fromkeys((*(channel.name for channel in settings.channels), *CHANNEL_KINDS)))
    lists = {}
    if rows:
        outcomes = tuple(row.label for row in rows if row.is_outcome)
        for choices, values in (
            (OUTCOME_CHOICES, outcomes),
            (TABLE_ROW_CHOICES, tuple(row.label for row in rows)),
        ):
            lists[choices.noun] = replace(choices, values=values)
    return Vocabulary(
        categories=Choices("单位设置里的信息类别", tuple(dict.fromkeys(settings.categories))),
        channels=Choices(
            "单位设置里的公开渠道",
            channels if settings.channels else (),
            understood=CHANNELS_UNDERSTOOD if settings.channels else {},
        ),
        lists=lists,
    )


def choose(text: str, choices: Choices) -> Converted[str]:
    """The value of a closed list that a wording means, numbered, bracketed or short forms included.

    Raises ``CellFaultError`` with the nearest value in the way out.
    """
    if not choices.values or text in choices.values:
        return Converted(text)
    value = _values_by_key(choices).get(key_of(text, choices.groups))
    if value is None:
        message = f"写作“{shown(text)}”，不是{choices.noun}之一"
        raise CellFaultError(code="ledger.choice", message=message, remedy=_way_out(text, choices))
    return Converted(value, tidied=True)


def means(text: str, choices: Choices) -> bool:
    """Whether a wording is one of a closed list."""
    return text in choices.values or key_of(text, choices.groups) in _values_by_key(choices)


def choose_channels(text: str, choices: Choices) -> Converted[tuple[str, ...]]:
    """Every channel that a cell names, each once; raises ``CellFaultError`` for the first unknown one."""
    written = [part.strip() for part in _CHANNEL_SEPARATORS.split(text) if part.strip()]
    chosen = [channel for part in written for channel in _channels_of(part, choices)]
    channels = tuple(dict.fromkeys(chosen))
    return Converted(channels, tidied="、".join(channels) != text)


def _channels_of(part: str, choices: Choices) -> Iterator[str]:
    """The channels of a part between 、: one, or several with 和, / or a blank between them."""
    try:
        yield choose(part, choices).value
    except CellFaultError as fault:
        lesser = [each for each in _LESSER_SEPARATORS.split(part) if each]
        if len(lesser) < 2:  # noqa: PLR2004  one part is the whole again
            raise
        try:
            found = [choose(each, choices).value for each in lesser]
        except CellFaultError:
            raise fault from None
        yield from found


def key_of(text: str, groups: tuple[str, ...] = ()) -> str:
    """The bare words of a label: no numbers, group headings, closing notes, marks or spaces."""
    rest = "".join(unicodedata.normalize("NFKC", text).split())
    before = ""
    while rest != before:
        before = rest
        rest = _ORDINAL.sub("", rest, count=1) if _ORDINAL.match(rest) else rest
        rest = _without_group(rest, groups)
    return _NO_WORD.sub("", _TRAILING_NOTE.sub("", rest))


def _without_group(text: str, groups: tuple[str, ...]) -> str:
    for group in groups:
        rest = text.removeprefix(group).lstrip(_SEPARATORS)
        if rest and text.startswith(group):
            return rest
    return text


@lru_cache(maxsize=64)
def _index(values: tuple[tuple[str, str], ...], groups: tuple[str, ...]) -> Mapping[str, str]:
    return {key_of(wording, groups): value for wording, value in values}


def _values_by_key(choices: Choices) -> Mapping[str, str]:
    wordings = (*choices.understood.items(), *((value, value) for value in choices.values))
    return _index(wordings, choices.groups)


def _way_out(text: str, choices: Choices) -> str:
    # Some labels of the statutory table have a 、 of their own.
    mark = "；" if any("、" in value for value in choices.values) else "、"
    near = _near(text, choices)
    if len(near) > 1:  # the wording is a heading of these
        return f"请写明是哪一种：{mark.join(near)}"
    told = choices.values
    if len(told) > _MOST_TOLD:
        told = tuple(get_close_matches(text, told, n=_MOST_TOLD, cutoff=0.0))
    more = f"等 {len(choices.values)} 种" if len(told) < len(choices.values) else ""
    meant = f"（您要填的可能是“{near[0]}”）" if near else ""
    return f"可填：{mark.join(told)}{more}{meant}"


def _near(text: str, choices: Choices) -> tuple[str, ...]:
    """The values that a wording may stand for: those under it as a heading, or the likest one."""
    key = key_of(text, choices.groups)
    suggested = {key_of(wording): value for wording, value in choices.suggested.items()}
    if key in suggested:
        return suggested[key]
    by_key = _values_by_key(choices)
    return tuple(by_key[found] for found in get_close_matches(key, by_key, n=1, cutoff=_ALIKE))

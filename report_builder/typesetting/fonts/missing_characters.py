"""Characters that no face has, or that are not set as their script wants → one finding for a whole file."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from report_builder.diagnostics import Findings

# Chinese printers set it where a character is wanting (字丁); nobody takes it for text, or for a box to tick.
STAND_IN: Final = "〓"
# How much of a stand-in's width a letter takes that is narrower than a hanzi.
NARROW: Final = 0.5
_WIDE: Final = frozenset("WF")

_MOST_CHARACTERS: Final = 40
_MOST_PLACES: Final = 6
_MANUAL: Final = "放法见使用说明“问与答”里的“生僻字”"


class UncoveredScript(Struct, frozen=True):
    """A script that no face of ours has: its name, its characters, and a free face that has them.

    One that ``joins`` is written with letters joined, stacked, moved or from right to left, of which
    nothing is done here.
    """

    name: str
    blocks: tuple[tuple[int, int], ...]
    face: str = ""
    joins: bool = True


SCRIPTS: Final = (
    UncoveredScript("扩展区汉字", ((0x20000, 0x3FFFF),), "BabelStone Han", joins=False),
    UncoveredScript("彝文", ((0xA000, 0xA4CF),), "Noto Sans Yi", joins=False),
    UncoveredScript("朝鲜文", ((0x3130, 0x318F), (0xAC00, 0xD7A3)), "Noto Sans KR", joins=False),
    UncoveredScript("朝鲜文字母", ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xD7B0, 0xD7FF)), "Noto Sans KR"),
    UncoveredScript(
        "维吾尔文、哈萨克文等阿拉伯字母",
        ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
        "Noto Naskh Arabic",
    ),
    UncoveredScript("藏文", ((0x0F00, 0x0FFF),), "Noto Serif Tibetan"),
    UncoveredScript("蒙古文", ((0x1800, 0x18AF), (0x11660, 0x1167F)), "Noto Sans Mongolian"),
    UncoveredScript("傣文", ((0x1980, 0x19DF), (0x1A20, 0x1AAF)), "Noto Sans New Tai Lue"),
    UncoveredScript("希伯来字母", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    UncoveredScript(
        "印度、东南亚文字", ((0x0700, 0x074F), (0x0780, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF))
    ),
)


# Their blocks in order: looking a character up is done for every one that a document has.
_ORDERED: Final = sorted(
    ((first, last, script) for script in SCRIPTS for first, last in script.blocks), key=lambda block: block[0]
)
_FIRSTS: Final = tuple(first for first, _, _ in _ORDERED)
_BLOCKS: Final = tuple((last, script) for _, last, script in _ORDERED)


def script_of(character: str) -> UncoveredScript | None:
    """The script of a character, where it is one that no face of ours has."""
    code = ord(character)
    place = bisect_right(_FIRSTS, code) - 1
    if place < 0:
        return None
    last, script = _BLOCKS[place]
    return script if code <= last else None


def width_of_stand_in(character: str) -> float:
    """How wide the stand-in for a character is, as a share of its own width."""
    return 1.0 if unicodedata.east_asian_width(character) in _WIDE else NARROW


class MissingCharacters(Struct):
    """Gathers what is wanting while a file is set: each character with the paragraphs that it stands in."""

    missing: dict[str, list[int]] = field(default_factory=dict)
    _unjoined: dict[str, int] = field(default_factory=dict)

    def miss(self, character: str, ordinal: int) -> None:
        """Note a character that no face has."""
        places = self.missing.setdefault(character, [])
        if ordinal not in places[-_MOST_PLACES - 1 :]:
            places.append(ordinal)

    def meet(self, character: str, ordinal: int) -> None:
        """Note a character that a face has, for the sake of its script."""
        script = script_of(character) if character > "\u0590" else None
        if script is not None and script.joins:
            self._unjoined.setdefault(script.name, ordinal)

    def tell(self, name: str, findings: Findings) -> None:
        """Find fault with a file once for all that is wanting."""
        if self.missing:
            first = min(places[0] for places in self.missing.values())
            findings.warn(
                "font.no_glyph",
                Place(name, paragraph=first),
                f"有 {len(self.missing)} 个字所有字体里都没有，PDF 里用“{STAND_IN}”代替",
                _listed(self.missing),
                _way_out(self.missing),
            )
        if self._unjoined:
            findings.warn(
                "font.unjoined",
                Place(name, paragraph=min(self._unjoined.values())),
                f"{'；'.join(self._unjoined)}：字母没有按书写规则连写、叠写，而是从左到右一个一个排的",
                remedy="请看一看 PDF 里的这些字；要照原样，可以在 Word 里把它们做成图片",
            )


def _listed(missing: dict[str, list[int]]) -> str:
    """The characters and their places, those of the same places together."""
    together: dict[tuple[int, ...], list[str]] = {}
    for character, places in list(missing.items())[:_MOST_CHARACTERS]:
        together.setdefault(tuple(dict.fromkeys(places)), []).append(character)
    parts = [f"{'、'.join(map(_named, group))}：{_placed(places)}" for places, group in together.items()]
    more = len(missing) - _MOST_CHARACTERS
    return "；".join(parts) + (f"；还有 {more} 个" if more > 0 else "")


def _named(character: str) -> str:
    """A character as a finding names it; one of a private font's own has no form to show."""
    code = f"U+{ord(character):04X}"
    return f"“{character}”（{code}）" if character.isprintable() else f"编码为 {code} 的自造字"


def _placed(places: Sequence[int]) -> str:
    shown = "、".join(str(place) for place in places[:_MOST_PLACES])
    return f"第{shown}段" + ("等处" if len(places) > _MOST_PLACES else "")


def _way_out(characters: Iterable[str]) -> str:
    """Other characters, or a face that has these: by its name where there is a free one."""
    found = dict.fromkeys(script for each in characters if (script := script_of(each)) and script.face)
    free = "、".join(f"{script.name}用 {script.face}" for script in found)
    named = f"（不收费的，{free}）" if free else ""
    return f"请改用别的字，或者在 fonts 文件夹里放一个有这些字的字体{named}；{_MANUAL}"

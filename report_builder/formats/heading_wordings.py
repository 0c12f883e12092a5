"""The headings of a text and those that a format demands → which of these each is or was meant to be."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.formats.definitions import RequiredSection

# What headings say or leave out without another section being meant: 政府信息公开工作存在的主要问题…….
_FILLING: Final = re.compile(
    r"政府信息公开工作|政府信息公开|政务公开|政府信息|主要|工作|情况|本?年度?|[的和及与]|\W"
)
# Of the words that tell sections apart so many must agree, or of all the words so many.
_SURELY: Final = 0.6
_PERHAPS: Final = 0.5


class Match(Struct, frozen=True):
    """The place of a demanded heading; ``is_worded`` as demanded or as a variant, or else ``is_sure``."""

    place: int
    is_worded: bool = False
    is_sure: bool = True


def match_headings(found: Sequence[str], demanded: Sequence[RequiredSection]) -> list[Match | None]:
    """For each heading that was found, bare of its number, the demanded one that it stands for.

    One that is worded otherwise stands only for what no other stands for.
    """
    worded = {
        _spaceless(wording): place
        for place, each in enumerate(demanded)
        for wording in (*each.variants, each.heading)
    }
    matched: list[Match | None] = []
    for heading in found:
        place = worded.get(_spaceless(heading))
        matched.append(None if place is None else Match(place, is_worded=True))
    for position, heading in enumerate(found):
        if matched[position] is None:
            taken = {each.place for each in matched if each}
            free = [place for place in range(len(demanded)) if place not in taken]
            matched[position] = _nearest(heading, free, demanded)
    return matched


def _nearest(heading: str, free: Sequence[int], demanded: Sequence[RequiredSection]) -> Match | None:
    """The demanded heading that a differing one comes nearest to, if it comes near."""
    ways = ((_core, _SURELY), (_spaceless, _PERHAPS))
    for way, least in ways:
        near = [
            (ratio, place)
            for place in free
            for wording in (demanded[place].heading, *demanded[place].variants)
            if (ratio := SequenceMatcher(None, way(heading), way(wording)).ratio()) >= least
        ]
        if near:
            return Match(max(near, key=lambda each: (each[0], -each[1]))[1], is_sure=least == _SURELY)
    return None


def _core(heading: str) -> str:
    """The words that tell a section from the others; all of them where they are only filling."""
    return _FILLING.sub("", heading) or _spaceless(heading)


def _spaceless(heading: str) -> str:
    """A heading without spaces, which two people put differently."""
    return re.sub(r"\s+", "", heading)

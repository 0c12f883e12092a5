"""A report's title → the lines it is set in, broken where the sense allows (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Final

from report_builder.manuscript.signature import width_in_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# 156 mm hold twenty characters of 2号 (22 pt) and a little.
LINE_WIDTH: Final = 20.0
_SHORTEST_LINE: Final = 4.0
_MOST_LINES: Final = 4
# Titles have a dozen words; a text of more is no title, and Word may break it as it likes.
_MOST_WORDS: Final = 24

# What a report calls itself (文种): it reads best on a line of its own.
_KIND: Final = re.compile(
    r"(?:工作年度报告|年度工作报告|年度报告|工作年报|年报|情况统计表|统计表|工作报告|报告|通知)(?:（[^（）]*）)?$"
)
# Rules, not a segmenter: the names in a report's title come from the settings, the few other words that must
# hold together are known, and a dictionary of megabytes would know neither this agency nor that.
_WORD: Final = re.compile(
    r"《[^《》]*》|“[^“”]*”|（[^（）]*）"
    r"|[0-9０-９〇零一二三四五六七八九十百千万亿.,]+(?:年度|年|月|日|号|项|件|期|届|次|个)?"
    r"|[A-Za-z]+"
    r"|政府信息公开|政务公开|信息公开|政务服务|政府网站|工作|年度|情况|关于|贯彻|落实|推进"
)
_NAME_JOINT: Final = re.compile(r"(?<=[省市县区盟旗州])|(?<=人民政府)|(?=（)")
# A line may not begin with these, nor end with those.
_CLINGS_BACK: Final = re.compile(r"[的和及与暨等、，：；）》”]+")
_CLINGS_ON: Final = re.compile(r"(?:关于|[（《“])$")


def break_title(title: str, agency: str, year: int, lines: int = 0) -> tuple[str, ...]:
    """The title's lines: one where it fits, else few lines of unequal length, whole words on each.

    ``lines`` asks for one or two of them where that can be, for a format that has its title so.

    The agency's name, the year, a number with its unit and a text in 《》 are never broken, but for a name
    that is itself wider than a line. A title that cannot be broken so is left whole, for Word to wrap.
    """
    words = _words(title, agency, year)
    fewest = max(lines, 2)
    is_short = width_in_characters(title) <= LINE_WIDTH
    if (is_short and fewest != lines) or lines == 1 or not 1 < len(words) <= _MOST_WORDS:
        return (title,)
    kind = _KIND.search(title)
    start_of_kind = kind.start() if kind else len(title)
    for count in range(fewest, _MOST_LINES + 1):
        if found := [lines for lines in _divisions(words, count) if _fits(lines)]:
            return min(found, key=lambda lines: _cost(lines, start_of_kind, agency))
    if title.startswith(agency) and width_in_characters(agency) > LINE_WIDTH:
        return (*_break_name(agency), *break_title(title.removeprefix(agency), "", year))
    return (title,)


def _break_name(name: str) -> tuple[str, ...]:
    """A name too wide for a line, parted after the place it begins with or before a bracket."""
    halves = [(name[: match.start()], name[match.start() :]) for match in _NAME_JOINT.finditer(name)]
    fitting = [pair for pair in halves if _fits(pair)]
    return min(fitting, key=lambda pair: abs(len(pair[0]) - len(pair[1])), default=(name,))


def _words(title: str, agency: str, year: int) -> tuple[str, ...]:
    """The title in pieces that may stand on different lines."""
    fixed = [re.escape(f"{year}年度"), re.escape(f"{year}年"), *([re.escape(agency)] if agency else [])]
    pattern = re.compile("|".join([*fixed, _WORD.pattern]))
    pieces: list[str] = []
    for piece in _split(pattern, title):
        if pieces and (_CLINGS_BACK.fullmatch(piece) or _CLINGS_ON.search(pieces[-1])):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def _split(pattern: re.Pattern[str], title: str) -> Iterator[str]:
    """Known words and what stands between them, particles apart."""
    done = 0
    for match in pattern.finditer(title):
        yield from _particles_apart(title[done : match.start()])
        yield match.group()
        done = match.end()
    yield from _particles_apart(title[done:])


def _particles_apart(text: str) -> Iterator[str]:
    leading = _CLINGS_BACK.match(text)
    if leading:
        yield leading.group()
        text = text[leading.end() :]
    if text:
        yield text


def _divisions(words: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """Every way to set the words in that many lines."""
    for cuts in combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        yield tuple("".join(words[start:end]) for start, end in pairwise(edges))


def _fits(lines: Sequence[str]) -> bool:
    return all(_SHORTEST_LINE <= width_in_characters(line) <= LINE_WIDTH for line in lines)


def _cost(lines: Sequence[str], start_of_kind: int, agency: str) -> tuple[bool, int, float]:
    """How far from the ideal: first the shape, then the sense of the breaks, then the raggedness."""
    widths = [width_in_characters(line) for line in lines]
    breaks = [sum(map(len, lines[:index])) for index in range(1, len(lines))]
    sense = sum(0 if at == start_of_kind else 1 if at == len(agency) else 3 for at in breaks)
    return not is_well_shaped(widths), sense, max(widths) - min(widths)


def is_well_shaped(widths: Sequence[float]) -> bool:
    """A trapezium or a lozenge (梯形或菱形): no two lines alike, and never narrowest in the middle."""
    steps = [right - left for left, right in pairwise(widths)]
    if any(abs(step) < 1 for step in steps):
        return False
    turns = [(first, second) for first, second in pairwise(steps) if first < 0 < second]
    return not turns

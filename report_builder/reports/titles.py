"""The paragraphs of a report → the same with its title marked, be it a line, several, or a heading's style.

Offices write a title over two lines, put their name above or below it, set it as 标题 1 with the sections as
标题 2, or stand it below the data of a web page. It is known by what it says: a year and the subject.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from report_builder.reports.headings import key_of, ordinal_of
from report_builder.reports.report import ParagraphRole

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from report_builder.reports.report import Paragraph

_WIDE: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_SUBJECT: Final = "(?:政府信息公开|政务公开|信息公开|政务信息公开)"
_NO_SENTENCE: Final = "[^。；！？：:，,>»“”]"
TITLE: Final = re.compile(
    rf"(?={_NO_SENTENCE}{{6,80}}$)(?=.*{_SUBJECT})(?P<before>.*?)(?P<year>20[0-9]{{2}})年?度?(?P<after>.*?)"
    r"(?:年度报告|年度工作报告|工作报告|年报|报告)(?:[（(][^（）()]{1,12}[）)])?"
)
_NOT_A_NAME: Final = re.compile(f"{_SUBJECT}|^(?:根据|按照|现将|关于|目录|附件)|[0-9]")
_BODY: Final = re.compile(
    "(?:局|厅|委|委员会|办|办公室|政府|办事处|中心|院|处|会|部|署|公司|大队|支队|总队|所|站|镇|乡|街道)$"
)
_LOOKED_THROUGH: Final = 15
_MOST_LINES: Final = 4
_LONGEST_NAME: Final = 40


def with_title(paragraphs: Sequence[Paragraph], sections: Collection[str] = ()) -> tuple[Paragraph, ...]:
    """The paragraphs with the title that names its year; ``sections`` are the keys of known headings.

    What looks like a heading before the first section is none; without sections nothing is changed.
    """
    opening = _opening(paragraphs, sections)
    if opening is None:
        return tuple(paragraphs)
    chosen = _title_lines(paragraphs, opening)
    plain = {ParagraphRole.HEADING, ParagraphRole.TITLE} if chosen else {ParagraphRole.HEADING}
    changed = [
        replace(each, role=ParagraphRole.TITLE, level=0)
        if number in chosen
        else replace(each, role=ParagraphRole.TEXT, level=0)
        if number in opening and each.role in plain
        else each
        for number, each in enumerate(paragraphs)
    ]
    return _raised(changed)


def _opening(paragraphs: Sequence[Paragraph], sections: Collection[str]) -> list[int] | None:
    """The first paragraphs that say something and stand in no table, before the first section, if any is."""
    said = [
        number
        for number, each in enumerate(paragraphs)
        if each.cell is None
        and each.role not in {ParagraphRole.ASIDE, ParagraphRole.CONTENTS}
        and each.text.strip()
    ]
    before = list(takewhile(lambda at: not _is_section(paragraphs[at], sections), said))
    return before[:_LOOKED_THROUGH] if len(before) < len(said) else None


def _is_section(each: Paragraph, sections: Collection[str]) -> bool:
    return _level(each) == 1 or (each.role is ParagraphRole.HEADING and key_of(each.text) in sections)


def _title_lines(paragraphs: Sequence[Paragraph], opening: Sequence[int]) -> list[int]:
    """The lines that make the title together, as few and as early as may be; the agency's name with them."""
    for count in range(1, _MOST_LINES + 1):
        for start in range(len(opening)):
            lines = list(opening[start : start + count])
            found = TITLE.fullmatch("".join(_words(paragraphs[at]) for at in lines))
            if found is None or len(lines) < count:
                continue
            if names_nobody(found):
                above, below = opening[:start][-1:], opening[start + count :][:1]
                if above and _may_be_name(paragraphs[above[0]]):
                    return [*above, *lines]
                if below and _may_be_name(paragraphs[below[0]]):
                    return [*lines, *below]
            return lines
    return []


def names_nobody(title: re.Match[str]) -> bool:
    """Whether a title says of which year it is, and not whose."""
    return not title["before"] and re.match(_SUBJECT, title["after"]) is not None


def _may_be_name(each: Paragraph) -> bool:
    words = _words(each)
    return len(words) <= _LONGEST_NAME and not _NOT_A_NAME.search(words) and bool(_BODY.search(words))


def _raised(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The headings a level higher, or more, where those that are numbered 一、 stand below the first."""
    headings = [each for each in paragraphs if each.role is ParagraphRole.HEADING]
    levels = [each.level for each in headings if _level(each) == 1]
    lowest = min(levels, default=1)
    if lowest == 1 or any(each.level < lowest for each in headings):
        return tuple(paragraphs)
    return tuple(
        replace(each, level=_level(each) or each.level - lowest + 1)
        if each.role is ParagraphRole.HEADING
        else each
        for each in paragraphs
    )


def _level(each: Paragraph) -> int:
    ordinal = ordinal_of(f"{each.number}{each.text}".strip())
    return ordinal.level if ordinal else 0


def _words(each: Paragraph) -> str:
    return "".join(each.text.split()).translate(_WIDE)

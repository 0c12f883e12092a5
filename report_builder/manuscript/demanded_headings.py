"""The elements of a text and what its format demands → the same with the headings worded as demanded."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report_builder.formats.definitions import RequiredSection
from report_builder.formats.heading_wordings import match_headings
from report_builder.manuscript.markdown import ElementKind
from report_builder.manuscript.marks import unmarked
from report_builder.manuscript.numbering import SECTION, SUBSECTION, heading_number, split_heading
from report_builder.reports.headings import key_of, meant_levels, ordinal_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.markdown import TextElement
    from report_builder.manuscript.narrative_source import NarrativeSource


def with_demanded_wordings(
    elements: Sequence[TextElement],
    demanded: Sequence[RequiredSection],
    source: NarrativeSource,
    findings: Findings,
) -> list[TextElement]:
    """The elements with each heading that surely means a demanded one worded as that one, which is told."""
    text = _at_meant_levels(list(elements), demanded, source, findings)
    settled = _settled(text, range(len(text)), SECTION, demanded, source, findings)
    subsections = {
        each.heading: tuple(RequiredSection(heading=name) for name in each.subsections) for each in demanded
    }
    sections = [number for number, each in enumerate(text) if _is_heading(each, SECTION)]
    for start, end in pairwise([*sections, len(text)]):
        below = subsections.get(settled.get(start, ""), ())
        if below:
            _settled(text, range(start + 1, end), SUBSECTION, below, source, findings)
    return text


def _settled(  # noqa: PLR0913, PLR0917 - a text, what part of it, and what is demanded of that
    text: list[TextElement],
    part: range,
    level: int,
    demanded: Sequence[RequiredSection],
    source: NarrativeSource,
    findings: Findings,
) -> dict[int, str]:
    """Word the headings of one level as demanded; by their positions, which demanded ones they are."""
    headings = [number for number in part if _is_heading(text[number], level)]
    written = [split_heading(unmarked(text[number].text)).text.strip() for number in headings]
    found: dict[int, str] = {}
    for number, words, match in zip(headings, written, match_headings(written, demanded), strict=True):
        if match is None or not match.is_sure:
            continue
        wanted = found[number] = demanded[match.place].heading
        if not match.is_worded:
            line = text[number].line
            place = source.place(line)
            typed = split_heading(text[number].text).number
            findings.warn(
                "section.misnamed",
                place if place.paragraph is None else replace(place, part=unmarked(text[number].text)),
                f"标题“{words}”与规定的写法不一致，已改为“{wanted}”",
                source.quote(line),
                "请在正文里照规定的写法改正；另有所指的，请改作别的标题",
            )
            text[number] = replace(text[number], text=f"{typed}{wanted}")
    return found


def _at_meant_levels(
    text: list[TextElement], demanded: Sequence[RequiredSection], source: NarrativeSource, findings: Findings
) -> list[TextElement]:
    """The elements with headings whose typed numeral is of another level set on the one that is meant."""
    sections = frozenset(key_of(each) for one in demanded for each in (one.heading, *one.variants))
    numbered = [
        (number, ordinal)
        for number, each in enumerate(text)
        if each.kind is ElementKind.HEADING and (ordinal := ordinal_of(unmarked(each.text)))
    ]
    written = [(o.level, o.count, key_of(unmarked(text[number].text))) for number, o in numbered]
    for at, (level, count) in meant_levels(written, sections).items():
        number, ordinal = numbered[at]
        if text[number].level == ordinal.level:
            bare = split_heading(text[number].text).text
            line = text[number].line
            text[number] = replace(text[number], text=f"{heading_number(level, count)}{bare}", level=level)
            tell_misnumbered(ordinal.level, level, count, source, line, findings)
    return text


def tell_misnumbered(  # noqa: PLR0913, PLR0917 - what was written, what is meant, and where
    written: int, meant: int, count: int, source: NarrativeSource, line: int, findings: Findings
) -> None:
    """Say that a heading's numeral is of another level than the heading, and that it was set right."""
    was, now = heading_number(written, count), heading_number(meant, count)
    findings.warn(
        "narrative.number",
        source.place(line),
        f"这里写的编号是“{was}”，按前后的编号应是“{now}”，已改为“{now}”",
        source.quote(line),
        "确实要用原来的编号的，请核对前后各个标题的编号",
    )


def _is_heading(element: TextElement, level: int) -> bool:
    return element.kind is ElementKind.HEADING and element.level == level

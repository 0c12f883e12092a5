"""The paragraphs of a Word narrative, by their numbers and styles → headings, items and plain paragraphs.

What a reader sees decides: 一、（一）1.（1） go before the style, which is often left over from a text that
was copied. The style decides where there is no number, and in a text that counts its headings otherwise.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from report_builder.manuscript.demanded_headings import tell_misnumbered
from report_builder.manuscript.markdown import ElementKind, TextElement
from report_builder.manuscript.marks import unmarked
from report_builder.manuscript.numbering import SECTION, SUBSECTION, THIRD
from report_builder.manuscript.word_narrative import tags
from report_builder.manuscript.word_narrative.ordinals import TypedNumber, read_ordinal
from report_builder.reports.headings import key_of, meant_levels
from report_builder.word.list_numbers import BULLET

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.narrative_source import NarrativeSource
    from report_builder.manuscript.word_narrative.parts import NarrativePart

_LONGEST_HEADING: Final = 60
# A heading that its author closed with a full stop, or that runs on into its paragraph, is a short one.
_LONGEST_SENTENCE: Final = 30
_LONGEST_CAPTION: Final = 40
_INNER_END: Final = re.compile("[。！？；](?=.)")
_RUN_IN: Final = re.compile(rf"([^。！？；：0-9]{{2,{_LONGEST_SENTENCE}}})。(?=.)")
_CAPTION: Final = re.compile(r"附?[图表]\s*[0-9一二三四五六七八九十]+(?:[-－.][0-9]+)*[\s\u3000：:、.]*\S")


class NumberedPart(Struct, frozen=True):
    """A part with what its author numbered it by; ``text`` is bare of the number."""

    part: NarrativePart
    ordinal: TypedNumber | None
    text: str

    @property
    def style(self) -> int:
        """The level of its style, 0 for none."""
        return self.part.line.level


class LevelReader(Struct):
    """Makes elements of parts; ``shift`` is how many levels deeper the styles count than the numbers.

    ``sections`` are the keys of the headings that the format demands.
    """

    source: NarrativeSource
    findings: Findings
    sections: Collection[str] = ()
    counts_by_style: bool = False
    shift: int = 0
    _last: NumberedPart | None = None
    _last_is_item: bool = False

    def read(self, parts: Sequence[NarrativePart]) -> Iterator[TextElement]:
        """The elements in their order."""
        paragraphs = self._at_meant_levels([_paragraph(part) for part in parts])
        self._compare_styles(paragraphs)
        for number, paragraph in enumerate(paragraphs):
            following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
            made = tuple(self._elements(paragraph, following))
            yield from made
            self._last = paragraph
            self._last_is_item = paragraph.ordinal is not None and made[-1].kind is not ElementKind.HEADING

    def _elements(self, paragraph: NumberedPart, following: NumberedPart | None) -> Iterator[TextElement]:
        if paragraph.part.inset is not None:
            yield TextElement(ElementKind.INSET, "", paragraph.part.origin, inset=paragraph.part.inset)
        elif _is_caption(paragraph, (self._last, following)):
            yield self._plain(paragraph, is_caption=True)
        else:
            yield from self._numbered(paragraph, following)

    def _at_meant_levels(self, paragraphs: list[NumberedPart]) -> list[NumberedPart]:
        """The paragraphs with a numeral of the wrong level set right, which is told."""
        numbered = [
            (number, each, each.ordinal)
            for number, each in enumerate(paragraphs)
            if each.ordinal and each.ordinal.level <= SUBSECTION and _looks_like_heading(each.text)
        ]
        written = [(o.level, o.count, key_of(unmarked(each.text))) for _, each, o in numbered]
        for at, (level, count) in meant_levels(written, self.sections).items():
            number, each, ordinal = numbered[at]
            paragraphs[number] = replace(each, ordinal=TypedNumber(level, count, ordinal.end))
            tell_misnumbered(ordinal.level, level, count, self.source, each.part.origin, self.findings)
        return paragraphs

    def _compare_styles(self, paragraphs: Sequence[NumberedPart]) -> None:
        """Find out how the styles' levels go with the numbers'."""
        numbered = [each for each in paragraphs if each.ordinal and each.style]
        styled = [each.style for each in paragraphs if each.style and _looks_like_heading(each.text)]
        first = any(each.ordinal and each.ordinal.level == SECTION for each in paragraphs)
        self.counts_by_style = not first and bool(styled)
        if self.counts_by_style:
            self.shift = min(styled) - SECTION
            return
        shifts = Counter(each.style - each.ordinal.level for each in numbered if each.ordinal)
        self.shift = shifts.most_common(1)[0][0] if shifts else 0
        for each in numbered:
            if (
                each.ordinal
                and each.style - each.ordinal.level != self.shift
                and each.ordinal.level <= SUBSECTION
            ):
                number = f"编号“{each.ordinal.written}”是第{each.ordinal.level}级"
                message = f"{number}，样式却是第{each.style}级，按编号处理"
                self._doubt(each, message, "请核对；以样式为准的，请删去或改正编号")

    def _numbered(self, paragraph: NumberedPart, following: NumberedPart | None) -> Iterator[TextElement]:
        ordinal, style = (
            paragraph.ordinal,
            max(paragraph.style - self.shift, SECTION) if paragraph.style else 0,
        )
        if style and (self.counts_by_style or ordinal is None):
            yield self._styled(paragraph, style)
        elif ordinal is None:
            yield self._unnumbered(paragraph)
        elif run_in := _run_in(paragraph, ordinal):
            self._tell_split(paragraph, run_in[1])
            yield self._heading(paragraph, ordinal.level, f"{ordinal.written}{run_in[1]}")
            rest = paragraph.text[run_in.end() :].lstrip()
            yield TextElement(ElementKind.PARAGRAPH, rest, paragraph.part.origin)
        elif self._is_heading(paragraph, ordinal, style, following):
            yield self._heading(paragraph, ordinal.level, f"{ordinal.written}{paragraph.text}")
        else:
            yield self._item(paragraph, ordinal)

    def _is_heading(
        self, paragraph: NumberedPart, ordinal: TypedNumber, style: int, following: NumberedPart | None
    ) -> bool:
        """Whether a numbered paragraph stands alone as a heading does; a list's items stand together.

        1. and （1） are headings only of what follows them, and never right behind an item of their list.
        """
        goes_on = following is None or bool(following.ordinal and following.ordinal.level == ordinal.level)
        if ordinal.level > SUBSECTION and not style:
            ends = goes_on or _is_above(following, ordinal.level)
            return not ends and not self._follows_item(ordinal) and _stands_alone(paragraph, ordinal, goes_on)
        return _stands_alone(paragraph, ordinal, goes_on)

    def _follows_item(self, ordinal: TypedNumber) -> bool:
        """Whether the paragraph before was an item of the same list."""
        last = self._last
        return self._last_is_item and bool(
            last
            and last.ordinal
            and last.ordinal.level == ordinal.level
            and last.ordinal.count < ordinal.count
        )

    def _styled(self, paragraph: NumberedPart, level: int) -> TextElement:
        """A paragraph in a heading's style, if it reads like one."""
        ordinal = paragraph.ordinal
        if _looks_like_heading(paragraph.text):
            typed = ordinal.written if ordinal and ordinal.level == level else ""
            return self._heading(paragraph, level, f"{typed}{paragraph.text}")
        self._doubt(
            paragraph, "这一段用了标题的样式，但像是正文，按正文处理", "请核对；是标题的，请分成单独一段"
        )
        return self._item(paragraph, ordinal) if ordinal else self._plain(paragraph)

    def _heading(self, paragraph: NumberedPart, level: int, text: str) -> TextElement:
        return TextElement(ElementKind.HEADING, text, paragraph.part.origin, level=level)

    def _item(self, paragraph: NumberedPart, ordinal: TypedNumber) -> TextElement:
        """A paragraph with a number that is no heading: 1. as one of a list, the others as they are."""
        origin = paragraph.part.origin
        if ordinal.level == THIRD:
            starts = self._starts_list(paragraph, ordinal)
            return TextElement(
                ElementKind.NUMBERED, paragraph.text, origin, typed=ordinal.count, starts=starts
            )
        text = f"{ordinal.written}{paragraph.text}"
        return TextElement(ElementKind.PARAGRAPH, text, origin, ordinal.level, ordinal.count)

    def _starts_list(self, paragraph: NumberedPart, ordinal: TypedNumber) -> bool:
        """A list goes on from the item before; a loop's items all have the number that was typed once."""
        last = self._last
        if last is None or last.ordinal is None or last.ordinal.level != THIRD:
            return True
        return ordinal.count == 1 and last.part.origin != paragraph.part.origin

    def _unnumbered(self, paragraph: NumberedPart) -> TextElement:
        if paragraph.part.line.number != BULLET:
            return self._plain(paragraph)
        starts = self._last is None or self._last.part.line.number != BULLET
        return TextElement(ElementKind.BULLET, paragraph.text, paragraph.part.origin, starts=starts)

    def _plain(self, paragraph: NumberedPart, *, is_caption: bool = False) -> TextElement:
        return TextElement(
            ElementKind.PARAGRAPH, paragraph.text, paragraph.part.origin, is_caption=is_caption
        )

    def _tell_split(self, paragraph: NumberedPart, heading: str) -> None:
        origin = paragraph.part.origin
        self.findings.notice(
            "narrative.heading_split",
            self.source.place(origin),
            f"段首的“{unmarked(heading)}”单独排成一行标题，后面的文字另起一段",
            self.source.quote(origin),
            "不是标题的，请把它后面的句号改成逗号，或者删去段首的编号",
        )

    def _doubt(self, paragraph: NumberedPart, message: str, remedy: str) -> None:
        origin = paragraph.part.origin
        place, evidence = self.source.place(origin), self.source.quote(origin)
        self.findings.notice("narrative.level", place, message, evidence, remedy)


def _paragraph(part: NarrativePart) -> NumberedPart:
    """A part and its number: Word's own, or what the author begins it with; a value of the data is none."""
    automatic = read_ordinal(part.line.number)
    if automatic is not None:
        return NumberedPart(part, automatic, part.text)
    typed = read_ordinal(tags.without_tags(part.line.text).lstrip())
    found = read_ordinal(part.text) if typed else None
    if found is not None:
        return NumberedPart(part, found, part.text[found.end :])
    number = "" if part.line.number == BULLET or part.line.level else part.line.number.strip()
    return NumberedPart(part, None, f"{number}{part.text}")


def _looks_like_heading(text: str) -> bool:
    words = unmarked(text)
    return len(words) <= _LONGEST_HEADING and not _INNER_END.search(words)


def _stands_alone(paragraph: NumberedPart, ordinal: TypedNumber, goes_on: bool) -> bool:  # noqa: FBT001 - its own
    """Whether a numbered paragraph reads like a heading; an item is followed by the next one."""
    words = unmarked(paragraph.text)
    if not _looks_like_heading(paragraph.text):
        return False
    is_sentence = words.endswith(("。", "；", "！", "？"))
    if ordinal.level == SECTION:
        return not is_sentence or len(words) <= _LONGEST_SENTENCE
    if ordinal.level == SUBSECTION:
        return not is_sentence or (not goes_on and words.endswith("。") and len(words) <= _LONGEST_SENTENCE)
    return not is_sentence


def _is_above(following: NumberedPart | None, level: int) -> bool:
    """Whether what follows belongs to a higher level, so that nothing stands below."""
    if following is None or following.ordinal is None:
        return following is None or (following.style > 0 and _looks_like_heading(following.text))
    return following.ordinal.level < level


def _run_in(paragraph: NumberedPart, ordinal: TypedNumber) -> re.Match[str] | None:
    """The first sentence of a paragraph that is the heading of the rest: （一）加强领导。各科室……."""
    return _RUN_IN.match(paragraph.text) if ordinal.level in {SECTION, SUBSECTION} else None


def _is_caption(paragraph: NumberedPart, neighbours: tuple[NumberedPart | None, NumberedPart | None]) -> bool:
    """Whether a short paragraph names the table or picture that stands above or below it."""
    words = unmarked(paragraph.text)
    beside_inset = any(each and each.part.inset is not None for each in neighbours)
    if not beside_inset or len(words) > _LONGEST_CAPTION or words.endswith("。") or paragraph.style:
        return False
    return bool(_CAPTION.match(words)) or (
        paragraph.part.line.alignment == "center" and not paragraph.ordinal
    )

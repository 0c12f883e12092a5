"""Line breaking: what may end a line, what may start one, and that nothing is lost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from traces import faces

from report_builder.diagnostics import Findings
from report_builder.typesetting.document.content import Break, TextRun
from report_builder.typesetting.document.properties import RunProperties, TabStop
from report_builder.typesetting.text.breaking import BrokenLine, LineEdges, Rules, break_lines
from report_builder.typesetting.text.characters import may_break
from report_builder.typesetting.text.glyphs import Options, Shaper

if TYPE_CHECKING:
    from report_builder.typesetting.text.glyph_strings import GlyphString

FANG_SONG = RunProperties(east_asian="仿宋_GB2312", ascii="仿宋_GB2312", high_ansi="仿宋_GB2312", size=10)
RULES = Rules(overhang=True, kinsoku=True, latin_gap=False, digit_gap=False, script_gap=0.25)
STRICT = Rules(overhang=False, kinsoku=True, latin_gap=False, digit_gap=False, script_gap=0.25)


def shape(text: str) -> GlyphString:
    shaper = Shaper(faces(), "样张.docx", Findings(), Options())
    parts: list[TextRun | Break] = []
    for index, piece in enumerate(text.split("\n")):
        parts += [Break.LINE] if index else []
        parts += [TextRun(piece, FANG_SONG)] if piece else []
    return shaper.shape(parts, 1, None)


def cut(text: str, characters: float, rules: Rules = RULES) -> list[str]:
    """The lines of a text at a width of so many hanzi."""
    string = shape(text)
    lines = break_lines(string, LineEdges(0, 0, characters * 10), rules)
    return ["".join(string.characters[line.start : line.end]) for line in lines]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一二三四五六七八九十", 4, ["一二三四", "五六七八", "九十"]),
        ("一二三四，五六", 4, ["一二三四，", "五六"]),
        ("一二三四。", 4, ["一二三四。"]),
        ("一二三四）五六", 4, ["一二三", "四）五六"]),
        ("一二三《四五》", 4, ["一二三", "《四五》"]),
        ("一二三“四”五", 4, ["一二三", "“四”五"]),
        ("一二三——四", 4, ["一二三", "——四"]),
        ("一二2016—2017年", 4, ["一二", "2016—", "2017年"]),
        ("一二（——三", 4, ["一二", "（——三"]),
        ("一二三e-mail", 4, ["一二三e-", "mail"]),
        ("一二三-15度", 4, ["一二", "三-15度"]),
        ("一二0772-2822960三四", 7, ["一二", "0772-2822960三", "四"]),
        ("一二三2016-02-25四", 6, ["一二三", "2016-02-25四"]),
        ("一二三12-31四", 5, ["一二三", "12-31四"]),
        ("一二2016–2017年", 5, ["一二2016–", "2017年"]),
        ("一二甲/乙丙", 4, ["一二", "甲/乙丙"]),
        ("一二甲／乙丙", 4, ["一二", "甲／乙丙"]),
        ("一二三CB-2型", 5, ["一二三", "CB-2型"]),
        ("一二三№3", 4, ["一二三", "№3"]),
        ("一二三四……五六", 4, ["一二三", "四……五", "六"]),
        ("一二三2016年", 4, ["一二三", "2016年"]),
        ("一二三四99.5%五", 6, ["一二三四", "99.5%五"]),
        ("一二三abcd五", 4, ["一二三", "abcd五"]),
        ("一二三слово五", 5, ["一二三", "слово五"]),
        ("一二三αβγδ五", 4, ["一二三", "αβγδ五"]),
        ("一二三四。”五", 4, ["一二三", "四。”五"]),
        ("一二\n三四", 4, ["一二", "三四"]),
        ("一二三四 五六", 4, ["一二三四", "五六"]),
        ("12345678901234", 4, ["12345678", "901234"]),
        ("", 4, [""]),
    ],
)
def test_a_line_ends_where_the_standard_lets_it(text: str, width: int, lines: list[str]) -> None:
    assert cut(text, width) == lines


def test_without_hanging_a_stop_takes_its_neighbour_to_the_next_line() -> None:
    lines = cut("一二三四，五六", 4, STRICT)

    assert lines == ["一二三", "四，五六"]


def test_only_one_mark_hangs() -> None:
    lines = cut("一二三四！？五六", 4)

    assert lines == ["一二三", "四！？五", "六"]


def test_the_gap_between_hanzi_and_digits_takes_room() -> None:
    rules = Rules(overhang=True, kinsoku=True, latin_gap=True, digit_gap=True, script_gap=0.25)

    lines = cut("一二12三四", 5, rules)

    assert lines == ["一二12三", "四"]


COMPRESSED = Rules(
    overhang=False, kinsoku=True, latin_gap=False, digit_gap=False, script_gap=0.25, compress=True
)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("一（二）“三”四五", 7, ["一（二）“三”", "四五"]),
        ("一二三四。”五", 5, ["一二三四。”", "五"]),
        ("一二三，四五", 3.5, ["一二三，", "四五"]),
        ("一《“二三", 4, ["一《“二", "三"]),
    ],
)
def test_marks_that_meet_or_end_a_line_give_up_their_empty_half(
    text: str, width: float, lines: list[str]
) -> None:
    assert cut(text, width, COMPRESSED) == lines


# GB/T 15834-2011, 5.1.1 to 5.1.9, written out here apart from what the program knows of them.
NEVER_FIRST = set("，。、；：！？）〕］】》〉”’…%‰℃·～/.:")
NEVER_LAST = set("（〔［【《〈“‘№/")
HANZI = "一二三四"
TEXT = st.text(
    st.sampled_from(HANZI + "，。、；：！？（）〔〕《》“”‘’——……·～/%‰℃№①𠮷12a b.:-–\u00a0\t\n"), max_size=60
)
WIDTH = st.floats(min_value=0.5, max_value=40)
PLAIN = Rules(overhang=False, kinsoku=True, latin_gap=False, digit_gap=False, script_gap=0.25)
SPACED = st.fixed_dictionaries(
    {
        "overhang": st.booleans(),
        "latin_gap": st.booleans(),
        "digit_gap": st.booleans(),
        "script_gap": st.sampled_from([0.2, 0.25]),
        "spaces_out_scripts": st.booleans(),
        "hangs_after_latin": st.booleans(),
        "tabs": st.sampled_from([(), (TabStop(35.0, "right", "dots"),)]),
        "compress": st.booleans(),
        "compress_start": st.booleans(),
        "parts_words": st.booleans(),
    }
).map(lambda choices: replace(PLAIN, **choices))
ANY_RULES = st.builds(lambda rules, kinsoku: replace(rules, kinsoku=kinsoku), SPACED, st.booleans())


@given(TEXT, WIDTH, ANY_RULES)
def test_breaking_loses_and_repeats_nothing_but_spaces_at_line_ends(
    text: str, width: float, rules: Rules
) -> None:
    string = shape(text)

    lines = list(break_lines(string, LineEdges(0, 0, width * 10), rules))

    kept = [index for line in lines for index in range(line.start, line.end)]
    lost = set(range(len(string.characters))) - set(kept)
    assert kept == sorted(set(kept))
    assert all(string.characters[index] in " \t\n" for index in lost)
    # Every line takes a character or ends at a break, so breaking comes to an end at any width.
    assert len(lines) <= len(string.characters) + 1


def inner_pairs(string: GlyphString, line: BrokenLine) -> list[str]:
    """The neighbours inside of a line between which it could have ended instead."""
    return ["".join(string.characters[index - 1 : index + 1]) for index in range(line.start + 1, line.end)]


@given(TEXT, WIDTH, SPACED)
@example("%1、 -", 2.0, RULES)
@example("一甲/乙", 3.6, RULES)
def test_no_line_ends_or_starts_wrongly_where_another_break_was_possible(
    text: str, width: float, rules: Rules
) -> None:
    string = shape(text)

    lines = list(break_lines(string, LineEdges(0, 0, width * 10), rules))

    for line, following in pairwise(lines):
        pairs = inner_pairs(string, line)
        if line.ended_by or not pairs:
            continue
        # A line may always end between two hanzi; where it could, it starts and ends as it should.
        avoidable = any(set(pair) <= set(HANZI) for pair in pairs) or any(
            may_break(*pair) for pair in pairs if "—" not in pair and "-" not in pair and "–" not in pair
        )
        if avoidable:
            assert string.characters[line.end - 1] not in NEVER_LAST
            assert following.start == following.end or string.characters[following.start] not in NEVER_FIRST


@given(TEXT, st.floats(min_value=2, max_value=40), SPACED)
def test_no_line_is_wider_than_its_measure_but_for_one_hanging_mark(
    text: str, width: float, rules: Rules
) -> None:
    string = shape(text)

    lines = list(break_lines(string, LineEdges(0, 0, width * 10), rules))

    for line in lines:
        counted = line.end - line.start - (1 if line.hangs else 0)
        taken = sum(string.widths[line.start : line.start + counted]) + sum(line.gaps[:counted])
        assert taken - line.trim <= width * 10 + 0.02 or counted == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四， 五六", ["一二三四，", "五六"]),
        ("一二三四，   ", ["一二三四，"]),
        ("一二三四，\n五六", ["一二三四，", "五六"]),
        ("一二三四，  \n五六", ["一二三四，", "五六"]),
        ("一二三四，）五六", ["一二三", "四，）五", "六"]),
        ("一二三ab，五六", ["一二三ab，", "五六"]),
        ("一二三四？", ["一二三四？"]),
        ("一二三四（五六", ["一二三四", "（五六"]),
    ],
)
def test_a_mark_hangs_with_the_blanks_behind_it_where_a_line_may_end_there(
    text: str, lines: list[str]
) -> None:
    assert cut(text, 4) == lines

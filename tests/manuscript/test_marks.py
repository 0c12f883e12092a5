"""A text with marks in it → what it reads, its pieces, and the sequence that it is."""

from __future__ import annotations

from report_builder.formats.tables import Alignment, PrintedCell
from report_builder.manuscript.blocks import Picture, TextTable
from report_builder.manuscript.inlines import Script, WebLink, letters_of, notes_in, plain, words_of
from report_builder.manuscript.marks import (
    MARKS,
    MarkedTextTable,
    Piece,
    PieceLook,
    begin_link,
    inlines_of,
    pieces,
    settled,
    unmarked,
)
from report_builder.reports.report import Note, Text

RAISED, LOWERED, NOTE, PLAIN = (
    look.value for look in (PieceLook.RAISED, PieceLook.LOWERED, PieceLook.NOTE, PieceLook.PLAIN)
)
MARKED = f"10m{RAISED}3{PLAIN}水{LOWERED}2{NOTE} 注。 {PLAIN}，见{begin_link('http://a.cn/')}网站{PLAIN}。"


def test_a_marked_text_reads_without_its_notes_and_marks() -> None:
    assert unmarked(MARKED) == "10m3水2，见网站。"
    assert not set(unmarked(MARKED)) & set(MARKS)


def test_pieces_have_the_look_of_the_mark_before_them() -> None:
    assert list(pieces(MARKED)) == [
        Piece("10m", PieceLook.PLAIN), Piece("3", PieceLook.RAISED), Piece("水", PieceLook.PLAIN),
        Piece("2", PieceLook.LOWERED), Piece(" 注。 ", PieceLook.NOTE), Piece("，见", PieceLook.PLAIN),
        Piece("网站", PieceLook.LINK, "http://a.cn/"), Piece("。", PieceLook.PLAIN),
    ]  # fmt: skip


def test_a_link_without_words_or_without_an_address_is_none() -> None:
    assert list(pieces(f"{PieceLook.LINK.value}网站{PLAIN}。")) == [Piece("。", PieceLook.PLAIN)]
    assert list(pieces(f"{RAISED}{PLAIN}")) == []


def test_a_marked_text_is_a_sequence_of_letters_scripts_notes_and_links() -> None:
    assert inlines_of(MARKED, ()) == (
        Text("10m"), Script((Text("3"),), is_raised=True), Text("水"), Script((Text("2"),), is_raised=False),
        Note("注。"), Text("，见"), WebLink((Text("网站"),), "http://a.cn/"), Text("。"),
    )  # fmt: skip


def test_the_words_of_a_sequence_are_its_letters_without_its_notes() -> None:
    inlines = inlines_of(MARKED, ())

    assert words_of(inlines) == "10m3水2，见网站。"
    assert [each.text for each in letters_of(inlines)] == ["10m", "3", "水", "2", "，见", "网站", "。"]
    assert notes_in(inlines) == ("注。",)
    assert plain("") == ()


def test_a_table_is_settled_cell_by_cell_a_line_for_each_paragraph_and_a_picture_stays_as_it_is() -> None:
    cell = PrintedCell(text=f"甲{RAISED}2\n乙", columns=2, rows=3, is_head=True, align=Alignment.RIGHT)

    made = settled(MarkedTextTable((1.0,), 1, ((cell,),)), ())

    assert isinstance(made, TextTable)
    ((found,),) = made.rows
    assert (found.text, found.columns, found.rows, found.is_head, found.align) == (
        "甲2\n乙", 2, 3, True, Alignment.RIGHT,
    )  # fmt: skip
    assert (made.shares, made.head_rows) == ((1.0,), 1)
    shown = Picture(b"", "png", 1, 1)
    assert settled(shown, ()) is shown
    assert settled(None, ()) is None

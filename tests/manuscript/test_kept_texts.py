"""Texts that are more than letters keep their places by name, and come out as they went in."""

from __future__ import annotations

from report_builder.manuscript.inlines import Script, WebLink, plain, words_of
from report_builder.manuscript.kept_texts import KeptTexts, clean_inlines
from report_builder.reports.figure_record import ShownFigure
from report_builder.reports.report import Note, Text

FIGURE = ShownFigure("申请.新收", "申请·新收", "3")
SQUARE = Script((Text("2"),), is_raised=True)


def test_letters_alone_stand_for_themselves() -> None:
    assert KeptTexts().keep((Text("甲"), Text("乙"))) == "甲乙"


def test_a_text_comes_back_with_the_letters_that_the_template_puts_around_it() -> None:
    kept = KeptTexts()

    name = kept.keep((Text("共"), FIGURE, Text("件")))

    assert kept.texts_in(f"（{name}）") == (Text("（共"), FIGURE, Text("件）"))
    assert kept.words(f"（{name}）") == "（共3件）"


def test_two_texts_that_read_alike_keep_places_of_their_own() -> None:
    kept = KeptTexts()

    one, other = kept.keep((SQUARE,)), kept.keep((Text("2"),), always=True)

    assert (one == other, kept.texts_in(one), kept.texts_in(other)) == (False, (SQUARE,), (Text("2"),))


def test_a_figure_with_letters_that_no_file_may_hold_is_shown_without_them_and_is_no_figure() -> None:
    kept = KeptTexts()

    assert kept.keep_figure("requests.new.total", "新收", "3\ufffe") == "3\ufffe"
    assert kept.texts_in(kept.keep_figure("requests.new.total", "新收", "3"))[0] is kept.figures.figures[-1]


def test_a_cleaned_text_is_on_one_line_without_blanks_at_its_ends() -> None:
    text = (Text(" 甲\n乙"), FIGURE, Note("注\t一 "), WebLink((Text("丙\x01"),), "https://x.cn"), Text("丁 "))

    cleaned = clean_inlines(text)

    assert cleaned == (
        Text("甲 乙"),
        FIGURE,
        Note("注 一"),
        WebLink((Text("丙"),), "https://x.cn"),
        Text("丁"),
    )
    assert words_of(cleaned) == "甲 乙3丙丁"


def test_a_figure_with_a_break_in_it_is_one_no_longer() -> None:
    assert clean_inlines((ShownFigure("甲", "甲", "3\n4"),)) == (Text("3 4"),)


def test_nothing_is_no_text() -> None:
    assert (plain(""), clean_inlines((Text("  "),)), KeptTexts().keep(())) == ((), (), "")

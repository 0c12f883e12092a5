"""An edited report → the words beside its figures, and the figures that were typed over."""

from __future__ import annotations

from collections import Counter

from report_builder.diagnostics import Place
from report_builder.reports.figure_places import (
    PlacedFigure,
    cut,
    filled,
    find_retyped,
    is_lengthened,
    placed_figures,
    read_clause,
)
from report_builder.reports.figure_record import FigureRecord, Origin, ShownFigure
from report_builder.reports.report import OBJECT, Figure, Paragraph, Report, TaggedFigure, Text


def mark(tag: str) -> str:
    return f"{OBJECT}{tag}{OBJECT}"


def figure(tag: str, text: str) -> Figure:
    return Figure(tag, "", text, (), is_empty=False)


def report(*lines: tuple[str | Figure, ...], passages: tuple[str, ...] = ()) -> Report:
    paragraphs = tuple(
        Paragraph(
            tuple(Text(each) if isinstance(each, str) else each for each in line),
            Place("报告.docx", paragraph=number),
        )
        for number, line in enumerate(lines, start=1)
    )
    known = {"甲": ShownFigure("甲", "新收", "12"), "乙": ShownFigure("乙", "", "3")}
    record = FigureRecord(Origin("某局", 2016), known, Counter(), passages) if passages else None
    return Report("报告.docx", paragraphs, record=record)


def placed(before: str, text: str, after: str) -> PlacedFigure:
    shown = TaggedFigure("甲", "", text, Place("报告.docx"), 0, (), is_empty=False)
    return PlacedFigure(shown, before, after)


def test_each_figure_stands_between_its_own_words_the_second_of_one_tag_too() -> None:
    twice = report(("收到", figure("甲", "12"), "件、", figure("乙", "3"), "件、", figure("甲", "12"), "次"))

    assert [(each.before, each.after) for each in placed_figures(twice)] == [
        ("收到", f"件、{mark('乙')}件、{mark('甲')}次"),
        (f"收到{mark('甲')}件、", f"件、{mark('甲')}次"),
        (f"收到{mark('甲')}件、{mark('乙')}件、", "次"),
    ]


def test_a_figure_is_alone_where_nothing_but_other_figures_stands_beside_it() -> None:
    assert placed(f" {mark('乙')}", "12", " ").is_alone
    assert not placed("收到", "12", "").is_alone
    assert not placed("", "12", "件").is_alone


def test_a_clause_goes_from_stop_to_stop_with_the_figures_in_it() -> None:
    found = placed(f"去年。收到{mark('乙')}件、", "12", "件；办结3件")

    assert found.clause == (f"收到{mark('乙')}件、", "件")
    assert read_clause(found, "15", {"乙": "7"}) == "收到7件、15件"
    assert filled(f"共{mark('丙')}件", {}) == "共件"


def test_a_long_text_is_cut_at_a_hundred_and_sixty_signs() -> None:
    assert cut("长" * 160) == "长" * 160
    assert cut("长" * 161) == "长" * 160 + "……"


def test_a_digit_typed_beside_a_figure_lengthens_it_unless_it_was_built_so() -> None:
    assert is_lengthened(placed("收到1", "12", "件"), frozenset())
    assert is_lengthened(placed("收到", "12", "0件"), frozenset())
    assert not is_lengthened(placed("收到", "12", "件"), frozenset())
    assert not is_lengthened(placed("收到", "12", "万件"), frozenset())
    assert is_lengthened(placed("收到", "12", "万件"), frozenset({f"收到{mark('甲')}件"}))
    assert not is_lengthened(placed("收到", "12", "万件"), frozenset({f"收到{mark('甲')}万件"}))


BUILT = (f"全年收到{mark('甲')}件申请，办结{mark('乙')}件。",)


def retyped(*lines: tuple[str | Figure, ...], passages: tuple[str, ...] = BUILT) -> list[tuple[str, str]]:
    return [(each.tag, each.text) for each in find_retyped(report(*lines, passages=passages), ("甲", "乙"))]


def test_a_figure_that_was_typed_over_is_found_between_the_words_that_stood_beside_it() -> None:
    assert retyped(("全年收到15件申请，办结", figure("乙", "3"), "件。")) == [("甲", "15")]
    assert retyped(("全年收到十五件申请，办结4件。",)) == [("甲", "十五"), ("乙", "4")]


def test_what_stands_there_must_be_a_figure_and_the_only_one() -> None:
    assert retyped(("全年收到很多件申请，办结",)) == []
    assert retyped(("全年收到15件申请，办结",), ("全年收到16件申请，办结",)) == []
    assert retyped(("全年收到15，6件申请，办结",)) == []
    assert retyped(("上年收到15件申请，办结",)) == []


def test_words_of_fewer_than_four_signs_beside_it_tell_no_figure() -> None:
    assert retyped(("收15件",), passages=(f"收{mark('甲')}件",)) == []
    assert retyped(("共收15件。",), passages=(f"共收{mark('甲')}件。",)) == [("甲", "15")]
    assert retyped(("共收到15",), passages=(f"共收到{mark('甲')}",)) == []


def test_without_a_record_or_a_tag_nothing_is_looked_for() -> None:
    line = ("全年收到15件申请，办结4件。",)

    assert retyped(line, passages=()) == []
    assert list(find_retyped(report(line, passages=BUILT), ())) == []


def test_a_figure_is_called_by_its_name_the_records_or_its_tag() -> None:
    known = report(("收到", figure("甲", "12"), figure("乙", "3")), passages=BUILT)
    first, second = known.figures

    assert (known.name_of(first), known.name_of(second)) == ("新收", "乙")
    assert known.built == {"甲": "12", "乙": "3"}
    assert report(("收到",)).built == {}

"""Two years' figures → each beside the other, with its difference and its growth."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report_builder.checks.compared_figures import GrownFigure, compare_figures_of_years


def figure(earlier: int | Decimal | None, later: int | Decimal | None) -> GrownFigure:
    return GrownFigure("publication.total", "主动公开信息", "条", earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later", "difference", "growth"),
    [
        (200, 250, Decimal(50), Decimal("25.0")),
        (3, 2, Decimal(-1), Decimal("-33.3")),
        (Decimal("5.6"), Decimal("5.6"), Decimal(0), Decimal(0)),
        (8, 9, Decimal(1), Decimal("12.5")),
        (2000, 2001, Decimal(1), Decimal("0.1")),  # half a tenth is rounded up
        (0, 4, Decimal(4), None),
        (None, 4, None, None),
        (4, None, None, None),
    ],
)
def test_a_figure_grows_by_its_difference_and_by_that_in_percent(
    earlier: int | Decimal | None, later: int | Decimal | None, difference: Decimal, growth: Decimal
) -> None:
    compared = figure(earlier, later)

    assert (compared.difference, compared.growth) == (difference, growth)


def test_figures_stand_by_subject_under_the_names_that_people_have_for_them() -> None:
    groups = compare_figures_of_years(
        {"publication.total": 2, "publication.by_category.政策类文件": 1},
        {"litigation.review.upheld": 1, "publication.total": 3, "work.公众开放日活动数": Decimal(2)},
    )

    assert [
        (group.name, [(each.caption, each.earlier, each.later) for each in group.figures]) for group in groups
    ] == [
        ("主动公开", [("主动公开信息", 2, 3), ("主动公开：政策类文件", 1, None)]),
        ("行政复议、行政诉讼", [("行政复议：结果维持", None, 1)]),
        ("工作情况", [("公众开放日活动数", None, 2)]),
    ]


def test_what_is_nil_in_both_years_and_what_is_no_figure_is_left_out() -> None:
    nil = {"publication.total": 0, "petitions": None, "nothing.of_ours": 7}

    assert compare_figures_of_years(nil, nil) == ()


def test_accounts_are_told_apart() -> None:
    posts = {"media.临江水利.posts": 42, "media.临江河长.posts": 9}

    (media,) = compare_figures_of_years(posts, posts)

    assert [each.caption for each in media.figures] == ["发布条数（临江水利）", "发布条数（临江河长）"]

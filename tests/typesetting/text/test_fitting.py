"""Runs that are to be so wide together → the space that their glyphs get."""

from __future__ import annotations

from report_builder.typesetting.document.properties import Fit
from report_builder.typesetting.placed.pages import GlyphLook
from report_builder.typesetting.text.fitting import Stretch, fit_widths, joined
from report_builder.typesetting.text.glyph_strings import GlyphManner, GlyphString

FIT, OTHER = Fit("1", 50.0), Fit("2", 50.0)


def string(*widths: float) -> GlyphString:
    manners = [GlyphManner(GlyphLook("Song", 10.0), spacing=1.0) for _ in widths]
    return GlyphString(["国"] * len(widths), list(widths), manners)


def test_the_space_that_lacks_or_is_too_much_is_shared_among_all_glyphs_but_the_last() -> None:
    wider, narrower = string(10, 10, 10), string(30, 30)

    fit_widths(wider, [(0, 3, FIT)])
    fit_widths(narrower, [(0, 2, FIT)])

    assert (wider.widths, [each.spacing for each in wider.manners]) == ([20, 20, 10], [11, 11, 1])
    assert (narrower.widths, [each.spacing for each in narrower.manners]) == ([20, 30], [-9, 1])


def test_only_the_glyphs_of_a_stretch_are_spaced_and_one_alone_cannot_be() -> None:
    found = string(10, 10, 10, 10)

    fit_widths(found, [(0, 1, FIT), (1, 3, FIT)])

    assert found.widths == [10, 40, 10, 10]


def test_runs_of_one_mark_that_follow_one_another_fit_together_and_others_by_themselves() -> None:
    stretches: list[Stretch] = []

    for start, end, fit in (
        (0, 2, FIT),
        (2, 3, FIT),
        (3, 4, None),
        (4, 6, FIT),
        (6, 7, OTHER),
        (8, 9, OTHER),
    ):
        joined(stretches, start, end, fit)

    assert stretches == [(0, 3, FIT), (4, 6, FIT), (6, 7, OTHER), (8, 9, OTHER)]

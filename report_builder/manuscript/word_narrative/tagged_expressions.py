"""A figure's tag in a report of an earlier year → the expression that shows the figure of any year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from jinja2 import Environment, TemplateSyntaxError, nodes

from report_builder.manuscript.figure_words import steps_of
from report_builder.statistics.axes import AXES
from report_builder.statistics.catalogue import find_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

# What another figure of the same expression is told apart by, and what stands for the rest of a long one.
_AGAIN: Final = re.compile(r"~\d+$")
_CUT: Final = re.compile(r"#[0-9a-f]{8}$")
_LONGEST: Final = 64
# Items and interpretations are a year's own: the next year has none of that name.
_OF_ONE_YEAR: Final = frozenset({"条目", "解读"})
_SPELLED: Final = (nodes.Name, nodes.Const, nodes.Getattr, nodes.Call, nodes.Filter)


def expression_of(tag: str) -> str:
    """The expression; empty where the tag does not tell it whole, or names what only its own year has."""
    bare = _AGAIN.sub("", tag)
    if not bare or len(bare) > _LONGEST or _CUT.search(bare) or "}}" in bare:
        return ""
    if found := find_figure(bare):
        figure, steps = found
        return spell(steps_of(figure, _labels(steps))) if figure.word else ""
    return bare if _is_of_any_year(bare) else ""


def spell(steps: list[tuple[str, str]]) -> str:
    """The words that lead to a figure as a narrative writes them: 主动公开.类别("教育信息").总数."""
    spelled, in_brackets = "", False
    for word, noun in steps:
        if in_brackets:
            spelled += f'("{word}")'
        else:
            spelled += f".{word}" if spelled else word
        in_brackets = bool(noun)
    return spelled


def _labels(steps: Mapping[str, str]) -> dict[str, str]:
    """The labels of a path's steps."""
    return {
        axis: next((label for label, own in AXES[axis].steps.items() if own == step), step)
        for axis, step in steps.items()
    }


def _is_of_any_year(expression: str) -> bool:
    try:
        parsed = Environment(autoescape=True).parse(f"{{{{ {expression} }}}}")
    except TemplateSyntaxError:
        return False
    (output,) = parsed.body if len(parsed.body) == 1 else (None,)
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
        return False
    shown = output.nodes[0]
    every = [shown, *shown.find_all(nodes.Node)]
    calls = [each for each in every if isinstance(each, nodes.Call)]
    is_plain = all(isinstance(each, _SPELLED) for each in every) and not any(
        isinstance(each, nodes.Name) and each.name.isascii() for each in every
    )
    return is_plain and not any(
        isinstance(each.node, nodes.Name) and each.node.name in _OF_ONE_YEAR for each in calls
    )

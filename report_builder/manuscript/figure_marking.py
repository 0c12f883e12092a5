"""A parsed narrative → the same with every figure in it named, so that it can be found in the Word file.

What is a figure: a number or a day, and what a | word makes of one. The year itself, the law's time limits
and the list of headings are none: no data changes them. Names and titles are text.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jinja2 import nodes
from msgspec import Struct, field

from report_builder.manuscript.filters import DAY, FILTERS, NUMBER, WHOLE, plainly
from report_builder.manuscript.language import FIGURE_FILTER, ask, call
from report_builder.manuscript.narrative_words import HEADINGS_WORD
from report_builder.manuscript.shown_figures import FigureList, name_of, plain, tag_of
from report_builder.manuscript.wording import on_one_line
from report_builder.manuscript.words import NarrativeFault, View, unfit
from report_builder.reports.figure_record import ShownFigure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_CONSTANT: Final = frozenset({"年", "上年", "下年", "时限", HEADINGS_WORD})
_PERIOD: Final = "统计期限"
# Stands in an expression for the item that a loop has come to.
_ITEM: Final = "\ufddb"
_DEEPEST: Final = 30


class ShownValue(Struct, frozen=True):
    """A figure's wording on its way into the text, and its number in the list of figures."""

    number: int
    text: str


class _Expression(Struct, frozen=True):
    """What the author wrote to show a figure; ``is_worded`` where a | word makes its text."""

    source: str
    node: nodes.Expr
    is_worded: bool
    is_in_loop: bool


class MarkedFigures(Struct, frozen=True):
    """The expressions that may show a figure, by the numbers that ``FIGURE_FILTER`` has for them.

    ``bound`` are the author's own words, and what each that is bound once stands for.
    """

    expressions: tuple[_Expression, ...]
    bound: Mapping[str, nodes.Node]


def mark_figures(template: nodes.Template) -> MarkedFigures:
    """Put ``FIGURE_FILTER`` behind every expression that may show a figure."""
    marker = _FigureMarker()
    marker.mark_all(template.body, "")
    return marker.marked()


class FigureNotes(Struct):
    """Notes the figures of a narrative while it is filled, each as its value comes."""

    marked: MarkedFigures
    shown: FigureList = field(default_factory=FigureList)
    _met: set[int] = field(default_factory=set)

    def show(self, value: object, number: int, item: object = None) -> object:
        """What ``FIGURE_FILTER`` makes of a value: a figure's marked wording, or the value itself."""
        expression = self.marked.expressions[number]
        if not (expression.is_worded or _is_figure(value)):
            return value
        self._met.add(number)
        source = expression.source.replace(_ITEM, _label(item))
        text = on_one_line(plainly(value)).strip()
        return ShownValue(self.shown.take(source, name_of(source), text), text)

    def unshown(self, words: Mapping[str, object]) -> tuple[ShownFigure, ...]:
        """The figures of the branches that were not taken, as far as they can be worded."""
        known = {figure.tag for figure in self.shown.figures}
        found = {}
        for number, expression in enumerate(self.marked.expressions):
            if number in self._met or expression.is_in_loop:
                continue
            try:
                value = self._value(expression.node, words)
                text = on_one_line(plainly(value)).strip()
            except NarrativeFault:
                continue  # nobody asks for it: the branch is not taken
            if expression.is_worded or _is_figure(value):
                source = plain(expression.source)
                tag = tag_of(source)
                found[tag] = ShownFigure(tag, name_of(source), plain(text))
        return tuple(figure for tag, figure in found.items() if tag not in known)

    def _value(self, node: nodes.Node | None, words: Mapping[str, object], depth: int = 0) -> object:
        """The value of an expression outside of the filling; raises ``NarrativeFault`` where it has none."""
        if depth > _DEEPEST:
            raise unfit(message="套得太深")
        match node:
            case nodes.Const():
                return node.value
            case nodes.Name() if node.name in self.marked.bound:
                return self._value(self.marked.bound[node.name], words, depth + 1)
            case nodes.Name() if node.name in words:
                return words[node.name]
            case nodes.Getattr():
                return ask(self._value(node.node, words, depth + 1), node.attr)
            case nodes.Call():
                arguments = [self._value(each, words, depth + 1) for each in node.args]
                return call(self._value(node.node, words, depth + 1), arguments)
            case nodes.Filter():
                arguments = [self._value(each, words, depth + 1) for each in node.args]
                return FILTERS[node.name](self._value(node.node, words, depth + 1), *arguments)
        raise unfit(message="不是可以单独取出的数")


class _FigureMarker(Struct):
    """Marks every expression that may show a figure, in the narrative's order."""

    _expressions: list[_Expression] = field(default_factory=list)
    _bound: dict[str, nodes.Node] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _rebound: set[str] = field(default_factory=set)

    def marked(self) -> MarkedFigures:
        """What was marked; a word bound twice stands for nothing that could be told beforehand."""
        bound = {name: node for name, node in self._bound.items() if name not in self._rebound}
        return MarkedFigures(tuple(self._expressions), bound)

    def mark_all(self, statements: Iterable[nodes.Node], loop: str) -> None:
        """Mark statements, which stand in a loop over that word or in none."""
        for statement in statements:
            match statement:
                case nodes.Output():
                    statement.nodes = [self._marked(each, loop) for each in statement.nodes]
                case nodes.If():
                    self.mark_all((*statement.body, *statement.elif_, *statement.else_), loop)
                case nodes.For(target=nodes.Name(name=name)):
                    self._names[name] = _ITEM
                    self.mark_all(statement.body, name)
                    self.mark_all(statement.else_, loop)
                case nodes.Assign(target=nodes.Name(name=name)):
                    self._bind(name, statement)

    def _bind(self, name: str, statement: nodes.Assign) -> None:
        """Remember what a word of the author's stands for; one bound twice stands for itself."""
        if name in self._bound or name in self._names:
            self._rebound.add(name)
            self._names[name] = f"{name}@{statement.lineno}"
        else:
            self._names[name] = self._spell(statement.node)
        self._bound[name] = statement.node

    def _marked(self, node: nodes.Expr, loop: str) -> nodes.Expr:
        """An expression with the filter behind it, if it may show a figure."""
        names = {each.name for each in node.find_all(nodes.Name)}
        if isinstance(node, nodes.Name):
            names.add(node.name)
        if isinstance(node, nodes.TemplateData) or names <= _CONSTANT:
            return node
        arguments: list[nodes.Expr] = [nodes.Const(len(self._expressions), lineno=node.lineno)]
        if loop:
            arguments.append(nodes.Name(loop, "load", lineno=node.lineno))
        self._expressions.append(_Expression(self._spell(node), node, _is_worded(node), bool(loop)))
        shown = nodes.Filter(node, FIGURE_FILTER, arguments, [], None, None, lineno=node.lineno)
        if node.environment is not None:
            shown.set_environment(node.environment)
        return shown

    def _spell(self, node: nodes.Node | None) -> str:
        """An expression as anybody would write it, the author's own words replaced by what they stand for."""
        match node:
            case None:
                spelled = ""
            case nodes.Name():
                spelled = self._names.get(node.name, node.name)
            case nodes.Const():
                spelled = f'"{node.value}"' if isinstance(node.value, str) else str(node.value)
            case nodes.Getattr():
                spelled = f"{self._spell(node.node)}.{node.attr}"
            case nodes.Call():
                spelled = f"{self._spell(node.node)}({self._row(node.args)})"
            case nodes.Filter():
                arguments = f"({self._row(node.args)})" if node.args else ""
                spelled = f"{self._spell(node.node)}|{node.name}{arguments}"
            case nodes.BinExpr():
                spelled = f"{self._spell(node.left)}{node.operator}{self._spell(node.right)}"
            case _:
                spelled = f"{type(node).__name__}({self._row(node.iter_child_nodes())})"
        return spelled

    def _row(self, arguments: Iterable[nodes.Node]) -> str:
        return ",".join(self._spell(each) for each in arguments)


def _is_figure(value: object) -> bool:
    return isinstance(value, int | Decimal | date) and not isinstance(value, bool)


def _is_worded(node: nodes.Node | None) -> bool:
    """Whether the text of an expression is a number's or a day's wording."""
    match node:
        case nodes.Filter() if node.name in FILTERS:
            return FILTERS[node.name].takes[0] in {NUMBER, WHOLE, DAY}
        case nodes.CondExpr():
            return _is_worded(node.expr1) or _is_worded(node.expr2)
        case nodes.Name():
            return node.name == _PERIOD
    return False


def _label(item: object) -> str:
    """How a narrative would write the item that a loop has come to."""
    if isinstance(item, View):
        return item.label()
    return f'"{item}"' if isinstance(item, str) else ""

"""A narrative's parsed expressions → every fault in them, each with its line, before anything is run.

The language is a small part of Jinja's: no macro, no import, no arithmetic that could grow without end, one
loop deep. What is not listed here is refused, so that a build ends whatever the narrative says.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from inspect import Signature, signature
from typing import TYPE_CHECKING, Final

from jinja2 import nodes
from msgspec import Struct

from report_builder.manuscript.filters import FILTERS
from report_builder.manuscript.words import NarrativeFault, View, suggestion, unfit, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.narrative_source import NarrativeSource

# The program's own filter, behind what may show a figure; no narrative can write it: it has a space.
FIGURE_FILTER: Final = "a figure"
MAX_DEPTH: Final = 20
MAX_LOOPS: Final = 1
MAX_NESTING: Final = 30

_COMPOUND: Final = (
    nodes.List,
    nodes.Tuple,
    nodes.Compare,
    nodes.Operand,
    nodes.Or,
    nodes.Not,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
)
_REMEDY: Final = (
    "正文里可以写 {{ … }}、{% if … %}、{% for … %}（不能套用）、{% set 名 = 条目(…) %} 和 {# 批注 #}"
)


class _Later:
    """Stands for a value that is known only when the narrative is filled."""


_LATER: Final = _Later()
_Scope = dict[str, object]


def check_language(
    template: nodes.Template, words: Mapping[str, object], source: NarrativeSource, findings: Findings
) -> None:
    """Report every unknown word and every construct that a narrative may not use."""
    _LanguageReader(dict(words), frozenset(words), source, findings).read_all(template.body, depth=0, loops=0)


def report_fault(fault: NarrativeFault, line: int, source: NarrativeSource, findings: Findings) -> None:
    """A fault met at a line, as a finding."""
    evidence = source.quote(line, fault.word)
    findings.error(fault.code, source.place(line), fault.message, evidence, fault.remedy)


class _LanguageReader(Struct):
    """Walks the narrative in its order.

    ``scope`` holds the words that stand at that point; ``nesting`` counts the expressions being read.
    """

    scope: _Scope
    given: frozenset[str]
    source: NarrativeSource
    findings: Findings
    nesting: int = 0

    def read_all(self, statements: Iterable[nodes.Node], depth: int, loops: int) -> None:
        """Read statements one after another."""
        for statement in statements:
            self._read(statement, depth + 1, loops)

    def _read(self, node: nodes.Node, depth: int, loops: int) -> None:
        match node:
            case _ if depth > MAX_DEPTH:
                self._refuse(node, "条件套得太深")
            case nodes.If() if len(node.elif_) > MAX_DEPTH:
                self._refuse(node, "条件的分支太多")
            case nodes.Output():
                for each in node.nodes:
                    self._value(_as_written(each))
            case nodes.If():
                self._value(node.test)
                with self._granting(node.test):
                    self.read_all(node.body, depth, loops)
                with self._granting(nodes.Not(node.test)):
                    for branch in (node.elif_, node.else_):
                        self.read_all(branch, depth, loops)
            case nodes.For():
                self._read_loop(node, depth, loops)
            case nodes.Assign(target=nodes.Name(name=name)) if isinstance(
                node.node, nodes.Name | nodes.Getattr | nodes.Call
            ):
                self._bind(name, self._value(node.node), node)
            case _:
                self._refuse(node)

    def _read_loop(self, node: nodes.For, depth: int, loops: int) -> None:
        """A loop over a row of values, whose word stands inside it only."""
        if loops >= MAX_LOOPS or node.recursive or not isinstance(node.target, nodes.Name):
            self._refuse(node, "循环套用了循环，或者写法不对")
            return
        self._value(node.iter)
        outside = dict(self.scope)
        self._bind(node.target.name, _LATER, node)
        if node.test is not None:
            self._value(node.test)
        self.read_all(node.body, depth, loops + 1)
        self.scope = outside
        self.read_all(node.else_, depth, loops)

    @contextmanager
    def _granting(self, test: nodes.Node) -> Iterator[None]:
        """Read what stands only where a test holds: nothing is asked there of a word that the test denies.

        So {% if 去年 %} makes a narrative good for a year with no year before it.
        """
        absent = {name: self.scope[name] for name in _vouched(test) if _is_absent(self.scope.get(name))}
        self.scope.update(dict.fromkeys(absent, _LATER))
        try:
            yield
        finally:
            self.scope.update(absent)

    def _bind(self, name: str, value: object, node: nodes.Node) -> None:
        """Give a word of the author's own its value; the given words keep theirs."""
        if name in self.given:
            self._refuse(node, f"“{name}”已有固定含义，不能另作他用", name)
        self.scope[name] = value

    def _value(self, node: nodes.Node) -> object:
        """The value of an expression where it can be known beforehand, else ``_LATER``."""
        if self.nesting >= MAX_NESTING:
            self._refuse(node, "括号或算式套得太深")
            return _LATER
        self.nesting += 1
        try:
            return self._evaluate(node)
        except NarrativeFault as fault:
            report_fault(fault, node.lineno, self.source, self.findings)
            return _LATER
        finally:
            self.nesting -= 1

    def _evaluate(self, node: nodes.Node) -> object:
        match node:
            case nodes.TemplateData():
                return _LATER
            case nodes.Const():
                return node.value
            case nodes.Name():
                return self._look_up(node)
            case nodes.Getattr():
                owner = self._value(node.node)
                return _LATER if owner is _LATER else ask(owner, node.attr)
            case nodes.Call():
                return self._call(node)
            case nodes.Filter(node=nodes.Expr()):
                self._check_filter(node)
            case nodes.And() | nodes.CondExpr():
                self._read_choice(node)
            case _ if isinstance(node, _COMPOUND):
                for child in node.iter_child_nodes():
                    self._value(child)
            case _:
                self._refuse(node)
        return _LATER

    def _read_choice(self, node: nodes.And | nodes.CondExpr) -> None:
        """What stands behind 去年 and …, or before … if 去年 else …, is asked only where it holds."""
        if isinstance(node, nodes.And):
            test, then, otherwise = node.left, node.right, None
        else:
            test, then, otherwise = node.test, node.expr1, node.expr2
        self._value(test)
        with self._granting(test):
            self._value(then)
        if otherwise is not None:
            with self._granting(nodes.Not(test)):
                self._value(otherwise)

    def _look_up(self, node: nodes.Name) -> object:
        if node.name not in self.scope:
            raise unknown(kind="名称", word=node.name, known=self.scope)
        return self.scope[node.name]

    def _call(self, node: nodes.Call) -> object:
        """The value of a name in brackets."""
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(node)
            return _LATER
        asked = self._value(node.node)
        arguments = [self._value(each) for each in node.args]
        unknown_yet = any(each is _LATER for each in (asked, *arguments))
        return _LATER if unknown_yet else call(asked, arguments)

    def _check_filter(self, node: nodes.Filter) -> None:
        """A | word must be one of the narrative's own: Jinja's can be made to fill the memory."""
        if node.name not in FILTERS:
            message = f"没有“| {node.name}”这种写法"
            fault = NarrativeFault(
                code="narrative.unknown",
                message=message,
                word=node.name,
                remedy=suggestion(node.name, tuple(FILTERS)),
            )
            report_fault(fault, node.lineno, self.source, self.findings)
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(node)
        for each in (node.node, *node.args):
            if each is not None:
                self._value(each)

    def _refuse(self, node: nodes.Node, message: str = "正文里不能用这种写法", word: str = "") -> None:
        fault = NarrativeFault(code="narrative.forbidden", message=message, word=word, remedy=_REMEDY)
        report_fault(fault, _line_of(node), self.source, self.findings)


def _as_written(node: nodes.Expr) -> nodes.Expr:
    """An expression without what the program has put behind it."""
    if isinstance(node, nodes.Filter) and node.name == FIGURE_FILTER and node.node is not None:
        return node.node
    return node


def _line_of(node: nodes.Node) -> int:
    """The line of a node, or of the first within it: not every one that Jinja makes has its own."""
    lines = (each.lineno for each in (node, *node.find_all(nodes.Node)))
    return next((line for line in lines if line), 1)


def _vouched(test: nodes.Node) -> frozenset[str]:
    """The words that are there wherever a test holds."""
    match test:
        case nodes.Name(name=name):
            return frozenset({name})
        case nodes.And():
            return _vouched(test.left) | _vouched(test.right)
        case nodes.Not(node=nodes.Not(node=inner)):
            return _vouched(inner)
    return frozenset()


def _is_absent(value: object) -> bool:
    """Whether a word stands for something that this year does not have, as 去年 may."""
    return isinstance(value, View) and not value


def ask(owner: object, word: str) -> object:
    """What ``owner.word`` means in a narrative; a ``NarrativeFault`` of anything but a ``View``."""
    if not isinstance(owner, View):
        message = f"“.{word}”前面已经是具体的值，后面不能再写“.”"
        raise NarrativeFault(code="narrative.unknown", message=message, word=word)
    return owner.named(word)


@cache
def _signature_of(kind: type) -> Signature:
    """What the objects of a class take when they are called, themselves first."""
    return signature(kind.__call__)


def call(asked: object, arguments: Iterable[object]) -> object:
    """What ``asked("…")`` means in a narrative; raises ``NarrativeFault`` where brackets mean nothing."""
    given = tuple(arguments)
    if not isinstance(asked, View) or not callable(asked):
        raise NarrativeFault(code="narrative.forbidden", message="这里不能写括号", remedy=_REMEDY)
    try:
        _signature_of(type(asked)).bind(asked, *given)
    except TypeError:
        raise unfit(message="括号里应当是一个名称，写在英文引号里") from None
    return asked(*given)

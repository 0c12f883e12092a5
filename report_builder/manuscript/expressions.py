"""A narrative's text and its words → the filled text, every line knowing the line it was written on."""

from __future__ import annotations

import re
import traceback
from typing import TYPE_CHECKING, Final

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct
from msgspec.structs import replace

from report_builder.diagnostics import Findings
from report_builder.manuscript.figure_marking import FigureNotes, MarkedFigures, ShownValue, mark_figures
from report_builder.manuscript.filters import FILTERS, plainly
from report_builder.manuscript.kept_code import KeptByText, template_of
from report_builder.manuscript.language import FIGURE_FILTER, ask, call, check_language, report_fault
from report_builder.manuscript.narrative_words import HEADINGS_WORD
from report_builder.manuscript.shown_figures import marked
from report_builder.manuscript.tag_limits import limits_exceeded
from report_builder.manuscript.wording import on_one_line
from report_builder.manuscript.words import NarrativeFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import CodeType

    from jinja2.runtime import Context

    from report_builder.budgets import Budget
    from report_builder.manuscript.narrative_source import NarrativeSource
    from report_builder.reports.figure_record import ShownFigure


# Noncharacters, which no text may hold (Unicode 23.7): they carry line numbers through the filling.
_MARK_START, _MARK_END = "\ufdd0", "\ufdd1"
_LINE_MARK: Final = re.compile(f"{_MARK_START}([0-9]+){_MARK_END}")
# A line begins with the mark of every line before it that left nothing, and then with its own.
_LAST_MARK: Final = re.compile(f"(?:{_MARK_START}[0-9]+{_MARK_END})*{_MARK_START}([0-9]+){_MARK_END}")
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufdd0-\ufdef\ufeff]")
# CommonMark 2.4: a backslash before any ASCII punctuation makes it mean itself.
_MARKDOWN_SIGNS: Final = re.compile(r"([!-/:-@\[-`{-~])")


class FilledText(Struct, frozen=True):
    """A text in lines; ``origins`` gives each the source's line that it came from.

    Its figures stand between the marks of ``shown_figures``, which number them in ``figures``; ``unshown``
    are those of the branches that were not taken.
    """

    lines: tuple[str, ...]
    origins: tuple[int, ...]
    figures: tuple[ShownFigure, ...] = ()
    unshown: tuple[ShownFigure, ...] = ()


class NarrativeEnvironment(SandboxedEnvironment):
    """Jinja's sandbox, in which values answer to their words only and nothing can be reached behind them."""

    def getattr(self, obj: object, attribute: str) -> object:
        """The value of a word."""
        return ask(obj, attribute)

    def call(self, _context: Context, asked: object, /, *names: object) -> object:
        """The value of a name in brackets."""
        return call(asked, names)


class _ParsedNarrative(Struct, frozen=True):
    """What follows from a narrative's text alone: its tree, marked for its figures and lines.

    The tree is kept for every build of the same text, and nobody changes it any more.
    """

    tree: nodes.Template
    figures: MarkedFigures
    lists_headings: bool


_KEPT_TREES: Final[KeptByText[_ParsedNarrative | None]] = KeptByText()
_KEPT_CODE: Final[KeptByText[CodeType]] = KeptByText()


class Expressions(Struct, frozen=True):
    """A narrative's expressions, checked and compiled once, however often they are filled.

    ``lists_headings`` where they ask for the headings of the text itself.
    """

    source: NarrativeSource
    template: Template
    notes: FigureNotes
    lists_headings: bool

    def draft(self, words: Mapping[str, object]) -> FilledText | None:
        """The narrative filled without its figures being noted; ``None`` where one expression is at fault."""
        self.template.environment.filters[FIGURE_FILTER] = _unnoted
        text = _render(self.template, words, self.source, Findings())
        return None if text is None else _unmark_lines(text)

    def fill(self, words: Mapping[str, object], findings: Findings) -> FilledText | None:
        """The narrative with every expression in its wording; ``None`` with the finding that stopped it."""
        self.template.environment.filters[FIGURE_FILTER] = self.notes.show
        text = _render(self.template, words, self.source, findings)
        if text is None:
            return None
        figures, unshown = tuple(self.notes.shown.figures), self.notes.unshown(words)
        return replace(_unmark_lines(text), figures=figures, unshown=unshown)


def read_expressions(
    source: NarrativeSource, words: Mapping[str, object], findings: Findings
) -> Expressions | None:
    """The narrative's expressions; ``None`` with findings where one is at fault."""
    parsed = _KEPT_TREES.of(source.text, lambda: _parse(source, findings))
    if parsed is None:
        return None
    before = len(findings.errors)
    check_language(parsed.tree, words, source, findings)
    if len(findings.errors) > before:
        return None
    notes = FigureNotes(parsed.figures)
    template = _compile(_environment(notes.show), parsed.tree, source, findings)
    return None if template is None else Expressions(source, template, notes, parsed.lists_headings)


def _unnoted(value: object, *_: object) -> object:
    """A figure as it is, for a filling that only counts headings."""
    return value


def _environment(show: Callable[..., object] = _unnoted) -> NarrativeEnvironment:
    """An environment with the narrative's own filters and none of Jinja's names; figures are shown so."""
    environment = NarrativeEnvironment(
        undefined=StrictUndefined,
        finalize=_literal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # little here is constant, and looking for it takes as long as compiling
        autoescape=False,  # the text becomes Markdown, not HTML: `_literal` escapes for that
    )
    environment.globals.clear()
    environment.filters = {name: each.__call__ for name, each in FILTERS.items()}
    environment.filters[FIGURE_FILTER] = show
    environment.tests.clear()
    return environment


def _literal(value: object) -> str:
    """A value's wording with Markdown's signs escaped, so that no data can become structure."""
    if isinstance(value, ShownValue):
        return marked(value.number, _literal(value.text))
    text = _NO_TEXT.sub("", plainly(value))
    return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(on_one_line(text).split(" ")).strip())


def _parse(source: NarrativeSource, findings: Findings) -> _ParsedNarrative | None:
    """The parsed narrative, or ``None`` with the findings that say which lines are written wrongly."""
    environment = _environment()
    text = _NO_TEXT.sub("", source.text)
    too_long = list(limits_exceeded(environment, text))
    for line, message in too_long:
        remedy = "请改短：拆成几句，或者把数直接写进台账"
        findings.error("narrative.forbidden", source.place(line), message, source.quote(line, "{"), remedy)
    if too_long:
        return None
    try:
        tree = environment.parse(text)
        lists_headings = any(each.name == HEADINGS_WORD for each in tree.find_all(nodes.Name))
        figures = mark_figures(tree)
        _mark_lines(tree)
        return _ParsedNarrative(tree, figures, lists_headings)
    except TemplateSyntaxError as fault:
        _report_syntax(fault.lineno, source, findings)
    except RecursionError:
        findings.error("narrative.syntax", source.place(1), "正文里的括号、条件或算式套得太深，没有读取")
    return None


def _compile(
    environment: NarrativeEnvironment, parsed: nodes.Template, source: NarrativeSource, findings: Findings
) -> Template | None:
    """The narrative ready to be filled, or ``None`` with the finding that says which line is in the way."""
    try:
        code = _KEPT_CODE.of(source.text, lambda: environment.compile(parsed))
    except TemplateSyntaxError as fault:
        _report_syntax(fault.lineno, source, findings)
        return None
    return template_of(environment, code)


def _report_syntax(line: int, source: NarrativeSource, findings: Findings) -> None:
    findings.error(
        "narrative.syntax",
        source.place(line),
        "这一行的 {{ }} 或 {% %} 写法不对，没有读懂",
        source.quote(line, "{"),
        "请核对花括号、圆括号和英文引号是否成对，{% if %} 是否有对应的 {% endif %}",
    )


def _mark_lines(template: nodes.Template) -> None:
    """Write before every piece, and after every line's end in it, the number of the line that begins there.

    The end of a line that holds only {% %} is no text, so that ends alone would not tell where a line begins.
    """
    for output in list(template.find_all(nodes.Output)):
        marked: list[nodes.Expr] = []
        for each in output.nodes:
            if isinstance(each, nodes.TemplateData):
                lines = enumerate(each.data.split("\n"), each.lineno)
                each.data = "\n".join(f"{_mark(line)}{text}" for line, text in lines)
            else:
                marked.append(nodes.TemplateData(_mark(each.lineno), lineno=each.lineno))
            marked.append(each)
        output.nodes = marked


def _mark(line: int) -> str:
    return f"{_MARK_START}{line}{_MARK_END}"


def _unmark_lines(text: str) -> FilledText:
    """The filled text's lines and where each came from."""
    lines, origins, origin = [], [], 1
    for line in text.split("\n"):
        mark = _LAST_MARK.match(line)
        origin = int(mark[1]) if mark else origin
        lines.append(_LINE_MARK.sub("", line))
        origins.append(origin)
    return FilledText(tuple(lines), tuple(origins))


def _render(
    template: Template, words: Mapping[str, object], source: NarrativeSource, findings: Findings
) -> str | None:
    """The filled text with its line marks, or ``None`` with the first fault that filling met."""
    try:
        return "".join(_bounded(template.generate(dict(words)), source.budget))
    except NarrativeFault as fault:
        report_fault(fault, _line_of(fault), source, findings)
    except (TemplateError, TypeError) as fault:
        line = _line_of(fault)
        findings.error("narrative.value", source.place(line), "这一行的值不能这样用", source.quote(line, "{"))
    return None


def _bounded(pieces: Iterator[str], budget: Budget) -> Iterator[str]:
    """The pieces of the text; raises ``NarrativeFault`` when they grow beyond any report's length."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > budget.characters:
            raise NarrativeFault(
                code="narrative.too_long",
                message=f"正文填好后超过 {budget.characters} 字",
                remedy=f"请核对 {{% for %}} 是否重复太多；{budget.way_out('characters')}",
            )
        yield piece


def _line_of(fault: BaseException) -> int:
    """The narrative's line at which filling stopped: Jinja puts it into the traceback."""
    frames = traceback.extract_tb(fault.__traceback__)
    return max((frame.lineno or 1 for frame in frames if frame.filename == "<template>"), default=1)

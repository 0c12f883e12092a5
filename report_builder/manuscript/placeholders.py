"""A template's paragraphs → findings on every placeholder that nothing will fill, each with its paragraph."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment
from msgspec import Struct, field

from report_builder.manuscript.tag_limits import limits_exceeded
from report_builder.manuscript.template_settling import own_text
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from report_builder.diagnostics import Findings, Place
    from report_builder.manuscript.templates import Template

# What filling.py puts into the template, by the names that the template's author uses.
NAMES: Final = frozenset(
    {"标题", "正文", "附件", "署名", "成文日期", "落款", "送", "年份", "单位名称", "红头"}
)
MEMBERS: Final = {
    "附件": frozenset({"标题", "列名", "各行"}),
    "红头": frozenset(
        {"份号", "密级", "紧急程度", "标志", "发文字号", "签发行", "抄送", "印发机关", "印发日期"}
    ),
    "loop": frozenset({"index", "first", "last"}),
}
ITEMS: Final = {
    "正文": frozenset({"样式", "文字"}),
    "附件.各行": frozenset({"指标", "单位", "统计数", "层级"}),
    "红头.签发行": frozenset({"发文字号", "标签", "姓名"}),
}

# docxtpl's letters after the bracket say which paragraph, row, cell or run the tag stands for.
_TAG: Final = re.compile(
    r"\{#.*?#\}|\{\{(?:(?:p|tr|tc|r)\s)?(?P<value>.*?)\}\}|\{%-?(?:(?:p|tr|tc|r)\s)?(?P<order>.*?)-?%\}"
)
# Brackets of a Chinese keyboard, a space between the two of a pair, or one bracket where two belong.
_MISSPELT: Final = re.compile(
    r"｛\s*[{｛%％]|\{\s*[｛％]|\{\s+[{%]|[}｝%％]\s*｝|[｝％]\s*\}|[}%]\s+\}|"
    rf"[{{｛]\s*(?:{'|'.join(sorted(NAMES))})\s*[}}｝]"
)
_TYPOGRAPHIC: Final = str.maketrans("“”‘’", "\"\"''")
_WRAPPED: Final = {
    "for": "{{% {} %}}{{% endfor %}}",
    "if": "{{% {} %}}{{% endif %}}",
    "elif": "{{% if true %}}{{% {} %}}{{% endif %}}",
}
_CLOSES: Final = {"endfor": "for", "endif": "if"}
_DEEPEST_LOOP: Final = 2
# Names, their members and comparisons fill a report; a call or a sum could only slow it down or harm it.
_PLAIN: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.If, nodes.For,
)  # fmt: skip


def check_placeholders(template: Template, findings: Findings) -> None:
    """Look at every ``{{ }}`` and ``{% %}`` of the text, the headers and the footers."""
    for part, root in template.text_parts.items():
        reader = _PlaceholderReader(template, part, findings)
        for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            reader.read(number, own_text(paragraph))
        reader.finish()


class _PlaceholderReader(Struct):
    """Goes through one part's paragraphs and remembers what is open and what the loops call their items."""

    template: Template
    part: str
    findings: Findings
    members: dict[str, frozenset[str]] = field(default_factory=lambda: dict(MEMBERS))
    open: list[tuple[str, int]] = field(default_factory=list)

    def read(self, number: int, text: str) -> None:
        """Check one paragraph's tags."""
        for tag in _TAG.finditer(text):
            if (value := tag["value"]) is not None:
                self._check(number, tag.group(), "{{" + value.translate(_TYPOGRAPHIC) + "}}")
            elif (order := tag["order"]) is not None:
                self._obey(number, tag.group(), order.translate(_TYPOGRAPHIC).strip())
        rest = _TAG.sub("", text)
        if _MISSPELT.search(rest):
            self._syntax(number, "占位符要用半角的两个大括号，中间不空格：{{ }} 或者 {% %}", text)
            return
        if unfinished := next((mark for mark in ("{{", "{%", "}}", "%}") if mark in rest), ""):
            self._syntax(number, f"“{unfinished}”没有配对", text)

    def finish(self) -> None:
        """Tell what was opened and never closed."""
        for word, number in self.open:
            self._syntax(number, f"这里的 {word} 没有相应的 end{word}", word)

    def _obey(self, number: int, tag: str, order: str) -> None:
        word = order.split(maxsplit=1)[0] if order else ""
        if word in _CLOSES:
            if not self.open or self.open[-1][0] != _CLOSES[word]:
                self._syntax(number, f"{word} 与前面的 for、if 不配对", tag)
            else:
                self.open.pop()
        elif word in {"else", "elif"} and (not self.open or self.open[-1][0] != "if"):
            self._syntax(number, f"{word} 前面没有与它相配的 if", tag)
        elif word in _WRAPPED:
            self._check(number, tag, _WRAPPED[word].format(order))
            if word != "elif":
                self.open.append((word, number))
            if sum(opened == "for" for opened, _ in self.open) > _DEEPEST_LOOP:
                self._syntax(number, "for 套得太深", tag)
        elif word != "else":
            self._syntax(number, "模板里只能用 for、if、elif、else 和它们的结尾", tag)

    def _check(self, number: int, tag: str, source: str) -> None:
        if too_long := _too_long(source):
            self._syntax(number, too_long, tag)
            return
        try:
            tree = _parsed(source)
        except TemplateSyntaxError:
            self._syntax(number, "这个占位符写得不完整，或者有写错的符号", tag)
            return
        if any(not isinstance(node, _PLAIN) for node in tree.find_all(nodes.Node)):
            self._syntax(number, "占位符里只能写名称和比较，不能写运算、函数或过滤器", tag)
            return
        for loop in tree.find_all(nodes.For):
            self._learn(loop)
        for wrong, known in self._unknown(tree):
            self._placeholder(number, tag, wrong, known)

    def _learn(self, loop: nodes.For) -> None:
        """Remember what the items of a loop are called and what they hold."""
        if isinstance(loop.target, nodes.Name) and (items := ITEMS.get(_dotted(loop.iter))):
            self.members[loop.target.name] = items

    def _unknown(self, tree: nodes.Template) -> Iterator[tuple[str, Iterable[str]]]:
        """Every name and member that does not exist, with those that do."""
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in NAMES | self.members.keys():
                yield name.name, NAMES | self.members.keys() - MEMBERS.keys()
        for member in tree.find_all(nodes.Getattr):
            owner = _dotted(member.node)
            known = self.members.get(owner, frozenset())
            if member.attr not in known and owner.split(".")[0] in NAMES | self.members.keys():
                yield f"{owner}.{member.attr}", [f"{owner}.{name}" for name in known]

    def _placeholder(self, number: int, tag: str, wrong: str, known: Iterable[str]) -> None:
        choices = sorted(known)
        near = get_close_matches(wrong, choices, n=1, cutoff=0.4)
        remedy = f"可用：{'、'.join(choices)}" if choices else "这个名称下面没有别的内容"
        self.findings.error(
            "template.placeholder",
            self._place(number),
            f"没有名为“{wrong}”的内容可以填在这里",
            f"写着：{tag}",
            remedy + (f"（您要写的可能是“{near[0]}”）" if near else ""),
        )

    def _syntax(self, number: int, message: str, tag: str) -> None:
        remedy = "请对照程序附带的模板改正；不确定时可换回附带的模板"
        self.findings.error("template.syntax", self._place(number), message, f"写着：{tag[:100]}", remedy)

    def _place(self, number: int) -> Place:
        return self.template.place(self.part, number)


_ENVIRONMENT: Final = SandboxedEnvironment(autoescape=True)


def _dotted(node: nodes.Node) -> str:
    """``附件.各行`` as it was written, or empty for anything but names and members."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (owner := _dotted(node.node)):
        return f"{owner}.{node.attr}"
    return ""


@lru_cache(maxsize=500)
def _too_long(source: str) -> str:
    """Which limit a tag exceeds; empty for none. Templates of one format have the same tags."""
    return next((fault for _, fault in limits_exceeded(_ENVIRONMENT, source)), "")


@lru_cache(maxsize=500)
def _parsed(source: str) -> nodes.Template:
    """A tag as a tree that nobody changes; raises ``TemplateSyntaxError``."""
    return _ENVIRONMENT.parse(source)

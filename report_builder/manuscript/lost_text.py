"""A template, or what it was filled to, and its ``ReportTexts`` → whether the report says all of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Place
from report_builder.manuscript.template_settling import own_text
from report_builder.word.packages import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.contents import ReportTexts
    from report_builder.manuscript.templates import Template

_SHOWN: Final = 5
_CHOICE: Final = "落款"
_USUAL: Final = "文末"


def has_place_for(template: Template, content: ReportTexts, findings: Findings) -> bool:
    """Whether the template knows where the report is to be signed; one that does not signs it at the end."""
    said = (own_text(paragraph) for root in template.text_parts.values() for paragraph in root.iter(f"{W}p"))
    if content.signature == _USUAL or any(_CHOICE in text for text in said):
        return True
    findings.error(
        "template.choice",
        Place(template.name),
        f"落款选了“{content.signature}”，模板里没有这样安排的地方",
        remedy=f'请对照程序附带的模板，加上 {{%p if {_CHOICE} == "{content.signature}" %}} 和 {{%p endif %}}',
    )
    return False


def says_everything(template: Template, body: _Element, content: ReportTexts, findings: Findings) -> bool:
    """Whether every text reached the document; a template that leaves one out is an error.

    Its author may have deleted a placeholder, or the lines for a kind of heading, and nothing would show it.
    """
    written = Counter(map(words_of, body.iter(f"{W}p")))
    wanted = Counter(text for text in content.texts() if text)
    # What stands in no paragraph alone may still stand after a word of the template's, as in 送：….
    rest = "\n".join((written - wanted).elements())
    lost = [text for text in wanted - written if text not in rest]
    if lost:
        findings.error(
            "template.lost_text",
            Place(template.name),
            f"模板里没有可以写这些内容的地方，共 {len(lost)} 处",
            "；".join(f"“{content.kept.words(text)[:30]}”" for text in lost[:_SHOWN]),
            "请对照程序附带的模板，把删掉的占位符或样式段补上",
        )
    return not lost


def words_of(paragraph: _Element) -> str:
    """What a paragraph says, line by line."""
    return "".join(
        "\n" if piece.tag == f"{W}br" else piece.text or "" for piece in paragraph.iter(f"{W}t", f"{W}br")
    )

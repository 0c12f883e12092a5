"""Text → characters and words written twice by a slip."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.checks.lint.passages import HAN
from report_builder.checks.lint.rule import StyleRule, matching
from report_builder.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

# Words of one character that are never said twice, and the characters which end a word that may stand
# before them: 存在在 is two words. What is not listed may be right: 人人, 层层, 工作作风.
_NEVER_TWICE: Final[Mapping[str, str]] = {
    "在": "存现所潜内外健自实正好",
    "的": "目标有",
    "了": "为除罢",
    "是": "就也但",
    "于": "关由对鉴",
    "被": "",
    "将": "即",
    "也": "",
    "或": "",
    "而": "从因然进时",
    "把": "",
    "及": "以普涉",
    "与": "参",
    "和": "",
}
_TWICE: Final = "|".join(
    f"(?<![{before}]){word}{word}" if before else f"{word}{word}" for word, before in _NEVER_TWICE.items()
)
_RIGHT: Final = re.compile("的的确|了了|是是非|和和[睦美气]")


RULES: Final = (
    StyleRule(
        "style.doubled_character",
        Severity.WARNING,
        "重复了一个字",
        "删去多出的一个",
        "市教育局在在自治区统一平台公开信息。",
        "存在在公开时限上的差距，层层落实、人人有责，改进工作作风。",
        "文字准确",
        matching(_TWICE, accept=lambda match: not _RIGHT.match(match.string, match.start())),
    ),
    StyleRule(
        "style.doubled_word",
        Severity.WARNING,
        "重复了一个词",
        "删去多出的一个",
        "做好政府信息信息公开工作。",
        "做好政府信息公开工作，一项一项落实，组织大学大学生参加。",
        "文字准确",
        matching(rf"(?!一)({HAN}{{2,8}})\1(?!生)", r"\1"),
    ),
)

"""A Word report as it was edited and signed → the copy of it that leaves the house, its text the same.

Revisions are accepted; comments, authors, marks of editing, document variables, foreign parts and the record
of our own figures are gone. That nothing of the text went with them is proved by reading both.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Place, ReportError, Severity
from report_builder.manuscript.properties import with_properties
from report_builder.typesetting.accepted_text import AcceptedTextWalk, hidden_styles
from report_builder.word.packages import open_package
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from report_builder.manuscript.properties import Properties

_BESIDE: Final = re.compile(r"word/(?:header|footer)[0-9]{0,4}\.xml")
_SHOWN: Final = 20  # letters on either side of where two texts part


def clean_copy(docx: bytes, name: str, properties: Properties, budget: Budget = USUAL) -> bytes:
    """The copy; ``name`` is how findings spell the file.

    Raises ``ReportError`` for what is no Word file, and where the copy does not say what the file says.
    """
    said = _text(docx, name, budget)
    copy = with_properties(without_traces(docx, is_final=True), properties)
    copied = _text(copy, name, budget)
    if said != copied:
        raise ReportError([_differs(name, said, copied)])
    return copy


def _text(docx: bytes, name: str, budget: Budget) -> str:
    """All that the file shows once every revision is accepted: the body, its notes, headers and footers."""
    package = open_package(docx, name, budget)
    hidden = hidden_styles(package)
    beside = [part for part in package.names() if _BESIDE.fullmatch(part)]
    roots = (package.xml(part) for part in sorted(beside))
    return "".join(
        (
            *AcceptedTextWalk(hidden).paragraphs(package),
            *(AcceptedTextWalk(hidden).text(root) for root in roots if root is not None),
        )
    )


def _differs(name: str, said: str, copied: str) -> Finding:
    at = next(
        (at for at, (one, other) in enumerate(zip(said, copied, strict=False)) if one != other),
        min(len(said), len(copied)),
    )
    first, last = max(at - _SHOWN, 0), at + _SHOWN
    return Finding(
        "finish.text_differs",
        Severity.ERROR,
        Place(name),
        "去掉修订和批注以后，文字与原来的不一样，没有写任何文件",
        f"原来：……{said[first:last]}……；去掉以后：……{copied[first:last]}……",
        "请在 Word 的“审阅”里接受全部修订、删除全部批注，存盘后再试",
    )

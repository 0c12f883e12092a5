"""A narrative's path → the narrative as it is written: lines for Jinja, and what they become when filled."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Protocol

from msgspec import Struct

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Place
from report_builder.manuscript.markdown import parse_markdown
from report_builder.manuscript.narrative_source import read_narrative

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.expressions import FilledText
    from report_builder.manuscript.markdown import TextElement
    from report_builder.manuscript.narrative_source import NarrativeSource, TitleAndSignature

TEXT_FILE: Final = "narrative.md"
WORD_FILE: Final = "narrative.docx"

_WORD: Final = ".docx"
_OTHER_KINDS: Final = (".doc", ".wps", ".rtf", ".odt", ".txt", ".docm", ".dot", ".dotx", ".dotm", ".wpt")
_OTHER_NAMES: Final = frozenset((".docx", ".md", *_OTHER_KINDS))
_MOST_NAMED: Final = 3
_WRITTEN_HEADING: Final = re.compile(r"^#(?!#)\s*(.+)$", re.MULTILINE)


class Narrative(Protocol):
    """A narrative of either kind."""

    @property
    def source(self) -> NarrativeSource:
        """The lines that Jinja fills."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of sections as they are written, expressions and all."""

    def elements(self, filled: FilledText, findings: Findings) -> Iterable[TextElement]:
        """What the filled lines become."""


class MarkdownNarrative(Struct, frozen=True):
    """A narrative of plain text in Markdown."""

    source: NarrativeSource

    @property
    def headings(self) -> tuple[str, ...]:
        """The lines that begin with one #."""
        return tuple(_WRITTEN_HEADING.findall(self.source.text))

    def elements(self, filled: FilledText, findings: Findings) -> Iterable[TextElement]:
        """What the filled lines become."""
        return parse_markdown(filled, self.source, findings)


def find_narrative(folder: Path, findings: Findings) -> Path | None:
    """The narrative of a year's folder; ``None`` where it has none, or two that findings name."""
    text, word = folder / TEXT_FILE, folder / WORD_FILE
    if text.exists() and word.exists():
        findings.error(
            "narrative.two_files",
            Place(str(folder)),
            f"正文有两份：{TEXT_FILE} 和 {WORD_FILE}，不知道用哪一份",
            remedy=f"请只留一份：用 Word 写的，把 {TEXT_FILE} 改名或移走；用记事本写的，把 {WORD_FILE} 移走",
        )
        return None
    for kind in _OTHER_KINDS:
        other = folder / f"narrative{kind}"
        if other.exists():
            findings.warn(
                "narrative.other_file",
                Place(str(other)),
                f"正文不能用 {kind} 格式，这个文件没有读取",
                remedy=f"请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”，文件名用 {WORD_FILE}",
            )
    found = next((path for path in (word, text) if path.exists()), None)
    if found is None:
        _tell_other_names(folder, findings)
    return found


def _tell_other_names(folder: Path, findings: Findings) -> None:
    """Warn of texts that may be the narrative but for their name."""
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    names = [
        each.name
        for each in entries
        if not each.name.startswith(("~$", ".")) and each.stem != "narrative" and _is_text(each.name)
    ]
    if names:
        more = f"等 {len(names)} 个文件" if len(names) > _MOST_NAMED else ""
        findings.warn(
            "narrative.other_file",
            Place(str(folder)),
            f"没有找到正文，文件夹里的“{'”“'.join(names[:_MOST_NAMED])}”{more}没有读取",
            remedy=f"其中有正文的，请把文件名改成 {WORD_FILE}（用 Word 写的）或 {TEXT_FILE}（用记事本写的）",
        )


def _is_text(name: str) -> bool:
    return PurePath(name).suffix.lower() in _OTHER_NAMES or name.lower().endswith(".md.txt")


def read_narrative_file(
    path: Path, frame: TitleAndSignature, findings: Findings, budget: Budget = USUAL
) -> Narrative | None:
    """The narrative of that path; ``None`` with findings where it cannot be read.

    ``frame`` is what the report has around its text and a narrative in Word may repeat.
    """
    if path.suffix.lower() == _WORD:
        # A build of plain text needs nothing of what reads Word and its pictures.
        from report_builder.manuscript.word_narrative.reading import read_word_narrative  # noqa: PLC0415

        return read_word_narrative(path, frame, findings, budget)
    source = read_narrative(path, findings, budget)
    return None if source is None else MarkdownNarrative(source)

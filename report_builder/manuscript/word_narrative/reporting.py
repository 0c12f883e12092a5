"""What a Word narrative has that a report's text has not → findings, each with the paragraph it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.diagnostics import Place

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings
    from report_builder.manuscript.word_narrative.objects import UnsupportedContent

_QUOTED: Final = 40


class Reporter(Struct):
    """Tells what was refused, left out or moved; the same of a paragraph only once."""

    file: str
    findings: Findings
    _told: set[tuple[int, str]] = field(default_factory=set)

    def refuse(self, number: int, unfit: UnsupportedContent) -> None:
        """Something that its author has to put otherwise: an error, so that nothing is lost in silence."""
        if unfit.is_ornament:
            self.leave_out(number, unfit.name, unfit.words)
        elif self._is_new(number, unfit.name):
            evidence = _cut(unfit.words)
            message = f"正文里不能用{unfit.name}"
            remedy = unfit.remedy or "请改成普通的段落、表格或图片"
            self.findings.error("narrative.unsupported", self._place(number), message, evidence, remedy)

    def leave_out(self, number: int | None, what: str, words: str = "", remedy: str = "") -> None:
        """Something that the report does not need."""
        if self._is_new(number or 0, what):
            message = f"{what}没有采用"
            self.findings.notice("narrative.left_out", self._place(number), message, _cut(words), remedy)

    def move_picture(self, number: int, message: str) -> None:
        """A picture that stands elsewhere than its author put it."""
        self.findings.notice("narrative.picture", self._place(number), message)

    def join(self, number: int, text: str) -> None:
        """Lines of one sentence that a break parted."""
        if self._is_new(number, "换行"):
            message = "段落中间的手动换行已去掉，前后接成了一段"
            remedy = "如果要分成两段，请在 Word 里用回车分段"
            self.findings.notice("narrative.joined", self._place(number), message, _cut(text), remedy)

    def _is_new(self, number: int, what: str) -> bool:
        is_new = (number, what) not in self._told
        self._told.add((number, what))
        return is_new

    def _place(self, number: int | None) -> Place:
        return Place(self.file, paragraph=number or None)


def _cut(words: str) -> str:
    text = " ".join(words.split())
    return f"{text[:_QUOTED]}{'……' if len(text) > _QUOTED else ''}"

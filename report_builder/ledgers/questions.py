"""What a ledger leaves open → a question that stops the build, or the answer that somebody has given.

An answer stands in the year's ``report.toml`` under ``[[answers]]``, by the fingerprint of what was asked
about: file, sheet, rows and values. Where these change, the question is another one, and the answer is void.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from report_builder.diagnostics import Findings, Place
    from report_builder.settings import Settings

COUNT: Final = "计入"
LEAVE_OUT: Final = "不计入"
_LENGTH: Final = 10


class Question(Struct, frozen=True):
    """What is asked: a finding's code, place, sentence and evidence, and the ``answers`` that there are.

    ``about`` is what the fingerprint is made of; ``remedy`` is a way out by mending the ledger.
    """

    code: str
    place: Place
    message: str
    evidence: str
    remedy: str
    about: tuple[str, ...]
    answers: tuple[str, ...] = (COUNT, LEAVE_OUT)

    @property
    def fingerprint(self) -> str:
        """The question's own mark, the same as long as what it is about stays."""
        text = "\n".join((self.code, *self.about))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


class Questions(Struct):
    """Asks, and remembers which of the given answers were wanted."""

    given: dict[str, str]
    used: set[str] = field(default_factory=set)
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question, findings: Findings) -> str:
        """The answer to a question; empty, with an error that says how to give one, where there is none."""
        answer = self.given.get(question.fingerprint, "")
        self.used.add(question.fingerprint)
        self.asked.append(question)
        if answer in question.answers:
            findings.notice(
                "ledger.answered",
                question.place,
                f"{question.message}；按 report.toml 里的答复处理：{answer}",
                evidence=question.evidence,
            )
            return answer
        others = "或者".join(f"“{other}”" for other in question.answers[1:])
        way = (
            f"{question.remedy}；确实没有错的，请在本年的 report.toml 末尾加上这三行（也可以填{others}）：\n"
            f'[[answers]]\nquestion = "{question.fingerprint}"\nanswer = "{question.answers[0]}"'
        )
        findings.error(question.code, question.place, question.message, question.evidence, way)
        return ""

    def tell_unused(self, findings: Findings, file: Place) -> None:
        """Tell the answers that no question wanted: what they were about has changed."""
        for fingerprint in sorted(self.given.keys() - self.used):
            findings.notice(
                "ledger.answer_void",
                file,
                f"对问题“{fingerprint}”的答复没有用上：台账已经改过，或者问题已经不在",
                remedy="不再需要的答复，可以从 report.toml 里删去",
            )


def questions_of(settings: Settings) -> Questions:
    """The answers that the settings hold."""
    return Questions({answer.question: answer.answer for answer in settings.answers})


def rows_text(frame: pd.DataFrame, columns: Iterable[str]) -> tuple[str, ...]:
    """What stands in some rows, as a question is about it; their order matters, where they stand does not."""
    return tuple(
        "\t".join(str(value) for value in row)
        for row in frame[list(columns)].itertuples(index=False, name=None)
    )

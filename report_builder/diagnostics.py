"""What was found wrong, and where → findings, and the one error that carries all of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from report_builder.finding_codes import CATALOGUE
from report_builder.visible_text import visible, visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Severity(StrEnum):
    """How grave a finding is; an error stops the build, the others are listed."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"

    @property
    def label(self) -> str:
        """The word a reader sees: 错误, 警告 or 提示."""
        return {"error": "错误", "warning": "警告", "notice": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """Its place among all, the gravest first."""
        return list(Severity).index(self)


class Place(Struct, frozen=True):
    """A place as the user's own program spells it: a cell, a line of text, or a paragraph.

    ``file`` is the path as shown to the user; ``line`` and ``paragraph`` count from 1; ``part`` names what
    has no such number in a Word file: 表1 第2行第3列, 页脚, 脚注2.
    """

    file: str
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    paragraph: int | None = None
    part: str = ""

    def __str__(self) -> str:
        file = visible_line(self.file)
        if self.sheet or self.cell:
            return f"{file} › {visible_line('!'.join(part for part in (self.sheet, self.cell) if part))}"
        if self.part:
            return f"{file} › {visible_line(self.part)}"
        if self.line is not None:
            return f"{file} › 第{self.line}行"
        if self.paragraph is not None:
            return f"{file} › 第{self.paragraph}段"
        return file


class Finding(Struct, frozen=True):
    """One thing found: a stable code, what is wrong, where, the evidence, and the way out.

    ``about`` are the paths, as in ``statistics.json``, of the figures that it speaks of.

    Raises ``ValueError`` for a code that the catalogue does not know.
    """

    code: str
    severity: Severity
    place: Place | None
    message: str
    evidence: str = ""
    remedy: str = ""
    about: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.code not in CATALOGUE:
            msg = f"{self.code!r} is not in the catalogue of findings"
            raise ValueError(msg)

    def __str__(self) -> str:
        head = f"{self.severity.label} {self.code}"
        lines = [f"{head}  {self.place}" if self.place else head]
        for text in (self.message, self.evidence, self.remedy):
            # A line that a cell brings along stands below its finding, and not as one of its own.
            lines.extend(f"  {line}" for line in visible(text).split("\n") if text)
        return "\n".join(lines)


class ReportError(Exception):
    """The build cannot go on; ``findings`` says everything that is wrong, not the first thing."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class Findings(Struct):
    """Collects findings while a stage works, so that all of them are told at once."""

    _found: list[Finding] = field(default_factory=list)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, finding: Finding) -> None:
        """Take one finding."""
        self._found.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take several findings."""
        self._found.extend(findings)

    def error(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        """Take a finding that must stop the build."""
        self.add(Finding(code, Severity.ERROR, place, message, evidence, remedy))

    def warn(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        """Take a finding that a person should look at."""
        self.add(Finding(code, Severity.WARNING, place, message, evidence, remedy))

    def notice(
        self, code: str, place: Place | None, message: str, evidence: str = "", remedy: str = ""
    ) -> None:
        """Take a finding that only tells what was understood or left out."""
        self.add(Finding(code, Severity.NOTICE, place, message, evidence, remedy))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stop the build."""
        return tuple(found for found in self._found if found.severity is Severity.ERROR)

    def harden(self, stage: str) -> None:
        """Make errors of the warnings whose code belongs to a stage, such as ``docx``."""
        self._found = [
            replace(found, severity=Severity.ERROR)
            if found.severity is Severity.WARNING and found.code.startswith(f"{stage}.")
            else found
            for found in self._found
        ]

    def stop_on_errors(self) -> None:
        """Raise ``ReportError`` with every finding so far if one of them is an error."""
        if self.errors:
            raise ReportError(self._found)

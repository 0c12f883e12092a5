"""A Word report → its PDF, by a second process that makes itself ready while this one counts and writes.

What typesets is loaded beside what counts, and the pages are set beside the checks. Whatever becomes of the
second process, ``set_and_paint`` gives the same in this one.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec import DecodeError, Struct, msgpack

from report_builder.diagnostics import Finding, Findings, ReportError
from report_builder.painting.attachments import Attachment  # noqa: TC001  msgspec reads the annotation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    from report_builder.typesetting.fonts.faces import Faces
    from report_builder.typesetting.pages.pages import Pages

# -P: modules that happen to lie in the working folder are none of ours.
_ARGUMENTS: Final = ("-P", "-m", "report_builder.press")

# What an official document is set in (GB/T 9704-2012, 7.3), its page numbers and its figures.
_FAMILIES: Final = ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体", "Times New Roman")


class Job(Struct, frozen=True):
    """A Word report to be made a PDF of, or only typeset where it is not to be painted.

    ``name`` is how findings spell it; ``fonts`` are folders with a list of faces each, the later ones first.
    """

    docx: bytes
    name: str
    fonts: tuple[str, ...]
    paints: bool = True
    attachments: tuple[Attachment, ...] = ()


class Pressed(Struct, frozen=True):
    """How many pages there are, the PDF, empty where none was painted, and what was found on the way."""

    pages: int
    pdf: bytes
    findings: tuple[Finding, ...]


def set_and_paint(job: Job) -> Pressed:
    """The report's pages and PDF; nothing is painted where a finding is an error."""
    from report_builder.typesetting.typeset import typeset  # noqa: PLC0415  heavy, and loaded in one process only

    findings = Findings()
    try:
        faces = _load_faces(job.fonts)
        pages = typeset(job.docx, job.name, faces, findings)
        findings.stop_on_errors()
        pdf = _paint(pages, faces, job.attachments) if job.paints else b""
    except ReportError as error:
        return Pressed(0, b"", error.findings)
    return Pressed(len(pages.pages), pdf, tuple(findings))


def _paint(pages: Pages, faces: Faces, attachments: Sequence[Attachment]) -> bytes:
    from report_builder.painting.pdf import paint_pdf  # noqa: PLC0415  as above, and not for a mere check

    return paint_pdf(pages, faces, attachments)


@cache
def _load_faces(folders: tuple[str, ...]) -> Faces:
    """The faces of the folders; raises ``ReportError`` for a list that cannot be read."""
    from report_builder.typesetting.fonts.faces import load_faces  # noqa: PLC0415  as above

    return load_faces(map(Path, folders))


def _open_faces(faces: Faces) -> None:
    """Open the files of the faces that every official document is set in."""
    for family in _FAMILIES:
        faces.for_family(family).covers(" ")


class Press:
    """A second process that waits for one job; ``interpreter`` is the Python to run, empty for no process.

    ``fonts`` are the folders whose faces the job will need. The process ends with the ``with`` block, whether
    it was given anything or not.
    """

    def __init__(self, interpreter: str, fonts: tuple[str, ...] = ()) -> None:
        self._job: Job | None = None
        self._process: subprocess.Popen[bytes] | None = None
        if interpreter:
            self._process = _start([interpreter, *_ARGUMENTS, *fonts])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what it never read is lost with it
                    pipe.close()
        self._process.wait()

    def give(self, job: Job) -> None:
        """Begin a job; the second process does it meanwhile."""
        self._job = job
        if self._process is not None and self._process.stdin is not None:
            with suppress(OSError):  # it has ended already
                self._process.stdin.write(msgpack.encode(job))
                self._process.stdin.close()

    def take(self) -> Pressed:
        """What came of the job; done here where the second process did not do it."""
        if self._job is None:
            msg = "no job was given"
            raise ValueError(msg)
        return self._answer() or set_and_paint(self._job)

    def _answer(self) -> Pressed | None:
        if self._process is None or self._process.stdout is None:
            return None
        answer = self._process.stdout.read()
        try:
            return msgpack.decode(answer, type=Pressed)
        except DecodeError:  # it broke down, and said nothing or half of it
            return None


def _start(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(  # noqa: S603  the Python that runs this, and our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return None


def serve(source: BinaryIO, target: BinaryIO, fonts: tuple[str, ...]) -> None:
    """The second process: get ready, wait for a job, do it, and be gone; without a job, be gone at once."""
    from report_builder.painting import pdf  # noqa: F401, PLC0415  loaded while the first process counts
    from report_builder.typesetting import typeset  # noqa: F401, PLC0415

    if fonts:
        with suppress(ReportError):  # told when the job is done
            _open_faces(_load_faces(fonts))
    if written := source.read():
        target.write(msgpack.encode(set_and_paint(msgpack.decode(written, type=Job))))
        target.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears it too, and ends this one
    with os.fdopen(0, "rb") as source, os.fdopen(1, "wb") as target:
        serve(source, target, tuple(sys.argv[1:]))

"""The pages of a Word report, set by a second process or by this one: the same, whatever befalls either."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from documents import CHECKOUT, report_of_2016
from msgspec import msgpack
from msgspec.structs import replace

from report_builder.drafting import BuildRequest
from report_builder.painting.attachments import Attachment
from report_builder.pipeline import build
from report_builder.press import Job, Press, Pressed, serve, set_and_paint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FONTS = (str(CHECKOUT / "fonts"),)
SECOND = [sys.executable, "-P", "-m", "report_builder.press"]


@pytest.fixture(scope="module")
def job() -> Job:
    return Job(report_of_2016(), "报告.docx", FONTS, attachments=(Attachment("a.json", b"{}", "Data"),))


@pytest.fixture(scope="module")
def expected(job: Job) -> Pressed:
    return set_and_paint(job)


def answer_of(job: Job, folder: Path) -> Pressed:
    """What a second process, started in a folder, answers."""
    done = subprocess.run(SECOND, input=msgpack.encode(job), cwd=folder, capture_output=True, check=True)
    return msgpack.decode(done.stdout, type=Pressed)


def test_a_second_process_gives_the_same_pages_byte_for_byte(
    job: Job, expected: Pressed, tmp_path: Path
) -> None:
    assert expected.pages > 1
    assert expected.pdf.startswith(b"%PDF-")
    assert answer_of(job, tmp_path) == expected


def test_modules_in_the_working_folder_are_not_the_second_process_s(job: Job, tmp_path: Path) -> None:
    for name in ("reportlab", "lxml", "signal", "report_builder"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('foreign')", encoding="utf-8")

    assert answer_of(replace(job, paints=False), tmp_path).pages > 1


def test_what_is_only_typeset_is_not_painted(job: Job, expected: Pressed) -> None:
    assert set_and_paint(replace(job, paints=False)) == Pressed(expected.pages, b"", expected.findings)


def test_without_a_job_the_second_process_says_nothing() -> None:
    answer = io.BytesIO()

    serve(io.BytesIO(), answer, FONTS)

    assert answer.getvalue() == b""


def test_what_is_wrong_with_a_report_is_found_in_either_process(tmp_path: Path) -> None:
    broken = Job(b"PK\x03\x04 but no more", "报告.docx", FONTS)

    answer = answer_of(broken, tmp_path)

    assert [finding.code for finding in answer.findings] == ["docx.unreadable"]
    assert answer == set_and_paint(broken)


def rubbish(folder: Path) -> str:
    """A program that answers something else."""
    program = folder / "rubbish"
    program.write_text("#!/bin/sh\ncat >/dev/null\necho 好\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def silence(folder: Path) -> str:
    """A program that ends at once, before it has been asked anything."""
    program = folder / "silence"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def nothing(folder: Path) -> str:
    """A program that is not there."""
    return str(folder / "nothing")


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")
@pytest.mark.parametrize("program", [rubbish, silence, nothing, lambda _: ""])
def test_where_a_second_process_fails_this_one_does_the_work(
    job: Job, expected: Pressed, tmp_path: Path, program: Callable[[Path], str]
) -> None:
    with Press(program(tmp_path)) as press:
        press.give(job)
        pressed = press.take()

    assert pressed == expected


@pytest.mark.skipif(os.name == "nt", reason="asks for children as POSIX does")
@pytest.mark.parametrize("given", [True, False])
def test_no_second_process_outlives_its_block(job: Job, *, given: bool) -> None:
    with Press(sys.executable, FONTS) as press:
        if given:
            press.give(job)

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_press_that_was_given_nothing_has_nothing_to_give() -> None:
    with Press("") as press, pytest.raises(ValueError, match="no job"):
        press.take()


def test_a_build_with_a_second_process_is_the_same_as_one_without(tmp_path: Path) -> None:
    request = BuildRequest(CHECKOUT / "data", 2016, tmp_path / "one", CHECKOUT, attach=True)

    alone = build(request, lambda _: None)
    aided = build(replace(request, out=tmp_path / "two", interpreter=sys.executable), lambda _: None)

    assert [finding.code for finding in aided.findings] == [finding.code for finding in alone.findings]
    assert {path.name: path.read_bytes() for path in aided.folder.iterdir()} == {
        path.name: path.read_bytes() for path in alone.folder.iterdir()
    }

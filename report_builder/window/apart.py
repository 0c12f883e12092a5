"""Work in steps → done by another process, one step at a time, so that its memory goes when it ends.

The other process is this program's own: it is told what to call by a private pipe, asks before every step
whether to go on, and ends with the pipe. What it cannot do any more is told as if it had been done here.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import traceback
from collections.abc import Generator
from contextlib import suppress
from importlib import import_module
from typing import IO, TYPE_CHECKING, Final

from report_builder.diagnostics import ReportError
from report_builder.long_paths import lift_path_limit
from report_builder.system_faults import FaultApartError, foreseen

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding

# What others write to standard output must not get among the answers.
_BEGIN: Final = (
    "import os, pickle, sys; told = os.fdopen(os.dup(1), 'wb'); os.dup2(2, 1);"
    " sys.path[:] = pickle.load(sys.stdin.buffer);"
    " from report_builder.window.apart import answer; answer(sys.stdin.buffer, told)"
)
_STEP: Final = "step"
_DONE: Final = "done"
_FOUND: Final = "found"
_FAULT: Final = "fault"
_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # of a console, on Windows
_SECONDS_TO_END: Final = 10


def apart(where: str, *arguments: object) -> Generator[object, None, object]:
    """The steps of a function (``module:name``) called elsewhere; closing it ends them as they would here.

    Raises ``ReportError`` where the function does, ``FaultApartError`` for any other fault of it.
    """
    process = subprocess.Popen(  # noqa: S603  our own program, by the path that the system gave us
        [sys.executable, "-c", _BEGIN],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=_NO_WINDOW,
    )
    assert process.stdin is not None  # noqa: S101  the pipes that were asked for
    assert process.stdout is not None  # noqa: S101
    try:
        _tell(process.stdin, sys.path)
        _tell(process.stdin, (where, arguments))
        while True:
            kind, value = _heard(process.stdout)
            if kind != _STEP:
                return _outcome(kind, value)
            yield value
            _tell(process.stdin, _STEP)
    finally:
        _end(process)


def called_apart(where: str, *arguments: object) -> object:
    """What comes of a function called elsewhere; raises like ``apart``."""
    steps = apart(where, *arguments)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return done.value


def _outcome(kind: str, value: object) -> object:
    """What came of it; raises what it raised."""
    if kind == _FOUND:
        found: tuple[Finding, ...] = value  # type: ignore[assignment]  # as ``answer`` sends it
        raise ReportError(found)
    if kind == _FAULT:
        raise FaultApartError(*_frames(value))
    return value


def _frames(value: object) -> tuple[str, tuple[tuple[str, int, str], ...]]:
    told: tuple[str, tuple[tuple[str, int, str], ...]] = value  # type: ignore[assignment]  # as ``answer`` sends it
    return told


def _tell(pipe: IO[bytes], value: object) -> None:
    """Send a value; who does not listen any more is heard of when it is asked for its answer."""
    with suppress(BrokenPipeError, OSError):
        pickle.dump(value, pipe)
        pipe.flush()


def _heard(pipe: IO[bytes]) -> tuple[str, object]:
    try:
        kind, value = pickle.load(pipe)  # noqa: S301  what our own process sends
    except (EOFError, OSError, pickle.UnpicklingError):
        return _FAULT, ("process ended", ())
    return str(kind), value


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it end by itself, which it does when nobody speaks to it any more; else make it."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answer(asked: IO[bytes], told: IO[bytes]) -> None:
    """The other process: do what is asked, and tell each step, the outcome, or what stood in its way."""
    lift_path_limit()
    where, arguments = pickle.load(asked)  # noqa: S301  what the window sends
    module, _, name = where.partition(":")
    called = getattr(import_module(module), name)
    try:
        with foreseen():
            result = called(*arguments)
            if isinstance(result, Generator):
                _go(result, asked, told)
            else:
                _tell(told, (_DONE, result))
    except ReportError as error:
        _tell(told, (_FOUND, error.findings))
    except Exception as error:  # noqa: BLE001  told where somebody writes it down
        frames = tuple(
            (each.filename, each.lineno or 0, each.name) for each in traceback.extract_tb(error.__traceback__)
        )
        _tell(told, (_FAULT, (type(error).__qualname__, frames)))


def _go(steps: Generator[object, None, object], asked: IO[bytes], told: IO[bytes]) -> None:
    try:
        while True:
            _tell(told, (_STEP, next(steps)))
            try:
                pickle.load(asked)  # noqa: S301  what the window sends
            except (EOFError, OSError):
                return  # nobody wants the rest
    except StopIteration as done:
        _tell(told, (_DONE, done.value))
    finally:
        steps.close()

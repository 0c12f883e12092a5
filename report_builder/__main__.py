"""``report-builder`` and ``python -m report_builder`` → the command line, and an exit code whatever happens.

Next to nothing is imported before an interruption is looked out for.
"""
# ruff: noqa: PLC0415  (the docstring's last sentence says why)

from __future__ import annotations

import _thread
import errno
import os
import signal
import sys
import time
from contextlib import suppress
from importlib.machinery import ExtensionFileLoader
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType

FAULTY: Final = 1
BROKEN: Final = 3  # the program is at fault
INTERRUPTED: Final = 130  # as every shell has it

_CANCELLED: Final = "\n已经取消。"
_LOADING: Final = frozenset({"create_module", "exec_module"})
_MOMENT: Final = 0.05  # seconds
# What else ends a program from outside: a service that is stopped, a terminal that is closed.
_ENDS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_OBJECTS_BEFORE_COLLECTION: Final = 5_000_000  # more than a run leaves, a year of a million rows among them


class _Interruption:
    """Ctrl-C, or an end from outside: leaves at once while nothing has begun, later a ``KeyboardInterrupt``.

    Where it meets what lets nothing be raised, a callback of the garbage collector or of an import, Python
    would print a traceback and go on: it comes again a moment later, until somebody hears it. So it does as
    machine code is loaded, out of which C++ may let nothing be raised without an abort.
    """

    def __init__(self) -> None:
        self.has_begun = False
        self.came = False

    def __call__(self, _signal: int, frame: FrameType | None) -> None:
        self.came = True
        if not self.has_begun:
            _say(_CANCELLED)
            os._exit(INTERRUPTED)
        if _begins_machine_code(frame):
            _thread.start_new_thread(_interrupt_again, ())
        else:
            raise KeyboardInterrupt

    def unheard(self, lost: sys.UnraisableHookArgs) -> None:
        """What Python calls with an exception that could not be raised."""
        if issubclass(lost.exc_type, KeyboardInterrupt):
            _thread.start_new_thread(_interrupt_again, ())
        else:
            sys.__unraisablehook__(lost)


def _begins_machine_code(frame: FrameType | None) -> bool:
    """Whether a module of machine code is being loaded at this place."""
    while frame is not None:
        if frame.f_code.co_name in _LOADING and isinstance(frame.f_locals.get("self"), ExtensionFileLoader):
            return True
        frame = frame.f_back
    return False


def _interrupt_again() -> None:
    time.sleep(_MOMENT)
    _thread.interrupt_main()


def main() -> NoReturn:
    """Run the command line; exit code 0 done, 1 findings, 2 wrong usage, 3 our own fault, 130 interrupted."""
    interruption = _Interruption()
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # and not ignored, as in the background
        signal.signal(signal.SIGINT, interruption)
        sys.unraisablehook = interruption.unheard
    for each in _ENDS:
        if signal.getsignal(each) is signal.SIG_DFL:
            signal.signal(each, interruption)
    _open_closed_streams()
    try:
        code = _run(sys.argv[1:], interruption)
    except KeyboardInterrupt:
        code = INTERRUPTED
    for each in (signal.SIGINT, *_ENDS):
        signal.signal(each, signal.SIG_IGN)  # nothing is left to be interrupted
    if code == INTERRUPTED:
        _say(_CANCELLED)
    _let_go_of_streams()
    if code == INTERRUPTED:
        os._exit(code)  # who interrupts a second time waits for no process: they end with this one
    sys.exit(code)


def _open_closed_streams() -> None:
    """Let what is said on a closed stream go nowhere, and never into a file that is opened later."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115  open to the end


def _run(arguments: Sequence[str], interruption: _Interruption) -> int:
    import gc

    # Loading libraries leaves no garbage, and neither rows nor pages are rings of objects: looking for some
    # takes a twentieth of a short run.
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 10, 10)
    # numpy's algebra starts a thread for every core as it is loaded; nothing here multiplies matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # noqa: TID251  as below
    # What looks after worker processes complains, in English, where this one was killed.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")  # noqa: TID251  as below
    # Settings for somebody's own scripts: reportlab's change every PDF, of matplotlib's it knows a few alone.
    for name in [name for name in os.environ if name == "MPLBACKEND" or name.startswith("RL_")]:  # noqa: TID251  as below
        del os.environ[name]  # noqa: TID251  the environment is read in these two modules only
    from report_builder.long_paths import lift_path_limit

    lift_path_limit()
    try:
        code = _carry_out(arguments, interruption)
    except Exception as error:  # noqa: BLE001  the last line of defence: nobody sees a traceback unasked
        code = _tell_exception(error, arguments, interruption)
    gc.freeze()  # the system takes everything back at once: no use in going through it object by object
    return code


def _carry_out(arguments: Sequence[str], interruption: _Interruption) -> int:
    """Load the command line, and let it carry out what was typed."""
    from report_builder.cli import run
    from report_builder.command_line.legibility import make_legible

    make_legible((sys.stdout, sys.stderr))
    interruption.has_begun = True
    code = run(arguments)
    # A library that swallows an interruption may tell a fault of the file instead.
    return INTERRUPTED if code == FAULTY and interruption.came else code


def _tell_exception(error: Exception, arguments: Sequence[str], interruption: _Interruption) -> int:
    """Say why a command came to no end of its own; gives the exit code."""
    from report_builder.command_line.closed_output import OutputClosedError

    if isinstance(error, OutputClosedError):
        _tell_unheard(error.fault)
        return FAULTY
    if interruption.came:  # not every library lets an interruption pass as what it is
        return INTERRUPTED
    _tell_fault(error, arguments)
    return BROKEN


def _tell_unheard(fault: OSError) -> None:
    """Say that what came of a command could not be said, unless whoever listened has just gone away."""
    from report_builder.system_faults import reason_of

    if fault.errno != errno.EPIPE:
        _say(f"结果没能全部显示出来。{reason_of(fault)}")


def _let_go_of_streams() -> None:
    """Leave nothing in the streams that Python would try to write at the very end, and complain of."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _tell_fault(error: Exception, arguments: Sequence[str]) -> None:
    """Say that the program is at fault, and where a log of it lies."""
    from report_builder.command_line.fault_log import fault_record, write_log
    from report_builder.command_line.messages import fault_message
    from report_builder.visible_text import visible

    if "--traceback" in arguments or os.environ.get("REPORT_BUILDER_DEBUG"):  # noqa: TID251  as above
        import traceback

        _say(visible("".join(traceback.format_exception(error))))
    words = [word for word in arguments if not word.startswith("-")]
    log = write_log(fault_record(error, words[0] if words else ""), os.environ, Path.home())  # noqa: TID251  as above
    _say(visible(fault_message(error, arguments, log)))


def _say(text: str) -> None:
    with suppress(OSError, ValueError):
        print(text, file=sys.stderr, flush=True)  # noqa: T201  nothing else may be loaded yet


if __name__ == "__main__":
    main()

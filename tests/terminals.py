"""The program run on a terminal → what it wrote there, colours and all, and its exit code."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).parent.parent
# How a terminal is told of colours, of a cleared line, of a cursor that comes and goes (ECMA-48).
_CONTROL: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def run_on_terminal(
    *arguments: str, cwd: Path, columns: int = 80, typed: str = "", **environment: str
) -> tuple[str, int]:
    """Run the command line on a terminal of so many columns; ``typed`` is what its user types meanwhile."""
    import fcntl  # noqa: PLC0415  not on Windows
    import pty  # noqa: PLC0415  as above
    import termios  # noqa: PLC0415  as above

    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        left_out = {"NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH", "COLUMNS"}
        inherited = {name: value for name, value in os.environ.items() if name not in left_out}  # noqa: TID251
        own = {"TERM": "xterm-256color", "PYTHONUTF8": "1", "PYTHONPATH": str(CHECKOUT)}
        with subprocess.Popen(
            [sys.executable, "-m", "report_builder", *arguments],
            cwd=cwd,
            env={**inherited, **own, **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        ) as process:
            os.close(theirs)
            theirs = -1
            os.write(ours, typed.encode())
            written = _read_all(ours)
            return written.decode(), process.wait(timeout=120)
    finally:
        os.close(ours)
        if theirs >= 0:
            os.close(theirs)


def _read_all(terminal: int) -> bytes:
    written = b""
    # Linux says EIO where the program has gone, other systems say nothing more.
    with suppress(OSError):
        while some := os.read(terminal, 65536):
            written += some
    return written


def plain(written: str) -> str:
    """What was written without its colours and cursor movements."""
    return _CONTROL.sub("", written).replace("\r\n", "\n")

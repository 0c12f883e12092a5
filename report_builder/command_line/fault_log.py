"""A fault of the program's own → a log of where it came up, with nothing in it that a user typed or filed.

The log holds the kinds of the errors, and the lines of code that they passed through. What an error says may
quote a cell or a name, so it is left out; so are the values of variables, and folders above the program's
own.
"""

from __future__ import annotations

import platform
import traceback
from pathlib import Path, PurePath
from tempfile import gettempdir
from typing import TYPE_CHECKING, Final

from report_builder import __version__
from report_builder.system_faults import FaultApartError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NAME: Final = "report-builder-fault.log"
_MOST_CAUSES: Final = 10
_MOST_FRAMES: Final = 50
_ROOTS: Final = ("report_builder", "site-packages", "dist-packages", "lib")


def fault_record(error: BaseException, command: str) -> str:
    """The log's text; ``command`` is the first word typed."""
    lines = [
        f"report-builder {__version__}",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
        f"command: {command}",
    ]
    for cause in _causes(error):
        number = f" (errno {cause.errno})" if isinstance(cause, OSError) else ""
        name = f" (module {cause.name})" if isinstance(cause, ImportError) else ""
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}{number}{name}"]
        lines += [
            f"  {_shorten(frame.filename)}:{frame.lineno} in {frame.name}: {frame.line}"
            for frame in traceback.extract_tb(cause.__traceback__)[-_MOST_FRAMES:]
        ]
        if isinstance(cause, FaultApartError):
            lines += [f"elsewhere: {cause.name}"]
            lines += [f"  {_shorten(file)}:{line} in {name}" for file, line, name in cause.frames]
    return "\n".join([*lines, ""])


def write_log(record: str, environment: Mapping[str, str], home: Path) -> Path | None:
    """Where the log was written, in the place of the last one; ``None`` where it could be nowhere."""
    for folder in state_folders(environment, home):
        path = folder / _NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)  # a link that somebody put there is not written through
            with path.open("x", encoding="utf-8") as file:
                file.write(record)
        except OSError:
            continue
        return path
    return None


def state_folders(environment: Mapping[str, str], home: Path) -> list[Path]:
    """Where each system keeps what programs say of themselves, and where everybody may write."""
    return [*_own_folder(environment, home), Path(gettempdir())]


def _own_folder(environment: Mapping[str, str], home: Path) -> Iterator[Path]:
    system = platform.system()
    if system == "Windows" and environment.get("LOCALAPPDATA"):
        yield Path(environment["LOCALAPPDATA"]) / "report-builder"
    elif system == "Darwin":
        yield home / "Library" / "Logs" / "report-builder"
    elif environment.get("XDG_STATE_HOME"):  # https://specifications.freedesktop.org/basedir-spec/0.8/
        yield Path(environment["XDG_STATE_HOME"]) / "report-builder"
    else:
        yield home / ".local" / "state" / "report-builder"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and those that it came from, the last one first."""
    cause: BaseException | None = error
    for _ in range(_MOST_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _shorten(filename: str) -> str:
    """A file's path from the program's or the libraries' folder on."""
    parts = PurePath(filename).parts
    for root in _ROOTS:
        if root in parts:
            return PurePath(*parts[len(parts) - 1 - parts[::-1].index(root) :]).as_posix()
    return parts[-1] if parts else ""

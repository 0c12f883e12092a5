"""Kill, fail or interrupt every command at every file operation, then run another one: nothing is lost.

python .ci/reliability/faults.py [--every N] [COMMAND ...]    records its figures for docs/reliability.md
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

from office import CASES, Office, faults_of, load, record, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WRITING: Final = frozenset(
    f"os.{name}" for name in "rename remove mkdir rmdir link utime truncate chmod".split()
)
_FULL: Final = 28  # ENOSPC
_END: Final = 77
_MOST_STEPS: Final = 1000


def watching(folder: Path, how: str, fatal: int, end: Path) -> Callable[[], None]:
    """What makes a process meet its fault at its nth operation on a file of the folder."""

    def watch() -> None:
        done = 0

        def look(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal done
            if not (event in _WRITING or event == "open"):
                return
            if not str(arguments[0]).startswith(("out", "data", str(folder))):
                return
            writes = event != "open" or any(sign in str(arguments[1]) for sign in "wxa+")
            if how != "fail" and not writes:
                return
            done += 1
            if done != fatal:
                return
            end.touch()
            if how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            if how == "interrupt":
                signal.raise_signal(signal.SIGINT)
            if how == "fail":
                raise OSError(_FULL, "No space left on device", str(arguments[0]))

        sys.addaudithook(look)

    return watch


def faults(
    office: Office, scratch: Path, command: str, how: str, every: int
) -> Iterator[tuple[int, str, list[str]]]:
    """Each step, the next command, and what went wrong."""
    following = cycle(CASES)
    for step in range(1, _MOST_STEPS, every):
        folder, log, end = scratch / "copy", scratch / "said.txt", scratch / "met"
        end.unlink(missing_ok=True)
        office.copy(folder)
        code = run(folder, CASES[command], log, watching(folder, how, step, end))
        if not end.exists():
            shutil.rmtree(folder)
            return
        said, wrong = log.read_text(errors="replace"), []
        if code not in {0, 1, 130, -9} or "Traceback" in said:
            wrong.append(f"exit code {code}: {said[-300:]}")
        after = next(following)
        code = run(folder, CASES[after], log)
        if code not in {0, 1}:
            wrong.append(f"{after} afterwards: exit code {code}: {log.read_text(errors='replace')[-300:]}")
        # `new` looks into `data` only, and leaves what lies elsewhere to whoever looks there.
        looks = after != "new" or command == "new"
        wrong += [each for each in faults_of(office, folder) if looks or not each.startswith("left")]
        shutil.rmtree(folder)
        yield step, after, wrong


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", default=list(CASES))
    parser.add_argument("--every", type=int, default=1, help="only every Nth step")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    load()
    begun, injected, wrong = time.monotonic(), dict.fromkeys(("kill", "fail", "interrupt"), 0), []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        office = Office(scratch / "office")
        for command in asked.commands:
            for how in injected:
                for step, after, found in faults(office, scratch, command, how, asked.every):
                    injected[how] += 1
                    for each in found:
                        wrong.append(f"{command}, {how} at step {step}, then {after}: {each}")
                        print(wrong[-1], flush=True)
            print(command, injected, f"{time.monotonic() - begun:.0f} s", flush=True)
    if asked.record:
        record("faults", {"commands": len(asked.commands), "injected": injected, "lost": len(wrong)})
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

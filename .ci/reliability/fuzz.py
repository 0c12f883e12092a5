"""Fuzz one reader with atheris, led by the lines that its inputs reach.

python .ci/reliability/fuzz.py READER [--runs N] [--seconds N] [--record]

Every fault of another kind is kept in ``.ci/reliability/crashes/READER`` and told; the corpus in
``corpus/READER`` is where mutation begins. Needs ``pip install atheris``.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

import atheris
import targets
from recording import add, recorded

_SLOW = 10.0  # seconds
_MOST_BYTES = 200_000


class Fuzzing:
    """Runs one reader, and counts."""

    def __init__(self, reader: str, seconds: int, *, records: bool) -> None:
        self.reader = reader
        self.end = time.monotonic() + seconds
        self.records = records
        self.begun = time.process_time()
        self.executions = 0
        self.slowest = 0.0
        self.kinds: set[str] = set()

    def once(self, data: bytes) -> None:
        """One input; what is no finding is kept, and the run goes on."""
        begun = time.process_time()  # of its own: other programs run besides
        self.executions += 1
        try:
            targets.run(self.reader, data)
        except Exception as fault:  # noqa: BLE001  that is what is looked for
            self._keep(data, fault)
        taken = time.process_time() - begun
        self.slowest = max(self.slowest, taken)
        if taken > _SLOW:
            self._keep(data, TimeoutError())
        if time.monotonic() > self.end:
            self.finish()

    def finish(self) -> None:
        """Tell the figures, and leave: atheris itself never comes back."""
        slowest = round(self.slowest, 1)
        figures = {"executions": self.executions, "faults": len(self.kinds), "slowest_seconds": slowest}
        print(self.reader, figures, f"{time.process_time() - self.begun:.0f} s of its own", flush=True)
        if self.records:
            add("fuzz", self.reader, figures)
        os._exit(bool(self.kinds))

    def _keep(self, data: bytes, fault: Exception) -> None:
        frames = traceback.extract_tb(fault.__traceback__)
        place = f" {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
        kind = f"{type(fault).__name__}{place}"
        if kind in self.kinds:
            return
        self.kinds.add(kind)
        folder = Path(__file__).parent / "crashes" / self.reader
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / hashlib.sha256(data).hexdigest()[:12]
        path.write_bytes(data)
        print(f"{self.reader}: {kind} {fault}: {path}", flush=True)
        traceback.print_exception(fault)


def main() -> None:
    """Fuzz what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=sorted(targets.TARGETS))
    parser.add_argument("--runs", type=int, default=100_000, help="in all, with what is recorded")
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # as the command line does
    done = recorded("fuzz").get(asked.reader, {}).get("executions", 0) if asked.record else 0
    if done >= asked.runs:
        return
    with atheris.instrument_imports(include=["report_builder"]):  # what the reader loads, and no more
        for path in sorted((targets.CORPUS / asked.reader).iterdir()):
            targets.run(asked.reader, path.read_bytes())
    fuzzing = Fuzzing(asked.reader, asked.seconds, records=asked.record)

    def once(data: bytes) -> None:
        fuzzing.once(data)
        if done + fuzzing.executions >= asked.runs:
            fuzzing.finish()

    change = targets.MUTATING.get(asked.reader)

    def mutate(data: bytes, max_size: int, seed: int) -> bytes:
        def at_random(part: bytes) -> bytes:
            return bytes(atheris.Mutate(part, max(len(part) + 64, 64)))

        return change(data, seed, at_random)[:max_size]

    targets.ROOM = Path(tempfile.mkdtemp(dir=targets.ROOM.parent))
    found = Path(tempfile.mkdtemp())
    kept = targets.CORPUS / asked.reader
    limits = [f"-max_len={_MOST_BYTES}", "-timeout=300", "-rss_limit_mb=1024", "-verbosity=0"]
    arguments = [sys.argv[0], *limits, str(found), str(kept)]
    custom = {"custom_mutator": mutate} if change else {}
    atheris.Setup(arguments, once, **custom)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

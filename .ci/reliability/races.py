"""Run every pair of commands at the same time, round after round, and see that nothing is lost.

python .ci/reliability/races.py [--rounds N]    records its figures for docs/reliability.md
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from itertools import combinations_with_replacement, cycle
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

from office import CASES, Office, faults_of, load, record, run


def race(folder: Path, pair: tuple[str, str], scratch: Path) -> list[str]:
    """Both commands at once; gives what went wrong with them."""
    runners = []
    for number, command in enumerate(pair):
        child = os.fork()
        if not child:
            os._exit(run(folder, CASES[command], scratch / f"said{number}.txt") & 0xFF)
        runners.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in runners]
    found = []
    for number, code in enumerate(codes):
        said = (scratch / f"said{number}.txt").read_text(errors="replace")
        if code not in {0, 1} or "Traceback" in said:
            found.append(f"{pair[number]}: exit code {code}: {said[-300:]}")
        if "file.missing" in said or "file.unreadable" in said:
            found.append(f"{pair[number]} met a file that was not there: {said[-300:]}")
    return found


def main() -> int:
    """Run as many rounds as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    load()
    begun, wrong = time.monotonic(), []
    pairs = list(combinations_with_replacement(CASES, 2))
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        office = Office(scratch / "office")
        for number, pair in zip(range(asked.rounds), cycle(pairs), strict=False):
            folder = office.copy(scratch / "copy")
            found = [*race(folder, pair, scratch), *faults_of(office, folder)]
            shutil.rmtree(folder)
            for each in found:
                wrong.append(f"round {number}, {' and '.join(pair)}: {each}")
                print(wrong[-1], flush=True)
    print(asked.rounds, "rounds", len(pairs), "pairs", f"{time.monotonic() - begun:.0f} s", flush=True)
    if asked.record:
        record("races", {"pairs": len(pairs), "rounds": asked.rounds, "lost": len(wrong)})
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

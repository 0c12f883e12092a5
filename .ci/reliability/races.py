"""Run every pair of commands at the same time, round after round, and see that nothing is lost.

python .ci/reliability/races.py [--rounds N] [--seconds N] [--record]

In a round every two cases meet, a case with itself too; the second begins a little later, each time another.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from itertools import combinations_with_replacement
from pathlib import Path
from typing import Final

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

import forks
from office import CASES, Office, faults_of
from recording import add, recorded

_LATEST: Final = 0.6  # seconds that the second one begins later, at most


def race(folder: Path, pair: tuple[str, str], scratch: Path, pause: float) -> list[str]:
    """Both commands at once; gives what went wrong with them."""
    logs = [scratch / f"said{number}.txt" for number in range(2)]
    first = forks.begin(folder, CASES[pair[0]], logs[0])
    time.sleep(pause)
    second = forks.begin(folder, CASES[pair[1]], logs[1])
    found = []
    for name, child, log in zip(pair, (first, second), logs, strict=True):
        ran = forks.end(child, log)
        if ran.is_at_fault:
            found.append(f"{name}: exit code {ran.code}: {ran.said[-300:]}")
        if "file.missing" in ran.said or "file.unreadable" in ran.said:
            found.append(f"{name} met a file that was not there: {ran.said[-300:]}")
    return found


def main() -> int:
    """Run as many rounds as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=36_000)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    end, wrong = time.monotonic() + asked.seconds, 0
    pairs = list(combinations_with_replacement(CASES, 2))
    with tempfile.TemporaryDirectory(dir=forks.ROOM) as name:
        scratch = Path(name)
        office = Office(scratch / "office")
        done = {
            " + ".join(pair): recorded("races").get(" + ".join(pair), {}).get("rounds", 0) for pair in pairs
        }
        if not asked.record:
            done = dict.fromkeys(done, 0)
        for number in range(asked.rounds):
            for pair in pairs:
                piece = " + ".join(pair)
                if done[piece] > number or time.monotonic() > end:
                    continue
                folder = office.copy(scratch / "copy")
                pause = random.Random(f"{piece} {number}").uniform(0, _LATEST)
                found = [*race(folder, pair, scratch, pause), *faults_of(office, folder)]
                shutil.rmtree(folder)
                for each in found:
                    print(f"round {number}, {piece}: {each}", flush=True)
                wrong += bool(found)
                if asked.record:
                    add("races", piece, {"rounds": 1, "lost": bool(found)})
            print("round", number, flush=True)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

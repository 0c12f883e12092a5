"""The sample year built again and again in one process → CPU milliseconds a build, warm, and where they go.

Word file, PDF, statistics and checks, as the command writes them; bar: 5 builds a second and core, aim: 10.
"""

# ruff: noqa: INP001, T201  (a script, in no package; it prints)

from __future__ import annotations

import argparse
import cProfile
import gc
import pstats
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build

CHECKOUT: Final = Path(__file__).parent.parent
YEAR: Final = 2016
BAR: Final = 5.0
_OBJECTS_BEFORE_COLLECTION: Final = 200_000  # as in the command


def main() -> int:
    """Print the rate and the parts; exit code 1 where the bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--profile", action="store_true", help="where the time goes, function by function")
    typed = parser.parse_args()
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTION, 10, 10)
    with tempfile.TemporaryDirectory() as scratch:
        request = BuildRequest(CHECKOUT / "data", YEAR, Path(scratch) / "out", CHECKOUT)
        first = _step_times(request)
        spent = [_step_times(request) for _ in range(typed.runs)]
        if typed.profile:
            _profile(request)
    least = min(spent, key=lambda steps: sum(steps.values()))
    for name, seconds in least.items():
        print(f"{name:8}{seconds * 1000:8.1f} ms")
    whole = sum(least.values())
    print(f"{'in all':8}{whole * 1000:8.1f} ms, the first one {sum(first.values()) * 1000:.0f} ms")
    print(f"{1 / whole:.1f} builds a second and core  (bar {BAR:.0f}, aim {2 * BAR:.0f})")
    return int(1 / whole < BAR)


def _step_times(request: BuildRequest) -> dict[str, float]:
    """The CPU seconds of each step of one build, by its name."""
    found: dict[str, float] = {}
    name, begun = "开始", time.process_time()
    for step in build(request):
        now = time.process_time()
        found[name] = found.get(name, 0.0) + now - begun
        name, begun = step, now
    found[name] = found.get(name, 0.0) + time.process_time() - begun
    return found


def _profile(request: BuildRequest) -> None:
    profile = cProfile.Profile()
    profile.enable()
    outcome_of(build(request))
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(60)


if __name__ == "__main__":
    sys.exit(main())

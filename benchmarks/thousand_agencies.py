"""A thousand agencies, fifty of them faulty, three deadly → whether `batch` keeps its promises, and figures.

    python benchmarks/thousand_agencies.py --cache /tmp/thousand            # the whole measurement
    python benchmarks/thousand_agencies.py --cache /tmp/small --agencies 40 --faulty 5 --killers 1

A second run is killed again and again and goes on; outputs are compared byte by byte, also with those of
single builds; one worker and two build some of them in turn. Ends with exit code 1 where a promise is broken.
"""
# ruff: noqa: INP001, T201, S311, S603, TID251  (a script, in no package, that prints; its dice have a seed)

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from agency_faults import Fault
from agency_ledgers import YEAR
from make_agencies import Agency, add_up, plan_agencies, write_agencies
from msgspec import Struct

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MODIFIED: Final = 1_700_000_000
ENVIRONMENT: Final = {**os.environ, "SOURCE_DATE_EPOCH": str(MODIFIED)}
SPEED_BAR: Final = 1.8
MEMORY_BAR: Final = 400
TURNS: Final = 3


class Run(Struct, frozen=True):
    """What a run took by the clock and of the processors, and what it told of each agency by name."""

    wall: float
    cpu: float
    results: Mapping[str, Mapping[str, object]]

    @property
    def peak(self) -> int:
        """The most that any worker held, in MiB."""
        return max(int(str(each["peak"])) for each in self.results.values())


class Bars:
    """Promises, each with whether it is kept."""

    def __init__(self) -> None:
        self.broken = 0

    def say(self, told: str, *, is_kept: bool) -> None:
        """Print one."""
        self.broken += not is_kept
        print(f"{'kept  ' if is_kept else 'BROKEN'}  {told}", flush=True)


def command(root: Path, workers: int) -> list[str]:
    """What is typed."""
    typed = ["batch", str(root), str(YEAR), "--workers", str(workers), "--json"]
    return [sys.executable, "-m", "report_builder", *typed]


def run(root: Path, workers: int) -> Run:
    """One run of the command to its end."""
    before, begun = _children(), time.perf_counter()
    done = subprocess.run(command(root, workers), env=ENVIRONMENT, capture_output=True, check=False)
    wall = time.perf_counter() - begun
    if done.returncode not in {0, 1}:
        sys.exit(done.stderr.decode())
    results = {each["name"]: each for each in json.loads(done.stdout)["results"]}
    return Run(wall, _children() - before, results)


def _children() -> float:
    found = os.times()
    return found.children_user + found.children_system


def interrupt(root: Path, dice: Random, times: int, longest: float) -> int:
    """Kill the command and its workers so often, each time elsewhere; gives how often it came to that."""
    killed = 0
    for _ in range(times):
        process = subprocess.Popen(
            command(root, 2), env=ENVIRONMENT, stdout=subprocess.DEVNULL, start_new_session=True
        )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(dice.uniform(3, longest))
        killed += process.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return killed


def outputs(root: Path) -> dict[str, bytes]:
    """Every file of every agency's ``out``, and the summary, by its path."""
    paths = [*root.glob("*/out/**/*"), *(root / "汇总").glob("批量生成情况.*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def built_alone(root: Path, agencies: Sequence[Agency]) -> dict[str, bytes]:
    """What single builds of some agencies give, each in its own folder."""
    write_agencies(root, agencies)
    for agency in agencies:
        with contextlib.chdir(root / agency.name):
            outcome_of(build(BuildRequest(Path("data"), YEAR, Path("out"), Path.cwd(), modified=MODIFIED)))
    return outputs(root)


def sums_of(root: Path, agencies: Sequence[Agency], paths: Mapping[str, int]) -> dict[str, int]:
    """What the built statistics add up to, figure by figure, without the program's code."""
    sums = dict.fromkeys(paths, 0)
    for agency in agencies:
        told = json.loads((root / agency.name / "out" / str(YEAR) / "statistics.json").read_bytes())
        for path in sums:
            sums[path] += _figure(told, path)
    return sums


def _figure(told: Mapping[str, object], path: str) -> int:
    if path == "fees_fen":
        return round(float(str(_look_up(told, "proactive.fees.amount_yuan"))) * 100)
    return int(str(_look_up(told, path) or 0))


def _look_up(told: object, path: str) -> object:
    for key in path.split("."):
        told = told.get(key) if isinstance(told, dict) else None
    return told


def measure(agencies: Sequence[Agency], cache: Path, alone: int, timed: int) -> int:
    """Every run and every promise; gives how many are broken."""
    bars, sound = Bars(), [each for each in agencies if each.fault is None]
    print(f"{len(agencies)} agencies, {len(sound)} of them sound", flush=True)
    whole, torn = cache / "whole", cache / "torn"
    write_agencies(whole, agencies)
    done = run(whole, 2)
    said = f"{done.cpu / len(agencies) * 1000:.0f} CPU ms an agency, {done.peak} MiB at most in a worker"
    print(f"two workers: {done.wall:.0f} s by the clock, {done.cpu:.0f} CPU s, {said}{_load()}", flush=True)
    files = outputs(whole)
    print(f"{sum(map(len, files.values())) / len(sound) / 1000:.0f} kB an agency in out/", flush=True)
    _compare_names(bars, agencies, done)
    bars.say(f"a worker holds {done.peak} MiB at most (bar {MEMORY_BAR})", is_kept=done.peak < MEMORY_BAR)
    wanted = add_up(agencies)
    same = sums_of(whole, sound, wanted) == wanted
    bars.say(f"the {len(wanted)} figures add up to what was made", is_kept=same)
    some = Random(4).sample(sound, min(alone, len(sound)))
    singly = built_alone(cache / "alone", some)
    same = bool(singly) and all(files.get(name) == data for name, data in singly.items())
    bars.say(f"{len(some)} single builds give the same {len(singly)} files", is_kept=same)
    write_agencies(torn, agencies)
    killed = interrupt(torn, Random(3), 6, max(10.0, done.wall / 4))
    run(torn, 2)
    same = outputs(torn) == files
    bars.say(f"killed {killed} times at random and gone on with: the same {len(files)} files", is_kept=same)
    ratio = _ratio(sound[:timed], cache / "timed")
    bars.say(f"two workers are {ratio:.2f} times one (bar {SPEED_BAR}){_load()}", is_kept=ratio >= SPEED_BAR)
    size = sum(map(len, files.values())) / len(sound) / 1000
    wrong, both = len(agencies) - len(sound), min(timed, len(sound))
    _print_rows(
        {
            f"{len(agencies)} agencies by two workers, {wrong} of them faulty or deadly": (
                f"{done.wall:.0f} s by the clock, {done.cpu:.0f} CPU s, {said}"
            ),
            "an agency's `out/`": f"{size:.0f} kB",
            f"{len(some)} single builds": f"the same {len(singly)} files",
            f"killed {killed} times at random, and gone on with": f"the same {len(files)} files",
            f"two workers to one, {both} agencies, the best of {TURNS}": f"{ratio:.2f} times",
            "promises broken": str(bars.broken),
        }
    )
    return bars.broken


def _print_rows(rows: Mapping[str, str]) -> None:
    """The rows as the table of ``docs/scale.md`` has them."""
    print("\nfor docs/scale.md, measured at load", f"{os.getloadavg()[0]:.1f}:\n")
    print("| | |\n| --- | --- |")
    for name, told in rows.items():
        print(f"| {name} | {told} |", flush=True)


def _ratio(agencies: Sequence[Agency], root: Path) -> float:
    """How much sooner two workers are done than one; in turn, for other programs run besides."""
    took: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(TURNS):
        for workers, each in took.items():
            shutil.rmtree(root, ignore_errors=True)
            write_agencies(root, agencies)
            each.append(run(root, workers).wall)
    return min(took[1]) / min(took[2])


def _load() -> str:
    return f"; load {os.getloadavg()[0]:.1f}"


def _compare_names(bars: Bars, agencies: Sequence[Agency], done: Run) -> None:
    planted = {each.name: each.fault.value for each in agencies if each.fault}
    told = {
        name: {str(each["code"]) for each in result["findings"] if each["severity"] == "error"}  # type: ignore[attr-defined]
        for name, result in done.results.items()
        if result["outcome"] != "已生成"
    }
    wrong = {name: {code} for name, code in planted.items()} == told
    bars.say(f"{len(told)} have no report, each with its own fault as the reason", is_kept=wrong)
    killers = {name for name, result in done.results.items() if result["outcome"] == "没有做成"}
    guilty = {each.name for each in agencies if each.fault is Fault.SWOLLEN}
    bars.say(f"{len(killers)} are named as deadly, and exactly those", is_kept=killers == guilty)


def main() -> int:
    """Read the options, measure, and say whether a promise is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", type=Path, required=True, help="a folder of its own; what is in it goes")
    parser.add_argument("--agencies", type=int, default=1000)
    parser.add_argument("--faulty", type=int, default=50)
    parser.add_argument("--killers", type=int, default=3)
    parser.add_argument("--alone", type=int, default=100, help="how many are built singly as well")
    parser.add_argument("--timed", type=int, default=60, help="how many one worker and two build in turn")
    parser.add_argument("--seed", type=int, default=1)
    typed = parser.parse_args()
    shutil.rmtree(typed.cache, ignore_errors=True)
    agencies = plan_agencies(typed.agencies, typed.seed, typed.faulty, typed.killers)
    return int(measure(agencies, typed.cache, typed.alone, typed.timed) > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Fail, fill the disk, kill, interrupt or cut the power at every file operation of every command, then go on.

python .ci/reliability/faults.py [--every N] [--hows HOW ...] [--record] [--again] [CASE ...]

What lies in the folder afterwards is what every next command begins with: nothing may be lost, and the old or
the new set stands entire. A folder in a state that was seen before is not gone on with again.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent.parent)]

import forks
from office import CASES, FOLLOWING, Office, digests, faults_of, losses_of, state_of
from operations import MET_AT, Met, Stopping, preload
from recording import add, record, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator

_RIGHT: Final = {
    "fail": {0, 1},
    "full": {0, 1},
    "kill": {-9},
    "power": {-9},
    "interrupt": {0, 1, 130},
}
# Where a next command looks: `new` leaves what lies in `out` to whoever looks there, and so on.
_LOOKS_AT: Final = {
    "new": "data/2022",
    "new --from FILE": "data/2022",
    "new --template": "styles",
    "window": "data",
    "doctor": "-",
    "batch": "各单位",
    "review": "审核",
    "rollup": "汇总",
}
# What was set aside waits for the next command, or lies beside under a name that is told.
_KEPT: Final = ("提示 file.left_over", "提示 file.kept")
# What goes on without a file that cannot be read, and tells it.
_PASSES_OVER: Final = ("review", "rollup", "refresh", "compare")
_OF_PROCESSES: Final = ("batch",)
# The list of findings may be longer; a lock that could not be removed locks nothing. A staging that could not
# be cleared away is the next command's to clear away, and that is looked at.
_MAY_DIFFER: Final = (
    "checks.html",
    "manifest.json",
    ".report-builder.lock",
    "（已签名）.pdf",  # a signature tells its time, and has a number of its own
    "批量生成情况.html",  # these tell seconds and memory
    "批量生成情况.xlsx",
    ".jsonl",
)
_SAYS_WHAT_IT_FOUND: Final = ("check", "check FILE", "verify", "verify FILE")


class Trial:
    """One office, and every state of its folder that was gone on with."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.office = Office(scratch / "office")
        self.folder, self.copied = scratch / "stopped", scratch / "copied"
        self.log = scratch / "said.txt"
        self.known: dict[str, list[str]] = {}
        self.followed = 0

    def faults(self, case: str, hows: tuple[str, ...], every: int) -> Iterator[tuple[Met, list[str]]]:
        """Each fault that was met, and what went wrong."""
        self.office.copy(self.folder)
        clean = forks.run(self.folder, CASES[case], self.log)
        wanted = digests(self.folder)
        shutil.rmtree(self.folder)
        stopping = Stopping(self.office.copy(self.folder), self.copied, self.scratch)
        run = partial(stopping.run_anew, self.office.copy) if case in _OF_PROCESSES else stopping.run
        for met in run(CASES[case], hows, every):
            yield met, [*self._told(case, met, clean, wanted), *self._afterwards()]
        shutil.rmtree(self.folder)

    def _told(self, case: str, ran: Met, clean: forks.Ran, wanted: dict[str, str]) -> Iterator[str]:
        """What is wrong with the command that met its fault."""
        if ran.code not in _RIGHT[ran.how] or "Traceback" in ran.said:
            yield f"exit code {ran.code}: {ran.said[-300:]}"
        if ran.code == 0 and clean.code == 1:
            yield "nothing told of what is wrong"
        if ran.code == 0:
            there = digests(self.copied)
            differing = {name for name in {*there, *wanted} if there.get(name) != wanted.get(name)}
            differing = {name for name in differing if not name.endswith(_MAY_DIFFER)}
            differing = {name for name in differing if ".report-builder-" not in name}
            told = _told_more(clean.said, ran.said)
            is_kept = any(line.startswith(_KEPT) for line in told)
            is_told = any(line.startswith(("警告", "错误")) for line in told)
            if differing and not is_kept and not (is_told and case in _PASSES_OVER):
                yield f"done, but other files: {sorted(differing)}: {ran.said[-300:]}"
            unsaid = {*clean.said.split("\n")} - {*ran.said.split("\n")}
            if case in _SAYS_WHAT_IT_FOUND and unsaid and not is_told:
                yield f"done, but not said: {sorted(unsaid)}"

    def _afterwards(self) -> list[str]:
        """What is wrong after any next command."""
        state = state_of(self.copied)
        if state not in self.known:
            self.known[state] = [*losses_of(self.office, self.copied), *self._next_commands()]
        return self.known[state]

    def _next_commands(self) -> Iterator[str]:
        following = self.scratch / "next"
        for case in FOLLOWING:
            shutil.copytree(self.copied, following, symlinks=True)
            ran = forks.run(following, CASES[case], self.log)
            self.followed += 1
            if ran.is_at_fault:
                yield f"{case} afterwards: exit code {ran.code}: {ran.said[-300:]}"
            for each in faults_of(self.office, following, looked_at=_LOOKS_AT.get(case, "out")):
                yield f"{case} afterwards: {each}"
            shutil.rmtree(following)


def _told_more(clean: str, said: str) -> set[str]:
    """The lines that were not said of the sound folder."""
    return {*said.split("\n")} - {*clean.split("\n")}


def _try(trial: Trial, case: str, hows: tuple[str, ...], every: int, *, is_recorded: bool) -> int:
    """One case; gives how often something was wrong."""
    begun, injected, lost, states, followed = (
        time.monotonic(),
        Counter(),
        Counter(),
        len(trial.known),
        trial.followed,
    )
    for met, faults in trial.faults(case, hows, every) if hows else ():
        injected[met.how] += 1
        lost[met.how] += bool(faults)
        for each in faults:
            print(f"{case}, {met.how} at operation {met.number} ({met.operation}): {each}", flush=True)
    print(case, dict(injected), f"{len(trial.known) - states} new states", end=", ")
    print(f"{trial.followed - followed} next commands, {time.monotonic() - begun:.0f} s", flush=True)
    for how in hows if is_recorded and every == 1 else ():
        record("faults", f"{case} {how}", {"injected": injected[how], "lost": lost[how]})
    if hows and is_recorded and every == 1:
        add(
            "faults",
            "next commands",
            {"states": len(trial.known) - states, "runs": trial.followed - followed},
        )
    return lost.total()


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", default=list(CASES))
    parser.add_argument("--hows", nargs="*", default=list(MET_AT))
    parser.add_argument("--every", type=int, default=1, help="only every Nth operation")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    parser.add_argument("--again", action="store_true", help="also what is recorded already")
    asked = parser.parse_args()
    preload()
    wrong = 0
    with tempfile.TemporaryDirectory(dir=forks.ROOM) as name:
        trial = Trial(Path(name))
        for case in asked.cases:
            done = recorded("faults") if asked.record and not asked.again else {}
            hows = tuple(how for how in asked.hows if f"{case} {how}" not in done)
            wrong += _try(trial, case, hows, asked.every, is_recorded=asked.record)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

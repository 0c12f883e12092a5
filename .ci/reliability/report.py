"""``docs/reliability.json``, the figures of recorded runs → ``docs/reliability.md``.

python .ci/reliability/report.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

sys.path[:0] = [str(Path(__file__).parent)]

from operations import HOWS
from recording import RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Pieces = Mapping[str, Mapping[str, Any]]

_PYTHON: Final = "python .ci/reliability"
_HEAD: Final = """# What was tried, and what came of it

Made by `python .ci/reliability/report.py` from the figures of recorded runs (`docs/reliability.json`). A row
names the commits that it was tried at and the command that repeats it; with `--record` that goes on with
what is not recorded yet. Everything may be run shorter: `--runs`, `--seconds`, `--rounds`, `--every`.

| what | tried | lost or at fault | slowest | at | repeat it with |
| --- | --- | --- | --- | --- | --- |
"""
_MET: Final = {
    "fail": "an operation on a file fails",
    "full": "the disk is full from an operation on",
    "kill": "killed at an operation",
    "interrupt": "interrupted at an operation",
    "power": "power cut at an operation, what was not flushed lost",
}


def rows(results: Mapping[str, Pieces]) -> Iterator[tuple[str, ...]]:
    """The table's rows, in the order of what may be lost."""
    yield from _faults(results.get("faults", {}))
    if pieces := results.get("races", {}):
        rounds = [int(piece["rounds"]) for piece in pieces.values()]
        tried = f"{sum(rounds)} races of {len(pieces)} pairs, each {min(rounds)} times or more"
        yield "two commands at once in one folder", tried, *_end(pieces.values(), "lost", "races.py")
    by_file: dict[str, list[Mapping[str, Any]]] = {}
    for name, piece in results.get("mutations", {}).items():
        by_file.setdefault(name.partition(": ")[0], []).append(piece)
    for name, pieces_of_file in sorted(by_file.items()):
        most = max(piece["most_mebibytes"] for piece in pieces_of_file)
        what = (
            f"`{name}` cut off, or bits turned in it, in {len(pieces_of_file)} commands ({most} MiB at most)"
        )
        tried = f"{sum(piece['inputs'] for piece in pieces_of_file)} inputs"
        yield what, tried, *_end(pieces_of_file, "faults", "mutations.py")
    if counted := results.get("rows", {}).get("ledgers"):
        what = "ledgers as offices hand them in, each figure compared with what is known of it"
        tried = f"{counted['rows']} rows of {counted['offices']} offices"
        yield what, tried, *_end([counted], "wrong", "rows.py")
    if pieces := results.get("routes", {}):
        asked = sum(piece["mutations"] for piece in pieces.values())
        met = sum(piece["injected"] for piece in pieces.values())
        what = f"{len(pieces)} addresses of the window: what nobody expects asked of them, and faults met"
        yield what, f"{asked} mutations, {met} faults", *_end(pieces.values(), "lost", "routes.py")
    for reader, piece in sorted(results.get("fuzz", {}).items()):
        what = f"the reader `{reader}`, led by the lines that its inputs reach"
        yield what, f"{piece['executions']} executions", *_end([piece], "faults", f"fuzz.py {reader}")


def _faults(pieces: Pieces) -> Iterator[tuple[str, ...]]:
    for how in HOWS:
        met = {name: piece for name, piece in pieces.items() if name.endswith(f" {how}")}
        if met:
            tried = f"{sum(piece['injected'] for piece in met.values())} faults in {len(met)} ways to call"
            yield _MET[how], tried, *_end(met.values(), "lost", "faults.py")
    if followed := pieces.get("next commands"):
        what = "every next command in each folder that a fault left behind"
        tried = f"{followed['runs']} commands in {followed['states']} different folders"
        yield what, tried, *_end([followed], "lost", "faults.py")


def _end(pieces: Iterable[Mapping[str, Any]], fault: str, script: str) -> tuple[str, ...]:
    tried = list(pieces)
    slowest = max((piece.get("slowest_seconds", 0) for piece in tried), default=0)
    commits = sorted({f"`{commit}`" for piece in tried for commit in piece["commit"].split(", ")})
    lost = str(sum(piece.get(fault, 0) for piece in tried))
    return lost, f"{slowest} s" if slowest else "", ", ".join(commits), f"`{_PYTHON}/{script}`"


def page(results: Mapping[str, Pieces]) -> str:
    """The whole document."""
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows(results))


def main() -> None:
    """Write it."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    RESULTS.with_suffix(".md").write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    main()

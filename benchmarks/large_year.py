"""Years of up to a million rows → `check` beside calamine reading every cell and a usual pandas script.

Seconds of the processor and peak memory of whole processes, in turn, the least of the runs; ratios carry from
machine to machine. A year of a hundred rows is measured too and taken off: what it costs is not the rows'.

    python benchmarks/large_year.py --cache FOLDER [--years 10k,95k,1m,1m-csv] [--runs 3]
"""
# ruff: noqa: INP001, T201  (a script, in no package, that prints)

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from make_ledgers import YEAR, make_year
from msgspec import Struct
from processes import Spent, inherited, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKOUT: Final = Path(__file__).resolve().parent.parent
PEERS: Final = str(CHECKOUT / "benchmarks" / "peer_ledgers.py")


class Year(Struct, frozen=True):
    """So many rows in so many files, and what `check` may take: times the reader's seconds, and MB."""

    rows: int
    files: int = 1
    form: str = "xlsx"
    most_times: float | None = None
    most_memory: float | None = None
    is_net: bool = False  # with a small year's check taken off


SMALL: Final = "small"
YEARS: Final = {
    SMALL: Year(100),
    "10k": Year(10_000),
    "95k": Year(95_000, most_times=2.5, is_net=True),
    "1m": Year(1_000_000, 11, most_times=2.0, most_memory=1_200),
    "1m-csv": Year(1_000_000, 11, "csv"),
}


class Result(Struct, frozen=True):
    """What was measured of a year."""

    check: Spent
    reader: Spent
    script: Spent


def run(name: str, cache: Path, runs: int) -> Result:
    """The least of some runs of each, in turn."""
    year = YEARS[name]
    data = cache / name
    files = [str(path) for path in make_year(data, year.rows, year.files, year.form)]
    out = str(cache / f"{name}-out")
    check = [
        sys.executable, "-m", "report_builder", "check", str(YEAR), "--data", str(data), "--out", out,
    ]  # fmt: skip
    commands = (
        check,
        [sys.executable, PEERS, "reader", *files],
        [sys.executable, PEERS, "pandas", *files],
    )
    taken: tuple[list[Spent], ...] = ([], [], [])
    for _ in range(runs):
        for spent, command in zip(taken, commands, strict=True):
            spent.append(measure(command, CHECKOUT, inherited()))
    page = cache / f"{name}-out" / str(YEAR) / "checks.html"
    if f">{year.rows}条<" not in page.read_text(encoding="utf-8"):
        sys.exit(f"{page} does not tell of {year.rows} rows: they were not all counted")
    return Result(*map(least, taken))


def least(runs: Sequence[Spent]) -> Spent:
    """The run that the machine disturbed least."""
    return min(runs, key=lambda spent: spent.cpu)


def tell(name: str, result: Result, small: Result) -> bool:
    """Print a year's row and its ratios; whether it keeps its bars."""
    year = YEARS[name]
    net = result.check.cpu - small.check.cpu
    times = (net if year.is_net else result.check.cpu) / result.reader.cpu
    print(
        f"{name:8}{year.rows:>10,}{year.files:>4}"
        f"{result.check.cpu:>9.2f}{result.check.peak:>8.0f}"
        f"{result.reader.cpu:>9.2f}{result.reader.peak:>8.0f}"
        f"{result.script.cpu:>9.2f}{result.script.peak:>8.0f}"
        f"{result.check.cpu / result.reader.cpu:>8.2f}{net / result.reader.cpu:>8.2f}"
        f"{result.check.cpu / result.script.cpu:>8.2f}{net / year.rows * 1e6:>9.1f}"
    )
    kept = (year.most_times is None or times <= year.most_times) and (
        year.most_memory is None or result.check.peak <= year.most_memory
    )
    if not kept:
        print(f"        more than {year.most_times} times the reader, or than {year.most_memory} MB")
    return kept


def main() -> None:
    """Read the options, measure and print; exit code 1 where a bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True, help="where the years are made, and kept")
    parser.add_argument("--years", default="10k,95k,1m", help=f"of {', '.join(YEARS)}")
    parser.add_argument("--runs", type=int, default=3, help="measured runs of each")
    options = parser.parse_args()
    print(
        f"{'year':8}{'rows':>10}{'in':>4}{'check s':>9}{'MB':>8}{'reader s':>9}{'MB':>8}{'pandas s':>9}"
        f"{'MB':>8}{'/reader':>8}{'net':>8}{'/pandas':>8}{'µs a row':>9}"
    )
    small = run(SMALL, options.cache, options.runs)
    tell(SMALL, small, small)
    kept = [tell(name, run(name, options.cache, options.runs), small) for name in options.years.split(",")]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()

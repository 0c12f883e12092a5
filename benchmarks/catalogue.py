"""The sample year's ledgers → the CPU milliseconds of its whole catalogue of figures, warm; bar: 40."""

# ruff: noqa: INP001, T201  (a script, in no package; it prints)

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from report_builder.diagnostics import Findings
from report_builder.ledgers.reading import read_ledgers
from report_builder.settings import load_settings
from report_builder.statistics.axes import known_labels
from report_builder.statistics.counting import BASIS, count_statistics, gather_sources
from report_builder.statistics.evaluating import evaluate
from report_builder.statistics.sources.row_source import YearPeriod

if TYPE_CHECKING:
    from collections.abc import Callable

DATA: Final = Path(__file__).parent.parent / "data"
YEAR: Final = 2016
BAR: Final = 40.0


def least(work: Callable[[], object], runs: int) -> float:
    """The least CPU milliseconds of some runs, after one that warms up."""
    work()
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        spent.append((time.process_time() - begun) * 1000)
    return min(spent)


def main() -> int:
    """Print what each part takes; exit code 1 where the bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    settings = load_settings(DATA, YEAR, Findings())
    if settings is None:
        sys.exit("the sample year is incomplete")
    ledgers = read_ledgers(DATA / str(YEAR) / "ledgers", settings, YEAR, Findings())
    period = YearPeriod(date(YEAR, 1, 1), date(YEAR, 12, 31))
    labels = known_labels(settings, [row for row in BASIS.request_rows if row.is_outcome])
    sources = gather_sources(ledgers, settings, period, BASIS)
    conditions = least(lambda: gather_sources(ledgers, settings, period, BASIS), runs)
    figures = least(lambda: evaluate(sources, labels), runs)
    whole = least(lambda: count_statistics(ledgers, settings, YEAR, Findings()), runs)
    print(f"conditions and derived columns  {conditions:6.1f} ms")
    print(f"groupings and figures           {figures:6.1f} ms")
    print(f"catalogue                       {conditions + figures:6.1f} ms  (bar {BAR:.0f})")
    print(f"with findings and what is shown {whole:6.1f} ms")
    return int(conditions + figures > BAR)


if __name__ == "__main__":
    sys.exit(main())

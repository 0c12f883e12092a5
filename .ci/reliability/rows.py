"""Ledgers as offices hand them in, of which every figure is known → whether each row was counted.

python .ci/reliability/rows.py [--rows N] [--seconds N] [--record]

Each seed is an office's year (``benchmarks/agency_ledgers.py`` counts it by itself), written in the kinds of
files, spellings and orders that ``handed_in.py`` knows. What is counted must be the same figure by figure;
a ledger that is refused is a fault too, since a person reads it at once.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Final

_HERE: Final = Path(__file__).parent
sys.path[:0] = [str(_HERE), str(_HERE.parent.parent), str(_HERE.parent.parent / "benchmarks")]

from agency_ledgers import YEAR, AgencyYear, draw_year, ledger_of, write_year
from handed_in import hand_in
from recording import add, recorded

from report_builder.diagnostics import Findings
from report_builder.ledgers.choices import vocabulary_of
from report_builder.ledgers.reading import read_ledgers
from report_builder.request_rows import shipped_rows
from report_builder.settings import load_settings
from report_builder.statistics.counting import CountingBasis, count_statistics
from report_builder.statistics.holidays_file import load_calendar
from report_builder.statistics.paths import figures_by_path
from report_builder.year_folders import ledgers_folder

_NAME: Final = "临江县人民政府"
_REGION: Final = "临江县"
_USUAL: Final = (3, 30, 300, 1000)  # applications of a year
_COUNTED: Final = ("requests.", "litigation.", "proactive.")
_FEES: Final = "proactive.fees.amount_yuan"
_DERIVED: Final = {"proactive.fees.amount_wan"}


def hand_in_year(seed: int, data: Path) -> AgencyYear:
    """The year that a seed stands for, its ledgers in the folder as they were handed in."""
    dice = Random(seed)
    year = draw_year(_NAME, "government", dice, dice.choice(_USUAL))
    write_year(data, _NAME, "government", _REGION, year)
    ledger_of(data).unlink()
    for name, content in hand_in(year.sheets, dice).items():
        (ledger_of(data).parent / name).write_bytes(content)
    return year


def wrong_with(year: AgencyYear, data: Path) -> list[str]:
    """The figures that were counted otherwise, and what was refused."""
    findings = Findings()
    counted = _count(data, findings)
    fees = round(counted.pop(_FEES, Decimal()) * 100)
    differing = [
        f"{path}: {counted.get(path)} and not {year.figures.get(path, 0)}"
        for path in sorted({*counted, *year.figures})
        if counted.get(path, 0) != year.figures.get(path, 0)
    ]
    if fees != year.fees_fen:
        differing.append(f"{_FEES}: {fees / 100} and not {year.fees_fen / 100}")
    return [*differing, *(f"{each.place}: {each.code}: {each.message}" for each in findings.errors)]


def _count(data: Path, findings: Findings) -> dict[str, Decimal]:
    rows = shipped_rows()
    settings, calendar = load_settings(data, YEAR, findings), load_calendar(data, findings)
    if settings is None or calendar is None:
        return {}
    folder, vocabulary = ledgers_folder(data, YEAR), vocabulary_of(settings, rows)
    ledgers = read_ledgers(folder, settings, YEAR, findings, vocabulary)
    statistics = count_statistics(ledgers, settings, YEAR, findings, CountingBasis(calendar, rows))
    return {
        path: Decimal(str(value or 0))
        for path, value in figures_by_path(statistics).items()
        if path.startswith(_COUNTED) and path not in _DERIVED
    }


def main() -> int:
    """Count as many rows as were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="in all, with what is recorded")
    parser.add_argument("--seconds", type=int, default=3600)
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.json")
    asked = parser.parse_args()
    before = recorded("rows").get("ledgers", {}) if asked.record else {}
    seed, rows, wrong = before.get("offices", 0), 0, 0
    first, end = seed, time.monotonic() + asked.seconds
    with tempfile.TemporaryDirectory() as scratch:
        while before.get("rows", 0) + rows < asked.rows and time.monotonic() < end:
            data = Path(scratch) / "data"
            year = hand_in_year(seed, data)
            told = wrong_with(year, data)
            shutil.rmtree(data)
            for each in told[:5]:
                print(f"seed {seed}: {each}", flush=True)
            wrong += bool(told)
            rows += sum(len(sheet) - 1 for sheet in year.sheets.values())
            seed += 1
    print(f"{rows} rows of {seed - first} offices, {wrong} counted wrongly or refused")
    if asked.record:
        add("rows", "ledgers", {"rows": rows, "offices": seed - first, "wrong": wrong})
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())

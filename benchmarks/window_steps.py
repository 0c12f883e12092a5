"""A workbook changed again and again → milliseconds of its check in the window, and of the pages after it.

The sample year in the window's own application, warm; bars: a check in 500 CPU ms, the pages in a second.
"""

# ruff: noqa: E402, INP001, T201  (a script, in no package; it prints, and says where its modules lie)

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

_CHECKOUT: Final = Path(__file__).parent.parent
sys.path[:0] = [str(_CHECKOUT), str(_CHECKOUT / "tests")]

from openpyxl import load_workbook
from window_visits import visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from window_visits import Visitor

_YEAR: Final = 2016
_BOOK: Final = "办公室.xlsx"
_CHECK_BAR: Final = 500
_PAGES_BAR: Final = 1000


def main() -> int:
    """Print the medians; exit code 1 where a bar is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    typed = parser.parse_args()
    checks, pages = [], []
    with tempfile.TemporaryDirectory() as scratch:
        office = Path(scratch)
        shutil.copytree(_CHECKOUT / "data", office / "data")
        visiting = visitor(office)
        ledger = office / "data" / str(_YEAR) / "ledgers" / _BOOK
        for number in range(typed.runs + 1):
            ledger.write_bytes(_changed(ledger, number))
            checks.append(_spent(lambda: visiting.get(f"/{_YEAR}/ledgers")))
            pages.append(_spent(lambda: _first_page(visiting)))
    check, page = _median(checks[1:]), _median(pages[1:])
    print(f"a check after a changed workbook: {check[0]:.0f} CPU ms (bar {_CHECK_BAR}), {check[1]:.0f} ms")
    print(f"the first page shown after it:    {page[0]:.0f} CPU ms, {page[1]:.0f} ms (bar {_PAGES_BAR})")
    return int(check[0] > _CHECK_BAR or page[1] > _PAGES_BAR)


def _first_page(visiting: Visitor) -> None:
    """The screen of pages, and the picture of the first."""
    answers = [visiting.get(f"/{_YEAR}/pages"), visiting.get(f"/{_YEAR}/pages/1.png")]
    assert [each.status for each in answers] == [200, 200]  # noqa: S101  a page that is refused takes no time


def _changed(ledger: Path, number: int) -> bytes:
    book = load_workbook(ledger)
    book["新媒体"]["D2"].value = 5000 + number
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def _spent(visit: Callable[[], object]) -> tuple[float, float]:
    """CPU and clock milliseconds of a visit."""
    cpu, clock = time.process_time(), time.perf_counter()
    visit()
    return 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


def _median(spent: list[tuple[float, float]]) -> tuple[float, float]:
    return statistics.median(each[0] for each in spent), statistics.median(each[1] for each in spent)


if __name__ == "__main__":
    sys.exit(main())

"""PDF files → the clauses of PDF/A and PDF/UA that each breaks, by veraPDF's engine."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

DRIVER: Final = Path(__file__).parent / "referees" / "VeraCheck.java"
FLAVOURS: Final = ("2a", "ua1")
Verdicts = dict[tuple[str, str], list[str]]


def judge(verapdf: tuple[str, ...], files: Iterable[Path], flavours: tuple[str, ...] = FLAVOURS) -> Verdicts:
    """The clauses that each file breaks, by its name and flavour; one Java for all of them."""
    done = subprocess.run(
        [*verapdf, str(DRIVER), ",".join(flavours), *map(str, files)],
        capture_output=True,
        check=True,
        timeout=240,
    )
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    return {(Path(file).stem, flavour): broken.split() for file, flavour, broken in rows}

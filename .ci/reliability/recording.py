"""What was tried, and what came of it → ``docs/reliability.json``, which becomes ``docs/reliability.md``.

A run is recorded piece by piece, each with the commit that it was made at: an interrupted run goes on with
the pieces that are not there yet, and what was tried in pieces of the same name adds up.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

CHECKOUT: Final = Path(__file__).parent.parent.parent
RESULTS: Final = CHECKOUT / "docs" / "reliability.json"


def recorded(run: str) -> dict[str, dict[str, Any]]:
    """The pieces of a run that are recorded."""
    return dict(_results().get(run, {}))


def record(run: str, piece: str, figures: Mapping[str, object]) -> None:
    """Write a piece down, in the place of what was recorded of it."""
    results = _results()
    results.setdefault(run, {})[piece] = {**figures, "commit": _commit()}
    _write(results)


def _write(results: Mapping[str, object]) -> None:
    text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
    beside = RESULTS.with_suffix(".new")
    beside.write_text(f"{text}\n", encoding="utf-8")
    beside.replace(RESULTS)


def add(run: str, piece: str, figures: Mapping[str, float]) -> None:
    """Add what was tried to what is recorded of a piece; of the slowest and the most the larger stays."""
    results = _results()
    before = results.get(run, {}).get(piece, {})
    together = {
        key: max(before.get(key, 0), value)
        if key.startswith(("slowest", "most"))
        else before.get(key, 0) + value
        for key, value in figures.items()
    }
    commits = {*filter(None, before.get("commit", "").split(", ")), _commit()}
    results.setdefault(run, {})[piece] = {**together, "commit": ", ".join(sorted(commits))}
    _write(results)


def _results() -> dict[str, dict[str, dict[str, Any]]]:
    return dict(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else {}


def _commit() -> str:
    """The last commit that changed more than these records."""
    but = [f":!docs/{RESULTS.with_suffix(end).name}" for end in (".json", ".md")]
    command = ["git", "-C", str(CHECKOUT), "log", "-1", "--format=%h", "--", ".", *but]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()  # noqa: S603  our own words

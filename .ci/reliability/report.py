"""``docs/reliability.json``, the figures of recorded runs → ``docs/reliability.md``.

python .ci/reliability/report.py
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path[:0] = [str(Path(__file__).parent)]

from office import RESULTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PYTHON: Final = "python .ci/reliability"
_HEAD: Final = """# What was tried, and what came of it

Made by `python .ci/reliability/report.py` from the figures of recorded runs (`docs/reliability.json`); each
row names the command that repeats it and, with `--record`, renews its figures. Everything may be run shorter:
`--runs`, `--seconds`, `--rounds`, `--every`.

| what | tried | lost or at fault | slowest | repeat it with |
| --- | --- | --- | --- | --- |
"""


def rows(results: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, ...]]:
    """The table's rows, in the order of what may be lost."""
    if found := results.get("faults"):
        for how, count in dict(found["injected"]).items():  # type: ignore[call-overload]  figures by their kind
            what = {"kill": "killed", "fail": "failed on a full disk", "interrupt": "interrupted"}[how]
            yield (
                f"{found['commands']} commands {what} at a file operation, another command after each",
                f"{count} faults",
                str(found["lost"]),
                "",
                f"{_PYTHON}/faults.py",
            )
    if found := results.get("races"):
        tried = f"{found['rounds']} rounds of {found['pairs']} pairs"
        yield "two commands at once in one folder", tried, str(found["lost"]), "", f"{_PYTHON}/races.py"
    if found := results.get("mutations"):
        yield (
            f"files cut off, or bits turned in them, in every command (in {found['most_mebibytes']} MiB)",
            f"{found['inputs']} inputs",
            str(found["faults"]),
            f"{found['slowest_seconds']} s",
            f"{_PYTHON}/mutations.py",
        )
    for name, found in sorted(results.items()):
        if name.startswith("fuzz "):
            reader = name.removeprefix("fuzz ")
            yield (
                f"the reader `{reader}`, led by the lines that its inputs reach",
                f"{found['executions']} executions",
                str(found["faults"]),
                f"{found['slowest_seconds']} s",
                f"{_PYTHON}/fuzz.py {reader}",
            )


def page(results: Mapping[str, Mapping[str, object]]) -> str:
    """The whole document."""
    lines = [" | ".join(("", *row[:-1], f"`{row[-1]}`", "")).strip() for row in rows(results)]
    return _HEAD + "\n".join(lines) + "\n"


def main() -> None:
    """Write it."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    RESULTS.with_suffix(".md").write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The scripts that try for faults know every command and reader, and their records are told as they are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from report_builder.command_line.commands import COMMANDS

CHECKOUT: Final = Path(__file__).parent.parent
SCRIPTS: Final = CHECKOUT / ".ci" / "reliability"
READERS: Final = sorted(folder.name for folder in (SCRIPTS / "corpus").iterdir())

# Gives every file of a reader's corpus to the reader, as the fuzzer does.
ONCE: Final = """
import sys
sys.path.insert(0, sys.argv[1])
import targets
import tempfile
from pathlib import Path
targets.ROOM = Path(sys.argv[3])
assert sys.argv[2] in targets.TARGETS
for path in sorted((targets.CORPUS / sys.argv[2]).iterdir()):
    targets.run(sys.argv[2], path.read_bytes())
"""


def run(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", script, str(SCRIPTS), *arguments],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def told(module: str, asked: str) -> list[str]:
    """What a script's module knows."""
    script = f"import json, sys; sys.path.insert(0, sys.argv[1]); import {module}; print(json.dumps({asked}))"
    return list(json.loads(run(script)))


def test_every_command_is_killed_and_raced() -> None:
    cases = told("office", "list(office.CASES)")

    assert set(cases) == {command.name for command in COMMANDS}


def test_every_reader_has_a_corpus() -> None:
    names = told("targets", "list(targets.TARGETS)")

    assert sorted(names) == READERS


@pytest.mark.parametrize("reader", READERS)
def test_nothing_in_the_corpus_is_anything_but_a_finding(reader: str, tmp_path: Path) -> None:
    run(ONCE, reader, str(tmp_path))


def test_the_document_says_what_was_recorded() -> None:
    page = run(
        "import json, sys; sys.path.insert(0, sys.argv[1]); import report;"
        "print(report.page(json.loads(report.RESULTS.read_text(encoding='utf-8'))), end='')"
    )

    assert (CHECKOUT / "docs" / "reliability.md").read_text(encoding="utf-8") == page


def test_nothing_was_lost() -> None:
    results = json.loads((CHECKOUT / "docs" / "reliability.json").read_text(encoding="utf-8"))

    assert {name: found for name, found in results.items() if found.get("lost") or found.get("faults")} == {}

"""A command → the libraries that it loads, and none that it has no use for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sample_names import NAME


def loaded_by(folder: Path, *arguments: str) -> set[str]:
    """The libraries that a command has loaded when it ends well."""
    script = (
        "import sys\n"
        "from report_builder.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(Path(__file__).parent.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("command", ["pdf", "verify", "doctor"])
def test_a_command_that_counts_no_ledgers_loads_nothing_to_count_with(
    built: Path, tmp_path: Path, command: str
) -> None:
    shutil.copy(built / f"{NAME}.docx", tmp_path / "report.docx")
    shutil.copy(built / "statistics.json", tmp_path)
    shutil.copytree(Path(__file__).parent.parent / "data", tmp_path / "data")

    loaded = loaded_by(tmp_path, command, "2016" if command == "doctor" else "report.docx")

    assert loaded & {"pandas", "numpy", "python_calamine"} == set()


def test_typesetting_a_word_file_loads_nothing_that_only_a_build_needs(built: Path, tmp_path: Path) -> None:
    shutil.copy(built / f"{NAME}.docx", tmp_path / "report.docx")

    loaded = loaded_by(tmp_path, "pdf", "report.docx")

    heavy = {"pandas", "numpy", "openpyxl", "docx", "docxtpl", "jinja2", "markdown_it", "rich"}
    assert loaded & heavy == set()
    assert "reportlab" in loaded

"""Fixtures that any test may ask for: the sample year built once, a copy to spoil, and the referees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).parent.parent


def find_referee(program: str) -> str:
    """An independent program's path; skips the test where it is absent, and fails it in CI."""
    found = shutil.which(program)
    if found is None:
        reason = f"{program} is not installed, so nothing independent could be compared with"
        # In CI an absent referee would hide a difference: there it is a failure.
        if os.environ.get("CI") == "true":  # noqa: TID251  the test run's own switch
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture
def soffice() -> str:
    """LibreOffice."""
    return find_referee("soffice")


@pytest.fixture
def pdftotext() -> str:
    """Poppler's reader of a PDF's text."""
    return find_referee("pdftotext")


@pytest.fixture(scope="session")
def report_builder() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command line as its user does, in a process of its own, from a folder."""

    def run(*arguments: str, cwd: Path = CHECKOUT, **environment: str) -> subprocess.CompletedProcess[bytes]:
        inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}  # noqa: TID251
        return subprocess.run(
            [sys.executable, "-m", "report_builder", *arguments],
            cwd=cwd,
            env={**inherited, "PYTHONUTF8": "1", "PYTHONPATH": str(CHECKOUT), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def built(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The sample year as `report-builder build 2016` builds it: the folder of its outputs."""
    out = tmp_path_factory.mktemp("built")
    done = report_builder("build", "2016", "--out", str(out))
    assert done.returncode == 0, done.stderr.decode()
    return out / "2016"


@pytest.fixture
def own_data(tmp_path: Path) -> Path:
    """A copy of the sample year that a test may spoil: its `data` folder."""
    shutil.copytree(CHECKOUT / "data", tmp_path / "data")
    return tmp_path / "data"

"""What several tests of the window begin with."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from foreign_reports import faulty, two_years
from foreign_writers import by_python_docx, by_reportlab
from received_visits import (
    FAULT,
    HERE,
    come_in,
    review,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from window_visits import Visitor


@pytest.fixture(scope="session")
def sent() -> Mapping[str, bytes]:
    """Three agencies' reports, of which one does not add up."""
    reports = [faulty(101, FAULT)[1], two_years(4)[1], two_years(5)[1]]
    writers = (by_python_docx, by_reportlab, by_python_docx)
    return dict(written(*each) for each in zip(reports, writers, strict=True))


@pytest.fixture(scope="session")
def once_reviewed(sent: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder where they were handed in and reviewed."""
    folder = tmp_path_factory.mktemp("领导小组")
    visiting = come_in(folder)
    visiting.hand_in(HERE, sent)
    review(visiting)
    return folder


@pytest.fixture
def reviewed(once_reviewed: Path, tmp_path: Path) -> Visitor:
    """Somebody at a copy of it, which is the test's own folder."""
    shutil.copytree(once_reviewed, tmp_path, dirs_exist_ok=True)
    return come_in(tmp_path)

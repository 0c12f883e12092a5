"""What the tests of the ledgers share: a folder of ledgers, read under small settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from ledger_folders import LedgerFolder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def ledgers(tmp_path: Path) -> LedgerFolder:
    """An empty folder for ledgers."""
    folder = tmp_path / "台账"
    folder.mkdir()
    return LedgerFolder(folder)

"""The tag tree as poppler reads it out, beside the tree that it was when somebody looked at it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from conftest import find_referee
from golden_files import matches_golden

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.referee

GOLDEN: Final = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["2016", "python-docx"])
def test_the_structure_reads_as_it_read(
    name: str, printed: Mapping[str, bytes], tmp_path: Path, *, update_golden: bool
) -> None:
    pdfinfo = find_referee("pdfinfo")
    pdf = tmp_path / f"{name}.pdf"
    pdf.write_bytes(printed[name])

    done = subprocess.run(
        [pdfinfo, "-enc", "UTF-8", "-struct-text", str(pdf)], capture_output=True, check=True, timeout=60
    )

    assert matches_golden(GOLDEN / f"{name}.txt", done.stdout.decode(), update=update_golden)

"""A report with charts before independent judges: veraPDF, the browser's axe, and LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pdfplumber
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee

CHECKOUT: Final = Path(__file__).parent.parent.parent
DRIVER: Final = Path(__file__).with_name("VeraCheck.java")


@pytest.fixture(scope="module")
def charted(
    report_builder: Callable[..., subprocess.CompletedProcess[bytes]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The sample year built with charts in colour: the folder of its outputs."""
    folder = tmp_path_factory.mktemp("charted")
    shutil.copytree(CHECKOUT / "data", folder / "data")
    settings = folder / "data" / "2016" / "report.toml"
    settings.write_text('charts = "colour"\n' + settings.read_text(encoding="utf-8"), encoding="utf-8")
    done = report_builder("build", "2016", cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder / "out" / "2016"


def only(folder: Path, pattern: str) -> Path:
    """The only file of that kind."""
    (found,) = folder.glob(pattern)
    return found


def test_a_report_with_charts_is_archival_and_accessible(charted: Path, verapdf: tuple[str, ...]) -> None:
    done = subprocess.run(
        [*verapdf, str(DRIVER), "2a,ua1", str(only(charted, "*.pdf"))],
        capture_output=True,
        check=True,
        timeout=240,
    )

    verdicts = [line.split("\t")[1:] for line in done.stdout.decode().splitlines()]

    assert verdicts == [["2a", ""], ["ua1", ""]]


def test_libreoffice_puts_every_chart_where_the_pdf_has_it(
    charted: Path, libreoffice: LibreOffice, tmp_path: Path
) -> None:
    libreoffice.convert([only(charted, "*.docx")], "pdf", tmp_path)

    places = []
    for path in (only(charted, "*.pdf"), only(tmp_path, "*.pdf")):
        with pdfplumber.open(path) as pdf:
            places.append(
                [(page.page_number, image["x0"], image["x1"]) for page in pdf.pages for image in page.images]
            )

    ours, theirs = places
    assert len(ours) == len(theirs) == 4
    for mine, other in zip(ours, theirs, strict=True):
        assert mine == pytest.approx(other, abs=1)

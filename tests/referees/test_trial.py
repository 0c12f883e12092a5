"""A sample of the files that other writers make from a seed: no fault, no lost text, veraPDF passes each.

``.ci/typesetting-trial`` makes hundreds; ``docs/typesetting-trial.md`` tells what it found.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from conftest import find_referee, miss_referee
from trial.plans import FEWEST_FEATURES, make_plans, missing_pairs
from trial.trying import WRITERS, Programs, try_file, write_all
from verapdf import FLAVOURS, judge

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.referee

# A folder in which npm has put the package docx.
NPM_DOCX = "REPORT_BUILDER_NPM_DOCX"
SAMPLE = 2
SEED = 12


@pytest.mark.parametrize("writer", WRITERS)
def test_hundreds_of_plans_have_every_pair_of_what_a_writer_can(writer: str) -> None:
    plans = make_plans(writer, WRITERS[writer], 62, 2026)

    assert missing_pairs(plans, WRITERS[writer]) == set()
    assert min(len(plan.features) for plan in plans) >= FEWEST_FEATURES


def test_the_same_seed_makes_the_same_plans() -> None:
    assert make_plans("pandoc", WRITERS["pandoc"], 3, 5) == make_plans("pandoc", WRITERS["pandoc"], 3, 5)


def programs_for(writer: str) -> Programs:
    """The programs that a writer needs; skips the test where they are absent."""
    if writer == "pandoc":
        return Programs(pandoc=find_referee("pandoc"))
    if writer == "libreoffice":
        return Programs(soffice=find_referee("soffice"))
    if writer != "docx":
        return Programs()
    modules = os.environ.get(NPM_DOCX, "")  # noqa: TID251  the test run's own setting
    if not modules:
        miss_referee(f"{NPM_DOCX} does not name a folder in which npm has put docx")
    return Programs(node=find_referee("node"), modules=modules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the samples and their PDFs go."""
    return tmp_path_factory.mktemp("trial")


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_of_another_writer_is_set_whole(writer: str, folder: Path) -> None:
    plans = make_plans(writer, WRITERS[writer], SAMPLE, SEED)
    files = write_all(plans, folder, programs_for(writer))

    tried = [
        try_file(plan, file, shutil.which("pdftotext") or "") for plan, file in zip(plans, files, strict=True)
    ]

    assert [(each.name, each.faults) for each in tried if each.faults] == []
    assert all(each.pages for each in tried)


def test_every_pdf_of_them_is_archival_and_accessible(verapdf: tuple[str, ...], folder: Path) -> None:
    pdfs = sorted(folder.glob("*.pdf"))

    verdicts = judge(verapdf, pdfs)

    assert len(pdfs) >= SAMPLE  # python-docx's at the least
    assert verdicts == {(pdf.stem, flavour): [] for pdf in pdfs for flavour in FLAVOURS}

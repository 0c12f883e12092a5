"""Golden pages: where every run and every rule of the sample documents stands, drawn as text.

A change that moves them shows in the diff of ``golden/``; one that is meant is taken over with
``pytest tests/typesetting/test_golden.py --update-golden``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from documents import DOCUMENTS
from feature_documents import FEATURES
from golden_files import matches_golden
from msgspec.structs import replace
from traces import faces, structure, trace

from report_builder.diagnostics import Findings
from report_builder.typesetting.typeset import typeset

GOLDEN: Final = Path(__file__).parent / "golden"
# Enough of a long document to see its kinds of pages.
MOST_PAGES: Final = 3


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_pages_of_a_sample_stand_as_they_stood(name: str, *, update_golden: bool) -> None:
    findings = Findings()

    pages = typeset(DOCUMENTS[name](), f"{name}.docx", faces(), findings)

    told = "".join(f"{finding}\n" for finding in findings)
    drawn = trace(replace(pages, pages=pages.pages[:MOST_PAGES]))
    text = f"{len(pages.pages)} pages\n{told}{drawn}"
    assert matches_golden(GOLDEN / f"{name}.txt", text, update=update_golden)


@pytest.mark.parametrize("name", FEATURES)
def test_a_little_of_every_kind_stands_as_it_stood_and_is_heard_as_it_was(
    name: str, *, update_golden: bool
) -> None:
    findings = Findings()

    pages = typeset(FEATURES[name](), f"{name}.docx", faces(), findings)

    told = "".join(f"{finding}\n" for finding in findings)
    text = f"{len(pages.pages)} pages\n{told}{trace(pages)}{structure(pages)}"
    assert matches_golden(GOLDEN / f"{name}.txt", text, update=update_golden)


def test_no_golden_page_is_without_its_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == {*DOCUMENTS, *FEATURES}

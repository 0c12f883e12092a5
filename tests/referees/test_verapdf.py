"""veraPDF on every PDF that we make: PDF/A-2a and PDF/UA-1 hold; and it sees what is spoilt."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

import pytest
from broken_pdfs import BREAKS, Break, spoilt
from conftest import find_referee
from documents import report_of_2016
from strange_files import STRANGE
from table_files import span, spanned_table
from traces import faces
from verapdf import FLAVOURS, Verdicts, judge
from word_files import cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings, Severity
from report_builder.painting.attachments import Attachment
from report_builder.painting.pdf import paint_pdf
from report_builder.typesetting.typeset import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.referee

# ISO 19005-3, 6.8: only this part lets a file carry any other.
FLAVOURS_WITH_FILES: Final = ("3a", "ua1")


@pytest.fixture(scope="module")
def sound(printed: Mapping[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every document as a PDF file."""
    folder = tmp_path_factory.mktemp("sound")
    for name, pdf in printed.items():
        (folder / f"{name}.pdf").write_bytes(pdf)
    return sorted(folder.glob("*.pdf"))


@pytest.fixture(scope="module")
def verdicts(
    verapdf: tuple[str, ...],
    sound: list[Path],
    printed: Mapping[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Verdicts:
    """What veraPDF says of every document, and of the report with one thing spoilt at a time."""
    folder = tmp_path_factory.mktemp("spoilt")
    for number, done in enumerate(BREAKS):
        (folder / f"break-{number}.pdf").write_bytes(spoilt(printed["2016"], done))
    return judge(verapdf, [*sound, *sorted(folder.glob("*.pdf"))])


def test_every_document_is_archival_and_accessible(verdicts: Verdicts, sound: list[Path]) -> None:
    nothing: list[str] = []
    wanted = {(path.stem, flavour): nothing for path in sound for flavour in FLAVOURS}

    assert {key: verdicts[key] for key in wanted} == wanted


def test_a_report_that_carries_its_data_is_archival_too(verapdf: tuple[str, ...], tmp_path: Path) -> None:
    pages = typeset(report_of_2016(), "report.docx", faces(), Findings())
    attached = [
        Attachment("statistics.json", b"{}", "Data"),
        Attachment("主动公开目录.csv", "标题,日期".encode(), "Source"),
    ]
    (tmp_path / "attached.pdf").write_bytes(paint_pdf(pages, faces(), attached))

    verdicts = judge(verapdf, [tmp_path / "attached.pdf"], FLAVOURS_WITH_FILES)

    assert verdicts == {("attached", flavour): [] for flavour in FLAVOURS_WITH_FILES}


def test_a_page_with_stand_ins_is_archival_and_accessible(verapdf: tuple[str, ...], tmp_path: Path) -> None:
    docx = word_file(paragraph("表情😀，文字ش，自造\ue037"))
    (tmp_path / "absent.pdf").write_bytes(
        paint_pdf(typeset(docx, "absent.docx", faces(), Findings()), faces())
    )

    assert judge(verapdf, [tmp_path / "absent.pdf"]) == {("absent", flavour): [] for flavour in FLAVOURS}


def test_tables_with_any_spans_and_heads_are_accessible(verapdf: tuple[str, ...], tmp_path: Path) -> None:
    body = "".join(paragraph(f"表{seed}") + spanned_table(seed) for seed in range(60))
    headed = table(
        [2000] * 3,
        row(cell("一、主动公开", span(3))),
        row(cell("项目"), cell("上年"), cell("本年")),
        row(cell("公报"), cell("3"), cell("4")),
        row(cell("二、依申请公开", span(3))),
        row(cell("项目"), cell("本年", span(2))),
        row(cell("信函"), cell("5", span(2))),
    )
    pages = typeset(word_file(body + headed), "spans.docx", faces(), Findings())
    (tmp_path / "spans.pdf").write_bytes(paint_pdf(pages, faces()))

    assert judge(verapdf, [tmp_path / "spans.pdf"]) == {("spans", flavour): [] for flavour in FLAVOURS}


@pytest.mark.parametrize("done", BREAKS, ids=lambda done: done.name)
def test_a_pdf_is_rejected_if(done: Break, verdicts: Verdicts) -> None:
    assert done.clause in verdicts[f"break-{BREAKS.index(done)}", done.flavour]


def test_qpdf_finds_every_document_sound(sound: list[Path]) -> None:
    qpdf = find_referee("qpdf")

    said = {
        path.name: subprocess.run([qpdf, "--check", str(path)], capture_output=True, check=False).returncode
        for path in sound
    }

    assert said == {path.name: 0 for path in sound}


def test_no_strange_file_breaks_a_clause(verapdf: tuple[str, ...], tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.pdf" for name in STRANGE]
    for path in files:
        findings = Findings()
        pages = typeset(STRANGE[path.stem](), path.name, faces(), findings)
        assert [each for each in findings if each.severity is Severity.ERROR] == []
        path.write_bytes(paint_pdf(pages, faces()))

    verdicts = judge(verapdf, files)

    assert {key: broken for key, broken in verdicts.items() if broken} == {}
    assert len(verdicts) == len(FLAVOURS) * len(files)

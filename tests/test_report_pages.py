"""The table of contents names the pages as they are, in the Word file and in the PDF, after edits too."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
from contents_years import NAME, built, headings, office
from sheets import write_workbook

from report_builder.drafts import outcome_of
from report_builder.editing import RefreshRequest, refresh_file
from report_builder.finishing.finish import FinishRequest, finish
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import build, typeset_file
from report_builder.reports.pdf_text import read_pdf_text

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.drafts import BuildRequest


def numbers_in(report: Path) -> dict[str, int]:
    """What a Word file's table of contents says: the page of each heading."""
    lines = (each.text.partition("\t") for each in docx.Document(str(report)).paragraphs if "\t" in each.text)
    return {heading: int(number) for heading, _, number in lines}


def pages_in(pdf: Path, wanted: list[str]) -> dict[str, int]:
    """Where each heading stands in a PDF: the last page that has it, its line in the table being before."""
    pages = read_pdf_text(pdf.read_bytes()).pages
    return {
        heading: max(number for number, page in enumerate(pages, start=1) if heading in page)
        for heading in wanted
    }


def lines_in(pdf: Path, wanted: list[str]) -> dict[str, int]:
    """What the PDF's own table of contents says."""
    text = "".join(read_pdf_text(pdf.read_bytes()).pages)
    return {heading: int(found[1]) for heading in wanted if (found := re.search(f"{heading}([0-9]+)", text))}


@pytest.mark.parametrize(("sections", "sentences"), [(6, 12), (30, 1), (12, 9)])
def test_the_numbers_are_those_of_the_final_pages(tmp_path: Path, sections: int, sentences: int) -> None:
    folder = built(tmp_path, sections, sentences).folder
    told, pdf = numbers_in(folder / f"{NAME}.docx"), folder / f"{NAME}.pdf"

    assert len(told) == 2 * sections
    assert told == pages_in(pdf, list(told)) == lines_in(pdf, list(told))
    assert min(told.values()) >= 2


def test_a_year_without_such_a_format_is_built_without_one(tmp_path: Path) -> None:
    request = office(tmp_path, 2, 1)
    form = tmp_path / "styles" / "with-contents" / "format.toml"
    asked = form.read_text(encoding="utf-8")
    form.write_text(asked.replace("contents = true", "contents = false"), encoding="utf-8")

    folder = outcome_of(build(request)).folder

    assert numbers_in(folder / f"{NAME}.docx") == {}


def edited(folder: Path) -> Path:
    """The built report with two pages of text more in its first section."""
    report = folder / f"{NAME}.docx"
    document = docx.Document(str(report))
    first = next(each for each in document.paragraphs if each.text.startswith("本部分写明"))
    for _ in range(12):
        first.insert_paragraph_before(first.text, first.style)
    document.save(str(report))
    return report


def test_finish_puts_right_what_an_edit_moved(tmp_path: Path) -> None:
    report = edited(built(tmp_path, 3, 3).folder)
    before = numbers_in(report)

    request = FinishRequest(tmp_path / "data", tmp_path / "out", tmp_path, date(2025, 2, 1), source=report)
    result = outcome_of(finish(request))

    told, pdf = numbers_in(report), result.folder / f"{NAME}.pdf"
    assert told != before
    assert told == pages_in(pdf, list(told)) == lines_in(pdf, list(told))
    assert "finish.contents" in {each.code for each in result.findings}
    assert numbers_in(result.folder / f"{NAME}（定稿原件）.docx") == before


def test_pdf_says_what_the_word_file_says_and_tells_that_it_is_stale(tmp_path: Path) -> None:
    report = edited(built(tmp_path, 3, 3).folder)
    pdf = report.with_name("看.pdf")

    result = outcome_of(typeset_file(TypesetRequest(report, pdf, tmp_path)))

    stale = [each for each in result.findings if each.code == "docx.contents_stale"]
    assert lines_in(pdf, list(numbers_in(report))) == numbers_in(report)
    assert len(stale) == 1
    assert "第一处写的是第" in stale[0].evidence


def test_refresh_names_the_pages_as_they_are_then(tmp_path: Path) -> None:
    request = with_a_figure(tmp_path)
    report = edited(outcome_of(build(request)).folder)
    ledger = next((tmp_path / "data" / "2024" / "ledgers").iterdir())
    ledger.unlink()
    write_workbook(ledger, {"行政执法": "事项类型  数量\n行政许可  38"})
    asked = RefreshRequest(report, report.with_name("新.docx"), request.data, 2024, request.out, tmp_path)

    outcome_of(refresh_file(asked))

    pdf = report.with_name("新.pdf")
    result = outcome_of(typeset_file(TypesetRequest(report.with_name("新.docx"), pdf, tmp_path)))
    assert numbers_in(report.with_name("新.docx")) == pages_in(pdf, list(numbers_in(report)))
    assert "docx.contents_stale" not in {each.code for each in result.findings}


def with_a_figure(folder: Path) -> BuildRequest:
    """A year whose text has a figure of the ledger."""
    request = office(folder, 3, 3)
    narrative = folder / "data" / "2024" / "narrative.md"
    text = narrative.read_text(encoding="utf-8").replace("有哪些做法", "作出行政许可{{ 执法.行政许可 }}件", 1)
    narrative.write_text(text, encoding="utf-8")
    return request


def test_a_reader_is_led_from_a_line_to_its_heading(tmp_path: Path) -> None:
    folder = built(tmp_path, 3, 6).folder
    told = numbers_in(folder / f"{NAME}.docx")

    with pikepdf.open(folder / f"{NAME}.pdf") as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        links = [each for page in pdf.pages for each in page.obj.get("/Annots", ())]
        led = [places[each.Dest[0].objgen] for each in links]
        roles = [str(kid.S) for kid in pdf.Root.StructTreeRoot.K.K]
        (table,) = [kid for kid in pdf.Root.StructTreeRoot.K.K if kid.S == "/TOC"]
        items = {str(kid.S) for kid in table.K}
    assert led == list(told.values())
    assert roles.index("/TOC") < roles.index("/H2")
    assert items == {"/TOCI"}
    assert len(headings(3)) * 2 == len(led)

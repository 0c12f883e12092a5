"""The proof that pages hold every character of their Word file once: it keeps quiet, and it fires."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from documents import DOCUMENTS
from msgspec.structs import replace
from traces import faces
from word_files import cell, paragraph, row, table, word_file

from report_builder.diagnostics import Findings, Severity
from report_builder.typesetting.proof import prove_text
from report_builder.typesetting.typeset import typeset
from report_builder.word.packages import open_package

if TYPE_CHECKING:
    from report_builder.diagnostics import Finding
    from report_builder.typesetting.placed.pages import Pages

TEXT = paragraph("公开信息，办理申请") + paragraph("丙段在这里") + paragraph("丁段")


def prove(docx: bytes, pages: Pages) -> list[Finding]:
    findings = Findings()
    prove_text(open_package(docx, "样张.docx"), pages, findings)
    return list(findings)


def set_without_proof(docx: bytes) -> Pages:
    return typeset(docx, "样张.docx", faces(), Findings())


def without_run(pages: Pages, text: str) -> Pages:
    """The pages without the run that says this."""
    page = pages.pages[0]
    kept = tuple(run for run in page.runs if run.text != text)
    assert len(kept) == len(page.runs) - 1
    return replace(pages, pages=(replace(page, runs=kept), *pages.pages[1:]))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_sample_document_loses_a_character(name: str) -> None:
    docx = DOCUMENTS[name]()

    findings = Findings()
    typeset(docx, "样张.docx", faces(), findings)

    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_a_run_that_is_missing_is_found_with_its_paragraph() -> None:
    docx = word_file(TEXT)
    pages = without_run(set_without_proof(docx), "丙段在这里")

    (finding,) = prove(docx, pages)

    assert finding.code == "docx.text_lost"
    assert finding.severity is Severity.ERROR
    assert finding.place is not None
    assert finding.place.paragraph == 2
    assert "丙段在这里" in finding.evidence


def test_a_single_missing_character_is_found() -> None:
    docx = word_file(TEXT)
    pages = set_without_proof(docx)
    page = pages.pages[0]
    spoilt = tuple(replace(run, text=run.text.replace("，", "")) for run in page.runs)

    found = prove(docx, replace(pages, pages=(replace(page, runs=spoilt),)))

    assert [finding.evidence for finding in found] == ["“，”"]


def test_a_line_that_is_placed_twice_is_found() -> None:
    docx = word_file(TEXT)
    pages = set_without_proof(docx)
    page = pages.pages[0]

    (finding,) = prove(docx, replace(pages, pages=(replace(page, runs=(*page.runs, page.runs[0])),)))

    assert "多排" in finding.message
    assert finding.evidence == "“公开信息，办理申请”"


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:t>留</w:t></w:r></w:p>",
        "<w:p><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:t>留</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>显示</w:t></w:r></w:p>",
        "<w:p>" + FIELD.format("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>"
        + FIELD.format("separate") + "<w:r><w:t>页</w:t></w:r>" + FIELD.format("end") + "</w:p>",
        '<w:p><w:fldSimple w:instr="NUMPAGES"><w:r><w:t>共</w:t></w:r></w:fldSimple></w:p>',
        table([2000, 2000], row(cell("头", ""), cell("二"), properties="<w:tblHeader/>"),
              *(row(cell(f"第{number}行"), cell("文")) for number in range(60))),
        table([2000], row(cell("上", '<w:vMerge w:val="restart"/>')), row(cell("", "<w:vMerge/>"))),
        "<w:p><w:r><w:t>软\u00ad连字\u200b符</w:t></w:r></w:p>",
    ],
)  # fmt: skip
def test_what_is_deleted_hidden_computed_or_repeated_is_no_loss(body: str) -> None:
    docx = word_file(body + paragraph("正文"))

    assert prove(docx, set_without_proof(docx)) == []


def test_text_hidden_by_a_style_is_no_loss() -> None:
    hidden = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="h"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="i"><w:name w:val="i"/><w:basedOn w:val="h"/></w:style>'
    )
    docx = word_file(paragraph("藏", '<w:pStyle w:val="i"/>') + paragraph("正文"), styles=hidden)

    assert prove(docx, set_without_proof(docx)) == []


def test_a_file_without_text_is_no_loss() -> None:
    docx = word_file("<w:p/>")

    assert prove(docx, set_without_proof(docx)) == []


def test_the_proof_reads_the_file_itself_and_not_what_the_reader_made_of_it() -> None:
    docx = word_file(TEXT)
    pages = set_without_proof(docx)

    longer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(longer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("丁段".encode(), "丁段新".encode()))

    assert [finding.evidence for finding in prove(longer.getvalue(), pages)] == ["“新”"]


@pytest.mark.parametrize(
    "sign",
    [
        "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>',
        '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0a8</w:t></w:r>',
    ],
)
def test_a_sign_named_by_its_code_is_not_taken_for_one_that_is_placed_twice(sign: str) -> None:
    docx = word_file(paragraph("□甲-乙") + f"<w:p>{sign}</w:p>")

    assert prove(docx, set_without_proof(docx)) == []

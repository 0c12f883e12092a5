"""The PDF waits for the seal over the signature and the date: an empty field, tagged, that shows nothing."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest
from traces import faces, set_pages
from word_files import paragraph, word_file

from report_builder.diagnostics import Findings
from report_builder.painting.pdf import paint_pdf
from report_builder.painting.seal_places import SIDE, SealPlace, demand_seal_place, seal_place
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise

if TYPE_CHECKING:
    from report_builder.typesetting.placed.pages import GlyphRun

TITLE = paragraph("柳州市教育局2016年政府信息公开工作年度报告", '<w:pStyle w:val="Title"/>')
TEXT = paragraph("一、总体情况") + paragraph("全年公开26条。")
SIGNATURE = paragraph("柳州市教育局", '<w:jc w:val="right"/>')
DATE = paragraph("2016年12月31日", '<w:jc w:val="right"/>')
BEHIND = paragraph("送：领导小组办公室。")


@cache
def placed(body: str) -> SealPlace | None:
    docx = word_file(body)
    return seal_place(set_pages(docx), faces(), recognise(read_report_text(docx, "报告.docx"), []))


def painted(body: str) -> bytes:
    return paint_pdf(set_pages(word_file(body)), faces(), seal=placed(body))


def place(body: str = TITLE + TEXT + SIGNATURE + DATE + BEHIND) -> SealPlace:
    found = placed(body)
    assert found is not None
    return found


def spans(body: str, text: str) -> tuple[float, float, float]:
    """Left and right edge and baseline of the paragraph that says this and no more."""
    page = set_pages(word_file(body)).pages[0]
    said: dict[int, list[GlyphRun]] = {}
    for run in page.runs:
        said.setdefault(run.element, []).append(run)
    runs = next(each for each in said.values() if "".join(run.text for run in each) == text)
    rights = [
        run.left
        + sum(faces().face(run.look.face).advance(each) * run.look.size + run.spacing for each in run.text)
        for run in runs
    ]
    return min(run.left for run in runs), max(rights), runs[0].baseline


def test_the_seal_presses_on_the_signature_and_the_date() -> None:
    body = TITLE + TEXT + SIGNATURE + DATE + BEHIND

    left, right, _ = spans(body, "柳州市教育局")
    first, last, baseline = spans(body, "2016年12月31日")

    found = place()
    middle = (min(left, first) + max(right, last)) / 2
    assert found.left + SIDE / 2 == pytest.approx(middle, abs=0.1)
    assert found.bottom - found.top == pytest.approx(SIDE)
    assert found.top < baseline < found.bottom
    assert found.agency == "柳州市教育局"


def test_the_seal_lies_on_nothing_of_the_text_before() -> None:
    _, _, last_line = spans(TITLE + TEXT + SIGNATURE + DATE + BEHIND, "全年公开26条。")

    assert place().top > last_line


def test_a_signature_at_the_edge_leaves_the_seal_on_the_paper() -> None:
    far = '<w:jc w:val="right"/><w:ind w:right="-1400"/>'
    body = TITLE + TEXT + paragraph("柳州市教育局", far) + paragraph("2016年12月31日", far)

    found = place(body)

    assert found.right <= 595.4
    assert found.right - found.left == pytest.approx(SIDE)


def test_a_date_in_the_text_is_not_where_it_is_signed() -> None:
    body = TITLE + TEXT + paragraph("统计期限至2016年12月31日。") + "<w:p/>" * 9 + SIGNATURE + DATE

    _, _, baseline = spans(body, "柳州市教育局")

    assert place(body).top < baseline < place(body).bottom


def test_a_report_without_a_date_is_told_to_have_no_place() -> None:
    docx = word_file(TITLE + TEXT)
    findings = Findings()

    report = recognise(read_report_text(docx, "报告.docx"), [])

    found = demand_seal_place(set_pages(docx), faces(), report, findings)

    assert found is None
    assert [each.code for each in findings] == ["signature.no_place"]


def test_the_field_is_empty_named_and_shows_nothing() -> None:
    with pikepdf.open(io.BytesIO(painted(TITLE + TEXT + SIGNATURE + DATE + BEHIND))) as pdf:
        (field,) = pdf.Root.AcroForm.Fields

        assert field.FT == "/Sig"
        assert "/V" not in field
        assert str(field.TU) == "柳州市教育局的电子印章或者电子签名"
        assert field.AP.N.read_bytes() == b""
        assert field.objgen in {each.objgen for each in pdf.pages[0].Annots}


def test_the_field_is_heard_between_the_date_and_what_stands_behind() -> None:
    with pikepdf.open(io.BytesIO(painted(TITLE + TEXT + SIGNATURE + DATE + BEHIND))) as pdf:
        kids = list(pdf.Root.StructTreeRoot.K.K)
        (field,) = pdf.Root.AcroForm.Fields

        roles = [str(kid.S) for kid in kids]
        form = kids[roles.index("/Form")]
        nums = pdf.Root.StructTreeRoot.ParentTree.Nums
        back = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}
        assert roles[-2:] == ["/Form", "/P"]
        assert form.K.Obj.objgen == field.objgen
        assert back[int(field.StructParent)].objgen == form.objgen


def test_the_same_report_gives_the_same_bytes() -> None:
    body = TITLE + TEXT + SIGNATURE + DATE

    assert painted(body) == painted(body)


def test_nothing_changes_where_no_seal_is_waited_for() -> None:
    pages = set_pages(word_file(TITLE + TEXT + SIGNATURE + DATE))

    with pikepdf.open(io.BytesIO(paint_pdf(pages, faces()))) as pdf:
        assert "/AcroForm" not in pdf.Root

"""The sample's report edited in Word, then finished: the edit is everywhere, and nothing else got out."""

from __future__ import annotations

import json
import shutil
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import RGBColor
from finished_pdfs import text_of_pdf
from finished_years import EDIT, NAME, ORIGINAL, add_sentence, everything, finished, office, stopped
from lxml.etree import SubElement
from openpyxl import load_workbook
from word_texts import rewrite

from report_builder.drafts import BuildRequest, outcome_of
from report_builder.editing import VerifyRequest, verify_file
from report_builder.filing.verifying import verify_folder
from report_builder.pipeline import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document
    from lxml.etree import _Element

    from report_builder.finishing.finish import FinishRequest

NEW: Final = '申请.新收|有无("收到","政府信息公开申请","件")'
DOCX: Final = f"{NAME}.docx"
PDF: Final = f"{NAME}.pdf"


@pytest.fixture(scope="module")
def filed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's folder after the edited report was finished."""
    request = office(tmp_path_factory.mktemp("filed"), built)
    return finished(request).folder


@pytest.fixture
def request_(built: Path, tmp_path: Path) -> FinishRequest:
    """A report that was edited and is not finished yet."""
    return office(tmp_path, built)


def manifest_of(folder: Path) -> dict[str, dict[str, object]]:
    return dict(json.loads((folder / "manifest.json").read_bytes()))


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_the_edit_stands_in_the_word_file_and_in_the_pdf(filed: Path) -> None:
    document = docx.Document(str(filed / DOCX))

    assert any(EDIT in each.text for each in document.paragraphs)
    assert EDIT in text_of_pdf((filed / PDF).read_bytes())


def test_the_manifest_has_the_edited_files_as_they_are_now(filed: Path) -> None:
    listed = {
        entry["name"]: entry["sha256"]
        for entry in json.loads((filed / "manifest.json").read_bytes())["outputs"]
    }

    assert listed[DOCX] == digest(filed / DOCX)
    assert listed[PDF] == digest(filed / PDF)
    assert [each.code for each in verify_folder(filed) if each.severity == "error"] == []


def test_the_manifest_has_the_original_and_its_copy(filed: Path, built: Path) -> None:
    told = manifest_of(filed)["finishing"]

    assert told["original"] == {"name": ORIGINAL, "sha256": digest(filed / ORIGINAL)}
    assert told["copy"] == {"name": DOCX, "sha256": digest(filed / DOCX)}
    assert told["version"] == 1
    assert digest(filed / DOCX) != digest(built / DOCX)


def test_the_original_stays_byte_for_byte(request_: FinishRequest) -> None:
    edited = (request_.out / "2016" / DOCX).read_bytes()

    folder = finished(request_).folder

    assert (folder / ORIGINAL).read_bytes() == edited


def test_the_copy_has_no_author_of_the_edits_and_no_record_of_what_was_built(filed: Path) -> None:
    copy = docx.Document(str(filed / DOCX))

    assert copy.core_properties.author == "柳州市教育局"
    assert copy.core_properties.last_modified_by == ""
    assert "customXml" not in "".join(str(part.partname) for part in copy.part.package.iter_parts())


def test_the_checks_page_is_of_the_edited_file(filed: Path) -> None:
    page = (filed / "checks.html").read_text(encoding="utf-8")

    assert ORIGINAL in page
    assert "style.signed_on_last_day" in page
    assert "style.sent_to" not in page
    assert "narrative.md" not in page


def test_finishing_again_changes_no_byte(request_: FinishRequest) -> None:
    folder = finished(request_).folder
    first = everything(request_.out)

    finished(request_)

    assert everything(folder.parent) == first


def test_two_offices_get_the_same_bytes(request_: FinishRequest, built: Path, tmp_path: Path) -> None:
    other = office(tmp_path / "other", built)
    shutil.copy(request_.out / "2016" / DOCX, other.out / "2016" / DOCX)

    finished(request_)
    finished(other)

    assert everything(other.out) == everything(request_.out)


def test_the_copy_agrees_with_its_figures_to_whoever_verifies_it(filed: Path) -> None:
    assert [each.code for each in verify_file(VerifyRequest(filed / DOCX)) if each.severity == "error"] == []


def test_a_file_saved_elsewhere_is_finished_under_the_proper_name(request_: FinishRequest) -> None:
    draft = request_.out / "2016" / "送审稿.docx"
    (request_.out / "2016" / DOCX).rename(draft)
    before = draft.read_bytes()

    folder = finished(request_, source=draft, year=0).folder

    assert draft.read_bytes() == before
    assert any(EDIT in each.text for each in docx.Document(str(folder / DOCX)).paragraphs)
    assert manifest_of(folder)["finishing"]["original"] == {"name": "送审稿.docx", "sha256": digest(draft)}
    assert not (folder / ORIGINAL).exists()


def test_an_edit_after_finishing_is_seen_as_another_report(request_: FinishRequest) -> None:
    folder = finished(request_).folder
    document = docx.Document(str(folder / DOCX))
    add_sentence(document)
    document.save(str(folder / DOCX))

    (found,) = stopped(request_)

    assert found.code == "finish.which"
    assert DOCX in found.evidence
    assert ORIGINAL in found.evidence


@pytest.mark.parametrize("beside", ["送审稿.docx", "送审稿（更新）.docx"])
def test_where_two_word_files_could_be_meant_it_asks(request_: FinishRequest, beside: str) -> None:
    folder = request_.out / "2016"
    shutil.copy(folder / DOCX, folder / beside)
    before = everything(request_.out)

    (found,) = stopped(request_)

    assert found.code == "finish.which"
    assert all(f"{name}（" in found.evidence for name in (DOCX, beside))
    assert everything(request_.out) == before


def test_the_copy_that_was_edited_is_meant_where_the_built_one_lies_as_it_was(
    built: Path, request_: FinishRequest
) -> None:
    """As the manual has it: 送审稿.docx saved beside the report, and edited."""
    folder = request_.out / "2016"
    (folder / DOCX).rename(folder / "送审稿.docx")
    shutil.copy(built / DOCX, folder / DOCX)

    result = finished(request_)

    chosen = next(each for each in result.findings if each.code == "finish.chosen")
    assert "送审稿.docx" in chosen.message
    assert DOCX in chosen.evidence
    original = {"name": "送审稿.docx", "sha256": digest(folder / "送审稿.docx")}
    assert manifest_of(folder)["finishing"]["original"] == original


def test_words_that_nobody_sees_are_told(request_: FinishRequest) -> None:
    report = request_.out / "2016" / DOCX
    document = docx.Document(str(report))
    paragraph = next(each for each in document.paragraphs if "统计期限" in each.text)
    white = paragraph.add_run("白色的字")
    white.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    paragraph.add_run("藏起来的字").font.hidden = True
    document.save(str(report))

    told = {each.code: each for each in finished(request_).findings}

    assert "白色的字" in told["docx.unseen_text"].evidence
    assert "藏起来的字" in told["docx.hidden_text"].evidence
    assert {told[code].severity for code in ("docx.unseen_text", "docx.hidden_text")} == {"warning"}


def test_the_ofd_carries_the_figures_where_that_is_asked(request_: FinishRequest) -> None:
    folder = finished(request_, attach=True).folder

    with zipfile.ZipFile(folder / f"{NAME}.ofd") as ofd:
        attached = ofd.read("Doc_0/Attachs/attachment_1.json")
    assert attached == (folder / "statistics.json").read_bytes()


def test_a_deleted_statutory_table_stops_it(request_: FinishRequest) -> None:
    report = request_.out / "2016" / DOCX
    document = docx.Document(str(report))
    table = document.tables[-1]
    document.element.body.remove(table._tbl)  # noqa: SLF001  python-docx has no way to take one out
    document.save(str(report))

    errors = {each.code for each in stopped(request_) if each.severity == "error"}

    assert "table.incomplete" in errors


def test_word_files_that_are_no_report_of_the_year_are_not_meant(request_: FinishRequest) -> None:
    minutes = docx.Document()
    minutes.add_paragraph("会议记录")
    minutes.save(str(request_.out / "2016" / "会议记录.docx"))

    assert (finished(request_).folder / "会议记录.docx").exists()


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_a_report_that_is_open_is_not_finished(request_: FinishRequest, lock: str) -> None:
    (request_.out / "2016" / lock.format(DOCX)).write_bytes(b"")
    before = everything(request_.working_folder)

    (found,) = stopped(request_)

    assert (found.code, found.severity) == ("file.opened", "error")
    assert everything(request_.working_folder) == before


def test_a_year_without_a_report_is_told(request_: FinishRequest) -> None:
    (request_.out / "2016" / DOCX).unlink()

    assert [each.code for each in stopped(request_)] == ["finish.no_report"]


def spoil_figure(document: Document) -> None:
    rewrite(document, NEW, "共收到政府信息公开申请7件")


def test_a_figure_that_disagrees_stops_it_before_anything_is_written(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built, spoil_figure)
    before = everything(tmp_path)

    found = stopped(request)

    assert "docx.figure_edited" in [each.code for each in found if each.severity == "error"]
    assert everything(tmp_path) == before


def test_even_so_writes_all_the_same_and_tells_the_reason(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built, spoil_figure)

    result = finished(request, reason="已经局长办公会审定")

    told = manifest_of(result.folder)["finishing"]
    assert told["reason"] == "已经局长办公会审定"
    assert "docx.figure_edited" in told["overruled"]  # type: ignore[operator]
    assert [each.code for each in result.findings if each.severity == "error"] == []
    assert "已经局长办公会审定" in (result.folder / "checks.html").read_text(encoding="utf-8")
    assert "共收到政府信息公开申请7件" in text_of_pdf((result.folder / PDF).read_bytes())


def test_a_reason_with_letters_that_no_file_can_hold_is_written_legibly(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built, spoil_figure)

    folder = finished(request, reason="会议\udcff审定\x07").folder

    assert manifest_of(folder)["finishing"]["reason"] == "会议?审定〔U+0007〕"


def test_a_reason_that_is_not_needed_is_not_told(request_: FinishRequest) -> None:
    assert "reason" not in manifest_of(finished(request_, reason="赶时间").folder)["finishing"]


def test_a_stand_in_that_nobody_filled_in_stops_it(built: Path, tmp_path: Path) -> None:
    def leave_open(document: Document) -> None:
        next(each for each in document.paragraphs if "统计期限" in each.text).add_run("举办培训××次。")

    found = stopped(office(tmp_path, built, leave_open))

    assert "text.unfilled" in [each.code for each in found if each.severity == "error"]


def test_a_section_that_was_deleted_stops_it(built: Path, tmp_path: Path) -> None:
    def cut(document: Document) -> None:
        heading = next(each for each in document.paragraphs if each.text.startswith("六、"))
        for run in heading.runs:
            run.text = ""

    found = stopped(office(tmp_path, built, cut))

    assert "section.missing" in [each.code for each in found if each.severity == "error"]


def redate(day: str) -> Callable[[Document], None]:
    def edit(document: Document) -> None:
        signed = next(each for each in document.paragraphs if each.text.strip() == "2016年12月31日")
        for run in signed.runs[1:]:
            run.text = ""
        for text in list(signed._p.iter("{*}t")):  # noqa: SLF001  its control holds the date
            text.getparent().remove(text)  # type: ignore[union-attr]
        signed.add_run(day)

    return edit


def date_findings(request: FinishRequest) -> list[str]:
    return [each.evidence for each in stopped(request) if each.code == "finish.date"]


def test_a_date_other_than_the_settings_stops_it_with_both(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built, redate("2017年1月13日"))

    assert date_findings(request) == ["报告：2017年1月13日；设置：2016年12月31日"]


def test_a_date_that_only_stands_in_stops_it(request_: FinishRequest) -> None:
    settings = request_.data / "2016" / "report.toml"
    settings.write_text('format = "guangxi-seven-part"\n', encoding="utf-8")

    assert date_findings(request_) == ["报告：2016年12月31日（生成时暂落的）；设置：没有写"]


def test_a_date_that_no_calendar_has_stops_it(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built, redate("2017年2月30日"))

    assert [each.message for each in stopped(request) if each.code == "finish.date"] == [
        "成文日期写作“2017年2月30日”，没有这一天"
    ]


def test_the_report_of_another_agency_is_not_finished(request_: FinishRequest) -> None:
    agency = request_.data / "agency.toml"
    agency.write_text(
        agency.read_text(encoding="utf-8").replace('name = "柳州市教育局"', 'name = "柳州市卫生局"'),
        encoding="utf-8",
    )

    assert "finish.other" in [each.code for each in stopped(request_)]


def renamed(style: str) -> Callable[[Document], None]:
    """Another agency written into the paragraphs of a style."""

    def rename(document: Document) -> None:
        paragraphs = [each for each in document.paragraphs if each.style and each.style.name == style]
        for run in (run for each in paragraphs for run in each.runs):
            run.text = run.text.replace("柳州市教育局", "柳州市卫生局")
        assert any("柳州市卫生局" in each.text for each in paragraphs)

    return rename


@pytest.mark.parametrize(("style", "what"), [("Title", "标题"), ("署名", "落款")])
def test_another_agency_in_the_title_or_the_signature_stops_it(
    built: Path, tmp_path: Path, style: str, what: str
) -> None:
    found = stopped(office(tmp_path, built, renamed(style)))

    told = [each.message for each in found if each.code == "finish.other"]
    assert told == [f"{what}里写的不是这个单位"]


def strike(document: Document) -> None:
    """A run deleted with the deletion tracked."""
    add_sentence(document)
    paragraph = next(each for each in document.paragraphs if each.text.endswith(EDIT))
    body: _Element = paragraph._p  # noqa: SLF001
    run: _Element = paragraph.runs[-1]._r  # noqa: SLF001
    deletion = SubElement(body, qn("w:del"))
    deletion.set(qn("w:id"), "900")
    deletion.set(qn("w:author"), "某人")
    deletion.append(run)
    for text in run.iter(qn("w:t")):
        text.tag = qn("w:delText")


def test_a_tracked_change_that_nobody_settled_is_a_warning(built: Path, tmp_path: Path) -> None:
    result = finished(office(tmp_path, built, strike))

    told = [each.severity for each in result.findings if each.code == "docx.revisions"]
    assert told == ["warning"]


def test_ledgers_that_changed_since_are_told_by_the_figures_that_went_stale(request_: FinishRequest) -> None:
    path = request_.data / "2016" / "ledgers" / "办公室.xlsx"
    book = load_workbook(path)
    sheet = book["工作情况"]
    row = next(row for row in sheet.iter_rows() if "经费" in str(row[0].value))
    row[1].value = 7.5
    book.save(path)

    found = stopped(request_)

    assert "docx.figure_stale" in [each.code for each in found if each.severity == "error"]


def test_a_build_after_finishing_keeps_the_original_and_tells_what_was_sent(request_: FinishRequest) -> None:
    folder = finished(request_).folder
    before, original = manifest_of(folder), (folder / ORIGINAL).read_bytes()

    outcome_of(build(BuildRequest(request_.data, 2016, request_.out, request_.working_folder)))

    assert (folder / ORIGINAL).read_bytes() == original
    assert manifest_of(folder)["finishing"] == before["finishing"]
    (found,) = stopped(request_)
    assert found.code == "finish.which"
    assert f"{ORIGINAL}（以前定稿时留下的原件）" in found.evidence

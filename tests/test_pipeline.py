"""A whole build from the sample year: what comes out, and that one planted fault stops it in its tracks."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pytest
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook
from sample_names import NAME
from word_files import word_file

from report_builder.diagnostics import ReportError, Severity
from report_builder.drafts import BuildRequest, outcome_of
from report_builder.page_formats import TypesetRequest
from report_builder.pipeline import build, check, typeset_file
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from report_builder.diagnostics import Finding


def request_for(data: Path, format_name: str = "") -> BuildRequest:
    """The request to build the year 2016 of some data into the folder `out` beside it."""
    return BuildRequest(data, 2016, data.parent / "out", data.parent, format_name)


def failure(request: BuildRequest) -> tuple[Finding, ...]:
    """The errors that stop a build."""
    with pytest.raises(ReportError) as error:
        outcome_of(build(request))
    return tuple(found for found in error.value.findings if found.severity is Severity.ERROR)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def header(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """A sheet's header row and its columns by name."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        columns = {str(name): place for place, name in enumerate(row, start=1) if name}
        if len(columns) > 2:
            return number, columns
    raise AssertionError(sheet.title)


def edit(data: Path, workbook: str, sheet: str, *rows: Mapping[str, object]) -> None:
    """Write over a sheet's first rows of data."""
    path = data / "2016" / "ledgers" / workbook
    book = load_workbook(path)
    head, columns = header(book[sheet])
    for number, row in enumerate(rows, start=head + 1):
        for name, value in row.items():
            book[sheet].cell(number, columns[name]).value = value  # type: ignore[assignment]  # openpyxl's stubs lack object
    book.save(path)


def a_date_that_is_none(data: Path) -> None:
    edit(data, "教育督导室.xlsx", "主动公开", {"公开日期": "2016-02-31"})


def an_unknown_category(data: Path) -> None:
    edit(data, "教育督导室.xlsx", "主动公开", {"信息类别": "教育监督"})


def a_negative_count(data: Path) -> None:
    edit(data, "办公室.xlsx", "新媒体", {"订阅用户数": -3})


def one_number_for_two_applications(data: Path) -> None:
    application = {"登记编号": "2016-001", "收到日期": "2016-03-01", "申请人类型": "自然人"}
    edit(data, "办公室.xlsx", "依申请公开", application, application)


def a_missing_sheet(data: Path) -> None:
    for path in (data / "2016" / "ledgers").glob("*.xlsx"):
        book = load_workbook(path)
        if "主动公开" in book.sheetnames and len(book.sheetnames) > 1:
            book.remove(book["主动公开"])
            book.save(path)
        elif "主动公开" in book.sheetnames:
            path.unlink()


def a_misspelt_word_in_the_narrative(data: Path) -> None:
    path = data / "2016" / "narrative.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{{ 申请.新收 |", "{{ 申请.新受 |", 1), encoding="utf-8")


def a_misspelt_placeholder_in_the_template(data: Path) -> None:
    own = data.parent / "styles" / "guangxi-seven-part"
    shutil.copytree(packaged_folder("styles") / "guangxi-seven-part", own)
    with zipfile.ZipFile(own / "template.docx") as template:
        parts = {name: template.read(name) for name in template.namelist()}
    document = parts["word/document.xml"].decode()
    assert "成文日期 }}" in document
    parts["word/document.xml"] = document.replace("成文日期 }}", "成文曰期 }}", 1).encode()
    with zipfile.ZipFile(own / "template.docx", "w") as template:
        for name, part in parts.items():
            template.writestr(name, part)


def a_workbook_that_is_none(data: Path) -> None:
    (data / "2016" / "ledgers" / "财务科.xlsx").write_bytes(b"this is not a workbook")


def a_settings_file_with_a_slip(data: Path) -> None:
    path = data / "agency.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("postcode", "postcod"), encoding="utf-8")


def a_narrative_that_cannot_be_opened(data: Path) -> None:
    # A folder in a file's place: no system, and no administrator, can open it as a file.
    (data / "2016" / "narrative.md").unlink()
    (data / "2016" / "narrative.md").mkdir()


FAULTS = [
    (a_date_that_is_none, "ledger.date", "教育督导室.xlsx › 主动公开!A2"),
    (an_unknown_category, "ledger.choice", "教育督导室.xlsx › 主动公开!C2"),
    (a_negative_count, "ledger.count", "办公室.xlsx › 新媒体!D2"),
    (one_number_for_two_applications, "ledger.duplicate_number", "办公室.xlsx › 依申请公开!A4"),
    (a_missing_sheet, "ledger.sheet_missing", "ledgers"),
    (a_misspelt_word_in_the_narrative, "narrative.unknown", "narrative.md › 第"),
    (a_misspelt_placeholder_in_the_template, "template.placeholder", "template.docx › 第"),
    (a_workbook_that_is_none, "file.unreadable", "财务科.xlsx"),
    (a_settings_file_with_a_slip, "settings.invalid", "agency.toml › 第"),
    (a_narrative_that_cannot_be_opened, "file.unreadable", "narrative.md"),
]


@pytest.mark.parametrize(("plant", "code", "place"), FAULTS, ids=[plant.__name__ for plant, _, _ in FAULTS])
def test_a_fault_stops_the_build_names_its_place_and_leaves_the_earlier_build_alone(
    own_data: Path, built: Path, plant: Callable[[Path], None], code: str, place: str
) -> None:
    shutil.copytree(built, own_data.parent / "out" / "2016")
    plant(own_data)

    found = failure(request_for(own_data))

    assert code in {finding.code for finding in found}
    assert any(place in str(finding.place) for finding in found if finding.code == code)
    assert all(finding.remedy or finding.evidence for finding in found if finding.code == code)
    assert contents(own_data.parent / "out" / "2016") == contents(built)
    assert [path.name for path in (own_data.parent / "out").iterdir()] == ["2016"]


def test_faults_of_different_stages_are_told_together(own_data: Path) -> None:
    a_date_that_is_none(own_data)
    a_workbook_that_is_none(own_data)
    a_misspelt_word_in_the_narrative(own_data)

    found = failure(request_for(own_data))

    assert {"ledger.date", "file.unreadable", "narrative.unknown"} <= {finding.code for finding in found}


def test_a_faulty_ledger_brings_no_findings_about_its_sums(own_data: Path) -> None:
    a_date_that_is_none(own_data)

    found = failure(request_for(own_data))

    assert {finding.code for finding in found} == {"ledger.date"}


def test_the_outputs_are_the_report_its_pdf_the_statistics_and_the_manifest(built: Path) -> None:
    names = sorted(path.name for path in built.iterdir())

    assert names == sorted(
        [f"{NAME}.docx", f"{NAME}.pdf", "checks.html", "manifest.json", "statistics.json", "statistics.xlsx"]
    )


def test_the_statistics_name_the_agency_the_year_and_the_format(built: Path) -> None:
    statistics = json.loads((built / "statistics.json").read_bytes())

    assert (statistics["agency"], statistics["year"]) == ("柳州市教育局", 2016)
    assert statistics["format"] == "guangxi-seven-part"


def test_the_sample_year_builds_without_an_error_or_a_warning(own_data: Path) -> None:
    findings = outcome_of(check(request_for(own_data))).findings

    assert [str(finding) for finding in findings if finding.severity is not Severity.NOTICE] == []


def test_a_year_without_a_narrative_uses_the_formats_own_and_says_so(own_data: Path) -> None:
    (own_data / "2016" / "narrative.md").unlink()

    result = outcome_of(build(request_for(own_data)))

    assert "narrative.default" in {finding.code for finding in result.findings}
    assert result.pages > 1


def test_a_year_without_a_signing_date_is_signed_on_its_last_day_and_says_so(own_data: Path) -> None:
    (own_data / "2016" / "report.toml").unlink()

    result = outcome_of(build(request_for(own_data)))

    [notice] = [found for found in result.findings if found.code == "settings.signed_on_default"]
    assert "2016年12月31日" in notice.message


def test_a_format_that_is_not_there_is_a_finding(own_data: Path) -> None:
    found = failure(request_for(own_data, format_name="no-such-format"))

    assert {finding.code.partition(".")[0] for finding in found} == {"format"}


def test_an_agency_whose_name_is_no_file_name_is_a_finding(own_data: Path) -> None:
    path = own_data / "agency.toml"
    text = path.read_text(encoding="utf-8").replace('name = "柳州市教育局"', 'name = "../柳州市教育局"', 1)
    path.write_text(text, encoding="utf-8")

    found = failure(request_for(own_data))

    assert [finding.code for finding in found] == ["settings.invalid"]
    assert sorted(path.name for path in own_data.parent.iterdir()) == ["data"]


def test_the_stages_are_told_in_their_order(own_data: Path) -> None:
    assert list(build(request_for(own_data))) == [
        "读取单位设置",
        "读取台账并统计",
        "套用格式，撰写正文",
        "生成 Word 报告",
        "核对",
        "排版",
        "生成 PDF",
        "归档",
    ]


def test_a_word_file_that_is_none_leaves_the_earlier_pdf_alone(tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK\x03\x04 but no more")
    (tmp_path / "report.pdf").write_bytes(b"earlier")
    request = TypesetRequest(tmp_path / "report.docx", tmp_path / "report.pdf", tmp_path)

    with pytest.raises(ReportError) as error:
        outcome_of(typeset_file(request))

    assert [finding.code for finding in error.value.findings] == ["docx.unreadable"]
    assert (tmp_path / "report.pdf").read_bytes() == b"earlier"


def test_statistics_and_ledgers_can_be_carried_in_the_pdf(own_data: Path) -> None:
    result = outcome_of(build(replace(request_for(own_data), attach=True)))

    with pikepdf.open(result.folder / f"{NAME}.pdf") as pdf:
        carried = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        metadata = pdf.Root.Metadata.read_bytes().decode()
    assert carried["statistics.json"] == (result.folder / "statistics.json").read_bytes()
    assert carried["财务科.xlsx"] == (own_data / "2016" / "ledgers" / "财务科.xlsx").read_bytes()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "ledger.attached" in [found.code for found in result.findings]


def test_a_strict_typesetting_refuses_what_it_cannot_set(tmp_path: Path) -> None:
    source = tmp_path / "报告.docx"
    source.write_bytes(word_file("<w:p><w:r><w:t>正文</w:t><w:unheard/></w:r></w:p>"))
    request = TypesetRequest(source, tmp_path / "报告.pdf", tmp_path, strict=True)

    with pytest.raises(ReportError) as error:
        outcome_of(typeset_file(request))

    assert [str(found.place) for found in error.value.findings] == [f"{source} › 第1段"]
    assert not request.target.exists()


def test_the_check_report_of_a_build_is_that_of_a_check_wherever_both_are_written(
    own_data: Path, tmp_path: Path
) -> None:
    result = outcome_of(build(request_for(own_data)))

    outcome_of(check(replace(request_for(own_data), out=tmp_path / "elsewhere")))

    page = (tmp_path / "elsewhere" / "2016" / "checks.html").read_bytes()
    assert page == (result.folder / "checks.html").read_bytes()
    assert str(tmp_path).encode() not in page


def test_a_check_report_written_after_a_build_is_no_users_file(own_data: Path) -> None:
    outcome_of(build(request_for(own_data)))
    path = own_data / "2016" / "narrative.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("一事一审", "一事一审,不漏一件"), encoding="utf-8"
    )
    outcome_of(check(request_for(own_data)))

    result = outcome_of(build(request_for(own_data)))

    assert "file.kept" not in {found.code for found in result.findings}
    assert "style.half_width_mark" in (result.folder / "checks.html").read_text(encoding="utf-8")
    manifest = json.loads((result.folder / "manifest.json").read_bytes())
    assert "checks.html" not in [entry["name"] for entry in manifest["outputs"]]


def test_figures_that_do_not_add_up_are_marked_in_the_check_report(own_data: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "依申请公开统计"
    sheet.append(["项目", *"自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计".split()])
    sheet.append(["本年新收政府信息公开申请数量", 1, 0, 0, 0, 0, 0, 2])
    sheet.append(["结转下年度继续办理", 1, 0, 0, 0, 0, 0, 2])
    book.save(own_data / "2016" / "ledgers" / "统计表.xlsx")

    with pytest.raises(ReportError):
        outcome_of(check(replace(request_for(own_data), format_name="national-2021")))

    page = (own_data.parent / "out" / "2016" / "checks.html").read_text(encoding="utf-8")
    assert "statistics.unbalanced" in page
    assert re.search(r'<td class="figure marked">1 <a href="#f\d+"', page)


def test_a_faulty_ledger_has_a_check_report_without_figures(own_data: Path) -> None:
    a_date_that_is_none(own_data)

    with pytest.raises(ReportError):
        outcome_of(check(request_for(own_data)))

    page = (own_data.parent / "out" / "2016" / "checks.html").read_text(encoding="utf-8")
    assert "ledger.date" in page
    assert "教育督导室.xlsx › 主动公开!A2" in page
    assert "没有统计出数据" in page

"""What the finished packages hold: the edit, each recipient's own papers, and nothing of the ledgers."""

from __future__ import annotations

import io
import json
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

import bagit  # type: ignore[import-untyped]  # it carries no types
import docx
import pytest
from finished_pdfs import text_of_pdf
from finished_years import EDIT, NAME, everything, finished, office, stopped
from lxml import etree

from report_builder.filing.package_verifying import verify_package
from report_builder.filing.verifying import verify_folder
from report_builder.resources import packaged_folder

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

OFFICE: Final = "报送-柳州市政务公开政府信息公开政务服务工作领导小组办公室"
ROOMS: Final = ("查阅-柳州市政务服务中心", "查阅-柳州市档案馆", "查阅-柳州市图书馆")


@pytest.fixture(scope="module")
def filed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The year's folder after the edited report was finished."""
    return finished(office(tmp_path_factory.mktemp("filed"), built)).folder


def payload(filed: Path, package: str) -> dict[str, bytes]:
    return everything(filed / "归档" / package / "data")


def test_every_recipient_gets_a_folder_and_a_zip_file(filed: Path) -> None:
    names = {path.name for path in (filed / "归档").iterdir()}

    assert names == {each for package in (OFFICE, *ROOMS) for each in (package, f"{package}.zip")}


@pytest.mark.parametrize("package", [OFFICE, *ROOMS])
def test_every_package_is_valid_to_both(filed: Path, package: str) -> None:
    assert verify_package(filed / "归档" / package) == ()
    assert verify_package(filed / "归档" / f"{package}.zip") == ()
    assert bagit.Bag(str(filed / "归档" / package)).is_valid()


def test_the_folder_and_its_zip_file_hold_the_same(filed: Path) -> None:
    with zipfile.ZipFile(filed / "归档" / f"{ROOMS[1]}.zip") as archive:
        zipped = {name: archive.read(name) for name in archive.namelist()}

    assert zipped == {
        f"{ROOMS[1]}/{name}": data for name, data in everything(filed / "归档" / ROOMS[1]).items()
    }


def test_the_office_gets_the_report_its_figures_the_checks_and_a_covering_note(filed: Path) -> None:
    report = {f"{NAME}.docx", f"{NAME}.pdf", f"{NAME}.ofd", "statistics.json", "statistics.xlsx"}
    beside = {"checks.html", "manifest.json", "送审函.docx", "送审函.pdf", "元数据.xml", "元数据.json"}

    assert payload(filed, OFFICE).keys() == report | beside


def test_a_reading_room_gets_the_report_a_card_and_a_receipt(filed: Path) -> None:
    report = {f"{NAME}.pdf", f"{NAME}.ofd", f"{NAME}.html", "csv-metadata.json"}
    tables = {name for name in payload(filed, ROOMS[1]) if name.endswith(".csv")}
    beside = {"著录卡.docx", "著录卡.pdf", "回执.docx", "回执.pdf", "元数据.xml", "元数据.json"}

    assert len(tables) == 3
    assert payload(filed, ROOMS[1]).keys() == report | tables | beside


@pytest.mark.parametrize("package", [OFFICE, *ROOMS])
def test_the_edit_and_its_hash_are_in_every_package(filed: Path, package: str) -> None:
    files = payload(filed, package)
    manifest = (filed / "归档" / package / "manifest-sha256.txt").read_text(encoding="utf-8")

    assert files[f"{NAME}.pdf"] == (filed / f"{NAME}.pdf").read_bytes()
    assert EDIT in text_of_pdf(files[f"{NAME}.pdf"])
    assert f"{sha256(files[f'{NAME}.pdf']).hexdigest()}  data/{NAME}.pdf" in manifest


def test_the_web_page_of_the_rooms_has_the_edit_and_links_to_the_files_beside_it(filed: Path) -> None:
    files = payload(filed, ROOMS[0])
    page = etree.HTML(files[f"{NAME}.html"])

    linked = {unquote(each) for each in page.xpath("//footer//a/@href")}

    assert EDIT in "".join(page.itertext())
    assert {f"{NAME}.pdf", f"{NAME}.ofd", "csv-metadata.json"} <= linked
    assert linked <= set(files)


def test_the_ofd_of_the_rooms_has_the_edit(filed: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(payload(filed, ROOMS[0])[f"{NAME}.ofd"])) as archive:
        pages = [archive.read(name) for name in archive.namelist() if name.endswith("Content.xml")]

    words = "".join("".join(etree.fromstring(page).itertext()).strip() for page in pages)
    assert EDIT in "".join(words.split())


def test_the_covering_note_names_the_recipient_and_every_file_with_its_hash(filed: Path) -> None:
    files = payload(filed, OFFICE)
    note = docx.Document(io.BytesIO(files["送审函.docx"]))
    listed = {row.cells[1].text: row.cells[3].text for row in note.tables[0].rows[1:]}

    assert note.paragraphs[0].text == f"关于报送《{NAME}》的函"
    assert note.paragraphs[1].text == "柳州市政务公开政府信息公开政务服务工作领导小组办公室："
    assert listed[f"{NAME}.pdf"].replace(" ", "") == sha256(files[f"{NAME}.pdf"]).hexdigest()
    assert set(listed) == set(files) - {"送审函.docx", "送审函.pdf", "元数据.xml", "元数据.json"}


def test_the_metadata_say_alike_in_both_forms(filed: Path) -> None:
    files = payload(filed, ROOMS[1])
    told = json.loads(files["元数据.json"])
    root = etree.fromstring(files["元数据.xml"])
    fields = {etree.QName(each).localname: each.text for each in root if len(each) == 0}

    assert told["题名"] == NAME
    assert (told["责任者"], told["日期"], told["页数"], told["密级"]) == (
        "柳州市教育局",
        "2016-12-31",
        "12",
        "公开",
    )
    assert told["保管期限"] is None
    assert fields == {name: value for name, value in told.items() if name not in {"说明", "文件"}}
    assert "未经核验" in told["说明"]


def test_what_an_archive_notes_is_taken_from_the_settings(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    agency = request.data / "agency.toml"
    text = agency.read_text(encoding="utf-8")
    agency.write_text(f'{text}\n[archive]\nretention = "永久"\nfonds = "0123"\n', encoding="utf-8")

    told = json.loads(payload(finished(request).folder, ROOMS[1])["元数据.json"])

    assert (told["保管期限"], told["全宗号"]) == ("永久", "0123")


def test_the_page_for_the_office_quotes_no_cell_of_the_ledgers(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    ledger = request.data / "2016" / "ledgers" / "补充.csv"
    rows = (
        "信息名称,信息类别,制发日期,公开日期,公开渠道",
        "不宜外传的题目,教育督导,2015-11-02,2016-12-30,柳州教育网",
    )
    ledger.write_text("\n".join(rows), encoding="utf-8")

    folder = finished(request, reason="试一试").folder

    inside = (folder / "checks.html").read_text(encoding="utf-8")
    outside = payload(folder, OFFICE)["checks.html"].decode()
    assert "不宜外传的题目" in inside
    assert "不宜外传的题目" not in outside
    assert "timeliness.publication" in outside


def test_the_reason_to_finish_in_spite_of_errors_is_in_the_covering_note(built: Path, tmp_path: Path) -> None:
    def leave_open(document: Document) -> None:
        document.paragraphs[8].add_run("××年")

    request = office(tmp_path, built, leave_open)

    files = payload(finished(request, reason="等上级定数").folder, OFFICE)

    note = docx.Document(io.BytesIO(files["送审函.docx"]))
    assert any("情况说明如下：等上级定数。" in each.text for each in note.paragraphs)
    assert json.loads(files["manifest.json"])["finishing"]["reason"] == "等上级定数"


def test_a_recipient_that_is_named_no_more_gets_nothing_the_next_time(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    finished(request)
    agency = request.data / "agency.toml"
    text = agency.read_text(encoding="utf-8").replace(', "柳州市图书馆"]', "]")
    agency.write_text(text, encoding="utf-8")

    # The text speaks of the reading rooms, and is left as it was.
    folder = finished(request, reason="查阅点撤并").folder

    assert ROOMS[2] not in {path.name.removesuffix(".zip") for path in (folder / "归档").iterdir()}
    assert [each.code for each in verify_folder(folder)] == []


def test_nobody_to_send_to_is_told(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    agency = request.data / "agency.toml"
    told = [
        line
        for line in agency.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("sent_to", "reading_rooms"))
    ]
    agency.write_text("\n".join(told), encoding="utf-8")

    result = finished(request, reason="试一试")

    assert "finish.no_recipients" in [each.code for each in result.findings]
    assert not (result.folder / "归档").exists()
    assert not (request.data / "归档登记.xlsx").exists()


def test_the_folder_of_the_year_is_verified_with_its_packages(built: Path, tmp_path: Path) -> None:
    folder = finished(office(tmp_path, built)).folder
    (folder / "归档" / ROOMS[1] / "data" / "便条.txt").write_text("x", encoding="utf-8")

    assert [each.place.file for each in verify_folder(folder) if each.place] == [
        str(folder / "归档" / ROOMS[1] / "data" / "便条.txt")
    ]


def test_a_form_of_ones_own_is_used_and_its_fault_told(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    own = tmp_path / "styles"
    own.mkdir()
    form = docx.Document(str(packaged_folder("styles") / "receipt.docx"))
    form.paragraphs[0].text = "查阅点回执"
    form.save(str(own / "receipt.docx"))

    folder = finished(request).folder
    form.paragraphs[0].text = "{{ 查阅点 }}"
    form.save(str(own / "receipt.docx"))
    errors = [each.code for each in stopped(request) if each.severity == "error"]

    made = docx.Document(io.BytesIO(payload(folder, ROOMS[0])["回执.docx"]))
    assert made.paragraphs[0].text == "查阅点回执"
    assert errors == ["template.syntax"]

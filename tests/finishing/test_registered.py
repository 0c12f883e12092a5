"""What a finished year leaves in the register: each package with its hash, and which version it is."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import docx
import pytest
from finished_pdfs import text_of_pdf
from finished_years import NAME, add_sentence, everything, finished, office, stopped
from openpyxl import load_workbook

from report_builder.filing.package_verifying import verify_package
from report_builder.filing.registering import REGISTER
from report_builder.filing.verifying import verify_folder

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.finishing.finish import FinishRequest

ROOM: Final = "归档/查阅-柳州市档案馆.zip"
OFFICE: Final = "归档/报送-柳州市政务公开政府信息公开政务服务工作领导小组办公室"


@pytest.fixture
def request_(built: Path, tmp_path: Path) -> FinishRequest:
    """A report that was edited and is not finished yet."""
    return office(tmp_path, built)


def rows_of(request: FinishRequest) -> list[list[object]]:
    sheet = load_workbook(request.data / REGISTER)["归档登记"]
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def test_every_package_is_noted_with_its_hash_and_the_reports(request_: FinishRequest) -> None:
    folder = finished(request_).folder

    rows = rows_of(request_)

    assert [row[0] for row in rows] == ["2017-01-05"] * 4
    assert [row[9] for row in rows] == [digest(folder / str(row[8])) for row in rows]
    assert {row[10] for row in rows} == {digest(folder / f"{NAME}.pdf")}
    assert {(row[1], row[2], row[6], row[7]) for row in rows} == {(2016, 1, "2016-12-31", 12)}


def test_finishing_again_notes_nothing_twice(request_: FinishRequest) -> None:
    finished(request_)
    before = (request_.data / REGISTER).read_bytes()

    finished(request_)

    assert (request_.data / REGISTER).read_bytes() == before


def test_a_correction_after_filing_is_the_second_version_everywhere(request_: FinishRequest) -> None:
    folder = finished(request_).folder
    document = docx.Document(str(folder / f"{NAME}.docx"))
    add_sentence(document)
    document.paragraphs[8].add_run("更正的一句。")
    document.save(str(folder / f"{NAME}.docx"))

    result = finished(request_, source=folder / f"{NAME}.docx")

    package = everything(folder / OFFICE / "data")
    note = docx.Document(io.BytesIO(package["送审函.docx"]))
    assert [row[2] for row in rows_of(request_)] == [1] * 4 + [2] * 4
    assert rows_of(request_)[4][11] == "更正，代替第1版"
    assert json.loads((folder / "manifest.json").read_bytes())["finishing"]["version"] == 2
    assert json.loads(package["元数据.json"])["版本"] == "2"
    assert any("更正以后的版本" in each.text for each in note.paragraphs)
    assert "更正的一句。" in text_of_pdf(package[f"{NAME}.pdf"])
    assert "register.version" in [each.code for each in result.findings]


def test_what_went_out_before_a_correction_is_kept_whole(request_: FinishRequest) -> None:
    folder = finished(request_).folder
    first = (folder / ROOM).read_bytes()
    for number in (2, 3):
        document = docx.Document(str(folder / f"{NAME}.docx"))
        document.paragraphs[8].add_run(f"第{number}版的一句。")
        document.save(str(folder / f"{NAME}.docx"))
        finished(request_, source=folder / f"{NAME}.docx")

    kept = sorted(each.relative_to(folder).as_posix() for each in folder.glob("归档/第*版/*"))
    assert len(kept) == 8
    assert (folder / "归档" / "第1版" / ROOM.rpartition("/")[2]).read_bytes() == first
    assert verify_package(folder / "归档" / "第2版" / ROOM.rpartition("/")[2]) == ()
    assert [each.code for each in verify_folder(folder)] == ["manifest.extra"]  # the originals of before


def test_a_register_that_is_open_stops_it_before_anything_is_written(request_: FinishRequest) -> None:
    finished(request_)
    (request_.data / f"~${REGISTER}").write_bytes(b"")
    with (request_.data / "agency.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[archive]\nretention = "永久"\n')
    before = everything(request_.working_folder)

    assert [each.code for each in stopped(request_)] == ["file.opened"]

    assert everything(request_.working_folder) == before


def test_a_reason_is_noted(built: Path, tmp_path: Path) -> None:
    request = office(tmp_path, built)
    (request.data / "2016" / "report.toml").write_text('format = "guangxi-seven-part"\n', encoding="utf-8")

    finished(request, reason="年底签发")

    assert {row[11] for row in rows_of(request)} == {"带着错误定稿：年底签发"}


def test_the_sample_that_came_with_the_program_is_noted_beside_what_is_made_of_it(
    request_: FinishRequest,
) -> None:
    finished(request_, is_sample=True)

    assert (request_.out / REGISTER).is_file()
    assert not (request_.data / REGISTER).exists()

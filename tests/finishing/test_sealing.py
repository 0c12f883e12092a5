"""A sealed PDF goes into every package beside the painted one, if it says what the report says."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import pikepdf
import pytest
from finished_years import NAME, everything, finished, office, stopped
from sealed_pdfs import sealed

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.finishing.finish import FinishRequest

SEALED: Final = f"{NAME}（盖章）.pdf"


@pytest.fixture
def request_(built: Path, tmp_path: Path) -> FinishRequest:
    """A report that was edited and is not finished yet."""
    return office(tmp_path, built)


def test_a_sealed_pdf_is_packed_and_told_everywhere(request_: FinishRequest, tmp_path: Path) -> None:
    folder = finished(request_).folder
    path = tmp_path / "盖章.pdf"
    path.write_bytes(sealed((folder / f"{NAME}.pdf").read_bytes()))

    finished(request_, sealed=path)

    digest = sha256(path.read_bytes()).hexdigest()
    packed = {name: data for name, data in everything(folder).items() if name.endswith(SEALED)}
    told = json.loads((folder / "manifest.json").read_bytes())
    metadata = json.loads((folder / "归档" / "查阅-柳州市档案馆" / "data" / "元数据.json").read_bytes())
    assert len(packed) == 5
    assert set(packed.values()) == {path.read_bytes()}
    assert told["finishing"]["sealed"] == {"name": SEALED, "sha256": digest}
    assert {each["文件名"]: each["格式"] for each in metadata["文件"]}[SEALED] == "PDF（已盖章）"
    assert told["finishing"]["version"] == 1


def test_the_seal_on_another_text_stops_it(request_: FinishRequest, built: Path, tmp_path: Path) -> None:
    path = tmp_path / "盖章.pdf"
    path.write_bytes(sealed((built / f"{NAME}.pdf").read_bytes()))  # sealed before the report was edited
    before = everything(tmp_path)

    found = [each for each in stopped(request_, sealed=path) if each.code == "sealed.differs"]

    assert found
    assert {each.severity for each in found} == {"error"}
    assert everything(tmp_path) == before


def test_the_seal_on_another_text_goes_out_with_a_reason(
    request_: FinishRequest, built: Path, tmp_path: Path
) -> None:
    path = tmp_path / "盖章.pdf"
    path.write_bytes(sealed((built / f"{NAME}.pdf").read_bytes()))

    folder = finished(request_, sealed=path, reason="只改了一个标点").folder

    told = json.loads((folder / "manifest.json").read_bytes())["finishing"]
    assert (told["reason"], told["overruled"]) == ("只改了一个标点", ["sealed.differs"])


def test_a_sealed_pdf_that_is_not_there_is_told(request_: FinishRequest, tmp_path: Path) -> None:
    found = stopped(request_, sealed=tmp_path / "没有.pdf")

    assert [each.code for each in found if each.severity == "error"] == ["file.missing"]


def test_the_pdf_waits_for_the_seal_where_the_settings_say_so(request_: FinishRequest) -> None:
    agency = request_.data / "agency.toml"
    agency.write_text(f"signature_field = true\n{agency.read_text(encoding='utf-8')}", encoding="utf-8")

    folder = finished(request_).folder

    with pikepdf.open(folder / f"{NAME}.pdf") as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert (str(field.T), str(field.TU)) == ("seal", "柳州市教育局的电子印章或者电子签名")
        assert "/V" not in field

"""A PDF is signed in a new file beside it, or somebody is told why not."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pikepdf
import pytest
from msgspec.structs import replace
from sealed_pdfs import updated, without_form
from signed_pdfs import painted, signed, stamped, waiting
from signing_keys import MOMENT, PASSWORD, SIGNER, key_file

from report_builder.diagnostics import ReportError
from report_builder.reports.pdf_signatures import read_signatures
from report_builder.signing import SignRequest, check_keys, sign_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")


@pytest.fixture
def request_(tmp_path: Path) -> SignRequest:
    """A PDF and a key in a folder."""
    (tmp_path / "报告.pdf").write_bytes(painted())
    (tmp_path / "单位.p12").write_bytes(key_file())
    return SignRequest(tmp_path / "报告.pdf", tmp_path / "单位.p12", PASSWORD, MOMENT)


def stopped(request: SignRequest) -> list[str]:
    """The codes of what kept it from being signed; nothing may have been written."""
    before = sorted(request.source.parent.iterdir())
    with pytest.raises(ReportError) as raised:
        sign_file(request)
    assert sorted(request.source.parent.iterdir()) == before
    return [each.code for each in raised.value.findings]


def test_the_signed_pdf_is_a_new_file_that_begins_with_the_old_one(request_: SignRequest) -> None:
    result = sign_file(request_)

    assert result.target == request_.source.with_name("报告（已签名）.pdf")
    assert request_.source.read_bytes() == painted()
    assert result.target.read_bytes().startswith(painted())
    assert result.signer == SIGNER


def test_it_is_never_written_over_another_file(request_: SignRequest) -> None:
    first, second = sign_file(request_).target, sign_file(request_).target

    assert second.name == "报告（已签名2）.pdf"
    assert stopped(replace(request_, target=first)) == ["file.unwritable"]
    assert stopped(replace(request_, target=request_.source)) == ["file.unwritable"]


def test_the_empty_field_is_the_one_that_is_signed(request_: SignRequest) -> None:
    request_.source.write_bytes(waiting())

    result = sign_file(request_)

    assert [each.field for each in read_signatures(result.target.read_bytes()).signatures] == ["seal"]
    assert result.findings == ()


def test_a_pdf_without_a_field_is_signed_unseen_and_that_is_told(request_: SignRequest) -> None:
    result = sign_file(request_)

    assert [each.code for each in result.findings] == ["sign.no_field"]
    assert [each.field for each in read_signatures(result.target.read_bytes()).signatures] == ["signature-1"]


def test_the_time_is_the_one_that_was_given_and_no_other(request_: SignRequest) -> None:
    data = sign_file(request_).target.read_bytes()

    with pikepdf.open(io.BytesIO(data)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        told, changed = str(field.V.M), str(pdf.docinfo["/ModDate"])
    with pikepdf.open(io.BytesIO(painted())) as pdf:
        assert changed == str(pdf.docinfo["/ModDate"])
    assert told.startswith("D:20170105093000")


def test_a_wrong_password_is_told(request_: SignRequest) -> None:
    assert stopped(replace(request_, password="不对")) == ["sign.key"]  # noqa: S106  no secret


@pytest.mark.parametrize("data", [b"", b"0\x82", b"-----BEGIN CERTIFICATE-----"])
def test_what_is_no_key_is_told(request_: SignRequest, data: bytes) -> None:
    request_.key.write_bytes(data)

    assert stopped(request_) == ["sign.key"]


def test_a_certificate_is_used_only_while_it_is_valid(request_: SignRequest) -> None:
    late = replace(request_, moment=MOMENT + timedelta(days=1000))
    early = replace(request_, moment=datetime(2015, 1, 1, tzinfo=UTC))

    assert [stopped(late), stopped(early)] == [["sign.key_expired"]] * 2


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", painted()[:3000], b"PK\x03\x04"])
def test_what_is_no_pdf_is_not_signed(request_: SignRequest, data: bytes) -> None:
    request_.source.write_bytes(data)

    assert stopped(request_) == ["sign.unsignable"]


@pytest.mark.parametrize("number", [b"1.2.3", b"--1", b"1-", b"+.", b"1e9"])
def test_a_pdf_with_a_number_that_is_none_is_not_signed(request_: SignRequest, number: bytes) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 %b]>>" % number
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page)
    bodies = [b"%d 0 obj\n%b\nendobj\n" % each for each in enumerate(objects, start=1)]
    starts = [9 + sum(map(len, bodies[:before])) for before in range(4)]
    table = b"".join(b"%010d 00000 n \n" % start for start in starts[:3])
    end = b"trailer\n<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % starts[3]
    request_.source.write_bytes(
        b"%PDF-1.7\n" + b"".join(bodies) + b"xref\n0 4\n0000000000 65535 f \n" + table + end
    )

    assert stopped(request_) == ["sign.unsignable"]


def test_a_pdf_with_a_password_is_not_signed(request_: SignRequest) -> None:
    with pikepdf.open(io.BytesIO(painted())) as pdf:
        pdf.save(request_.source, encryption=pikepdf.Encryption(owner="a", user="b"))

    assert stopped(request_) == ["sign.unsignable"]


def test_a_missing_extra_is_told_with_the_way_to_it(
    request_: SignRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = signed()
    monkeypatch.setitem(sys.modules, "pyhanko", None)  # as where it was never installed

    assert stopped(request_) == ["sign.not_installed"]
    assert [each.code for each in check_keys(data, "盖章.pdf")] == ["sealed.not_proved"]


def forged(data: bytes) -> bytes:
    """The signed file with another value in its signature."""
    at = data.rindex(
        b"0" * 64, 0, data.rindex(b">")
    )  # where the signature's padding begins is behind its value
    end = len(data[:at].rstrip(b"0"))
    other = b"1" if data[end - 20 : end - 19] == b"0" else b"0"
    return data[: end - 20] + other + data[end - 19 :]


def below_another_field(data: bytes) -> bytes:
    """The file with a form behind it whose one field holds the ones that were there."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        fields = pikepdf.Array([pikepdf.Dictionary(T="all", Kids=root.AcroForm.Fields)])
        root.AcroForm = pikepdf.Dictionary(Fields=fields)
        return updated(data, {root.objgen[0]: root.unparse(resolved=True)})


def to_be_mended(data: bytes) -> bytes:
    """The file with cross-references that lead nowhere."""
    return data + b"startxref\n999999999\n%%EOF\n"


@pytest.mark.parametrize("change", [bytes, below_another_field, to_be_mended])
def test_a_signature_of_another_key_is_found_out_wherever_it_is(change: Callable[[bytes], bytes]) -> None:
    data = signed()

    assert list(check_keys(change(data), "盖章.pdf")) == []
    assert [each.code for each in check_keys(change(forged(data)), "盖章.pdf")] == ["sealed.broken"]


def test_the_key_of_a_time_stamp_is_proved_too() -> None:
    assert list(check_keys(stamped(), "盖章.pdf")) == []


def test_a_pdf_with_a_signature_that_no_reader_shows_is_not_signed(request_: SignRequest) -> None:
    request_.source.write_bytes(without_form(signed()))

    assert stopped(request_) == ["sign.unsignable"]


def test_a_pdf_whose_objects_a_reader_has_to_look_for_is_not_signed(request_: SignRequest) -> None:
    request_.source.write_bytes(to_be_mended(painted()))

    assert stopped(request_) == ["sign.unsignable"]


def test_a_page_without_resources_is_no_damage(request_: SignRequest) -> None:
    with pikepdf.open(io.BytesIO(painted())) as pdf:
        del pdf.pages[0].obj["/Resources"]
        pdf.pages[0].obj.Contents = pdf.make_stream(b"")
        pdf.save(request_.source)

    assert [each.code for each in sign_file(request_).findings] == ["sign.no_field"]

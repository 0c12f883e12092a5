"""What a PDF's signatures tell of themselves: how far they reach, and whether that is as it was."""

from __future__ import annotations

import io

import pikepdf
import pytest
from sealed_pdfs import saved, sealed
from signed_pdfs import painted, signed
from signing_keys import SIGNER

from report_builder.reports.pdf_signatures import PdfSignature, read_signatures


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_signature_is_read_with_its_signer_its_time_and_how_far_it_reaches(kind: str) -> None:
    data = signed(kind=kind)

    assert read_signatures(data) == (
        PdfSignature("signature-1", SIGNER, "2017年1月5日09:30", len(data), is_intact=True),
    )


def test_what_was_signed_first_reaches_as_far_as_it_did() -> None:
    once, twice = signed(), signed(signed())

    assert [(each.end, each.is_intact) for each in read_signatures(twice)] == [
        (len(once), True),
        (len(twice), True),
    ]


def test_a_byte_that_was_changed_is_seen() -> None:
    data = bytearray(signed())
    data[300] ^= 1

    assert [each.is_intact for each in read_signatures(bytes(data))] == [False]


def test_a_gap_that_is_more_than_the_signature_covers_nothing() -> None:
    data = signed()
    (found,) = read_signatures(data)
    at = data.index(b"/ByteRange")
    numbers = data[at : data.index(b"]", at)]
    start, length, after, rest = (int(each) for each in numbers.split(b"[")[1].split())
    wider = b"/ByteRange [%d %d %d %d" % (start, length - 50, after, rest)

    spoilt = data.replace(numbers, wider.ljust(len(numbers)))

    assert found.end == len(data)
    assert [each.end for each in read_signatures(spoilt)] == [0]


def test_a_seal_that_tells_no_range_reaches_nowhere() -> None:
    assert read_signatures(sealed(painted())) == (PdfSignature("seal", "", "", 0, None),)


def test_a_field_below_another_one_is_found() -> None:
    with pikepdf.open(io.BytesIO(sealed(painted()))) as pdf:
        fields = pdf.Root.AcroForm.Fields
        holder = pdf.make_indirect(pikepdf.Dictionary(T="all", Kids=list(fields)))
        pdf.Root.AcroForm.Fields = pikepdf.Array([holder])
        data = saved(pdf)

    assert len(read_signatures(data)) == 1


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", painted()[:2000]])
def test_what_is_no_pdf_has_no_signature(data: bytes) -> None:
    assert read_signatures(data) == ()

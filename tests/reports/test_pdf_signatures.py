"""What a PDF's signatures tell of themselves: how far they reach, and whether that is as it was."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from sealed_pdfs import emptied, holding, saved, saved_anew, sealed, startxrefs, without_form
from signed_pdfs import painted, signed, stamped
from signing_keys import SIGNER

from report_builder.reports.pdf_signatures import PdfSignature, read_signatures
from report_builder.reports.signature_traces import SignedSpan, TooManySignaturesError
from report_builder.reports.signed_data import SignedData

if TYPE_CHECKING:
    from collections.abc import Callable


def shown(data: bytes) -> list[PdfSignature]:
    return [each for each in read_signatures(data).signatures if each.is_shown]


def hidden(data: bytes) -> list[PdfSignature]:
    return [each for each in read_signatures(data).signatures if not each.is_shown]


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_a_signature_is_read_with_its_signer_its_time_and_how_far_it_reaches(kind: str) -> None:
    data = signed(kind=kind)

    (found,) = read_signatures(data).signatures

    assert (found.field, found.signer, found.moment) == ("signature-1", SIGNER, "2017年1月5日09:30")
    assert (found.end, found.is_intact, found.is_shown) == (len(data), True, True)


def test_what_was_signed_first_reaches_as_far_as_it_did() -> None:
    once, twice = signed(), signed(signed())

    assert [(each.end, each.is_intact) for each in shown(twice)] == [(len(once), True), (len(twice), True)]
    assert hidden(twice) == []


def test_a_byte_that_was_changed_is_seen() -> None:
    data = bytearray(signed())
    data[300] ^= 1

    assert [each.is_intact for each in shown(bytes(data))] == [False]


def test_a_gap_that_is_more_than_the_signature_covers_nothing() -> None:
    data = signed()
    at = data.index(b"/ByteRange")
    numbers = data[at : data.index(b"]", at)]
    start, length, after, rest = (int(each) for each in numbers.split(b"[")[1].split())
    wider = b"/ByteRange [%d %d %d %d" % (start, length - 50, after, rest)

    spoilt = data.replace(numbers, wider.ljust(len(numbers)))

    assert [each.end for each in shown(data)] == [len(data)]
    assert [each.end for each in shown(spoilt)] == [0]


def test_a_seal_that_tells_no_range_reaches_nowhere() -> None:
    assert shown(sealed(painted())) == [PdfSignature(field="seal", contents=b"seal", has_range=False)]


def test_a_field_below_another_one_is_found_though_only_that_tells_its_kind() -> None:
    with pikepdf.open(io.BytesIO(sealed(painted()))) as pdf:
        fields = pdf.Root.AcroForm.Fields
        del fields[0]["/FT"]
        holder = pdf.make_indirect(pikepdf.Dictionary(T="all", FT=pikepdf.Name.Sig, Kids=list(fields)))
        pdf.Root.AcroForm.Fields = pikepdf.Array([holder])
        data = saved(pdf)

    assert [each.field for each in shown(data)] == ["seal"]


def locked() -> bytes:
    """A PDF with a password."""
    with pikepdf.open(io.BytesIO(painted())) as pdf:
        written = io.BytesIO()
        pdf.save(written, encryption=pikepdf.Encryption(user="a", owner="b"))
        return written.getvalue()


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", painted()[:2000], locked()])
def test_what_no_reader_opens_has_no_signature(data: bytes) -> None:
    assert read_signatures(data).signatures == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"startxref\n%d\n%%%%EOF\n" % startxrefs(data)[0],
        lambda data: data + painted(),
        lambda data: painted("另一份") + data,
        lambda data: data.join([b"x" * 3000, b""]),
        without_form,
        emptied,
    ],
    ids=["an earlier revision", "behind", "before", "no header", "no form", "no value"],
)
def test_a_signature_that_no_reader_shows_is_found(change: Callable[[bytes], bytes]) -> None:
    (found,) = hidden(change(signed()))

    assert found.signer == SIGNER
    assert found.is_intact


def test_of_two_copies_one_is_hidden() -> None:
    data = signed()

    assert [each.span and each.span.start for each in hidden(data + data)] == [len(data)]


def test_a_signature_without_its_form_is_found_on_its_page() -> None:
    assert [each.signer for each in hidden(saved_anew(signed(), has_form=False))] == [SIGNER]


def test_a_signed_file_with_something_before_it_begins_behind_that() -> None:
    (found,) = shown(b"% words\n" + signed())

    assert found.span is not None
    assert (found.span.start, found.is_intact) == (8, True)


def test_a_signature_that_was_wiped_out_is_found_where_it_was() -> None:
    data = signed()
    (found,) = shown(data)
    assert found.span is not None
    gap = b" " * (found.span.after - found.span.gap)
    wiped = data[: found.span.gap] + gap + data[found.span.after :]

    assert [each.span for each in hidden(without_form(wiped))] == [found.span]


def test_a_signed_file_within_the_file_is_no_signature_of_it() -> None:
    data = holding(painted(), signed())

    assert signed() in data
    assert read_signatures(data).signatures == ()


def test_a_copy_within_the_file_does_not_excuse_the_signature_that_is_hidden() -> None:
    data = without_form(signed())
    number = len(startxrefs(data)) + 900
    copy = b"%d 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (number, len(data), data)

    assert 0 in [each.span and each.span.start for each in hidden(data + copy)]


@pytest.mark.parametrize(
    "words",
    [
        b"(/ByteRange [0 840 960 240]) Tj",
        b"% /Contents <00ff> /ByteRange [0 5 11 20]",
        b"/ByteRange [0 1 2 3] /Contents",
    ],
)
def test_words_in_a_stream_are_no_signature(words: bytes) -> None:
    with pikepdf.open(io.BytesIO(painted())) as pdf:
        pdf.pages[0].contents_add(words)
        written = io.BytesIO()
        pdf.save(written, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    assert words in written.getvalue()

    assert read_signatures(written.getvalue()).signatures == ()


def test_a_reader_s_rights_are_no_signature() -> None:
    data = without_form(signed().replace(b"/Type /Sig\n", b"/TransformMethod /UR3\n"))

    assert b"/TransformMethod /UR3" in data
    assert read_signatures(data).signatures == ()


def test_rights_that_were_written_into_the_gap_excuse_nothing() -> None:
    data = signed()
    (found,) = shown(data)
    assert found.span is not None
    end = found.span.after
    word = b"/TransformMethod/UR>"

    assert len(hidden(without_form(data[: end - len(word)] + word + data[end:]))) == 1


def test_more_signatures_than_anybody_looks_through_are_refused() -> None:
    with pytest.raises(TooManySignaturesError):
        read_signatures(b"/ByteRange [0 1 2 3]" * 10_001)


def test_a_digest_of_a_digest_is_known() -> None:
    """As adbe.pkcs7.sha1 has it."""
    inner = hashlib.sha1(b"abc", usedforsecurity=False).digest()
    told = SignedData("", "sha256", hashlib.sha256(inner).digest(), "1.2.840.113549.1.7.1", inner)

    assert told.is_of([b"a", b"bc"])
    assert told.is_of([b"a", b"bd"]) is False


def test_a_time_stamp_over_the_file_is_intact() -> None:
    data = stamped()

    assert [(each.end, each.is_intact) for each in shown(data)] == [(len(signed()), True), (len(data), True)]
    assert [each.is_intact for each in shown(data.replace(b"%PDF-1.7", b"%PDF-1.6"))] == [False, False]


def test_what_a_signature_covers_is_all_but_itself() -> None:
    span = SignedSpan(1, 3, 7, 9)

    assert span.parts(b"-ab<00>cd-") == (b"ab", b"cd")
    assert span.held(b"-ab<00>cd-") == b"\0"
    assert span.held(b"-ab(00)cd-") is None

"""What the check of a sealed PDF's signatures tells, and what it does not claim to know."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest
from sealed_pdfs import emptied, saved_anew, sealed, updated, without_form
from signed_pdfs import painted, signed, signed_anyway, stamped
from signing_keys import SIGNER

from report_builder.checks.sealed_signatures import check_signatures
from report_builder.reports.signature_traces import find_traces

if TYPE_CHECKING:
    from collections.abc import Callable

    from report_builder.diagnostics import Finding


def found(data: bytes) -> dict[str, Finding]:
    return {each.code: each for each in check_signatures(data, "盖章.pdf")}


def test_a_signature_over_the_whole_file_is_told_with_what_was_not_proved() -> None:
    told = found(signed())

    assert set(told) == {"sealed.signed", "sealed.not_proved"}
    assert told["sealed.signed"].message == "签名管到整个文件"
    assert "（证书上写的）" in told["sealed.signed"].evidence


def test_something_behind_the_signature_is_told_though_the_text_is_the_same() -> None:
    told = found(signed() + b"% more\n")

    assert told["sealed.changed_since"].severity == "warning"
    assert "文字没有变" in told["sealed.changed_since"].message


def test_blank_lines_behind_the_end_are_nothing() -> None:
    assert "sealed.changed_since" not in found(signed() + b"\r\n\r\n")


def test_another_text_behind_the_signature_is_an_error() -> None:
    # The cross-references at the file's end hold: the page that was put behind is the one that is shown.
    told = found(signed() + painted("一、全年公开62条。"))

    assert told["sealed.changed_since"].severity == "error"


def test_a_changed_byte_is_an_error() -> None:
    data = bytearray(signed())
    data[300] ^= 1

    assert found(bytes(data))["sealed.broken"].severity == "error"


def test_a_seal_that_does_not_say_what_it_covers_is_doubted() -> None:
    told = found(sealed(painted()))

    assert told["sealed.unbounded"].severity == "warning"


def test_of_a_digest_that_is_not_known_is_told_that_nobody_looked() -> None:
    data, sha256 = signed(), b"608648016503040201"
    assert sha256 in data

    told = found(data.replace(sha256, b"608648016503040209"))

    assert "校验值" in told["sealed.not_proved"].message
    assert "sealed.broken" not in told


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7"])
def test_nothing_is_told_of_what_is_no_pdf(data: bytes) -> None:
    assert found(data) == {}


def test_a_pdf_without_a_signature_is_doubted() -> None:
    assert {code: each.severity for code, each in found(painted()).items()} == {"sealed.unsigned": "warning"}


@pytest.mark.parametrize("behind", [painted(), painted("一、全年公开62条。" * 4)[:-20] + b"0\n%%EOF\n"])
def test_a_document_behind_a_signed_one_is_an_error_and_not_the_want_of_a_signature(behind: bytes) -> None:
    told = found(signed() + behind)

    assert "sealed.unsigned" not in told
    assert "error" in {each.severity for each in told.values()}


def test_a_signature_that_no_reader_shows_is_an_error_that_tells_whose_it_is_and_what_has_changed() -> None:
    told = found(without_form(signed()))

    assert list(told) == ["sealed.hidden"]
    assert told["sealed.hidden"].severity == "error"
    assert "文字没有变" in told["sealed.hidden"].message
    assert f"签名人：{SIGNER}" in told["sealed.hidden"].evidence
    assert f"第 0 到第 {len(signed())} 字节" in told["sealed.hidden"].evidence


def test_a_signature_that_was_taken_out_before_the_last_one_is_a_warning() -> None:
    told = found(signed_anyway(emptied(signed())))

    assert told["sealed.signed"].message == "签名管到整个文件"
    assert told["sealed.hidden"].severity == "warning"


def test_a_signature_over_another_text_is_an_error_though_a_later_one_covers_it() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        page = pdf.pages[0].obj
        number = page.objgen[0]
        del page["/Contents"]
        other = updated(without_form(signed()), {number: page.unparse(resolved=True)})

    told = found(signed_anyway(other))

    assert told["sealed.hidden"].severity == "error"
    assert "第 1 页的文字变了" in told["sealed.hidden"].message


@pytest.mark.parametrize("change", [lambda data: b"% words\n" + data, lambda data: data[:-40], saved_anew])
def test_a_range_that_is_not_what_it_says_is_an_error(change: Callable[[bytes], bytes]) -> None:
    told = found(change(signed()))

    assert set(told) == {"sealed.broken", "sealed.not_proved"}
    assert told["sealed.broken"].severity == "error"


def test_an_empty_signature_is_an_error() -> None:
    data = signed()
    (span,) = find_traces(data)
    emptied_gap = b"<".ljust(span.after - span.gap - 1, b"0") + b">"

    assert found(data[: span.gap] + emptied_gap + data[span.after :])["sealed.broken"].severity == "error"


def test_a_file_that_has_to_be_mended_may_be_another_one_in_another_reader() -> None:
    told = found(signed() + b"startxref\n999999999\n%%EOF\n")

    assert told["sealed.changed_since"].severity == "error"


def test_a_time_stamp_over_a_signature_is_nothing_that_was_changed() -> None:
    assert set(found(stamped())) == {"sealed.signed", "sealed.not_proved"}


def test_signatures_that_nobody_looks_through_are_told() -> None:
    assert found(b"/ByteRange [0 1 2 3]" * 10_001)["sealed.unreadable"].severity == "error"

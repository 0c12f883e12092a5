"""What the check of a sealed PDF's signatures tells, and what it does not claim to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sealed_pdfs import sealed
from signed_pdfs import painted, signed

from report_builder.checks.sealed_signatures import check_signatures

if TYPE_CHECKING:
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


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", painted()])
def test_nothing_is_told_of_a_file_without_signatures(data: bytes) -> None:
    assert found(data) == {}

"""DER is read within its bounds, or refused."""

from __future__ import annotations

import pytest

from report_builder.reports.der import DerElement, DerError, decode_text, elements_of, object_identifier


def test_elements_stand_one_behind_the_other() -> None:
    assert elements_of(bytes.fromhex("020101 040161".replace(" ", ""))) == [
        DerElement(0x02, b"\x01"),
        DerElement(0x04, b"a"),
    ]


def test_a_long_length_is_read() -> None:
    assert elements_of(bytes.fromhex("048180") + b"a" * 128) == [DerElement(0x04, b"a" * 128)]


@pytest.mark.parametrize("data", ["", "04", "0402", "040261", "0480", "0485ffffffffff", "1f0100"])
def test_what_is_cut_off_or_spelt_otherwise_is_refused(data: str) -> None:
    with pytest.raises(DerError):
        elements_of(bytes.fromhex(data))


def test_an_object_identifier_is_spelt_with_dots() -> None:
    assert object_identifier(bytes.fromhex("2a864886f70d010904")) == "1.2.840.113549.1.9.4"
    assert object_identifier(bytes.fromhex("550403")) == "2.5.4.3"


def test_a_name_may_be_written_in_sixteen_bits() -> None:
    assert decode_text(DerElement(0x1E, "教育局".encode("utf-16-be"))) == "教育局"

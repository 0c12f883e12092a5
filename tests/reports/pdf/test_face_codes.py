"""How many codes a face's own tables list, before a value is made of each."""

from __future__ import annotations

from struct import pack

import pytest

from report_builder.reports.pdf.face_codes import codes_in_face


def face(*subtables: bytes, platform: int = 3, encoding: int = 1, tag: bytes = b"cmap") -> bytes:
    """A face with a table of codes and nothing else."""
    first = 4 + 8 * len(subtables)
    starts = [first + sum(map(len, subtables[:number])) for number in range(len(subtables))]
    index = b"".join(pack(">HHL", platform, encoding, start) for start in starts)
    table = pack(">HH", 0, len(subtables)) + index + b"".join(subtables)
    return pack(">LHHHH", 0x10000, 1, 0, 0, 0) + pack(">4sLLL", tag, 0, 28, len(table)) + table


def segments(*spans: tuple[int, int]) -> bytes:
    ends, starts = (b"".join(pack(">H", span[side]) for span in spans) for side in (1, 0))
    return pack(">HHHHHHH", 4, 0, 0, 2 * len(spans), 0, 0, 0) + ends + b"\0\0" + starts


def groups(*spans: tuple[int, int]) -> bytes:
    return pack(">HHLLL", 12, 0, 0, 0, len(spans)) + b"".join(pack(">LLL", *span, 0) for span in spans)


def test_codes_are_counted_in_segments_and_in_groups() -> None:
    assert codes_in_face(face(segments((1, 3), (7, 7)), groups((10, 19))), 1000) == 3 + 1 + 10


@pytest.mark.parametrize(
    "data",
    [
        face(groups((0, 0xFFFFFFFF))),
        face(*[segments((0, 0xFFFF))] * 20),
        face(pack(">HHLLLL", 10, 0, 0, 0, 0, 0xFFFFFFFF)),
    ],
)
def test_what_lists_more_codes_than_there_are_is_not_counted_to_its_end(data: bytes) -> None:
    assert codes_in_face(data, 1000) == 1001


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\0\0",
        face(groups((0, 9)), tag=b"glyf"),
        face(groups((0, 9)))[:-3],
        face(groups((0, 9)), platform=1, encoding=0),
    ],
)
def test_what_lists_no_codes_of_unicode_or_breaks_off_has_none(data: bytes) -> None:
    assert codes_in_face(data, 1000) == 0

"""Archives written at different times → the same bytes."""

from __future__ import annotations

import io
import zipfile

from report_builder.archives import EPOCH, repack


def archive(year: int, level: int) -> bytes:
    """A two-part document as a program would save it in that year."""
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as document:
        for name, text in (("[Content_Types].xml", "<Types/>"), ("word/document.xml", "正文" * 400)):
            part = zipfile.ZipInfo(name, date_time=(year, 5, 1, 8, 30, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            document.writestr(part, text, compresslevel=level)
    return saved.getvalue()


def test_a_document_saved_at_two_times_repacks_to_the_same_bytes() -> None:
    first, second = archive(2016, level=1), archive(2024, level=9)

    repacked = {repack(first), repack(second)}

    assert first != second
    assert len(repacked) == 1


def test_repacking_keeps_the_parts_their_order_and_their_content() -> None:
    document = archive(2016, level=6)

    repacked = zipfile.ZipFile(io.BytesIO(repack(document)))

    assert repacked.namelist() == ["[Content_Types].xml", "word/document.xml"]
    assert repacked.read("word/document.xml").decode() == "正文" * 400
    assert {part.date_time for part in repacked.infolist()} == {EPOCH}


def test_repacking_twice_changes_nothing() -> None:
    once = repack(archive(2016, level=6))

    twice = repack(once)

    assert twice == once

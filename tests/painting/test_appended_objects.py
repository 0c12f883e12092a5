"""Objects as text → the same PDF with them at its end, as another program reads it."""

from __future__ import annotations

import io

import pikepdf

from report_builder.painting.appended_objects import append_to, text_string

CLASSIC = pikepdf.ObjectStreamMode.disable


def painted() -> bytes:
    """A PDF of one empty page whose cross-references are a table, as the painter leaves it."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = "页"
        saved = io.BytesIO()
        pdf.save(saved, object_stream_mode=CLASSIC)
    return saved.getvalue()


def test_objects_that_refer_to_one_another_and_to_pages_are_read_back() -> None:
    objects = append_to(painted())

    holder = objects.reserve()
    child = objects.add(f"<</Of {holder} 0 R /On {objects.pages[0]} 0 R /Says {text_string('（一）')}>>")
    objects.fill(holder, f"[{child} 0 R 12 {child} 0 R]")

    with pikepdf.open(io.BytesIO(objects.whole())) as pdf:
        read = pdf.get_object((holder, 0))
        assert int(read[1]) == 12
        assert read[0].objgen == read[2].objgen == (child, 0)
        assert read[0].Of.objgen == (holder, 0)
        assert read[0].On.objgen == pdf.pages[0].obj.objgen
        assert str(read[0].Says) == "（一）"


def test_the_file_before_is_still_all_there() -> None:
    objects = append_to(painted())
    objects.add("[1 2 3]")

    with pikepdf.open(io.BytesIO(objects.whole())) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]) == "页"
        assert pdf.check_pdf_syntax() == []

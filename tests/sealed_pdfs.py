"""A PDF → the same as a seal's program leaves it: signed, and with a stamp over the page."""

from __future__ import annotations

import io
import zlib

import pikepdf


def sealed(
    data: bytes, *, is_signed: bool = True, stamp: bytes = b"0 0 m 10 10 l S", page: int = -1
) -> bytes:
    """The PDF with a filled signature field, and a form painted over a page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if is_signed:
            signature = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=b"seal"))
            field = pdf.make_indirect(
                pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="seal", V=signature, Subtype=pikepdf.Name.Widget)
            )
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field], SigFlags=3)
        over = pikepdf.Stream(pdf, stamp)
        over.Type, over.Subtype, over.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
        name = pdf.pages[page].add_resource(pdf.make_indirect(over), pikepdf.Name.XObject)
        pdf.pages[page].contents_add(f"q {name} Do Q".encode())
        return saved(pdf)


def rewritten(data: bytes, page: int, old: bytes, new: bytes) -> bytes:
    """The PDF with other codes in the content of a page; fails where there are none to replace."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[page].contents_coalesce()
        contents = pdf.pages[page].obj.Contents
        before = contents.read_bytes()
        assert old in before
        contents.write(before.replace(old, new, 1))
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Its bytes."""
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def bomb(size: int) -> bytes:
    """A small PDF whose page unpacks to so many bytes."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        stream = pikepdf.Stream(pdf, b"")
        stream.write(zlib.compress(b" " * size), filter=pikepdf.Name.FlateDecode)
        pdf.pages[0].obj.Contents = pdf.make_indirect(stream)
        return saved(pdf)

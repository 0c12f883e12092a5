"""A PDF → the same as a seal's program leaves it: signed, and with a stamp over the page."""

from __future__ import annotations

import io
import re
import warnings
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


def startxrefs(data: bytes) -> list[int]:
    """Where each of its revisions says that its cross-references are, the oldest first."""
    return [int(each) for each in re.findall(rb"startxref\s+([0-9]+)", data)]


def updated(data: bytes, objects: dict[int, bytes]) -> bytes:
    """The PDF with other bodies of its objects put behind it (ISO 32000-1, 7.5.6)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        size, root = int(pdf.trailer.Size), pdf.trailer.Root.objgen[0]
    rows = b""
    before = startxrefs(data)[-1]
    for number, body in objects.items():
        rows += b"%d 1\n%010d 00000 n \n" % (number, len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return data + b"xref\n" + rows + end % (max(size, *objects) + 1, root, before, len(data))


def without_form(data: bytes) -> bytes:
    """The PDF with a catalogue behind it that has no form."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        number = pdf.Root.objgen[0]
        del pdf.Root["/AcroForm"]
        return updated(data, {number: pdf.Root.unparse(resolved=True)})


def emptied(data: bytes) -> bytes:
    """The PDF with its first field behind it, and no signature in that."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        number = field.objgen[0]
        del field["/V"]
        return updated(data, {number: field.unparse(resolved=True)})


def saved_anew(data: bytes, *, has_form: bool = True) -> bytes:
    """The PDF as a program writes it that knows nothing of signatures."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not has_form:
            del pdf.Root["/AcroForm"]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of fields that no form has
            return saved(pdf)


def holding(data: bytes, attached: bytes) -> bytes:
    """The PDF with another file in it, as it is."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.attachments["签过名的.pdf"] = attached
        written = io.BytesIO()
        pdf.save(written, compress_streams=False)
        return written.getvalue()

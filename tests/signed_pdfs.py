"""A small PDF, signed as anybody may do it."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from documents import report_of_2016
from signing_keys import MOMENT, PASSWORD, key_file
from traces import faces, set_pages
from word_files import paragraph, word_file

from report_builder.painting.pdf import paint_pdf
from report_builder.painting.seal_places import seal_place
from report_builder.reports.reading import read_report_text
from report_builder.reports.recognition import recognise
from report_builder.signing import SignRequest, sign_file


@cache
def painted(text: str = "一、全年公开26条。") -> bytes:
    """A page that nobody has signed."""
    return paint_pdf(set_pages(word_file(paragraph(text))), faces())


@cache
def waiting() -> bytes:
    """The report of 2016 with an empty field where the seal goes."""
    docx = report_of_2016()
    pages = set_pages(docx)
    seal = seal_place(pages, faces(), recognise(read_report_text(docx, "报告.docx"), []))
    assert seal is not None
    return paint_pdf(pages, faces(), seal=seal)


@cache
def signed(data: bytes = b"", *, kind: str = "rsa") -> bytes:
    """It, or another PDF, signed; the test is skipped where pyHanko is not there."""
    pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")
    with TemporaryDirectory() as room:
        source, key, target = (Path(room) / name for name in ("报告.pdf", "单位.p12", "签.pdf"))
        source.write_bytes(data or painted())
        key.write_bytes(key_file(kind=kind))
        sign_file(SignRequest(source, key, PASSWORD, MOMENT, target))
        return target.read_bytes()


@cache
def stamped() -> bytes:
    """The signed PDF with a time stamp over it (RFC 3161), as who keeps signatures for long has made."""
    pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfTimeStamper, SimpleSigner  # noqa: PLC0415
    from pyhanko.sign.timestamps import DummyTimeStamper  # noqa: PLC0415

    signer = SimpleSigner.load_pkcs12_data(key_file(), (), PASSWORD.encode())
    stamper = DummyTimeStamper(signer.signing_cert, signer.signing_key, fixed_dt=MOMENT)
    written = PdfTimeStamper(stamper).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(signed())), "sha256")
    return bytes(written.getbuffer())


@cache
def signed_anyway(data: bytes) -> bytes:
    """A PDF that this program would not sign, signed by another one in a field of its own."""
    pytest.importorskip("pyhanko", reason="the extra `sign` is not installed")
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf  # noqa: PLC0415

    signer = SimpleSigner.load_pkcs12_data(key_file(), (), PASSWORD.encode())
    written = sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), PdfSignatureMetadata("other"), signer)
    return bytes(written.getbuffer())

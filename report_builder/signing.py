"""A finished PDF and somebody's key → the same PDF, signed, in a new file beside it.

``sign_file(SignRequest)`` appends to the file and changes nothing of it (ETSI EN 319 142-1, PAdES-B-B: no
server is asked for the time). pyHanko signs; it comes with the extra ``sign``.
"""
# ruff: noqa: PLC0415  pyHanko is there only where it was asked for

from __future__ import annotations

import asyncio
import hashlib
import io
from itertools import count
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.archives import DAMAGE
from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Findings, Place, ReportError, Severity
from report_builder.filing.recovering import recover
from report_builder.plain_files import is_there
from report_builder.report_files import read_report
from report_builder.reports.pdf_signatures import read_signatures
from report_builder.reports.pdf_text import UnreadablePdfError, read_pdf_text
from report_builder.reports.signature_traces import TooManySignaturesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSigner, SimpleSigner

    from report_builder.reports.pdf_signatures import PdfSignature

_SUFFIX: Final = "（已签名{}）"
_NEW_FIELD: Final = "signature"
# What comes of objects that are not of the kind that they should be, or cannot be unpacked, at any place.
_DAMAGE: Final = (*DAMAGE, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError)
_WAY_OUT: Final = (
    '在命令行窗口运行 python -m pip install -c 程序/constraints.txt "./程序[sign]"，再签名；'
    "解压就能用的程序装不了，请按手册“用命令行”另装一份，或者用本单位的签章系统签名、盖章"
)


class SignRequest(Struct, frozen=True):
    """Which PDF to sign with which PKCS#12 key; a new file beside it where no ``target`` is named.

    ``moment`` is the time that the signature tells; ``password`` opens the key. ``modified`` (seconds since
    1970) dates the file.
    """

    source: Path
    key: Path
    password: str
    moment: datetime
    target: Path | None = None
    modified: int | None = None
    budget: Budget = USUAL


class SignResult(Struct, frozen=True):
    """The signed file, who signed by the key's own certificate, and what was found."""

    target: Path
    signer: str
    findings: tuple[Finding, ...]


def sign_file(request: SignRequest) -> SignResult:
    """Sign the PDF; raises ``ReportError`` with what keeps it from being signed, having written nothing."""
    findings = Findings()
    demand_signer()
    recover([request.source.parent], findings)
    target = _new_name(request)
    data = read_report(request.source, request.budget)
    _stop_if_unsignable(request.source, data, request.budget)
    signer = _read_key(request)
    signed = _sign(data, signer, request, findings)
    _place(target, signed, findings)
    return SignResult(target, _name_of(signer), tuple(findings))


def demand_signer() -> None:
    """Raise ``ReportError`` (``sign.not_installed``) where pyHanko is not there."""
    from importlib.util import find_spec

    if find_spec("pyhanko") is None:
        message = "这台电脑没有装签名用的部件，没有签名"
        raise ReportError([Finding("sign.not_installed", Severity.ERROR, None, message, remedy=_WAY_OUT)])


def _new_name(request: SignRequest) -> Path:
    """A name for the signed file that no file has; raises ``ReportError`` where one was asked for that is."""
    source, target = request.source, request.target
    if target is not None:
        target = target / source.name if target.is_dir() else target
        if is_there(target):
            message, remedy = "已经有同名的文件，没有覆盖", "请换一个文件名；签了名的 PDF 总是写成新文件"
            raise ReportError(
                [Finding("file.unwritable", Severity.ERROR, Place(str(target)), message, remedy=remedy)]
            )
        return target
    suffixes = (_SUFFIX.format(number if number > 1 else "") for number in count(1))
    places = (source.with_name(f"{source.stem}{suffix}.pdf") for suffix in suffixes)
    return next(place for place in places if not is_there(place))


def _stop_if_unsignable(source: Path, data: bytes, budget: Budget) -> None:
    try:
        read_pdf_text(data, budget)
        found = read_signatures(data, budget)
    except UnreadablePdfError as unread:
        raise _unsignable(source, str(unread)) from unread
    except TooManySignaturesError as fault:
        raise _unsignable(source, "签名的痕迹太多，不像一份报告") from fault
    if not found.is_sound:
        raise _unsignable(source, "文件的结构有毛病，要由阅读器修补才打得开")
    if not all(each.is_shown for each in found.signatures):
        raise _unsignable(source, "里面有打开却显示不出来的签名，签名以后文件又改动过")


def _unsignable(source: Path, why: str) -> ReportError:
    remedy = "请用 report-builder finish 生成的 PDF；没有生成的，先定稿"
    message = "这个 PDF 不能签名，没有写任何文件"
    return ReportError([Finding("sign.unsignable", Severity.ERROR, Place(str(source)), message, why, remedy)])


def _read_key(request: SignRequest) -> SimpleSigner:
    """The key and its certificate; raises ``ReportError`` (``sign.key``) where they are not to be had."""
    from pyhanko.sign.signers import SimpleSigner

    data, place = read_report(request.key, request.budget), Place(str(request.key))
    try:
        signer = SimpleSigner.load_pkcs12_data(data, (), request.password.encode())
        first, last = (signer.signing_cert.not_valid_before, signer.signing_cert.not_valid_after)
        is_valid = first <= request.moment <= last
    except (NotImplementedError, *_DAMAGE) as fault:
        message = "打不开这个证书文件，没有签名"
        remedy = (
            "请核对密码；要用 PKCS#12 格式（.p12、.pfx）、带私钥的 RSA 或者 ECDSA 证书。"
            "国密（SM2）的证书和电子印章，要用有资质的签章系统"
        )
        raise ReportError([Finding("sign.key", Severity.ERROR, place, message, remedy=remedy)]) from fault
    if not is_valid:
        message = "证书不在有效期内，没有签名"
        evidence = f"有效期：{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
        remedy = "请换用有效的证书；电脑的日期不对的，先改正"
        raise ReportError([Finding("sign.key_expired", Severity.ERROR, place, message, evidence, remedy)])
    return signer


def _sign(data: bytes, signer: SimpleSigner, request: SignRequest, findings: Findings) -> bytes:
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import NoOpStampStyle

    try:
        writer = _appending(data)
        names = {name: value is None for name, value, _ in enumerate_sig_fields(writer.prev)}
        field = next((name for name, is_empty in names.items() if is_empty), "")
        if not field:
            _tell_no_field(request.source, findings)
            numbered = (f"{_NEW_FIELD}-{number}" for number in count(1))
            field = next(name for name in numbered if name not in names)
        wanted = PdfSignatureMetadata(field, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
        # The field over the signature shows nothing: a picture of a seal would only look like one.
        return asyncio.run(
            _fill(PdfSigner(wanted, signer, stamp_style=NoOpStampStyle()), writer, request.moment)
        )
    except (PdfError, *_DAMAGE) as fault:
        raise _unsignable(request.source, "文件的结构不允许，或者已有的签名不许再改") from fault


def _appending(data: bytes) -> IncrementalPdfFileWriter:
    """What appends to a PDF. Its metadata stay: pyHanko would write its own name and the clock's time.

    In the versions that the extra admits nothing public keeps it from that; ``tests/test_signing.py`` looks
    whether this still does.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Appending(IncrementalPdfFileWriter):  # type: ignore[misc]  # it ships no types
        def _update_meta(self) -> None:
            return

    return Appending(io.BytesIO(data))


async def _fill(signer: PdfSigner, writer: IncrementalPdfFileWriter, moment: datetime) -> bytes:
    """The signed file's bytes, its time the one that was given (pyHanko alone would look at the clock)."""
    from pyhanko.sign.ades.api import CAdESSignedAttrSpec
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

    session = signer.init_signing_session(writer)
    session.system_time = moment
    size = await session.estimate_signature_container_size(None)
    document = session.prepare_tbs_document(None, size)
    prepared, output = document.digest_tbs_document()
    attributes = PdfCMSSignedAttributes(signing_time=moment, cades_signed_attrs=CAdESSignedAttrSpec())
    done = await document.perform_signature(prepared.document_digest, attributes)
    await done.post_signature_processing(output)
    return bytes(output.getbuffer())


def _tell_no_field(source: Path, findings: Findings) -> None:
    findings.notice(
        "sign.no_field",
        Place(str(source)),
        "PDF 里没有空着的签章位置，签名没有占版面上的地方",
        remedy="要留出位置的，在 agency.toml 里写 signature_field = true，重新定稿，再签名",
    )


def _name_of(signer: SimpleSigner) -> str:
    names = signer.signing_cert.subject.native
    return str(names.get("common_name") or next(iter(names.values()), ""))


def _place(target: Path, signed: bytes, findings: Findings) -> None:
    from report_builder.filing.new_files import place_new_files

    findings.extend(place_new_files(target.parent, {target.name: signed}))


def check_keys(sealed: bytes, name: str, budget: Budget = USUAL) -> Iterator[Finding]:
    """Signatures that the key of their own certificate did not make over these bytes.

    ``name`` is how findings spell the file. Whom to trust is nothing that pyHanko is asked; where it is not
    there, that is told of a file with signatures.
    """
    from importlib.util import find_spec

    try:
        found = [each for each in read_signatures(sealed, budget).signatures if each.is_shown]
    except TooManySignaturesError:  # that is told of the signatures themselves
        return
    if found and find_spec("pyhanko") is None:
        message = "没有核对的：签名与证书对不对得上（没有装签名用的部件）"
        yield Finding("sealed.not_proved", Severity.NOTICE, Place(name), message, remedy=_WAY_OUT)
        return
    for each in found:
        is_proved = _is_proved(each, sealed)
        if each.is_intact is False or (each.span is None and each.has_range):
            continue  # it has been told
        if is_proved is None:
            message = "没有核对的：签名与证书对不对得上（不是通用的写法，读不懂）"
            remedy = "国密的印章和签名，请用签章系统的阅读器核验"
            yield Finding("sealed.not_proved", Severity.NOTICE, Place(name), message, remedy=remedy)
        elif not is_proved:
            message = "签名与证书对不上：不是用这个证书签的，或者签了以后改过"
            remedy = "请重新签名、盖章；不知道是谁改的，不要使用这个文件"
            who = f"签名人：{each.signer[:60]}"
            yield Finding("sealed.broken", Severity.ERROR, Place(name), message, who, remedy)


def _is_proved(signature: PdfSignature, sealed: bytes) -> bool | None:
    """Whether the key of its certificate made the signature; ``None`` where that is not known."""
    from asn1crypto.cms import ContentInfo
    from cryptography.exceptions import UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import extract_certificate_info, extract_signer_info
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    if signature.span is None:
        return None
    try:
        signed = ContentInfo.load(signature.contents)["content"]
        signer, held = extract_signer_info(signed), signed["encap_content_info"]
        digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native)
        own = held["content"].native
        for part in signature.span.parts(sealed) if own is None else (held["content"].contents,):
            digest.update(part)
        certificate = extract_certificate_info(signed).signer_cert
        intact, valid = validate_sig_integrity(
            signer, certificate, held["content_type"].native, digest.digest()
        )
    except (PdfError, UnsupportedAlgorithm, NotImplementedError, *_DAMAGE):
        return None
    return bool(intact and valid)

"""A PDF's bytes → its signatures: how far each one reaches, and whether what it covers is as it was signed.

What can be told without anybody's certificates: whom a signature names is read, and not believed. Seals of
GB/T 38540 are no CMS; of those only is told how far they reach.
"""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct

from report_builder.reports.der import DerError, decode_text, elements_of, first_of, object_identifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_FIELDS: Final = 1_000
_RANGE_NUMBERS: Final = 4
_COMMON_NAME: Final = "2.5.4.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_HASHES: Final = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "1.2.156.10197.1.401": "sm3",
}
_TIME: Final = re.compile(r"D:([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})?([0-9]{2})?")
_DAMAGE: Final = (
    pikepdf.PdfError, AttributeError, ValueError, TypeError, LookupError, RuntimeError, OverflowError,
)  # fmt: skip
# SignedData of CMS (RFC 5652, 5.1) and SignerInfo (5.3): where the certificates and the attributes stand.
_TAGGED_0: Final = 0xA0
_SET: Final = 0x31


class PdfSignature(Struct, frozen=True):
    """A filled signature field: the bytes from the file's start to ``end`` are signed, but for its own.

    ``end`` is 0 where it does not say so. ``is_intact`` tells whether the digest in it is theirs; ``None``
    where it is none that is known here. ``signer`` and ``moment`` are what it says of itself.
    """

    field: str
    signer: str
    moment: str
    end: int
    is_intact: bool | None


def read_signatures(data: bytes) -> tuple[PdfSignature, ...]:
    """The signatures in the order of how far they reach; none where the file cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found = [_signature(field, data) for field in _signed_fields(pdf)]
    except _DAMAGE:
        return ()
    return tuple(sorted(found, key=lambda each: each.end))


def _signed_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The fields that hold a signature, those below other fields too."""
    waiting = list(pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", pikepdf.Array()))
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop(0)
        if not isinstance(field, pikepdf.Dictionary):
            continue
        waiting.extend(field.get("/Kids", ()))
        if field.get("/FT") == "/Sig" and isinstance(field.get("/V"), pikepdf.Dictionary):
            yield field


def _signature(field: pikepdf.Object, data: bytes) -> PdfSignature:
    value = field.V
    contents = bytes(value.get("/Contents", b""))
    ranges = [int(each) for each in value.get("/ByteRange", ())]
    end = _end_of(ranges, contents, data)
    try:
        told = _read_cms(contents)
    except DerError:
        told = None
    moment = _TIME.match(str(value.get("/M", "")))
    return PdfSignature(
        str(field.get("/T", "")),
        told.signer if told else str(value.get("/Name", "")),
        _spell(moment) if moment else "",
        end,
        _is_intact(told, ranges, data) if told and end else None,
    )


def _spell(moment: re.Match[str]) -> str:
    year, month, day, hour, minute = moment.groups()
    return f"{year}年{int(month)}月{int(day)}日" + (f"{hour}:{minute}" if hour and minute else "")


def _end_of(ranges: Sequence[int], contents: bytes, data: bytes) -> int:
    """How far the signed bytes reach: all from the start, and no gap but the signature itself."""
    if len(ranges) != _RANGE_NUMBERS or any(each < 0 for each in ranges):
        return 0
    start, length, after, rest = ranges
    if start or after < length or after + rest > len(data):
        return 0
    gap = data[length:after].strip()
    if not (gap.startswith(b"<") and gap.endswith(b">")):
        return 0
    try:
        held = bytes.fromhex(gap[1:-1].decode("ascii"))
    except (UnicodeDecodeError, ValueError):
        return 0
    return after + rest if held == contents else 0


class _Told(Struct, frozen=True):
    """What a CMS says: who signed, and the digest of what was signed."""

    signer: str
    algorithm: str
    digest: bytes


def _read_cms(contents: bytes) -> _Told:
    """The first signer of a SignedData; raises ``DerError`` for anything else."""
    (outer,) = elements_of(contents, most=1)
    wrapped = first_of(elements_of(outer.body), _TAGGED_0)
    signed = elements_of(first_of(elements_of(wrapped.body), 0x30).body)
    signers = [each for each in signed if each.tag == _SET][-1:]
    if not signers:
        raise DerError
    information = elements_of(first_of(elements_of(signers[0].body), 0x30).body)
    algorithm = object_identifier(first_of(elements_of(information[2].body), 0x06).body)
    digest = b""
    for attribute in elements_of(first_of(information, _TAGGED_0).body):
        kind, values = elements_of(attribute.body)[:2]
        if object_identifier(kind.body) == _MESSAGE_DIGEST:
            digest = first_of(elements_of(values.body), 0x04).body
    certificates = [each for each in signed if each.tag == _TAGGED_0]
    serial = elements_of(information[1].body)[-1].body
    signer = _common_name(certificates[0].body, serial) if certificates else ""
    return _Told(signer, _HASHES.get(algorithm, ""), digest)


def _common_name(certificates: bytes, serial: bytes) -> str:
    """Whom the certificate of that serial number names (RFC 5280, 4.1)."""
    for certificate in elements_of(certificates):
        parts = [each for each in elements_of(elements_of(certificate.body)[0].body) if each.tag != _TAGGED_0]
        if parts[0].body != serial:
            continue
        for name in elements_of(parts[4].body):
            kind, value = elements_of(elements_of(name.body)[0].body)[:2]
            if object_identifier(kind.body) == _COMMON_NAME:
                return decode_text(value)
    return ""


def _is_intact(told: _Told, ranges: Sequence[int], data: bytes) -> bool | None:
    if not told.algorithm or not told.digest:
        return None
    try:
        digest = hashlib.new(told.algorithm)
    except ValueError:  # not every system has SM3
        return None
    start, length, after, rest = ranges
    digest.update(data[start : start + length])
    digest.update(data[after : after + rest])
    return digest.digest() == told.digest

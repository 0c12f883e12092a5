"""A signature's bytes → who made it, and the digest of what was signed (SignedData of CMS, RFC 5652).

Seals of GB/T 38540 are no CMS.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.reports.der import DerError, decode_text, elements_of, first_of, object_identifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_builder.reports.der import DerElement

_COMMON_NAME: Final = "2.5.4.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_DATA: Final = "1.2.840.113549.1.7.1"
_TIME_STAMP: Final = "1.2.840.113549.1.9.16.1.4"
_HASHES: Final = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
    "1.2.156.10197.1.401": "sm3",
}
# SignedData (5.1) and SignerInfo (5.3): where the certificates and the attributes stand.
_TAGGED_0: Final = 0xA0
_SET: Final = 0x31
_SEQUENCE: Final = 0x30
_IDENTIFIER: Final = 0x06
_OCTETS: Final = 0x04


class SignedData(Struct, frozen=True):
    """Who signed, and the digest of what was signed: of the file, or of ``content`` where it has its own."""

    signer: str
    algorithm: str
    digest: bytes
    kind: str
    content: bytes

    def is_of(self, covered: Sequence[bytes]) -> bool | None:
        """Whether it was made over these bytes; ``None`` where its digest is none that is known here."""
        if not self.algorithm or not self.digest:
            return None
        if not self.content:
            return _is_digest(self.digest, self.algorithm, covered)
        if not _is_digest(self.digest, self.algorithm, [self.content]):
            return False
        if self.kind == _DATA:  # adbe.pkcs7.sha1 (ISO 32000-1, 12.8.3.3.1)
            return _is_digest(self.content, "sha1", covered)
        return _is_imprint(self.content, covered) if self.kind == _TIME_STAMP else None


def _is_imprint(stamp: bytes, covered: Sequence[bytes]) -> bool | None:
    """Whether a time stamp is of these bytes (TSTInfo, RFC 3161, 2.4.2)."""
    try:
        imprint = elements_of(first_of(elements_of(stamp), _SEQUENCE).body)[2]
        algorithm, digest = elements_of(imprint.body)[:2]
        name = object_identifier(first_of(elements_of(algorithm.body), _IDENTIFIER).body)
    except (DerError, LookupError, ValueError):
        return None
    return _is_digest(digest.body, _HASHES[name], covered) if name in _HASHES else None


def _is_digest(digest: bytes, algorithm: str, covered: Sequence[bytes]) -> bool | None:
    try:
        made = hashlib.new(algorithm)
    except ValueError:  # not every system has SM3
        return None
    for each in covered:
        made.update(each)
    return made.digest() == digest


def read_signed_data(contents: bytes) -> SignedData:
    """The first signer of a SignedData; raises ``DerError`` for anything else."""
    try:
        return _read(contents)
    except (LookupError, ValueError) as fault:  # an element too few
        raise DerError from fault


def _read(contents: bytes) -> SignedData:
    (outer,) = elements_of(contents, most=1)
    wrapped = first_of(elements_of(outer.body), _TAGGED_0)
    signed = elements_of(first_of(elements_of(wrapped.body), _SEQUENCE).body)
    signers = [each for each in signed if each.tag == _SET][-1:]
    if not signers:
        raise DerError
    information = elements_of(first_of(elements_of(signers[0].body), _SEQUENCE).body)
    algorithm = object_identifier(first_of(elements_of(information[2].body), _IDENTIFIER).body)
    digest = b""
    for attribute in elements_of(first_of(information, _TAGGED_0).body):
        kind, values = elements_of(attribute.body)[:2]
        if object_identifier(kind.body) == _MESSAGE_DIGEST:
            digest = first_of(elements_of(values.body), _OCTETS).body
    certificates = [each for each in signed if each.tag == _TAGGED_0]
    serial = elements_of(information[1].body)[-1].body
    signer = _common_name(certificates[0].body, serial) if certificates else ""
    return SignedData(signer, _HASHES.get(algorithm, ""), digest, *_own_content(signed))


def _own_content(signed: Sequence[DerElement]) -> tuple[str, bytes]:
    """The kind of what is signed, and itself where it is held within (EncapsulatedContentInfo, 5.2)."""
    held = elements_of(first_of(signed, _SEQUENCE).body)
    kind = object_identifier(first_of(held, _IDENTIFIER).body)
    content = [each for each in held if each.tag == _TAGGED_0]
    return kind, first_of(elements_of(content[0].body), _OCTETS).body if content else b""


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

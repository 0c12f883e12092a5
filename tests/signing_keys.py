"""Keys to sign with: self-made certificates in PKCS#12 files, which nobody has to trust."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Final

PASSWORD: Final = "口令1234"  # noqa: S105  of keys that nobody trusts
SIGNER: Final = "柳州市教育局（测试）"
MOMENT: Final = datetime(2017, 1, 5, 9, 30, tzinfo=UTC)


@cache
def key_file(
    first: datetime = datetime(2016, 1, 1, tzinfo=UTC),
    kind: str = "rsa",
    years: int = 2,
    *,
    is_quick: bool = False,
) -> bytes:
    """A key with its certificate, good for some years from a day on; a quick one is opened at once."""
    from cryptography import x509  # noqa: PLC0415  only who tests signatures has it
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1()) if kind == "ec" else rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(first.replace(year=first.year + years))
        .sign(key, hashes.SHA256())
    )
    sealing = serialization.PrivateFormat.PKCS12.encryption_builder()
    sealing = sealing.kdf_rounds(1) if is_quick else sealing
    sealed = sealing.build(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"key", key, certificate, None, sealed)

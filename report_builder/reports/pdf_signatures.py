"""A PDF's bytes → its signatures: how far each one reaches, and whether what it covers is as it was signed.

What can be told without anybody's certificates: whom a signature names is read, and not believed. Seals of
GB/T 38540 are no CMS; of those only is told how far they reach.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from report_builder.budgets import USUAL, Budget
from report_builder.reports.der import DerError
from report_builder.reports.pdf.opening import PDF_DAMAGE, TooManyObjectsError, opened_pdf
from report_builder.reports.signature_traces import (
    MOST_SIGNATURES,
    SignedSpan,
    TooManySignaturesError,
    find_traces,
)
from report_builder.reports.signed_data import SignedData, read_signed_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_FIELDS: Final = 20_000
_MOST_HASHED: Final = 1_000_000_000  # of all signatures together: a few seconds
_MOST_FILES: Final = 50
_RANGE_NUMBERS: Final = 4
_REBUILT: Final = re.compile("damaged|xref|cross-reference")  # in what qpdf says of where objects are
_TIME: Final = re.compile(r"D:([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})?([0-9]{2})?")


class PdfSignature(Struct, frozen=True, kw_only=True):
    """A signature, and the bytes that it covers; ``None`` where it does not say, or says something untrue.

    ``is_shown`` tells whether a reader finds it, which begins at the file's end. ``is_intact`` tells whether
    the digest in it is that of the bytes; ``None`` where it is none that is known here. ``signer`` and
    ``moment`` are what it says of itself, ``contents`` is it itself.
    """

    field: str = ""
    signer: str = ""
    moment: str = ""
    contents: bytes = b""
    span: SignedSpan | None = None
    has_range: bool = True
    is_intact: bool | None = None
    is_shown: bool = True

    @property
    def end(self) -> int:
        """How far it reaches; 0 where nobody knows."""
        return self.span.end if self.span else 0


class FoundSignatures(Struct, frozen=True):
    """All signatures in the order of how far they reach; ``is_sound`` where a reader had to mend nothing."""

    signatures: tuple[PdfSignature, ...]
    is_read: bool
    is_sound: bool


def read_signatures(data: bytes, budget: Budget = USUAL) -> FoundSignatures:
    """What signatures a reader shows of the file, and what others are in it.

    Raises ``TooManySignaturesError``.
    """
    traces = find_traces(data)
    found: list[PdfSignature] = []
    attached: list[tuple[int, int]] = []
    try:
        with opened_pdf(data, budget) as pdf:
            found = [_signature(field, traces, data) for field in _signed_fields(pdf)]
            hidden = _others(traces, found, data)
            attached = list(_attached(pdf, data)) if hidden else []
            strays = () if hidden else _stray_widgets(pdf)
            found += [replace(_signature(each, traces, data), is_shown=False) for each in strays]
            is_read, is_sound = True, not any(_REBUILT.search(str(each)) for each in pdf.get_warnings())
    except (TooManyObjectsError, *PDF_DAMAGE):
        is_read, is_sound, hidden = False, False, _others(traces, found, data)
    found += [
        _hidden(each, data)
        for each in hidden
        if not any(first <= each.start and each.end <= last for first, last in attached)
    ]
    if sum(each.span.end - each.span.start for each in found if each.span) > _MOST_HASHED:
        raise TooManySignaturesError
    judged = [replace(each, is_intact=_is_intact(each, data)) for each in found]
    return FoundSignatures(tuple(sorted(judged, key=lambda each: each.end)), is_read, is_sound)


def _others(traces: Sequence[SignedSpan], found: Sequence[PdfSignature], data: bytes) -> list[SignedSpan]:
    """The traces of signatures that are not among those that were found as objects."""
    gaps = {each.span.gap for each in found if each.span}
    misplaced = {each.contents for each in found if each.span is None}
    return [each for each in traces if each.gap not in gaps and each.held(data) not in misplaced]


def _signed_fields(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The fields that hold a signature, those below other fields too, whose kind may be their parent's."""
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary())
    waiting = deque((field, "") for field in islice(form.get("/Fields", pikepdf.Array()), _MOST_FIELDS))
    left = _MOST_FIELDS - len(waiting)
    found = 0
    while waiting:
        field, kind = waiting.popleft()
        if not isinstance(field, pikepdf.Dictionary):
            continue
        kind = str(field.get("/FT", kind))
        if left and "/Kids" in field:
            before = len(waiting)
            waiting.extend((each, kind) for each in islice(field.Kids, left))
            left -= len(waiting) - before
        if kind == "/Sig" and isinstance(field.get("/V"), pikepdf.Dictionary):
            found += 1
            if found > MOST_SIGNATURES:
                raise TooManySignaturesError
            yield field


def _stray_widgets(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Signatures that still lie on a page, though the file's form knows nothing of them any more."""
    known = {field.V.objgen for field in _signed_fields(pdf)}
    annotations = (each for page in pdf.pages for each in page.obj.get("/Annots", ()))
    for each in islice(annotations, _MOST_FIELDS):
        if not isinstance(each, pikepdf.Dictionary):
            continue
        field = each if "/FT" in each else each.get("/Parent", each)
        value = field.get("/V")
        if field.get("/FT") != "/Sig" or not isinstance(value, pikepdf.Dictionary):
            continue
        if value.objgen not in known and len(known) <= MOST_SIGNATURES:
            known.add(value.objgen)
            yield field


def _attached(pdf: pikepdf.Pdf, data: bytes) -> Iterator[tuple[int, int]]:
    """Where signed files lie within the file, as they are: what is signed there is no signature of it."""
    seen: set[tuple[int, int]] = set()
    for spec in islice(pdf.attachments.values(), _MOST_FILES):
        held = spec.obj.get("/EF", pikepdf.Dictionary()).get("/F")
        if not isinstance(held, pikepdf.Stream) or held.objgen in seen:
            continue
        seen.add(held.objgen)
        raw = held.read_raw_bytes()
        if b"/ByteRange" not in raw:
            continue
        for keyword in (b"stream\n", b"stream\r\n"):
            if (at := data.find(keyword + raw)) >= 0:
                yield at + len(keyword), at + len(keyword) + len(raw)


def _signature(field: pikepdf.Object, traces: Sequence[SignedSpan], data: bytes) -> PdfSignature:
    value = field.V
    contents = bytes(value.get("/Contents", b""))
    ranges = [int(each) for each in value.get("/ByteRange", ())]
    span = _span(ranges, contents, traces, data)
    told = _told(contents)
    moment = _TIME.match(str(value.get("/M", "")))
    return PdfSignature(
        field=str(field.get("/T", "")),
        signer=told.signer if told else str(value.get("/Name", "")),
        moment=_spell(moment) if moment else "",
        contents=contents,
        span=span,
        has_range=len(ranges) == _RANGE_NUMBERS,
    )


def _hidden(span: SignedSpan, data: bytes) -> PdfSignature:
    contents = span.held(data) or b""
    told = _told(contents)
    return PdfSignature(
        signer=told.signer if told else "",
        contents=contents,
        span=span,
        is_shown=False,
    )


def _is_intact(signature: PdfSignature, data: bytes) -> bool | None:
    told, span = _told(signature.contents), signature.span
    return told.is_of(span.parts(data)) if told and span else None


def _told(contents: bytes) -> SignedData | None:
    try:
        return read_signed_data(contents)
    except DerError:
        return None


def _spell(moment: re.Match[str]) -> str:
    year, month, day, hour, minute = moment.groups()
    return f"{year}年{int(month)}月{int(day)}日" + (f"{hour}:{minute}" if hour and minute else "")


def _span(
    ranges: Sequence[int], contents: bytes, traces: Sequence[SignedSpan], data: bytes
) -> SignedSpan | None:
    """What is signed: all from the file's start, and no gap but the signature itself.

    Where something was put before it, it begins behind that.
    """
    if len(ranges) != _RANGE_NUMBERS or any(each < 0 for each in ranges):
        return None
    first, length, after, rest = ranges
    if first or after < length:
        return None
    shifted = (each for each in traces if (each.gap - each.start, each.after - each.start) == (length, after))
    for span in (SignedSpan(0, length, after, after + rest), *shifted):
        is_whole = span.end - span.start == after + rest and span.end <= len(data)
        if is_whole and span.held(data) == contents:
            return span
    return None

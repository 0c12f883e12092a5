"""A sealed PDF's signatures → how far they reach, what came after them, and what cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.reports.pdf_signatures import read_signatures
from report_builder.reports.pdf_text import UnreadablePdfError, read_pdf_text
from report_builder.reports.signature_traces import TooManySignaturesError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.reports.pdf_signatures import FoundSignatures, PdfSignature

_MOST_TOLD: Final = 5
_LONGEST: Final = 60
_AGAIN: Final = "请用签名、盖章时的那一份；不知道是谁改的，请重新签名、盖章"
_BLANK: Final = b"\r\n\0 "


def check_signatures(sealed: bytes, name: str, budget: Budget = USUAL) -> Iterator[Finding]:
    """What the file's own bytes tell of its signatures; ``name`` is how findings spell the file."""
    place = Place(name)
    try:
        found = read_signatures(sealed, budget)
    except TooManySignaturesError:
        message = "这个 PDF 里签名的痕迹太多，不像一份报告，没有逐个核对"
        yield Finding("sealed.unreadable", Severity.ERROR, place, message, remedy=_AGAIN)
        return
    shown = [each for each in found.signatures if each.is_shown]
    hidden = [each for each in found.signatures if not each.is_shown]
    for each in shown[:_MOST_TOLD]:
        yield from _check(each, sealed, place)
    yield from _check_hidden(hidden, shown, sealed, place, budget)
    last = max((each.end for each in shown), default=0)
    if last and sealed[last:].strip(_BLANK):
        yield _changed_since(sealed, last, found, place, budget)
    if shown:
        yield _not_proved(shown, place)
    elif found.is_read and not hidden:
        message, remedy = "这个 PDF 里没有找到电子签名或电子印章", "请核对是不是盖过章的那一份"
        yield Finding("sealed.unsigned", Severity.WARNING, place, message, "", remedy)


def _check(signature: PdfSignature, sealed: bytes, place: Place) -> Iterator[Finding]:
    told, span = _tell(signature), signature.span
    if span is None and not signature.has_range:
        message = "签名没有写明管到文件的哪里，无从核对签了以后有没有改动"
        yield Finding("sealed.unbounded", Severity.WARNING, place, message, told, "请用签章系统的阅读器核验")
    elif span is None:
        message = "签名写明的范围与文件对不上：文件不全，或者签了以后另存、改动过"
        yield Finding("sealed.broken", Severity.ERROR, place, message, told, _AGAIN)
    elif not signature.contents.strip(b"\0"):
        message = "签名的位置上没有签名"
        yield Finding("sealed.broken", Severity.ERROR, place, message, told, _AGAIN)
    elif signature.is_intact is False:
        message = "签名管着的内容，与签名的时候不一样"
        yield Finding("sealed.broken", Severity.ERROR, place, message, told, _AGAIN)
    elif span.start:
        message = f"签过名的文件前面多出 {span.start} 字节，签名管不到"
        yield Finding("sealed.broken", Severity.ERROR, place, message, told, _AGAIN)
    else:
        is_whole = not sealed[span.end :].strip(_BLANK)
        reach = "整个文件" if is_whole else f"文件的前 {span.end} 字节"
        yield Finding("sealed.signed", Severity.NOTICE, place, f"签名管到{reach}", told)


def _tell(signature: PdfSignature) -> str:
    who = signature.signer[:_LONGEST] or "没有写明"
    return f"签名人：{who}（证书上写的）" + (f"；时间：{signature.moment}" if signature.moment else "")


def _check_hidden(
    hidden: Sequence[PdfSignature],
    shown: Sequence[PdfSignature],
    sealed: bytes,
    place: Place,
    budget: Budget,
) -> Iterator[Finding]:
    """Signatures that are in the file, and that no reader shows: something else was put before or behind.

    Those that a later signature covers were taken out by whoever signed then.
    """
    sound = [each.span for each in shown if each.is_intact and each.span and not each.span.start]
    covered = max((each.end for each in sound), default=0)
    for each in hidden[-_MOST_TOLD:]:
        evidence, told = _tell(each), "签名管的是哪里已经看不出来"
        if each.span is not None:
            start, end = each.span.start, each.span.end
            evidence = f"{evidence}；签名管的是第 {start} 到第 {end} 字节，文件有 {len(sealed)} 字节"
            told = _difference(sealed[start:end], sealed, budget)
        if 0 < each.end <= covered and not told:
            message, remedy = "先前的一个签名后来取消了，文字没有变", "后来的签名管着全文；请核对签名的人"
            yield Finding("sealed.hidden", Severity.WARNING, place, message, evidence, remedy)
            continue
        message = f"文件里有一个签名，打开却显示不出来：签名以后文件又改动过，{told or '文字没有变'}"
        yield Finding("sealed.hidden", Severity.ERROR, place, message, evidence, _AGAIN)


def _difference(signed: bytes, now: bytes, budget: Budget) -> str:
    """What else the file says now; nothing where it says the same."""
    try:
        before, after = read_pdf_text(signed, budget), read_pdf_text(now, budget)
    except UnreadablePdfError:
        return "看不出改了什么"
    pairs = zip(before.pages, after.pages, strict=False)
    pages = [str(number) for number, (one, other) in enumerate(pairs, start=1) if one != other]
    if pages:
        return f"第 {'、'.join(pages[:_MOST_TOLD])} 页的文字变了"
    return "页数变了" if len(before.pages) != len(after.pages) else ""


def _changed_since(sealed: bytes, end: int, found: FoundSignatures, place: Place, budget: Budget) -> Finding:
    """What was put behind the last signature: whether it says anything else now."""
    evidence = f"签名管到第 {end} 字节，文件有 {len(sealed)} 字节"
    told = _difference(sealed[:end], sealed, budget)
    if not told and not found.is_sound:
        told = "文件的结构也坏了，在别的阅读器里打开可能是另一份"
    if told:
        message = f"最后一次签名、盖章以后文件又改动过，{told}"
        return Finding("sealed.changed_since", Severity.ERROR, place, message, evidence, _AGAIN)
    message = "最后一次签名、盖章以后文件又改动过，文字没有变"
    remedy = "可能加了批注、图片或者没有登记的印章，请在阅读器里看一看"
    return Finding("sealed.changed_since", Severity.WARNING, place, message, evidence, remedy)


def _not_proved(found: Sequence[PdfSignature], place: Place) -> Finding:
    unread = any(each.end and each.is_intact is None for each in found)
    digests = "印章、签名的校验值（不是通用的写法，国密的印章就是这样）、" if unread else ""
    return Finding(
        "sealed.not_proved",
        Severity.NOTICE,
        place,
        f"没有核对的：{digests}签名的人是不是证书上写的人、证书有没有吊销",
        remedy="要有法律效力的核验，请用签章系统或者发证机构的阅读器",
    )

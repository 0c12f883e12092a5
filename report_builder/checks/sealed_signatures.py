"""A sealed PDF's signatures → how far they reach, what came after them, and what cannot be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.budgets import USUAL, Budget
from report_builder.diagnostics import Finding, Place, Severity
from report_builder.reports.pdf_signatures import read_signatures
from report_builder.reports.pdf_text import UnreadablePdfError, read_pdf_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from report_builder.reports.pdf_signatures import PdfSignature

_MOST_TOLD: Final = 5
_LONGEST: Final = 60
_AGAIN: Final = "请用签名、盖章时的那一份；不知道是谁改的，请重新签名、盖章"


def check_signatures(sealed: bytes, name: str, budget: Budget = USUAL) -> Iterator[Finding]:
    """What the file's own bytes tell of its signatures; ``name`` is how findings spell the file.

    Nothing of a file without any: that it has none ``compare_sealed`` tells.
    """
    found, place = read_signatures(sealed), Place(name)
    if not found:
        return
    for each in found[:_MOST_TOLD]:
        yield from _check(each, sealed, place)
    last = max(each.end for each in found)
    if last and sealed[last:].strip(b"\r\n\0 "):
        yield _changed_since(sealed, last, place, budget)
    yield _not_proved(found, place)


def _check(signature: PdfSignature, sealed: bytes, place: Place) -> Iterator[Finding]:
    who = signature.signer[:_LONGEST] or "没有写明"
    told = f"签名人：{who}（证书上写的）" + (f"；时间：{signature.moment}" if signature.moment else "")
    if not signature.end:
        message = "签名没有写明管到文件的哪里，无从核对签了以后有没有改动"
        yield Finding("sealed.unbounded", Severity.WARNING, place, message, told, "请用签章系统的阅读器核验")
    elif signature.is_intact is False:
        message = "签名管着的内容，与签名的时候不一样"
        yield Finding("sealed.broken", Severity.ERROR, place, message, told, _AGAIN)
    else:
        is_whole = not sealed[signature.end :].strip(b"\r\n\0 ")
        reach = "整个文件" if is_whole else f"文件的前 {signature.end} 字节"
        yield Finding("sealed.signed", Severity.NOTICE, place, f"签名管到{reach}", told)


def _changed_since(sealed: bytes, end: int, place: Place, budget: Budget) -> Finding:
    """What was put behind the last signature: whether it says anything else now."""
    evidence = f"签名管到第 {end} 字节，文件有 {len(sealed)} 字节"
    try:
        signed, now = read_pdf_text(sealed[:end], budget), read_pdf_text(sealed, budget)
    except UnreadablePdfError:
        message = "最后一次签名、盖章以后文件又改动过，看不出改了什么"
        return Finding("sealed.changed_since", Severity.ERROR, place, message, evidence, _AGAIN)
    pairs = zip(signed.pages, now.pages, strict=False)
    pages = [str(number) for number, (one, other) in enumerate(pairs, start=1) if one != other]
    if pages or len(signed.pages) != len(now.pages):
        what = f"第 {'、'.join(pages[:_MOST_TOLD])} 页的文字变了" if pages else "页数变了"
        message = f"最后一次签名、盖章以后文件又改动过，{what}"
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

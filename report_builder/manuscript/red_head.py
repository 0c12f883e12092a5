"""The settings' red head (红头) → what its placeholders stand for (GB/T 9704-2012, 7.2 and 7.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.manuscript.signature import signing_date, width_in_characters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from report_builder.settings import Settings

_FILE: Final = "文件"
_LABEL: Final = "签发人："
# 7.2.6: two names to a line; a name of two characters is spread over the width of three.
_NAMES_A_LINE: Final = 2
_SHORT_NAME: Final = 2
_WIDE_SPACE: Final = "\u3000"


class SignerLine(Struct, frozen=True):
    """A line above the red rule: the document's number stands on the last of them (7.2.5)."""

    number: str
    label: str
    names: str


class RedHead(Struct, frozen=True):
    """Everything above and below the text that a document with a red head has; empty where it has not."""

    mark: str
    number: str
    signers: tuple[SignerLine, ...]
    copy_number: str
    secrecy: str
    urgency: str
    copied_to: str
    printed_by: str
    printed_on: str

    def placeholders(self) -> dict[str, object]:
        """The names below 红头, as ``placeholders.py`` lists them."""
        lines = [{"发文字号": each.number, "标签": each.label, "姓名": each.names} for each in self.signers]
        return {
            "份号": self.copy_number,
            "密级": self.secrecy,
            "紧急程度": self.urgency,
            "标志": self.mark,
            "发文字号": self.number,
            "签发行": lines,
            "抄送": self.copied_to,
            "印发机关": self.printed_by,
            "印发日期": self.printed_on,
        }

    def texts(self) -> Iterator[str]:
        """Every text that the report has to hold."""
        yield from (self.copy_number, self.secrecy, self.urgency, self.mark, self.number)
        yield from (each.names for each in self.signers)
        yield from (self.copied_to, self.printed_by, self.printed_on)


def red_head_of(settings: Settings, signed_on: date) -> RedHead | None:
    """The red head that the settings ask for; ``None`` for a plain report."""
    asked = settings.red_head
    if asked is None:
        return None
    copied_to = "，".join(asked.copied_to)
    return RedHead(
        mark=asked.mark or f"{settings.name}{_FILE}",
        number=asked.number,
        signers=tuple(_lines(asked.signers, asked.number)),
        copy_number=asked.copy_number,
        secrecy=asked.secrecy,
        urgency=asked.urgency,
        copied_to=f"{copied_to}。" if copied_to else "",
        printed_by=asked.printed_by or settings.contact.office,
        printed_on=f"{signing_date(asked.printed_on or signed_on)}印发",
    )


def _lines(signers: tuple[str, ...], number: str) -> Iterator[SignerLine]:
    """The signers in their order, two to a line."""
    for start in range(0, len(signers), _NAMES_A_LINE):
        is_last = start + _NAMES_A_LINE >= len(signers)
        names = _WIDE_SPACE.join(map(_spread, signers[start : start + _NAMES_A_LINE]))
        yield SignerLine(number if is_last else "", "" if start else _LABEL, names)


def _spread(name: str) -> str:
    """A name as wide as one of three characters at least."""
    is_short = len(name) == _SHORT_NAME and width_in_characters(name) == _SHORT_NAME
    return f"{name[0]}{_WIDE_SPACE}{name[1]}" if is_short else name

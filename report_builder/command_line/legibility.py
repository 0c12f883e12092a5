"""An output stream of any encoding → one that spells every message, if need be by near signs."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final

from report_builder.visible_text import visible_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

_NO_WAY_TO_SPELL: Final = "report_builder.legible"
# Signs of ours that GBK lacks → near ones that it has.
_STAND_INS: Final[Mapping[str, str]] = {"›": ">", "✓": "√", "✗": "×"}

# A name's bytes as Python keeps them where the system's encoding is said to be ASCII (PEP 383).
_RAW_BYTES: Final = re.compile("[\udc80-\udcff]+")


def make_legible(streams: Iterable[TextIO]) -> None:
    """Let no console stop a command: what its encoding cannot spell gets a near sign or its code.

    A console said to be ASCII is nearly always an unset locale: UTF-8 is what can still be read there.
    """
    codecs.register_error(_NO_WAY_TO_SPELL, _spell)
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            is_ascii = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if is_ascii else None, errors=_NO_WAY_TO_SPELL)


def is_ascii_only(stream: TextIO) -> bool:
    """Whether JSON is to be spelt in ASCII, because the stream cannot take every character."""
    return codecs.lookup(stream.encoding).name != "utf-8"


def _spell(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and (raw := _RAW_BYTES.match(error.object, error.start)):
        name = raw[0].encode("ascii", "surrogateescape").decode("utf-8", "backslashreplace")
        return visible_line(name).encode(error.encoding, "backslashreplace"), raw.end()
    if isinstance(error, UnicodeEncodeError) and (near := _STAND_INS.get(error.object[error.start])):
        return near, error.start + 1
    return codecs.backslashreplace_errors(error)

"""A font's name that nobody knows → the class of Latin face that it is likely to be of."""

from __future__ import annotations

import re
from typing import Final, Literal

FontClass = Literal["serif", "sans", "mono", "eastern"]
"""What sets a font's letters; ``eastern`` has hanzi too, and its letters stay with those."""

# Foundries' marks before a name (FZ, HY, ST), names in other letters, and what Chinese type is called.
_EASTERN: Final = re.compile(
    r"[^\x00-\u024f]|^(FZ|HY|ST|MS )[A-Z]|^(Sim|NSim|MingLiU|PMingLiU|Hiragino|PingFang|Source Han|WenQuanYi)"
    r"|(?i:heiti|songti|kaiti|fangsong|cjk|gbk?\b|big5)| (SC|TC|JP|KR)\b"
)
_MONO: Final = re.compile(
    r"mono|consol|courier|code|typewriter|terminal|menlo|monaco|fixed|letter gothic",
    re.IGNORECASE,
)
_SANS: Final = re.compile(
    r"sans|gothic|grotes[kq]|helvetica|arial|segoe|roboto|lato|inter\b|verdana|tahoma|trebuchet|calibri|candara"
    r"|corbel|gill|futura|frutiger|univers|myriad|franklin|avenir|optima|ubuntu|impact|poppins|montserrat|aptos",
    re.IGNORECASE,
)


def class_of_name(name: str) -> FontClass:
    """The class of a font by what its name says; with serifs where it says nothing, as in Word."""
    if _EASTERN.search(name):
        return "eastern"
    if _MONO.search(name):
        return "mono"
    return "sans" if _SANS.search(name) else "serif"

r"""A field's instruction → the words in it that a page must show where the file has no result for it.

The proof of lost text reads instructions here, apart from the reader that the pages come from. Brackets,
commas and figures after a switch may be either words or grammar, so nothing is proved of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from report_builder.patterns import Pattern
from report_builder.word.packages import W
from report_builder.word.symbols import plain_character

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_WITH_WORDS: Final = Pattern(r"(?i)\b(EQ|SYMBOL|QUOTE|MACROBUTTON|GOTOBUTTON)\b")
_GENERAL: Final = Pattern(r'\\\*\s*("[^"]*"|“[^”]*”|[^\s\\]+)')
_SWITCH: Final = Pattern(
    r"(?i)\\(?:(?:up|do|ai|di|co|vs|hs|fo|ba)\s*[-\d.]*|(?:lc|rc|bc|fc|vc)\s*\\?.|(?:al|ac|ar|ad|li|su|pr|in|to|bo|le|ri)"
    r"|[abdfilorsx])"
)
_GRAMMAR: Final = frozenset("(),;\\（），；")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
# What a page may show for an instruction beyond its own characters: signs of sums and roots, marks of forms.
_OF_FORMULAS: Final = "()|∫/^~·¨→´"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_NAMED_SIGNS: Final = tuple(f"{_M}{name}" for name in ("begChr", "endChr", "sepChr", "chr"))
_ADDED: Final = "∑∏∫√()[]{}.☐☑"


def must_show(instruction: str) -> str:
    """The words that a page must show for a field of this instruction."""
    name, _, rest = instruction.strip().partition(" ")
    match name.upper():
        case "EQ":
            plain = _SWITCH.sub("", _GENERAL.sub("", rest))
            return "".join(character for character in plain if character not in _GRAMMAR)
        case "MACROBUTTON" | "GOTOBUTTON":
            return rest.strip().partition(" ")[2]
        case "QUOTE":
            return "".join(_QUOTED.findall(_GENERAL.sub("", rest)))
        case "SYMBOL":
            # Without a font the code is of a code page, which only the reader looks up.
            return "".join(_symbols(rest)) if "\\f" in rest else ""
    return ""


def hold_words(roots: Iterable[_Element]) -> bool:
    """Whether any instruction in some parts may hold words that a page shows."""
    return any(_WITH_WORDS.search(instruction) for root in roots for instruction in _instructions(root))


def may_show(root: _Element) -> Iterator[str]:
    """The characters that pages may show for the instructions and forms of a part, besides its text."""
    for instruction in _instructions(root):
        yield instruction
        yield from _symbols(instruction)
        if instruction:
            yield _ADDED * len(instruction)
    for entry in root.iter(f"{W}listEntry"):
        yield entry.get(f"{W}val", "")
    for formula in root.iter(f"{_M}d", f"{_M}nary", f"{_M}acc", f"{_M}f"):
        # The signs that a formula draws by what it is, and those that it names.
        yield _OF_FORMULAS
        yield from (named.get(f"{_M}val", "") for named in formula.iter(*_NAMED_SIGNS))
    yield from (words.get("string", "") for words in root.iter(f"{_V}textpath"))
    yield from ("()[]<>{}" for _ in root.iter(f"{W}eastAsianLayout"))


def _instructions(root: _Element) -> Iterator[str]:
    yield "".join(text.text or "" for text in root.iter(f"{W}instrText"))
    for simple in root.iter(f"{W}fldSimple"):
        yield simple.get(f"{W}instr", "")


def _symbols(instruction: str) -> Iterator[str]:
    """The characters that codes of symbol fonts in an instruction mean."""
    font = re.search(r'\\f\s*"([^"]*)"', instruction)
    for code in re.findall(r"(?<!\S)(0[xX][0-9A-Fa-f]{1,6}|\d{1,7})(?!\S)", instruction):
        try:
            yield plain_character(int(code, 0), font[1] if font else "") or ""
        except (ValueError, OverflowError):
            continue

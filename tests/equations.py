"""Fields without a result and formulas in few words → the markup that a Word file has for them."""

from __future__ import annotations

from typing import Final

_M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_BEGIN: Final = '<w:r><w:fldChar w:fldCharType="begin">{}</w:fldChar></w:r>'
_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bare_field(*instruction: str | tuple[str, str], form: str = "") -> str:
    """A complex field without a result; a piece of its instruction may have properties of its own."""
    pieces = ((each, "") if isinstance(each, str) else each for each in instruction)
    runs = "".join(
        f'<w:r><w:rPr>{look}</w:rPr><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'
        for words, look in pieces
    )
    return _BEGIN.format(form) + runs + _END


def formula(*parts: str, displayed: bool = False) -> str:
    """A formula in the text, or one on a line of its own."""
    held = f"<m:oMath>{''.join(parts)}</m:oMath>"
    held = f"<m:oMathPara>{held}</m:oMathPara>" if displayed else held
    return held.replace(">", f' xmlns:m="{_M}">', 1)


def letters(text: str, properties: str = "") -> str:
    """A run of a formula."""
    return f"<m:r>{properties}<m:t>{text}</m:t></m:r>"


def built(name: str, properties: str = "", **parts: str) -> str:
    """An element of a formula with its parts by their names; ``e`` may hold several, parted by ``|``."""
    found = "".join(
        f"<m:{part}>{content}</m:{part}>"
        for part, contents in parts.items()
        for content in (contents.split("|") if part == "e" else [contents])
    )
    return f"<m:{name}><m:{name}Pr>{properties}</m:{name}Pr>{found}</m:{name}>"

"""What people do to a template in Word and WPS → the changes to its parts, each as a function of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from drawing_files import anchored, box, inline, picture, run, seal

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, bytes]
    Change = Callable[[Parts], None]

DOCUMENT: Final = "word/document.xml"
STYLES: Final = "word/styles.xml"
LINKS: Final = "word/_rels/document.xml.rels"
TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TITLE: Final = '<w:p><w:pPr><w:pStyle w:val="Title"/>'
_BY: Final = 'w:id="9{}" w:author="张三" w:date="2026-01-05T00:00:00Z"'
_PLAIN: Final = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
_NAMESPACE: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def replaced(old: str, new: str, part: str = DOCUMENT, count: int = -1) -> Change:
    """One text of a part in another's place; it has to stand there."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, old
        parts[part] = text.replace(old, new, count).encode()

    return change


def changed(pattern: str, new: str, part: str = DOCUMENT) -> Change:
    """The same with a regular expression."""

    def change(parts: Parts) -> None:
        text, count = re.subn(pattern, new, parts[part].decode(), flags=re.DOTALL)
        assert count, pattern
        parts[part] = text.encode()

    return change


def both(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change


def written(text: str) -> str:
    """A run as the templates have them."""
    return f'<w:r>{_PLAIN}<w:t xml:space="preserve">{text}</w:t></w:r>'


def above_the_title(content: str) -> Change:
    """More paragraphs above the title."""
    return replaced(_TITLE, f"{content}{_TITLE}", count=1)


def line(text: str, style: str = "正文") -> str:
    """A paragraph that somebody has typed."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{written(text)}</w:p>'


def instead_of(text: str, content: str) -> Change:
    """Runs in the place of the one that holds a text."""
    return replaced(written(text), content)


def with_picture(content: str) -> Change:
    """A picture's file, and the markup that shows it, above the title."""

    def add(parts: Parts) -> None:
        parts["word/media/logo.png"] = seal()

    return both(
        above_the_title(f"<w:p>{content}</w:p>"),
        replaced(
            "</Relationships>",
            f'<Relationship Id="rIdLogo" Type="{_RELATIONS}/image" Target="media/logo.png"/></Relationships>',
            LINKS,
        ),
        replaced("<Default ", '<Default Extension="png" ContentType="image/png"/><Default ', TYPES, 1),
        add,
    )


LOGO: Final = with_picture(inline(picture("rIdLogo"), 60, 60))
SEAL: Final = with_picture(run(anchored(picture("rIdLogo"), 120, 120, across=("column", 200.0))))
TEXT_BOX: Final = f"<w:p>{run(anchored(box(line('{{ 署名 }}')), 200, 40))}</w:p>"


def with_header(content: str) -> Change:
    """A header for odd pages; even ones keep none."""

    def add(parts: Parts) -> None:
        parts["word/header1.xml"] = f"<w:hdr {_NAMESPACE}>{content}</w:hdr>".encode()

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    return both(
        add,
        replaced("<w:sectPr>", '<w:sectPr><w:headerReference w:type="default" r:id="rIdHead"/>'),
        replaced(
            "</Relationships>",
            f'<Relationship Id="rIdHead" Type="{_RELATIONS}/header" Target="header1.xml"/></Relationships>',
            LINKS,
        ),
        replaced("</Types>", f'<Override PartName="/word/header1.xml" ContentType="{kind}"/></Types>', TYPES),
    )


def letter_by_letter(parts: Parts) -> None:
    """Every letter of the text in a run of its own, as a spelling checker leaves it."""
    pattern = re.compile(re.escape(f"<w:r>{_PLAIN}") + r'<w:t xml:space="preserve">([^<]*)</w:t></w:r>')
    parts[DOCUMENT] = pattern.sub(
        lambda found: "".join(map(written, found[1])), parts[DOCUMENT].decode()
    ).encode()


def as_wps_splits(parts: Parts) -> None:
    """Runs parted where the script changes, with looks of their own and marks between them, as by WPS."""
    pattern = re.compile(re.escape(f"<w:r>{_PLAIN}") + r'<w:t xml:space="preserve">([^<]*)</w:t></w:r>')
    chinese = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    latin = '<w:rPr><w:rFonts w:hint="default"/><w:lang w:val="en-US"/></w:rPr>'

    def parted(found: re.Match[str]) -> str:
        pieces = re.findall(r"[\u3000-\uffef]+|\{|\}|%|[^\u3000-\uffef{}%]+", found[1])
        looks = (latin if piece.isascii() else chinese for piece in pieces)
        runs = (
            f'<w:r>{look}<w:t xml:space="preserve">{piece}</w:t></w:r>'
            for look, piece in zip(looks, pieces, strict=True)
        )
        return '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="77" w:name="_GoBack"/>' + (
            '<w:bookmarkEnd w:id="77"/>'.join(runs)
        )

    parts[DOCUMENT] = pattern.sub(parted, parts[DOCUMENT].decode()).encode()


def renumbered(parts: Parts) -> None:
    """The ids of all styles as a Chinese Word gives them: a, a0, 1, a1."""
    text = parts[STYLES].decode()
    ids = list(dict.fromkeys(re.findall(r'w:styleId="([^"]+)"', text)))
    given = {old: f"a{number}" for number, old in enumerate(ids)}

    def renamed(found: re.Match[str]) -> str:
        return f'{found[1]}"{given.get(found[2], found[2])}"'

    for part in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        pattern = r'(w:styleId=|<w:(?:pStyle|rStyle|basedOn|next|link) w:val=)"([^"]+)"'
        parts[part] = re.sub(pattern, renamed, parts[part].decode()).encode()


def inserted(content: str, number: int = 1) -> str:
    """Runs that somebody has added with tracked changes on."""
    return f"<w:ins {_BY.format(number)}>{content}</w:ins>"


def deleted(text: str, number: int = 2) -> str:
    """Text that somebody has taken out with tracked changes on."""
    return f"<w:del {_BY.format(number)}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def field(code: str, shown: str) -> str:
    """A field and what it shows now."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{written(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

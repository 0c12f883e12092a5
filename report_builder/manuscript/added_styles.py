"""The styles of what the program itself adds to a report → in the document, where its template has none.

The shipped templates have them all; a template of the user's own may come from a time, or from a hand, that
knew no footnotes and no pictures. They look as in the shipped templates (``tests/manuscript``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from report_builder.manuscript.style_names import styles_called
from report_builder.word.xml_text import attribute

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

ATTACHMENTS: Final = "附件说明"
ANNEX: Final = "附件"
ANNEX_TITLE: Final = "附件标题"
PICTURE: Final = "图"
CAPTION: Final = "题注"
NOTE: Final = "脚注文本"
NOTE_MARK: Final = "脚注引用"
CONTENTS_TITLE: Final = "目录标题"
CONTENTS_ENTRY: Final = "目录 1"
CONTENTS_SUBENTRY: Final = "目录 2"

_LATIN: Final = "Times New Roman"
_OFF_GRID: Final = '<w:snapToGrid w:val="0"/>'
_FLUSH: Final = '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'


def _faces(east_asian: str, latin: str, half_points: int, more: str = "") -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asian}" w:cs="{latin}" '
        f'w:hint="eastAsia"/>{more}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )


def _lines(before: int, after: int, line: int, rule: str = "exact") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _paragraph(keeps_next: str, look: str, *, new_page: bool = False) -> str:
    """The inside of ``w:pPr`` in the order of the schema."""
    breaks = "<w:pageBreakBefore/>" if new_page else ""
    return f'<w:pPr>{keeps_next}{breaks}<w:widowControl w:val="0"/>{look}</w:pPr>'


_KEEPS: Final = "<w:keepNext/>"
_LEAVES: Final = '<w:keepNext w:val="0"/>'
# By the name: what Word calls it in the file, and its look (GB/T 9704-2012, 7.3.4 and 7.3.7, for annexes).
_LOOKS: Final = {
    ATTACHMENTS: (
        ATTACHMENTS,
        _paragraph(
            _LEAVES,
            f'{_lines(580, 0, 580)}<w:ind w:left="1575" w:right="0" w:hanging="945"/><w:jc w:val="both"/>',
        )
        + _faces("仿宋_GB2312", _LATIN, 32, '<w:spacing w:val="-5"/>'),
    ),
    ANNEX: (
        ANNEX,
        _paragraph(_KEEPS, f'{_lines(0, 0, 580)}{_FLUSH}<w:jc w:val="left"/>', new_page=True)
        + _faces("黑体", _LATIN, 32),
    ),
    ANNEX_TITLE: (
        ANNEX_TITLE,
        _paragraph(_KEEPS, f'{_OFF_GRID}{_lines(580, 440, 720)}{_FLUSH}<w:jc w:val="center"/>')
        + _faces("方正小标宋简体", "方正小标宋简体", 44),
    ),
    PICTURE: (
        PICTURE,
        _paragraph(_KEEPS, f'{_OFF_GRID}{_lines(0, 60, 240, "auto")}{_FLUSH}<w:jc w:val="center"/>')
        + _faces("仿宋_GB2312", _LATIN, 32),
    ),
    CAPTION: (
        "caption",
        _paragraph(_LEAVES, f'{_OFF_GRID}{_lines(0, 300, 400)}{_FLUSH}<w:jc w:val="center"/>')
        + _faces("黑体", _LATIN, 24),
    ),
    NOTE: (
        "footnote text",
        _paragraph(_LEAVES, f'{_OFF_GRID}{_lines(0, 0, 240, "auto")}{_FLUSH}<w:jc w:val="both"/>')
        + _faces("宋体", _LATIN, 18),
    ),
    CONTENTS_TITLE: (
        "TOC Heading",
        _paragraph(_KEEPS, f'{_lines(0, 0, 580)}{_FLUSH}<w:jc w:val="center"/>') + _faces("黑体", _LATIN, 32),
    ),
    CONTENTS_ENTRY: (
        "toc 1",
        _paragraph(_LEAVES, f'{_lines(0, 0, 580)}{_FLUSH}<w:jc w:val="left"/>')
        + _faces("仿宋_GB2312", _LATIN, 32, '<w:spacing w:val="-5"/>'),
    ),
    CONTENTS_SUBENTRY: (
        "toc 2",
        _paragraph(
            _LEAVES,
            f'{_lines(0, 0, 580)}<w:ind w:left="630" w:right="0" w:firstLine="0"/><w:jc w:val="left"/>',
        )
        + _faces("仿宋_GB2312", _LATIN, 32, '<w:spacing w:val="-5"/>'),
    ),
    NOTE_MARK: ("footnote reference", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
}


def style_for(document: Document, name: str) -> str:
    """The id of the document's style of that name, which is added where there is none."""
    styles: Any = document.styles.element
    found = styles_called(styles.iter(qn("w:style")), name)
    return min(found) if found else _add(styles, name)


def _add(styles: _Element, name: str) -> str:
    """Add the style below the template's own default; gives its id."""
    word_name, look = _LOOKS[name]
    kind = "character" if name == NOTE_MARK else "paragraph"
    taken = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    bare = name.replace(" ", "")
    style_id = next(
        each for each in (bare, *(f"{bare}-{number}" for number in range(1, 99))) if each not in taken
    )
    base = "" if kind == "character" else _default_of(styles)
    based = f"<w:basedOn w:val={attribute(base)}/>" if base else ""
    custom = ' w:customStyle="1"' if word_name == name else ""
    styles.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="{kind}"{custom} w:styleId="{style_id}">'
            f'<w:name w:val="{word_name}"/>{based}<w:qFormat/>{look}</w:style>'
        )
    )
    return style_id


def _default_of(styles: _Element) -> str:
    """The id of the default paragraph style, which Word numbers as it likes."""
    for style in styles.iter(qn("w:style")):
        if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}:
            return style.get(qn("w:styleId"), "")
    return ""

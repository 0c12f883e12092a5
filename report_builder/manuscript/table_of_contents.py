"""The filled document → the same with a table of contents (目录) behind its title, as Word makes one.

A TOC field (ECMA-376 17.16.5.68) holds an entry for each heading: a link to the heading's bookmark, a dotted
leader, a PAGEREF field. The numbers stand for nothing until the pages are made (``report_pages.py``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from msgspec import Struct

from report_builder.manuscript.added_styles import (
    ANNEX_TITLE,
    CONTENTS_ENTRY,
    CONTENTS_SUBENTRY,
    CONTENTS_TITLE,
    style_for,
)
from report_builder.manuscript.blocks import BlockKind
from report_builder.manuscript.kept_texts import clean
from report_builder.manuscript.lost_text import words_of
from report_builder.manuscript.style_names import styles_called
from report_builder.manuscript.templates import TITLE
from report_builder.manuscript.word_paragraphs import make_paragraph, text_width
from report_builder.word.packages import W
from report_builder.word.xml_text import attribute, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.oxml.text.paragraph import CT_P

CAPTION: Final = "目录"
# What stands above the text: the table of contents follows the last of them.
_ABOVE: Final = (TITLE, "题下署名", "题下日期")
_FIRST: Final = "一级标题"
# Headings of Word's first two levels, links (\h), no numbers on the web (\z), and the annexes' titles.
_INSTRUCTION: Final = f' TOC \\o "1-2" \\h \\z \\t "{ANNEX_TITLE},1" '
_REFERENCE: Final = " PAGEREF {} \\h "
# Word's own bookmarks for it begin like this; it makes them anew when the table is updated.
_BOOKMARK: Final = "_Toc{:09d}"
_UNKNOWN: Final = "0"
_TWIPS: Final = 20


class _Entry(Struct, frozen=True):
    """A heading, the style of its line in the table, and the name of its bookmark."""

    heading: CT_P
    style: str
    bookmark: str


def add_contents(document: WordDocument) -> None:
    """Put the table behind the title, and the text that follows on a page of its own."""
    above = _last_above(document)
    entries = list(_entries(document))
    if above is None or not entries:
        return
    following = above.getnext()
    for style in (CONTENTS_ENTRY, CONTENTS_SUBENTRY):
        _lead_to_the_margin(document, style_for(document, style))
    lines = [make_paragraph(style_for(document, CONTENTS_TITLE), CAPTION)]
    lines += [_line(entry, number == 0, number == len(entries) - 1) for number, entry in enumerate(entries)]
    for line in reversed(lines):
        above.addnext(line)
    if following is not None and following.tag == f"{W}p":
        properties = cast("Any", following).get_or_add_pPr()
        properties.get_or_add_pageBreakBefore().val = True


def _lead_to_the_margin(document: WordDocument, style: str) -> None:
    """Give the style of a line, where it has no tab of its own, one at the right edge with dots to it."""
    found = next(
        each for each in document.styles.element.iter(f"{W}style") if each.get(f"{W}styleId") == style
    )
    properties = cast("Any", found).get_or_add_pPr()
    if properties.find(f"{W}tabs") is None:
        edge = round(text_width(document) * _TWIPS)
        tabs = properties.get_or_add_tabs()
        tabs.append(parse_xml(f'<w:tab {nsdecls("w")} w:val="right" w:leader="dot" w:pos="{edge}"/>'))


def _last_above(document: WordDocument) -> Any:  # noqa: ANN401 - python-docx's element classes
    """The last paragraph of the title, or of the signature below it."""
    styles = list(document.styles.element.iter(f"{W}style"))
    wanted = frozenset().union(*(styles_called(styles, name) for name in _ABOVE))
    found = [child for child in document.element.body if child.tag == f"{W}p" and _style(child) in wanted]
    return found[-1] if found else None


def _entries(document: WordDocument) -> Iterator[_Entry]:
    """The headings with text, in their order, each with a bookmark around it."""
    styles = list(document.styles.element.iter(f"{W}style"))
    entry, below = style_for(document, CONTENTS_ENTRY), style_for(document, CONTENTS_SUBENTRY)
    lines = dict.fromkeys(styles_called(styles, _FIRST), entry)
    lines |= dict.fromkeys(styles_called(styles, BlockKind.SUBHEADING), below)
    lines |= dict.fromkeys(styles_called(styles, ANNEX_TITLE), entry)
    body = document.element.body
    numbers = (each.get(f"{W}id", "") for each in body.iter(f"{W}bookmarkStart"))
    first = max((int(number) for number in numbers if number.isdecimal()), default=0) + 1
    paragraphs = (child for child in body if child.tag == f"{W}p" and _style(child) in lines)
    headings = [each for each in paragraphs if words_of(each).strip()]
    for number, heading in enumerate(headings):
        name = _BOOKMARK.format(number + 1)
        _mark(heading, first + number, name)
        yield _Entry(heading, lines[_style(heading)], name)


def _mark(heading: Any, number: int, name: str) -> None:  # noqa: ANN401 - as above
    """Put a bookmark around all that a paragraph holds."""
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    properties = heading.find(f"{W}pPr")
    if properties is None:
        heading.insert(0, start)
    else:
        properties.addnext(start)
    heading.append(end)


def _line(entry: _Entry, is_first: bool, is_last: bool) -> CT_P:  # noqa: FBT001 - where the field begins and ends
    """A line of the table; the field begins in the first and ends in the last, as Word writes it."""
    begin = f"{_char('begin')}{_code(_INSTRUCTION)}{_char('separate')}" if is_first else ""
    end = _char("end") if is_last else ""
    text = " ".join(words_of(entry.heading).split("\n")).strip()
    code = _code(_REFERENCE.format(entry.bookmark))
    number = f"{_char('begin')}{code}{_char('separate')}{_text(_UNKNOWN)}{_char('end')}"
    return cast(
        "CT_P",
        parse_xml(
            f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val={attribute(entry.style)}/></w:pPr>{begin}"
            f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">'
            f"{_text(text)}<w:r><w:tab/></w:r>{number}</w:hyperlink>{end}</w:p>"
        ),
    )


def _char(turn: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>'


def _code(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'


def _text(text: str) -> str:
    look = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def _style(paragraph: Any) -> str:  # noqa: ANN401 - as above
    name = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if name is None else str(name.get(f"{W}val", ""))

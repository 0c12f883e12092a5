"""A Word report's bytes → its passages: what each paragraph says, what it is, and where it stands."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.checks.lint.passages import Role, passage
from report_builder.checks.lint.word_places import PARTS_BESIDE, W, cell_places, paragraphs_beside
from report_builder.diagnostics import Finding, Place, ReportError, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from report_builder.checks.lint.passages import Passage, Text

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DOCUMENT: Final = "word/document.xml"
_STYLES: Final = "word/styles.xml"

MAX_PART_BYTES: Final = 50_000_000
MAX_PARTS: Final = 5_000
MAX_PARAGRAPHS: Final = 50_000
# No sentence is this long; the rest of such a paragraph is no text for people.
_LONGEST: Final = 20_000
_DEEPEST_STYLE: Final = 20
_BODY_LEVEL: Final = 9

_HEADING_NAME: Final = re.compile(r"(?:heading|标题) ?([1-9])|([一二三四])级标题\d*", re.IGNORECASE)
_TITLE_NAME: Final = re.compile(r"title|标题|文件标题|公文标题|大标题", re.IGNORECASE)
_SIZES: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
# Text of these is not, or not any more, the paragraph's: another paragraph, a deletion, a field's code.
_NOT_ITS_OWN: Final = frozenset(
    {f"{W}p", f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{_MC}Fallback"}
)
_BREAKS: Final = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph style makes of a paragraph."""

    role: Role
    level: int


_PLAIN: Final = _Look(Role.TEXT, 0)


def read_word_text(docx: bytes, name: str) -> Text:
    """The paragraphs of the body in their order, tables included, then headers, footers and notes.

    ``name`` is how findings spell the file. Raises ``ReportError`` for anything that is not a Word file
    within bounds.
    """
    parts = _read_parts(docx, name)
    body = parts[_DOCUMENT].find(f"{W}body")
    text = () if body is None else _read_body(body, _looks(parts.get(_STYLES)), name)
    beside = [
        passage(_text(element)[:_LONGEST], Place(name, part=part), Role.ASIDE)
        for part, element in paragraphs_beside(parts)
    ]
    if len(text) + len(beside) > MAX_PARAGRAPHS:
        raise _unreadable(name, f"段落超过 {MAX_PARAGRAPHS} 个")
    return (*text, *beside)


def _read_body(body: etree._Element, looks: Mapping[str, _Look], name: str) -> Text:
    """The paragraphs of the body; those in tables are told by their cells, and counted all the same."""
    cells = cell_places(body)
    found: list[Passage] = []
    for number, element in enumerate(body.iter(f"{W}p"), start=1):
        if number > MAX_PARAGRAPHS:
            raise _unreadable(name, f"段落超过 {MAX_PARAGRAPHS} 个")
        text, cell = _text(element)[:_LONGEST], _cell(element)
        if cell is None:
            found.append(passage(text, Place(name, paragraph=number), *_role(element, looks)))
        else:
            found.append(passage(text, Place(name, part=cells[cell]), Role.CELL))
    return _with_title(tuple(found), body)


def _read_parts(docx: bytes, name: str) -> Mapping[str, etree._Element]:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise _unreadable(
                    name, f"文件里有 {len(archive.infolist())} 个部分，正常的 Word 文件没有这么多"
                )
            known = set(archive.namelist())
            names = {part for part in known if part in {_DOCUMENT, _STYLES} or PARTS_BESIDE.fullmatch(part)}
            parts = {part: _parse(_read(archive, part, name), part, name) for part in sorted(names)}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as fault:
        raise _unreadable(name, "文件的内容不是 Word 文件的压缩包，或者已损坏、加了密") from fault
    if _DOCUMENT not in parts:
        raise _unreadable(name, "压缩包里没有正文")
    return parts


def _read(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """A part, however large it says that it is."""
    with archive.open(part) as stream:
        data = stream.read(MAX_PART_BYTES + 1)
    if len(data) > MAX_PART_BYTES:
        raise _unreadable(name, f"其中的 {part} 展开后超过 {MAX_PART_BYTES // 1_000_000} MB")
    return data


def _parse(data: bytes, part: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise _unreadable(name, f"其中的 {part} 不是合格的 XML") from fault
    if root.getroottree().docinfo.doctype:
        raise _unreadable(name, f"其中的 {part} 带有 DTD 声明，正常的 Word 文件没有")
    return root


def _unreadable(name: str, evidence: str) -> ReportError:
    remedy = "请用 Word 或 WPS 打开它，另存为“Word 文档（*.docx）”后再试"
    return ReportError(
        [Finding("docx.unreadable", Severity.ERROR, Place(name), "这个文件读不出文字", evidence, remedy)]
    )


def _looks(styles: etree._Element | None) -> Mapping[str, _Look]:
    """What each paragraph style is, by its id: told by its name, its outline level, or the style under it."""
    if styles is None:
        return {}
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
    return {style: _look(style, by_id) for style in by_id}


def _look(style: str, by_id: Mapping[str, etree._Element]) -> _Look:
    for _ in range(_DEEPEST_STYLE):
        element = by_id.get(style)
        if element is None:
            break
        name = _value(element, "name")
        if match := _HEADING_NAME.fullmatch(name):
            return _Look(Role.HEADING, int(match[1]) if match[1] else _SIZES[match[2]])
        if _TITLE_NAME.fullmatch(name):
            return _Look(Role.TITLE, 0)
        level = _value(element, "pPr/outlineLvl")
        if level.isascii() and level.isdigit() and int(level) < _BODY_LEVEL:
            return _Look(Role.HEADING, int(level) + 1)
        style = _value(element, "basedOn")
    return _PLAIN


def _role(paragraph: etree._Element, looks: Mapping[str, _Look]) -> tuple[Role, int]:
    level = _value(paragraph, "pPr/outlineLvl")
    if level.isascii() and level.isdigit() and int(level) < _BODY_LEVEL:
        return Role.HEADING, int(level) + 1
    look = looks.get(_value(paragraph, "pPr/pStyle"), _PLAIN)
    return look.role, look.level


def _value(element: etree._Element, path: str) -> str:
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}val", "")


def _cell(paragraph: etree._Element) -> etree._Element | None:
    """The cell of the outermost table that the paragraph stands in."""
    return next(reversed([*paragraph.iterancestors(f"{W}tc")]), None)


def _text(paragraph: etree._Element) -> str:
    return "".join(_pieces(paragraph))


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text below an element as it reads when every revision is accepted."""
    for child in element:
        if child.tag in _NOT_ITS_OWN:
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[str(child.tag)]
        else:
            yield from _pieces(child)


def _with_title(text: Text, body: etree._Element | None) -> Text:
    """The text with a title: where no style says so, the first paragraph if it is centred."""
    if body is None or any(each.role is Role.TITLE for each in text):
        return text
    for number, (each, element) in enumerate(zip(text, body.iter(f"{W}p"), strict=True)):
        if each.text.strip():
            if each.role is Role.TEXT and _value(element, "pPr/jc") == "center":
                title = passage(each.text, each.place, Role.TITLE)
                return (*text[:number], title, *text[number + 1 :])
            return text
    return text

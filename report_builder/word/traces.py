"""A Word file that was made from somebody's template or text → the same without what tells of them.

Authors, dates and deleted words of revisions, comments, the marks of editing sessions (rsid), document
variables, properties and custom XML of other programs, thumbnails, and the metadata of pictures: nobody means
to publish them, and nobody sees them. What is shown stays as it is, tracked changes being accepted.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.archives import repack
from report_builder.office_parts import parse_part, spell_part
from report_builder.picture_files import bare
from report_builder.report_files import RECORD_NAMESPACE
from report_builder.word.packages import W
from report_builder.word.revisions import accept_changes
from report_builder.word.styles import HiddenText, read_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PACKAGE_RELS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# Parts that show nothing, by the last word of the relationship that leads to them.
_SILENT: Final = frozenset(
    """custom-properties thumbnail comments commentsExtended commentsIds commentsExtensible people
    printerSettings attachedTemplate mailMergeSource keyMapCustomizations attachedToolbars vbaProject
    wordVbaData webSettings recipientData documentTasks classificationlabels userXmlData""".split()
)
_SETTINGS: Final = tuple(
    f"{W}{name}" for name in ("docVars", "rsids", "attachedTemplate", "mailMerge", "saveThroughXslt")
)
_DOCUMENT_IDS: Final = re.compile(r"\{http://schemas\.microsoft\.com/office/word/20\d\d/wordml\}docId")
_COMMENT_MARKS: Final = tuple(
    f"{W}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
)


# Files within the file: a workbook behind a chart or an object, a control's state. What they show stays as a
# picture, or as the values that the chart itself has.
_ATTACHED: Final = frozenset("package oleObject control activeXControlBinary".split())
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_ATTACHING: Final = (
    f"{_CHART}externalData", "{urn:schemas-microsoft-com:office:office}OLEObject", f"{W}control",
)  # fmt: skip
# What a hidden run may hold to be dropped; instructions of fields are hidden and needed.
_HIDEABLE: Final = frozenset(f"{W}{name}" for name in ("rPr", "t", "tab", "br", "cr", "noBreakHyphen", "sym"))

_NONE: Final[Mapping[str, bytes]] = MappingProxyType({})


def without_traces(docx: bytes, anew: Mapping[str, bytes] = _NONE, *, is_final: bool = False) -> bytes:
    """The file anew; what it remembers of our own figures stays, which ``verify`` and ``refresh`` need.

    ``anew`` are parts that stand in place of the file's own.

    In one that ``is_final``, to be published, nothing is remembered of figures and passages that were deleted
    by hand, nor of those that were not: the record goes. So do the workbooks behind charts and objects, which
    may be whole ledgers, and hidden words.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: anew.get(name) or archive.read(name) for name in dict.fromkeys(archive.namelist())}
    silent = _SILENT | _ATTACHED if is_final else _SILENT
    hidden = _hidden_text(parts) if is_final else None
    dropped = _silent_parts(parts, b"" if is_final else RECORD_NAMESPACE.encode(), silent)
    written = {}
    for name, data in parts.items():
        if name in dropped:
            continue
        if name.endswith(".rels"):
            written[name] = _relationships(name, data, dropped, silent)
        elif name == "[Content_Types].xml":
            written[name] = _content_types(data, dropped)
        elif name.startswith("word/") and name.endswith(".xml"):
            written[name] = _content(data, hidden)
        elif "/media/" in name:
            written[name] = bare(data)
    return repack(docx, written, dropped)


def _silent_parts(parts: dict[str, bytes], kept: bytes, silent_kinds: frozenset[str]) -> frozenset[str]:
    """The parts to leave out, and those that only they lead to; custom XML with ``kept`` in it stays."""
    silent = set()
    for name, data in parts.items():
        if name.endswith(".rels"):
            for link in parse_part(data).iter(f"{_PACKAGE_RELS}Relationship"):
                target = _target(name, link.get("Target", ""))
                kind = link.get("Type", "").rsplit("/", 1)[-1]
                foreign = kind == "customXml" and not (kept and kept in parts.get(target, b""))
                if kind in silent_kinds or foreign:
                    silent.add(target)
    for name in list(silent):
        folder, last = posixpath.split(name)
        links = f"{folder}/_rels/{last}.rels"
        if links in parts:
            silent.add(links)
            found = parse_part(parts[links]).iter(f"{_PACKAGE_RELS}Relationship")
            silent.update(_target(links, link.get("Target", "")) for link in found)
    return frozenset(silent & parts.keys())


def _target(rels: str, target: str) -> str:
    folder = posixpath.dirname(posixpath.dirname(rels))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _relationships(name: str, data: bytes, dropped: frozenset[str], silent_kinds: frozenset[str]) -> bytes:
    root = parse_part(data)
    for link in list(root.iter(f"{_PACKAGE_RELS}Relationship")):
        kind = link.get("Type", "").rsplit("/", 1)[-1]
        if kind in silent_kinds or _target(name, link.get("Target", "")) in dropped:
            root.remove(link)
    return spell_part(root)


def _content_types(data: bytes, dropped: frozenset[str]) -> bytes:
    root = parse_part(data)
    for each in list(root.iter(f"{_TYPES}Override")):
        if each.get("PartName", "").lstrip("/") in dropped:
            root.remove(each)
    return spell_part(root)


def _hidden_text(parts: Mapping[str, bytes]) -> HiddenText:
    """What the file's styles hide."""
    for name, data in parts.items():
        if name.endswith(".rels"):
            for link in parse_part(data).iter(f"{_PACKAGE_RELS}Relationship"):
                styles = parts.get(_target(name, link.get("Target", "")))
                if link.get("Type", "").endswith("/styles") and styles is not None:
                    return read_hidden(parse_part(styles))
    return HiddenText()


def _content(data: bytes, hidden: HiddenText | None) -> bytes:
    """A part without its marks of editing, and without what is hidden; the very bytes where it has none."""
    root = parse_part(data)
    changed = accept_changes(root)
    if hidden is not None:
        unseen = [*root.iter(*_ATTACHING), *_hidden_runs(root, hidden)]
        changed = changed or bool(unseen)
        for element in unseen:
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    for element in list(root.iter(etree.Element)):
        tag = str(element.tag)
        if tag in _COMMENT_MARKS or tag in _SETTINGS or _DOCUMENT_IDS.fullmatch(tag):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
                changed = True
            continue
        for name in [name for name in element.attrib if str(name).startswith(f"{W}rsid")]:
            del element.attrib[name]
            changed = True
    return spell_part(root) if changed else data


def _hidden_runs(root: etree._Element, hidden: HiddenText) -> Iterator[etree._Element]:
    """The runs whose words are hidden, by their own look or by a style's, and that are no field's."""
    for run in root.iter(f"{W}r"):
        paragraph = next(run.iterancestors(f"{W}p"), None)
        is_text = all(child.tag in _HIDEABLE for child in run)
        if is_text and paragraph is not None and hidden.in_paragraph(paragraph)(run):
            yield run

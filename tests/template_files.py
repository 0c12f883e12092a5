"""A shipped template and a change to it → the template as its user has edited it."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn
from lxml import etree
from make_template import TEMPLATE

from report_builder.manuscript.style_names import styles_called

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path


def rewritten(folder: Path, change: Callable[[dict[str, bytes]], None], template: Path = TEMPLATE) -> Path:
    """The template after a change to its parts."""
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    path = folder / "template.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def edited(folder: Path, part: str, old: str, new: str, template: Path = TEMPLATE) -> Path:
    """The template with one text of a part replaced wherever it stands; it has to stand there."""

    def change(parts: dict[str, bytes]) -> None:
        text = parts[part].decode()
        assert old in text
        parts[part] = text.replace(old, new).encode()

    return rewritten(folder, change, template)


def styled(folder: Path, looks: Mapping[str, Mapping[str, str]], template: Path = TEMPLATE) -> Path:
    """The template with styles changed: a face by ``eastAsia``, else a run property's value."""

    def change(parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/styles.xml"])
        styles = list(root.iter(qn("w:style")))
        for name, look in looks.items():
            [called] = styles_called(styles, name)
            style = next(each for each in styles if each.get(qn("w:styleId")) == called)
            for key, value in look.items():
                _set(style.find(qn("w:rPr")), key, value)
        parts["word/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return rewritten(folder, change, template)


def part_of(docx: bytes, name: str) -> etree._Element:
    """A part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(name))


def _set(properties: Any, key: str, value: str) -> None:  # noqa: ANN401 - an element or none
    if key in {"eastAsia", "ascii", "hAnsi"}:
        properties.find(qn("w:rFonts")).set(qn(f"w:{key}"), value)
        return
    element = properties.find(qn(f"w:{key}"))
    if element is None:
        element = etree.SubElement(properties, qn(f"w:{key}"))
        size = properties.find(qn("w:sz"))
        if size is not None:
            size.addprevious(element)
    element.set(qn("w:val"), value)

"""The logical structure of pages → custom tags (自定义标引): which objects make a heading or a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from report_builder.painting.marked_content import tag_of
from report_builder.painting.ofd.elements import NAMESPACE, element
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from report_builder.typesetting.placed.pages import StructureElement

# The names of the tags are tagged PDF's (ISO 32000-1, 14.8.4), so that both files tell the same structure.
STRUCTURE: Final = "urn:report-builder:structure"
_TAG: Final = f"{{{STRUCTURE}}}"
_INLINE: Final = frozenset((StructureRole.LINK, StructureRole.REFERENCE, StructureRole.FORMULA))
_KEPT_EMPTY: Final = frozenset(
    (StructureRole.ROW, StructureRole.CELL, StructureRole.HEADER_CELL, StructureRole.DOCUMENT)
)
_AT_END: Final = float("inf")


def structure_tags(
    elements: Sequence[StructureElement], objects: Mapping[int, Sequence[tuple[int, int]]], language: str
) -> etree._Element:
    """The part with the tags; ``objects`` are each element's, as pairs of its page's number and its own."""
    root = _StructureTagWriter(elements, objects).write()
    root.set("Lang", language)
    return root


class _StructureTagWriter:
    def __init__(
        self, elements: Sequence[StructureElement], objects: Mapping[int, Sequence[tuple[int, int]]]
    ) -> None:
        self.elements = elements
        self.objects = objects
        self.heads = {head for each in elements for head in each.heads}
        self.children: dict[int, list[int]] = {}
        for index, each in enumerate(elements):
            if each.parent is not None and each.role is not StructureRole.ARTIFACT:
                self.children.setdefault(each.parent, []).append(index)

    def write(self) -> etree._Element:
        root = etree.Element(f"{_TAG}{tag_of(self.elements[0])}", nsmap={None: STRUCTURE, "ofd": NAMESPACE})
        self._fill(root, 0)
        return root

    def _fill(self, made: etree._Element, index: int) -> None:
        """Put an element's objects and what stands below it into its tag, in reading order."""
        kids: list[tuple[float, int | tuple[int, int]]] = [
            (own[1], own) for own in self.objects.get(index, ())
        ]
        place: float = _AT_END
        for child in self.children.get(index, ()):
            if not self._holds_something(child):
                continue
            role = self.elements[child].role
            if role in _INLINE:
                place = min((own[1] for own in self.objects.get(child, ())), default=_AT_END)
            elif role is not StructureRole.NOTE:  # a note follows its mark
                place = _AT_END
            kids.append((place, child))
        for _, kid in sorted(kids, key=lambda pair: pair[0]):
            if isinstance(kid, tuple):
                element("ObjectRef", made, str(kid[1]), PageRef=str(kid[0]))
            else:
                below = etree.SubElement(made, f"{_TAG}{tag_of(self.elements[kid])}", self._attributes(kid))
                self._fill(below, kid)

    def _holds_something(self, index: int) -> bool:
        if self.elements[index].role in _KEPT_EMPTY or index in self.objects:
            return True
        return any(map(self._holds_something, self.children.get(index, ())))

    def _attributes(self, index: int) -> dict[str, str]:
        """What the structure says of an element beside what it holds."""
        each = self.elements[index]
        found: dict[str, str] = {}
        if each.role in {StructureRole.FIGURE, StructureRole.FORMULA, StructureRole.TABLE} and each.text:
            found["Alt"] = each.text
        if each.role is StructureRole.HEADER_CELL:
            found["Scope"] = "Row" if each.heads_row else "Column"
        if each.columns > 1:
            found["ColSpan"] = str(each.columns)
        if each.rows > 1:
            found["RowSpan"] = str(each.rows)
        if index in self.heads:
            found["ID"] = _name(index)
        if each.heads:
            found["Headers"] = " ".join(map(_name, each.heads))
        return found


def _name(index: int) -> str:
    return f"head-{index}"

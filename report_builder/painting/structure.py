"""Marks → the structure tree of a tagged PDF (ISO 32000-1, 14.7; ISO 14289-1, 7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name

from report_builder.painting.marking import tag_of
from report_builder.typesetting.pages import Role

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

    from report_builder.painting.marking import Marks
    from report_builder.typesetting.pages import Element


@dataclass(slots=True)
class TreeWriter:
    """Writes the tree; an element that holds nothing is left out, but an empty cell keeps its place."""

    pdf: Pdf
    marks: Marks
    children: dict[int, list[int]] = field(default_factory=dict)
    written: dict[int, Object] = field(default_factory=dict)

    def write(self) -> None:
        """Add the tree, and the way back from every page's content to it."""
        marks, pdf = self.marks, self.pdf
        for index, element in enumerate(marks.elements):
            if element.parent is not None:
                self.children.setdefault(element.parent, []).append(index)
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root = self._write_element(0, tree)
        tree.K = root
        numbers = Array()
        for page, owners in enumerate(marks.owners):
            pdf.pages[page].obj.StructParents = page
            pdf.pages[page].obj.Tabs = Name.S
            numbers.append(page)
            numbers.append(pdf.make_indirect(Array([self.written[owner] for owner in owners])))
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(marks.owners)
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _holds_something(self, index: int) -> bool:
        element = self.marks.elements[index]
        if element.role in {Role.CELL, Role.HEADER_CELL, Role.DOCUMENT} or index in self.marks.contents:
            return True
        return any(self._holds_something(child) for child in self.children.get(index, ()))

    def _write_element(self, index: int, parent: Object) -> Object:
        element = self.marks.elements[index]
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag_of(element)}"), P=parent)
        )
        self.written[index] = made
        if attributes := _table_attributes(element):
            made.A = attributes
        kids = [
            self._content(made, index, number) for number in range(len(self.marks.contents.get(index, ())))
        ]
        kids += [
            self._write_element(child, made)
            for child in self.children.get(index, ())
            if self._holds_something(child)
        ]
        if kids:
            made.K = Array(kids)
        return made

    def _content(self, made: Object, index: int, number: int) -> Object | int:
        """A piece of content: its bare number on the element's first page, a reference on any other."""
        content = self.marks.contents[index][number]
        page = self.pdf.pages[content.page].obj
        if number == 0:
            made.Pg = page
        if made.Pg.objgen == page.objgen:
            return content.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=content.number)


def _table_attributes(element: Element) -> Dictionary | None:
    """A cell's spans, and of a head that it speaks for its column (ISO 32000-1, 14.8.5.7)."""
    if element.role not in {Role.CELL, Role.HEADER_CELL}:
        return None
    attributes = Dictionary(O=Name.Table)
    if element.role is Role.HEADER_CELL:
        attributes.Scope = Name.Column
    if element.columns > 1:
        attributes.ColSpan = element.columns
    if element.rows > 1:
        attributes.RowSpan = element.rows
    return attributes if len(attributes) > 1 else None

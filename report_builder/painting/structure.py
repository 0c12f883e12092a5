"""Marks → the structure tree of a tagged PDF (ISO 32000-1, 14.7; ISO 14289-1, 7)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, String

from report_builder.painting.marked_content import tag_of
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

    from report_builder.painting.marked_content import Marks
    from report_builder.typesetting.placed.pages import StructureElement


_INLINE: Final = frozenset(
    (StructureRole.LINK, StructureRole.REFERENCE, StructureRole.NOTE, StructureRole.FORMULA)
)
_AT_END: Final = (float("inf"), 0)


# What keeps its place in the tree even where it holds nothing.
_KEPT_EMPTY: Final = frozenset(
    {StructureRole.ROW, StructureRole.CELL, StructureRole.HEADER_CELL, StructureRole.DOCUMENT}
)


class TreeWriter(Struct):
    """Writes the tree; an element that holds nothing is left out, but an empty cell keeps its place."""

    pdf: Pdf
    marks: Marks
    children: dict[int, list[int]] = field(default_factory=dict)
    written: dict[int, Object] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)
    named: list[Object] = field(default_factory=list)

    def write(self) -> None:
        """Add the tree, and the way back from every page's content to it."""
        marks, pdf = self.marks, self.pdf
        self.heads.update(head for element in marks.elements for head in element.heads)
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
        if self.named:
            named = sorted((str(each.ID), each) for each in self.named)
            pairs = [each for name, note in named for each in (String(name), note)]
            tree.IDTree = Dictionary(Names=Array(pairs))
        pdf.Root.StructTreeRoot = tree
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _holds_something(self, index: int) -> bool:
        element = self.marks.elements[index]
        if element.role in _KEPT_EMPTY or index in self.marks.contents:
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
        if element.role in {StructureRole.FIGURE, StructureRole.FORMULA}:
            made.Alt = String(element.text)
        if index in self.marks.bounds:
            # Tagged PDF wants to know how large a figure is, wherever its content lies (14.8.5.4.3).
            edges = [Decimal(f"{edge:.3f}") for edge in self.marks.bounds[index]]
            made.A = Dictionary(O=Name.Layout, BBox=Array(edges), Placement=Name.Block)
        if element.role is StructureRole.NOTE or index in self.heads:
            # ISO 14289-1, 7.9: every note has an identifier of its own; and a head is called by one.
            made.ID = String(_identifier(index, element.role))
            self.named.append(made)
        if element.heads:
            made.A.Headers = Array(
                [String(_identifier(head, StructureRole.HEADER_CELL)) for head in element.heads]
            )
        if kids := self._kids(made, index):
            made.K = Array(kids)
        return made

    def _kids(self, made: Object, index: int) -> list[Object | int]:
        """An element's content and its children in reading order.

        Links and the marks of notes stand among the content where they stand in the text, a note
        follows its mark; other children come after the content.
        """
        pieces = self.marks.contents.get(index, ())
        kids: list[tuple[tuple[float, int], Object | int]] = [
            ((piece.page, piece.number), self._content(made, index, number))
            for number, piece in enumerate(pieces)
        ]
        place = _AT_END
        for child in self.children.get(index, ()):
            if self._holds_something(child):
                role = self.marks.elements[child].role
                place = self._place(child, place) if role in _INLINE else _AT_END
                kids.append((place, self._write_element(child, made)))
        return [kid for _, kid in sorted(kids, key=lambda kid: kid[0])]

    def _place(self, index: int, before: tuple[float, int]) -> tuple[float, int]:
        """Where an element stands among its parent's content: where its own content begins."""
        pieces = self.marks.contents.get(index)
        if self.marks.elements[index].role is StructureRole.NOTE or not pieces:
            return before
        return (pieces[0].page, pieces[0].number)

    def _content(self, made: Object, index: int, number: int) -> Object | int:
        """A piece of content: its bare number on the element's first page, a reference on any other."""
        content = self.marks.contents[index][number]
        page = self.pdf.pages[content.page].obj
        if number == 0:
            made.Pg = page
        if made.Pg.objgen == page.objgen:
            return content.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=content.number)


def _identifier(index: int, role: StructureRole) -> str:
    return f"{'note' if role is StructureRole.NOTE else 'head'}-{index:06d}"


def _table_attributes(element: StructureElement) -> Dictionary | None:
    """A cell's spans, what a head speaks for, its column or its row, and what a table is about (14.8.5.7)."""
    if element.role is StructureRole.TABLE and element.text:
        return Dictionary(O=Name.Table, Summary=String(element.text))
    if element.role not in {StructureRole.CELL, StructureRole.HEADER_CELL}:
        return None
    attributes = Dictionary(O=Name.Table)
    if element.role is StructureRole.HEADER_CELL:
        attributes.Scope = Name.Row if element.heads_row else Name.Column
    if element.columns > 1:
        attributes.ColSpan = element.columns
    if element.rows > 1:
        attributes.RowSpan = element.rows
    return attributes if len(attributes) > 1 or element.heads else None

"""Marks → the structure tree of a tagged PDF (ISO 32000-1, 14.7; ISO 14289-1, 7), as objects of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from report_builder.painting.appended_objects import text_string
from report_builder.painting.marked_content import tag_of
from report_builder.typesetting.placed.pages import StructureRole

if TYPE_CHECKING:
    from report_builder.painting.appended_objects import AppendedObjects
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
    """Writes the tree; an element that holds nothing is left out, but an empty cell keeps its place.

    ``written`` are the numbers of the elements' objects.
    """

    objects: AppendedObjects
    marks: Marks
    children: dict[int, list[int]] = field(default_factory=dict)
    written: dict[int, int] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)
    named: dict[str, int] = field(default_factory=dict)

    def write(self) -> int:
        """Write the tree, and the way back from every page's content to it; gives its number."""
        marks, objects = self.marks, self.objects
        for index, element in enumerate(marks.elements):
            self.heads.update(element.heads)
            if element.parent is not None:
                self.children.setdefault(element.parent, []).append(index)
        tree = objects.reserve()
        root = self._write_element(0, tree)
        pages = [objects.add(_references([self.written[each] for each in owners])) for owners in marks.owners]
        numbers = " ".join(f"{page} {number} 0 R" for page, number in enumerate(pages))
        parents = objects.add(f"<</Nums [{numbers}]>>")
        names = "".join(f"({name}) {number} 0 R " for name, number in sorted(self.named.items()))
        objects.fill(
            tree,
            f"<</Type /StructTreeRoot /K {root} 0 R /ParentTree {parents} 0 R /ParentTreeNextKey {len(pages)}"
            f"{f' /IDTree <</Names [{names}]>>' if names else ''}>>",
        )
        return tree

    def _holds_something(self, index: int) -> bool:
        if index in self.marks.contents or self.marks.elements[index].role in _KEPT_EMPTY:
            return True
        return any(self._holds_something(child) for child in self.children.get(index, ()))

    def _write_element(self, index: int, parent: int) -> int:
        """Write an element with all that it holds; gives its number."""
        element = self.marks.elements[index]
        number = self.written[index] = self.objects.reserve()
        body = f"<</Type /StructElem /S /{tag_of(element)} /P {parent} 0 R"
        if attributes := self._attributes(index, element):
            body += f" /A <<{attributes}>>"
        if element.role in {StructureRole.FIGURE, StructureRole.FORMULA}:
            body += f" /Alt {text_string(element.text)}"
        if element.role is StructureRole.NOTE or index in self.heads:
            # ISO 14289-1, 7.9: every note has an identifier of its own; and a head is called by one.
            name = _identifier(index, element.role)
            self.named[name] = number
            body += f" /ID ({name})"
        if pieces := self.marks.contents.get(index):
            body += f" /Pg {self.objects.pages[pieces[0].page]} 0 R"
        if kids := self._kids(number, index):
            body += f" /K [{' '.join(kids)}]"
        self.objects.fill(number, f"{body}>>")
        return number

    def _attributes(self, index: int, element: StructureElement) -> str:
        """What is said of an element beside its kind: how large a figure is, what a cell spans."""
        if index in self.marks.bounds:
            # Tagged PDF wants to know how large a figure is, wherever its content lies (14.8.5.4.3).
            edges = " ".join(f"{edge:.3f}" for edge in self.marks.bounds[index])
            return f"/O /Layout /BBox [{edges}] /Placement /Block"
        attributes = _table_attributes(element)
        if element.heads:
            heads = " ".join(f"({_identifier(head, StructureRole.HEADER_CELL)})" for head in element.heads)
            attributes += f" /Headers [{heads}]"
        return f"/O /Table{attributes}" if attributes else ""

    def _kids(self, number: int, index: int) -> list[str]:
        """An element's content and its children in reading order.

        Links and the marks of notes stand among the content where they stand in the text, a note
        follows its mark; other children come after the content.
        """
        kids: list[tuple[tuple[float, int], str]] = []
        if pieces := self.marks.contents.get(index):
            first = pieces[0].page
            kids = [
                (
                    (piece.page, piece.number),
                    # A bare number on the element's first page, a reference on any other.
                    str(piece.number)
                    if piece.page == first
                    else f"<</Type /MCR /Pg {self.objects.pages[piece.page]} 0 R /MCID {piece.number}>>",
                )
                for piece in pieces
            ]
        place = _AT_END
        for child in self.children.get(index, ()):
            if self._holds_something(child):
                role = self.marks.elements[child].role
                place = self._place(child, place) if role in _INLINE else _AT_END
                kids.append((place, f"{self._write_element(child, number)} 0 R"))
        return [kid for _, kid in sorted(kids, key=lambda kid: kid[0])]

    def _place(self, index: int, before: tuple[float, int]) -> tuple[float, int]:
        """Where an element stands among its parent's content: where its own content begins."""
        pieces = self.marks.contents.get(index)
        if self.marks.elements[index].role is StructureRole.NOTE or not pieces:
            return before
        return (pieces[0].page, pieces[0].number)


def _references(numbers: list[int]) -> str:
    return f"[{' '.join([f'{number} 0 R' for number in numbers])}]"


def _identifier(index: int, role: StructureRole) -> str:
    return f"{'note' if role is StructureRole.NOTE else 'head'}-{index:06d}"


def _table_attributes(element: StructureElement) -> str:
    """A cell's spans, what a head speaks for, its column or its row, and what a table is about (14.8.5.7)."""
    if element.role is StructureRole.TABLE:
        return f" /Summary {text_string(element.text)}" if element.text else ""
    if element.role is not StructureRole.CELL and element.role is not StructureRole.HEADER_CELL:
        return ""
    scope = columns = rows = ""
    if element.role is StructureRole.HEADER_CELL:
        scope = " /Scope /Row" if element.heads_row else " /Scope /Column"
    if element.columns > 1:
        columns = f" /ColSpan {element.columns}"
    if element.rows > 1:
        rows = f" /RowSpan {element.rows}"
    return scope + columns + rows

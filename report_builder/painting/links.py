"""The links of finished pages → link annotations, each tied to its element of the structure tree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pikepdf import Array, Dictionary, Name, String

from report_builder.painting.addresses import spelt_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pikepdf import Object, Pdf

    from report_builder.typesetting.placed.pages import Link, Pages

# ISO 19005-2, 6.3.2: an annotation has to be printed.
_PRINT: Final = 4


def add_links(pdf: Pdf, pages: Pages, written: Mapping[int, int]) -> None:
    """Add an annotation for every link; ``written`` holds the structure elements' numbers by their index.

    Call it once the tree is written: every annotation takes the next key of the tree's way back.
    """
    tree = pdf.Root.StructTreeRoot
    key = int(tree.ParentTreeNextKey)
    targets = _targets(pdf, pages)
    for number, page in enumerate(pages.pages):
        for link in page.links:
            action = _action(link, targets)
            if action is None or link.element not in written:
                continue
            annotation = pdf.make_indirect(_annotation(link, page.height, action, key))
            holder = pdf.pages[number].obj
            holder.Annots = Array([*holder.get("/Annots", ()), annotation])
            element = pdf.get_object((written[link.element], 0))
            reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=holder)
            element.K = Array([*element.get("/K", ()), reference])
            tree.ParentTree.Nums.append(key)
            tree.ParentTree.Nums.append(element)
            key += 1
    tree.ParentTreeNextKey = key


def _targets(pdf: Pdf, pages: Pages) -> dict[str, Array]:
    """Where each named place stands: its page, and the upper edge of its line."""
    found: dict[str, Array] = {}
    for number, page in enumerate(pages.pages):
        for target in page.targets:
            top = _number(page.height - target.top)
            found.setdefault(target.name, Array([pdf.pages[number].obj, Name.XYZ, None, top, None]))
    return found


def _action(link: Link, targets: Mapping[str, Array]) -> dict[str, Object] | None:
    """Where an annotation leads; ``None`` for a place that no page shows."""
    if link.address.startswith("#"):
        target = targets.get(link.address[1:])
        return None if target is None else {"/Dest": target}
    return {"/A": Dictionary(S=Name.URI, URI=String(spelt_address(link.address)))}


def _annotation(link: Link, height: float, action: Mapping[str, Object], key: int) -> Dictionary:
    edges = (link.left, height - link.bottom, link.right, height - link.top)
    annotation = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([_number(edge) for edge in edges]),
        Border=Array([0, 0, 0]),
        F=_PRINT,
        # ISO 14289-1, 7.18.5: what the link says, for those who do not see where it stands.
        Contents=String(link.text.strip() or link.address),
        StructParent=key,
    )
    for name, value in action.items():
        annotation[name] = value
    return annotation


def _number(length: float) -> Decimal:
    return Decimal(f"{length:.3f}")

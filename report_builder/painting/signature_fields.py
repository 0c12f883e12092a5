"""The place of the seal → an empty signature field in a tagged PDF (ISO 32000-1, 12.7.4.5).

Whoever seals or signs the file fills it in; as it stands it shows nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pikepdf import Object, Pdf

    from report_builder.painting.seal_places import SealPlace

FIELD_NAME: Final = "seal"
# ISO 19005-2, 6.3.2: an annotation has to be printed; and nobody may move or delete the field (12.5.3).
_PRINT_AND_LOCKED: Final = 4 | 128


def add_signature_field(pdf: Pdf, place: SealPlace, written: Mapping[int, int]) -> None:
    """Add the field, and its form to the structure behind the date.

    ``written`` holds the structure elements' numbers by their index. Call it once the tree is written.
    """
    tree, page = pdf.Root.StructTreeRoot, pdf.pages[place.page].obj
    key, height = int(tree.ParentTreeNextKey), Decimal(str(page.MediaBox[3]))
    date = pdf.get_object((written[place.element], 0))
    what = f"{place.agency}的电子印章或者电子签名"
    field = pdf.make_indirect(_field(pdf, place, height, page, what))
    field.StructParent = key
    form = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            P=date.P,
            Alt=String(what),
            Pg=page,
            K=Dictionary(Type=Name.OBJR, Obj=field, Pg=page),
        )
    )
    _put_behind(date, form)
    page.Annots = Array([*page.get("/Annots", ()), field])
    tree.ParentTree.Nums.append(key)
    tree.ParentTree.Nums.append(form)
    tree.ParentTreeNextKey = key + 1
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _field(pdf: Pdf, place: SealPlace, height: Decimal, page: Object, what: str) -> Dictionary:
    """The field and its one widget in one object; what nobody has signed yet looks like nothing."""
    bottom, top = height - _number(place.bottom), height - _number(place.top)
    left, right = _number(place.left), _number(place.right)
    nothing = pdf.make_stream(b"")
    nothing.Type, nothing.Subtype = Name.XObject, Name.Form
    nothing.BBox = Array([0, 0, right - left, top - bottom])
    nothing.Resources = Dictionary()
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Sig,
        T=String(FIELD_NAME),
        TU=String(what),  # ISO 14289-1, 7.18.1: what the field is for
        Rect=Array([left, bottom, right, top]),
        F=_PRINT_AND_LOCKED,
        P=page,
        AP=Dictionary(N=nothing),
    )


def _put_behind(date: Object, form: Object) -> None:
    """Hang the form into the tree where a reader hears it: behind the date that the seal lies on."""
    kids = list(date.P.K) if isinstance(date.P.K, Array) else [date.P.K]
    at = next(at for at, kid in enumerate(kids) if getattr(kid, "objgen", None) == date.objgen)
    date.P.K = Array([*kids[: at + 1], form, *kids[at + 1 :]])


def _number(length: float) -> Decimal:
    return Decimal(f"{length:.3f}")

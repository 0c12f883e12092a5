"""A Word template's bytes → docxtpl's template, what it prepares of the text kept for the next report."""

from __future__ import annotations

from typing import Final

from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # docxtpl carries no types

from report_builder.manuscript.kept_code import KeptByText

_PREPARED: Final[KeptByText[str]] = KeptByText()
# What docxtpl makes a tab, a line's end, a paragraph's and a page's of, where it stands in a filled text.
_LISTING_SIGNS: Final = ("\t", "\n", "\a", "\f")


class KeptTemplate(DocxTemplate):  # type: ignore[misc]  # as above
    """A template to be filled: its placeholders are looked for once in the same text."""

    def patch_xml(self, src_xml: str) -> str:
        """The XML of a part as Jinja reads it."""
        return _PREPARED.of(src_xml, lambda: str(super(KeptTemplate, self).patch_xml(src_xml)))

    def resolve_listing(self, xml: str) -> str:
        """The filled XML with its signs of a listing resolved; most texts have none."""
        return str(super().resolve_listing(xml)) if any(sign in xml for sign in _LISTING_SIGNS) else xml

"""A page, and how many there are → what the fields show that name their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.numerals import numeral
from report_builder.typesetting.document.content import FieldName

if TYPE_CHECKING:
    from report_builder.typesetting.document.content import PageField


class PageNumbers(Struct, frozen=True):
    """What page fields show; ``style`` is the file's name for how the page's own number is written."""

    page: int
    pages: int
    style: str = "decimal"
    section_pages: int = 0

    def show(self, field: PageField) -> str:
        """The field's text; figures where the style is not known."""
        counts = {FieldName.PAGES: self.pages, FieldName.SECTION_PAGES: self.section_pages}
        style = field.style or (self.style if field.name is FieldName.PAGE else "decimal")
        number = counts.get(field.name, self.page)
        return numeral(number, style) or str(number)

"""A page, and how many there are → what the fields show that name their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from report_builder.diagnostics import Finding, Severity
from report_builder.numerals import numeral
from report_builder.typesetting.document.content import FieldName

if TYPE_CHECKING:
    from report_builder.diagnostics import Findings, Place
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


def tell_of_nothing(field: PageField, place: Place, findings: Findings) -> None:
    """Tell once of a number of pages in the text, which shows what the file has for it, that has nothing."""
    finding = Finding(
        "docx.unsupported",
        Severity.WARNING,
        place,
        f"这一段的域“{field.name}”在文件里没有结果，排版时略去",
        remedy="请在 Word 中选中全文，按 F9 更新域，保存后再试",
    )
    if finding not in tuple(findings):
        findings.add(finding)

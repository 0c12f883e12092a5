"""A part of an Office file ↔ its XML, and the parts that it links to."""

from __future__ import annotations

import io
import zipfile

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it carries no types

from report_builder.office_parts import linked_parts, parse_part, spell_part, tables_of, worksheets

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def workbook() -> zipfile.ZipFile:
    """Two sheets; its owner has made a table in the second, and linked a page of the web there."""
    saved = io.BytesIO()
    with Workbook(saved) as book:
        book.add_worksheet("台账")
        sheet = book.add_worksheet("登记")
        sheet.add_table("B2:C4", {"columns": [{"header": "日期"}, {"header": "件数"}]})
        sheet.write_url("E1", "https://example.invalid/")
    return zipfile.ZipFile(saved)


def test_sheets_are_found_by_their_names(workbook: zipfile.ZipFile) -> None:
    assert worksheets(workbook) == {"台账": "xl/worksheets/sheet1.xml", "登记": "xl/worksheets/sheet2.xml"}


def test_the_tables_of_a_sheet_are_its_own(workbook: zipfile.ZipFile) -> None:
    first, second = (tables_of(workbook, part) for part in worksheets(workbook).values())

    assert first == {}
    assert {part: table.get("ref") for part, table in second.items()} == {"xl/tables/table1.xml": "B2:C4"}


def test_what_lies_outside_of_the_file_is_no_part_of_it(workbook: zipfile.ZipFile) -> None:
    assert list(linked_parts(workbook, "xl/worksheets/sheet2.xml").values()) == ["xl/tables/table1.xml"]


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "/etc/passwd", "../../etc/passwd"])
def test_no_link_leads_out_of_the_file(target: str) -> None:
    links = (
        f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="a" Target="{target}"/></Relationships>'
    )
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("xl/_rels/workbook.xml.rels", links)

    assert linked_parts(zipfile.ZipFile(saved), "xl/workbook.xml") == {"a": "etc/passwd"}


def test_an_entity_is_not_resolved() -> None:
    text = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'

    assert b"root" not in spell_part(parse_part(text))

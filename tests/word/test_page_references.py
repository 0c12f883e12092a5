"""PAGEREF fields are found wherever Word writes them, and their numbers written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from word_files import word_file
from word_parts import run

from report_builder.word.packages import open_package
from report_builder.word.page_references import page_references

if TYPE_CHECKING:
    from lxml import etree


def char(turn: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, shown: str) -> str:
    return f"{char('begin')}{instruction}{char('separate')}{shown}{char('end')}"


def reference(name: str, *pieces: str) -> str:
    return field(code(f" PAGEREF {name} "), "".join(map(run, pieces)))


def root_of(inside: str) -> etree._Element:
    root = open_package(word_file(f"<w:p>{run('目录')}{inside}</w:p>"), "报告.docx").xml("word/document.xml")
    assert root is not None
    return root


def found(inside: str) -> list[tuple[str, str]]:
    return [(each.bookmark, each.number) for each in page_references(root_of(inside))]


def test_a_reference_within_a_table_of_contents_is_found() -> None:
    whole = field(code(" TOC "), run("一、") + reference("_Toc1", "3"))

    assert found(whole) == [("_Toc1", "3")]


def test_a_code_in_pieces_and_a_result_in_pieces_are_read_whole() -> None:
    split = field(code(" PAGE") + code('REF "_Toc1"'), run("1") + run("2"))

    assert found(split) == [("_Toc1", "12")]


def test_a_simple_field_is_one_too() -> None:
    assert found(f'<w:fldSimple w:instr=" PAGEREF x ">{run("4")}</w:fldSimple>') == [("x", "4")]


def test_other_fields_and_those_without_a_result_are_none() -> None:
    page = field(code(" PAGE "), run("1"))

    assert found(page + char("begin") + code(" PAGEREF x ") + char("end")) == []


def test_fields_that_never_end_are_left_alone() -> None:
    assert found(char("begin") * 200 + code(" PAGEREF x ") + char("separate") + run("1")) == []


def test_a_number_takes_the_place_of_all_pieces() -> None:
    root = root_of(reference("x", "1", "2"))

    for each in page_references(root):
        each.write("7")

    assert [each.number for each in page_references(root)] == ["7"]

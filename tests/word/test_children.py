"""An element → the first of its children of a name."""

from __future__ import annotations

from lxml import etree

from report_builder.word.children import first_child


def test_the_first_of_several_children_of_a_name_is_found() -> None:
    element = etree.fromstring("<a><b/><c n='1'><c n='0'/></c><c n='2'/></a>")

    found = first_child(element, "c")

    assert found is not None
    assert found.get("n") == "1"


def test_what_stands_deeper_is_no_child() -> None:
    element = etree.fromstring("<a><b><c/></b></a>")

    assert first_child(element, "c") is None


def test_no_element_has_no_children() -> None:
    assert first_child(None, "c") is None

"""A text put into XML comes out of it as it was, and stands there as Python's own escaping has it."""

from __future__ import annotations

from xml.sax.saxutils import escape as usual_escape
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from report_builder.word.xml_text import attribute, escape

TEXTS = ["", "表格", "A&B<C>D", "说“好”", 'a "b"', "it's", 'a "b" it\'s', "两\n行\t格\r", "&amp;"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_out_of_xml_as_it_went_in(text: str) -> None:
    element = etree.fromstring(f"<a b={attribute(text)}>{escape(text)}</a>")

    assert element.get("b") == text
    assert (element.text or "") == text.replace("\r", "\n")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_escaped_as_python_has_it(text: str) -> None:
    assert (escape(text), attribute(text)) == (usual_escape(text), quoteattr(text))

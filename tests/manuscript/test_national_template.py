"""The national formats' Word templates: what their script makes, with the same page and styles, no annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Mm, Pt
from make_national_template import TEMPLATES, make_national_template
from make_template import TEMPLATE as GUANGXI

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("template", TEMPLATES, ids=[path.parent.name for path in TEMPLATES])
def test_the_committed_template_is_what_its_script_makes(template: Path) -> None:
    assert template.read_bytes() == make_national_template()


def test_its_styles_are_those_of_the_other_format_less_the_annex() -> None:
    national, guangxi = (
        {style.name: style for style in docx.Document(str(path)).styles} for path in (TEMPLATES[0], GUANGXI)
    )

    assert guangxi.keys() - national.keys() == {"表格单位", "表格数字"}
    assert {name for name, style in national.items() if style.element.xml != guangxi[name].element.xml} == {
        "表格",
        "表头",
    }
    assert national["表格"].font.size == national["表头"].font.size == Pt(10.5)


def test_nothing_in_it_speaks_of_an_annex_and_the_page_is_a4() -> None:
    document = docx.Document(str(TEMPLATES[0]))

    assert not any("附件" in paragraph.text for paragraph in document.paragraphs)
    assert document.tables == []
    assert round((document.sections[0].page_width or Mm(0)).mm) == 210

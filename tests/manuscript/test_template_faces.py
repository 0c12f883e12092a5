"""What a template's styles and runs look like → notices on what is not as GB/T 9704-2012 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import template_styles
from make_national_template import TEMPLATES
from make_template import TEMPLATE
from template_files import edited, styled

from report_builder.diagnostics import Findings
from report_builder.manuscript.template_faces import check_faces
from report_builder.manuscript.templates import open_template

if TYPE_CHECKING:
    from pathlib import Path

    from report_builder.diagnostics import Finding


def told(template: Path) -> list[Finding]:
    """What is said of the faces."""
    findings = Findings()
    opened = open_template(template, findings)
    assert opened is not None
    check_faces(opened, findings)
    return list(findings)


@pytest.mark.parametrize("template", [TEMPLATE, *TEMPLATES], ids=lambda path: path.parent.name)
def test_the_shipped_templates_are_as_the_standard_has_it(template: Path) -> None:
    assert told(template) == []


def test_changed_styles_are_one_notice_that_names_each_with_what_the_standard_asks(tmp_path: Path) -> None:
    template = styled(
        tmp_path, {"正文": {"eastAsia": "宋体"}, "一级标题": {"eastAsia": "微软雅黑", "sz": "30"}}
    )

    [found] = told(template)

    assert (found.code, found.severity.value) == ("template.face", "notice")
    assert "“正文”是三号宋体（标准：三号仿宋）" in found.evidence
    assert "“一级标题”是小三微软雅黑（标准：三号黑体）" in found.evidence


@pytest.mark.parametrize("face", ["仿宋", "FangSong", "方正仿宋_GBK", "华文仿宋"])
def test_another_maker_s_cut_of_the_same_face_is_no_other_face(tmp_path: Path, face: str) -> None:
    assert told(styled(tmp_path, {"正文": {"eastAsia": face}})) == []


def test_the_mark_of_a_red_head_may_have_any_size_and_no_other_face(tmp_path: Path) -> None:
    assert told(styled(tmp_path, {"发文机关标志": {"sz": "60"}})) == []

    [found] = told(styled(tmp_path, {"发文机关标志": {"eastAsia": "黑体"}}))

    assert "“发文机关标志”是初号黑体（标准：小标宋）" in found.evidence


def test_a_table_s_face_is_the_user_s_own_affair(tmp_path: Path) -> None:
    assert told(styled(tmp_path, {"表格": {"eastAsia": "楷体"}})) == []


def test_a_face_from_the_style_beneath_or_from_the_document_s_default_is_found(tmp_path: Path) -> None:
    face = template_styles.fonts("仿宋_GB2312")

    bare = edited(tmp_path, "word/styles.xml", f'{face}<w:spacing w:val="-5"/>', '<w:spacing w:val="-5"/>')

    assert told(bare) == []


def test_text_with_a_face_of_its_own_is_told_since_its_style_does_not_reach_it(tmp_path: Path) -> None:
    own = '<w:rFonts w:hint="eastAsia" w:eastAsia="隶书"/></w:rPr><w:t xml:space="preserve">{{ 署名 }}'

    template = edited(
        tmp_path,
        "word/document.xml",
        '<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{{ 署名 }}',
        own,
    )

    [found] = told(template)
    assert found.code == "template.direct_face"
    assert "{{ 署名 }}" in found.evidence


def test_text_whose_own_face_is_its_style_s_is_not_told(tmp_path: Path) -> None:
    hint = '<w:rFonts w:hint="eastAsia"'
    rest = '/></w:rPr><w:t xml:space="preserve">{{ 标题 }}'

    template = edited(
        tmp_path, "word/document.xml", f"{hint}{rest}", f'{hint} w:eastAsia="方正小标宋简体"{rest}'
    )

    assert told(template) == []

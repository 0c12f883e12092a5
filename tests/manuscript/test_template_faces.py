"""What a template's styles and runs look like → notices on what is not as GB/T 9704-2012 has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import template_styles
from make_national_template import TEMPLATES
from make_template import TEMPLATE
from template_files import edited, rewritten, styled

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


def themed(folder: Path, own: str = "", chinese: str = "", slot: str = "minorEastAsia") -> Path:
    """The template whose text takes its face from a slot of the theme."""
    fonts = f'<a:latin typeface="Times"/><a:ea typeface="{own}"/><a:font script="Jpan" typeface="MS 明朝"/>'
    hans = f'<a:font script="Hans" typeface="{chinese}"/>' if chinese else ""
    other = '<a:majorFont><a:ea typeface="隶书"/></a:majorFont>'
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    scheme = f"<a:fontScheme>{other}<a:minorFont>{fonts}{hans}</a:minorFont></a:fontScheme>"
    theme = f"<a:theme {space}>{scheme}</a:theme>"

    def change(parts: dict[str, bytes]) -> None:
        parts["word/theme/theme1.xml"] = theme.encode()
        styles = parts["word/styles.xml"].decode()
        face = template_styles.fonts("仿宋_GB2312")
        assert face in styles
        parts["word/styles.xml"] = styles.replace(face, f'<w:rFonts w:eastAsiaTheme="{slot}"/>').encode()

    return rewritten(folder, change)


def body_face(template: Path) -> str:
    """What is said of the face of 正文; nothing where it is the standard's."""
    return next(
        (
            said
            for found in told(template)
            for said in found.evidence.split("；")
            if said.startswith("“正文”")
        ),
        "",
    )


def test_a_face_by_the_theme_is_the_one_that_it_names_or_has_for_chinese(
    tmp_path: Path,
) -> None:
    assert body_face(themed(tmp_path, own="仿宋")) == ""
    assert body_face(themed(tmp_path, chinese="仿宋")) == ""
    assert "宋体" in body_face(themed(tmp_path, own="宋体", chinese="仿宋"))
    assert "默认字体" in body_face(themed(tmp_path))
    assert "隶书" in body_face(themed(tmp_path, own="仿宋", slot="majorEastAsia"))


def test_a_face_by_a_theme_that_is_not_there_is_the_usual_one(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        face = template_styles.fonts("仿宋_GB2312").encode()
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(
            face, b'<w:rFonts w:eastAsiaTheme="minorEastAsia"/>'
        )

    assert "默认字体" in body_face(rewritten(tmp_path, change))


@pytest.mark.parametrize(("count", "ends"), [(5, "”"), (6, "”等")])
def test_five_texts_with_faces_of_their_own_are_named(tmp_path: Path, count: int, ends: str) -> None:
    own = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:eastAsia="隶书"/></w:rPr><w:t>第{number}处</w:t></w:r></w:p>'
        for number in range(count)
    )

    [found] = told(edited(tmp_path, "word/document.xml", "<w:body>", f"<w:body>{own}"))

    assert found.message.startswith(f"模板里有 {count} 处文字")
    assert found.evidence.endswith(f"第4处{ends}")


def test_text_whose_own_face_is_its_style_s_is_not_told(tmp_path: Path) -> None:
    hint = '<w:rFonts w:hint="eastAsia"'
    rest = '/></w:rPr><w:t xml:space="preserve">{{ 标题 }}'

    template = edited(
        tmp_path, "word/document.xml", f"{hint}{rest}", f'{hint} w:eastAsia="方正小标宋简体"{rest}'
    )

    assert told(template) == []

"""The settings' red head → the lines above and below the text of the Word report."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.shared import Pt
from make_national_template import TEMPLATES
from make_template import TEMPLATE
from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, report
from shown_styles import shown_name
from template_files import edited
from traces import lines_of, set_pages

from report_builder.diagnostics import Findings
from report_builder.formats.forms import ReportForm
from report_builder.manuscript.filling import fill_report
from report_builder.manuscript.red_head import red_head_of
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from docx.document import Document

    from report_builder.settings import SignaturePlace

NUMBER = "柳教发〔2017〕1号"


def fill(
    template: Path, red_head: RedHeadSettings | None, sent_to: str = "", signature: SignaturePlace = "文末"
) -> tuple[Document | None, Findings]:
    """The report of one paragraph, and what was found."""
    findings = Findings()
    settings = replace(SETTINGS, red_head=red_head, sent_to=sent_to)
    form = ReportForm(signature=signature)
    data = fill_report(template, report("正文。"), None, settings, 2016, SIGNED_ON, findings, form=form)
    return (None if data is None else docx.Document(io.BytesIO(data))), findings


def lines(template: Path, red_head: RedHeadSettings | None, **more: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - as fill
    """Every paragraph with the name of its style."""
    document, findings = fill(template, red_head, **more)
    assert document is not None, list(map(str, findings))
    return [(shown_name(each), each.text) for each in document.paragraphs]


@pytest.mark.parametrize("template", [TEMPLATE, *TEMPLATES], ids=lambda path: path.parent.name)
def test_every_element_stands_in_its_place_in_every_format(template: Path) -> None:
    whole = RedHeadSettings(
        number=NUMBER, copy_number="000001", secrecy="秘密★1年", urgency="特急", copied_to=("甲局", "乙局")
    )

    found = lines(template, whole, sent_to="丙办公室")

    assert found[:7] == [
        ("份号", "000001"),
        ("密级", "秘密★1年"),
        ("密级", "特急"),
        ("发文机关标志", "柳州市教育局文件"),
        ("发文字号", NUMBER),
        ("红色分隔线", ""),
        ("标题", "柳州市教育局2016年政府信息公开\n工作年度报告"),
    ]
    assert found[-7:] == [
        ("版记粗线", ""),
        ("抄送", "主送：丙办公室。"),
        ("抄送", "抄送：甲局，乙局。"),
        ("版记细线", ""),
        ("印发", "柳州市教育局办公室\t2016年12月31日印发"),
        ("版记粗线", ""),
        ("文末", ""),
    ]


def test_what_is_not_set_leaves_its_line_empty_so_that_the_mark_stays_where_it_is() -> None:
    found = lines(TEMPLATE, RedHeadSettings(number=NUMBER))

    assert found[:4] == [("份号", ""), ("密级", ""), ("密级", ""), ("发文机关标志", "柳州市教育局文件")]


def test_without_copies_the_imprint_is_one_line_between_two_thick_rules() -> None:
    found = lines(TEMPLATE, RedHeadSettings(number=NUMBER))

    assert [style for style, _ in found[-4:]] == ["版记粗线", "印发", "版记粗线", "文末"]


def test_a_report_without_a_red_head_has_nothing_of_it() -> None:
    found = lines(TEMPLATE, None, sent_to="丙办公室")

    assert found[0][0] == "标题"
    assert ("版记", "送：丙办公室") in found
    assert not {"发文机关标志", "红色分隔线", "版记粗线", "印发"} & {style for style, _ in found}


def test_signers_stand_two_to_a_line_with_the_number_beside_the_last() -> None:
    found = lines(TEMPLATE, RedHeadSettings(number=NUMBER, signers=("张三", "欧阳四四", "王五")))

    assert [text for style, text in found if style == "签发人"] == [
        "\t签发人：\t张\u3000三\u3000欧阳四四",
        f"{NUMBER}\t\t王\u3000五",
    ]
    assert not [text for style, text in found if style == "发文字号"]


def test_a_signer_s_name_ends_one_character_before_the_margin() -> None:
    document, _ = fill(TEMPLATE, RedHeadSettings(number=NUMBER, signers=("张三",)))
    assert document is not None
    [line] = [each for each in document.paragraphs if shown_name(each) == "签发人"]

    label, name = (stop.position for stop in line.paragraph_format.tab_stops)

    assert name == Pt(442.25) - 4 * Pt(16)
    assert label == name - 4 * Pt(16) - Pt(1)


@pytest.mark.parametrize(
    "signers", [("张三",), ("张三丰",), ("张三", "李四"), ("欧阳四四",), ("甲乙丙丁", "戊己庚辛")]
)
def test_number_and_signers_keep_to_one_line(signers: tuple[str, ...]) -> None:
    settings = replace(SETTINGS, red_head=RedHeadSettings(number=NUMBER, signers=signers))
    data = fill_report(TEMPLATE, report("正文。"), None, settings, 2016, SIGNED_ON, Findings())
    assert data is not None

    lines = lines_of(set_pages(data).pages[0])

    [signed] = [line for line in lines if "签发人：" in line]
    assert signed.startswith(NUMBER)
    assert signed.replace("\u3000", "").endswith("".join(signers))


@pytest.mark.parametrize(("mark", "size"), [("柳州市教育局", None), ("某" * 15, 29), ("某" * 40, 22)])
def test_a_long_mark_is_set_smaller_to_keep_to_its_line(mark: str, size: float | None) -> None:
    document, _ = fill(TEMPLATE, RedHeadSettings(number=NUMBER, mark=mark))
    assert document is not None
    [line] = [each for each in document.paragraphs if shown_name(each) == "发文机关标志"]

    assert {run.font.size for run in line.runs} == {None if size is None else Pt(size)}


def test_the_printing_office_and_day_are_those_of_the_settings_where_they_give_them() -> None:
    day = SIGNED_ON.replace(day=30)
    asked = RedHeadSettings(number=NUMBER, printed_by="局秘书科", printed_on=day)

    found = lines(TEMPLATE, asked)

    assert ("印发", "局秘书科\t2016年12月30日印发") in found


def test_a_template_without_places_for_a_red_head_is_told_and_not_filled_without_it(tmp_path: Path) -> None:
    template = edited(tmp_path, "word/document.xml", "{%p if 红头 %}", "{%p if 红头 == 1 %}")

    document, findings = fill(template, RedHeadSettings(number=NUMBER))

    assert document is None
    [found] = findings.errors
    assert found.code == "template.lost_text"
    assert NUMBER in found.evidence


@pytest.mark.parametrize("template", [TEMPLATE, *TEMPLATES], ids=lambda path: path.parent.name)
@pytest.mark.parametrize(
    ("signature", "signed"),
    [
        ("文末", [("署名", "柳州市教育局"), ("成文日期", "2016年12月31日")]),
        ("题下", [("题下署名", "柳州市教育局"), ("题下日期", "（2016年12月31日）")]),
        ("不署名", []),
    ],
)
def test_a_report_is_signed_where_it_is_to_be(
    template: Path, signature: SignaturePlace, signed: list[tuple[str, str]]
) -> None:
    found = lines(template, None, signature=signature)

    styles = {"署名", "成文日期", "题下署名", "题下日期"}
    assert [each for each in found if each[0] in styles] == signed
    if signature == "题下":
        assert [style for style, _ in found[:4]] == ["标题", "题下署名", "题下日期", "一级标题"]


def test_a_template_that_knows_one_place_for_the_signature_does_not_sign_elsewhere_in_silence(
    tmp_path: Path,
) -> None:
    part = "word/document.xml"
    template = edited(tmp_path, part, '{%p if 落款 == "文末" %}', "{%p if 署名 %}")
    template = edited(tmp_path, part, '{%p if 落款 == "题下" %}', "{%p if 1 == 2 %}", template)

    document, findings = fill(template, None, signature="不署名")

    assert document is None
    assert [found.code for found in findings.errors] == ["template.choice"]


def day_of(text: str) -> date:
    return SIGNED_ON.fromisoformat(text)


def test_a_date_is_printed_without_leading_noughts() -> None:
    found = red_head_of(replace(SETTINGS, red_head=RedHeadSettings(number=NUMBER)), day_of("2017-01-05"))

    assert found is not None
    assert found.printed_on == "2017年1月5日印发"

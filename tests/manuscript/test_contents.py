"""A manuscript, an annex and the settings → what the placeholders of a template stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from sample_reports import SETTINGS, SIGNED_ON, TITLE, annex, report

from report_builder.formats.forms import ReportForm
from report_builder.manuscript.contents import ReportTexts, gather_content
from report_builder.settings import RedHeadSettings

if TYPE_CHECKING:
    from report_builder.settings import Settings, SignaturePlace


def content(settings: Settings = SETTINGS, signature: SignaturePlace = "文末") -> ReportTexts:
    return gather_content(
        report("正文。"), annex(), settings, 2016, SIGNED_ON, form=ReportForm(signature=signature)
    )


def test_a_red_head_is_cleaned_to_its_last_name() -> None:
    odd = RedHeadSettings(number="柳教发\t〔2017〕1号", signers=("张\x07三", "李四\n"), secrecy=" 内部 ")

    head = content(replace(SETTINGS, red_head=odd)).placeholders()["红头"]

    assert isinstance(head, dict)
    assert (head["发文字号"], head["密级"]) == ("柳教发 〔2017〕1号", "内部")
    names = "".join(line["姓名"] for line in head["签发行"])
    assert "张三" in names
    assert not set(names) & set("\x07\n")


def test_without_a_red_head_or_an_annex_their_placeholders_are_none() -> None:
    bare = gather_content(report("正文。"), None, SETTINGS, 2016, SIGNED_ON).placeholders()

    assert bare["红头"] is None
    assert bare["附件"] is None


def test_the_report_has_to_hold_its_signature_only_where_it_is_signed() -> None:
    signed, unsigned = (tuple(content(signature=each).texts()) for each in ("文末", "不署名"))

    assert {"柳州市教育局", "2016年12月31日"} <= set(signed)
    assert not {"柳州市教育局", "2016年12月31日"} & set(unsigned)
    assert "".join(signed[0].split()) == TITLE


def test_the_report_has_to_hold_every_row_of_its_annex() -> None:
    texts = set(content().texts())
    shown = annex()

    assert shown is not None
    assert {each.value for each in shown.rows} <= texts
    assert shown.title in texts

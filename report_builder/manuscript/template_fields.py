"""A template's fields → warnings on those that Word will set otherwise than the PDF shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.templates import Template

_REMEDY_DATE: Final = "日期请用占位符 {{ 成文日期 }}；要别的日期，请删去这个域，直接写上"
_REMEDY_CONTENTS: Final = "请从模板里删去目录；报告要目录的，在 format.toml 里写 contents = true"
# What a field shows, and what there is to do instead (ECMA-376 17.16.5).
_STALE: Final = {
    "DATE": ("当天日期", _REMEDY_DATE),
    "TIME": ("当时时间", _REMEDY_DATE),
    "SAVEDATE": ("保存日期", _REMEDY_DATE),
    "PRINTDATE": ("打印日期", _REMEDY_DATE),
    "CREATEDATE": ("创建日期", _REMEDY_DATE),
    "TOC": ("目录", _REMEDY_CONTENTS),
}


def check_fields(template: Template, findings: Findings) -> None:
    """Tell of every field whose words are stale as soon as the template is filled."""
    for part, root in template.text_parts.items():
        for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
            for name in dict.fromkeys(_fields(paragraph)):
                shown, remedy = _STALE[name]
                words = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
                findings.warn(
                    "template.field",
                    template.place(part, number),
                    f"这里是会自动变的{shown}（域 {name}），Word 会更新，PDF 照模板里的字排，两处会不一样",
                    f"现在的字：{words[:40]}" if words else "",
                    remedy,
                )


def _fields(paragraph: _Element) -> Iterator[str]:
    """The names of the fields that begin in a paragraph and go stale."""
    codes = [each.text or "" for each in paragraph.iter(f"{W}instrText")]
    codes += [each.get(f"{W}instr", "") for each in paragraph.iter(f"{W}fldSimple")]
    for code in codes:
        name = next(iter(code.split()), "").upper()
        if name in _STALE:
            yield name

"""A template's styles and runs → notices on what GB/T 9704-2012 has otherwise, and on faces of runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from report_builder.diagnostics import Place
from report_builder.manuscript.added_styles import ANNEX, ANNEX_TITLE, ATTACHMENTS
from report_builder.manuscript.red_head_looks import MARK, SIGNERS
from report_builder.manuscript.templates import DATE, IMPRINT, PAGE_NUMBER, SIGNATURE, TITLE
from report_builder.quantities import size_name
from report_builder.word.packages import W

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.manuscript.templates import Template

_DEEPEST_STYLE: Final = 20
_SHOWN: Final = 5
_THEME: Final = "word/theme/theme1.xml"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


class StyleFace(Struct, frozen=True):
    """How a style's Chinese characters look: the kind of face, and the size in half-points, 0 if unknown."""

    kind: str
    size: int

    def is_as(self, demanded: StyleFace) -> bool:
        """Whether it is what is demanded, of any size where none is."""
        return self.kind == demanded.kind and demanded.size in {0, self.size}

    def __str__(self) -> str:
        return f"{size_name(self.size / 2)}{self.kind}" if self.size else self.kind


_BODY: Final = StyleFace("仿宋", 32)
# 5.2.1, 7.3.1, 7.3.3, 7.3.7, 7.4 and 7.5; what the standard does not set, as in tables, is the user's own.
_DEMANDED: Final = {
    TITLE: StyleFace("小标宋", 44),
    "一级标题": StyleFace("黑体", 32),
    "二级标题": StyleFace("楷体", 32),
    "三级标题": _BODY,
    "四级标题": _BODY,
    "正文": _BODY,
    ATTACHMENTS: _BODY,
    SIGNATURE: _BODY,
    DATE: _BODY,
    ANNEX: StyleFace("黑体", 32),
    ANNEX_TITLE: StyleFace("小标宋", 44),
    "题下署名": StyleFace("楷体", 32),
    "题下日期": StyleFace("楷体", 32),
    "密级": StyleFace("黑体", 32),
    MARK: StyleFace("小标宋", 0),  # as large as its length allows
    "发文字号": _BODY,
    SIGNERS: _BODY,
    "抄送": StyleFace("仿宋", 28),
    "印发": StyleFace("仿宋", 28),
    IMPRINT: StyleFace("仿宋", 28),
    PAGE_NUMBER: StyleFace("宋体", 28),
}
# What the names of faces have in them, the longer before what they contain.
_KINDS: Final = {
    "小标宋": ("小标宋", "xiaobiaosong", "中宋", "zhongsong"),
    "仿宋": ("仿宋", "fangsong"),
    "楷体": ("楷", "kai"),
    "黑体": ("黑", "hei"),
    "宋体": ("宋", "song", "simsun"),
}

# 微软雅黑 is none of the standard's four faces, whatever its name has in it.
_NO_KIND: Final = ("雅黑", "yahei")


def check_faces(template: Template, findings: Findings) -> None:
    """Tell which styles look otherwise than the standard has it, and where runs do not follow their style."""
    styles = _Styles(template)
    others = [
        f"“{name}”是{found}（标准：{demanded}）"
        for name, demanded in _DEMANDED.items()
        for style in sorted(template.styles_called(name))
        if not (found := styles.face(style)).is_as(demanded)
    ]
    if others:
        findings.notice(
            "template.face",
            Place(template.name),
            f"有 {len(others)} 个样式的字体或字号与 GB/T 9704-2012 不同，已照模板的排",
            "；".join(others),
            "有意改的，不必处理；不是有意的，请在 Word 的“样式”窗格里改回",
        )
    _tell_direct(template, styles, findings)


def _tell_direct(template: Template, styles: _Styles, findings: Findings) -> None:
    """Text with a face of its own, which a change to its style does not reach."""
    found = dict.fromkeys(
        (_style_of(paragraph), text)
        for root in template.text_parts.values()
        for paragraph in root.iter(f"{W}p")
        for run in paragraph.iter(f"{W}r")
        if (text := "".join(piece.text or "" for piece in run.iter(f"{W}t")).strip())
        and styles.differs(_style_of(paragraph), run)
    )
    if found:
        shown = [f"“{text[:20]}”" for _, text in found]
        findings.notice(
            "template.direct_face",
            Place(template.name),
            f"模板里有 {len(found)} 处文字另外设了字体，改样式对它们不起作用",
            "、".join(shown[:_SHOWN]) + ("等" if len(shown) > _SHOWN else ""),
            "要让它们随样式变，请在 Word 里选中这些文字，按 Ctrl+空格 清除字体格式",
        )


def _style_of(paragraph: _Element) -> str:
    name = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if name is None else name.get(f"{W}val", "")


class _Styles:
    """The template's styles with what they stand on."""

    def __init__(self, template: Template) -> None:
        root = template.parts["word/styles.xml"]
        self.theme = template.parts.get(_THEME)
        self.by_id: Mapping[str, _Element] = {
            style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")
        }
        self.defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def face(self, style: str) -> StyleFace:
        """How a style looks."""
        name = size = ""
        for look in self._looks(style):
            name = name or self._font(look.find(f"{W}rFonts"))
            found = look.find(f"{W}sz")
            size = size or ("" if found is None else found.get(f"{W}val", ""))
        return StyleFace(_kind_of(name), int(size) if size.isdecimal() else 0)

    def differs(self, style: str, run: _Element) -> bool:
        """Whether a run sets a face that its paragraph's style has not."""
        fonts = run.find(f"{W}rPr/{W}rFonts")
        own = self._font(fonts)
        return bool(own) and own != next(filter(None, map(self._font_of, self._looks(style))), "")

    def _font_of(self, look: _Element) -> str:
        return self._font(look.find(f"{W}rFonts"))

    def _looks(self, style: str) -> Iterator[_Element]:
        """What a style, those that it is based on and the document say of characters, the nearest first."""
        for _ in range(_DEEPEST_STYLE):
            element = self.by_id.get(style)
            if element is None:
                break
            look = element.find(f"{W}rPr")
            if look is not None:
                yield look
            based_on = element.find(f"{W}basedOn")
            style = "" if based_on is None else based_on.get(f"{W}val", "")
        if self.defaults is not None:
            yield self.defaults

    def _font(self, fonts: _Element | None) -> str:
        """The Chinese face that ``w:rFonts`` names, itself or by a slot of the theme; empty for none."""
        if fonts is None:
            return ""
        if slot := fonts.get(f"{W}eastAsiaTheme"):
            return self._themed(slot)
        return fonts.get(f"{W}eastAsia", "")

    def _themed(self, slot: str) -> str:
        group = "majorFont" if slot.startswith("major") else "minorFont"
        faces = None if self.theme is None else self.theme.find(f".//{_DRAWING}{group}")
        if faces is None:
            return ""
        named = faces.find(f"{_DRAWING}ea")
        chinese = next((font for font in faces if font.get("script") == "Hans"), None)
        found = "" if named is None else named.get("typeface", "")
        return found or ("" if chinese is None else chinese.get("typeface", ""))


def _kind_of(name: str) -> str:
    """The kind of face that a name stands for; the name itself for any other."""
    if any(part in name.casefold() for part in _NO_KIND):
        return name
    known = (kind for kind, parts in _KINDS.items() if any(part in name.casefold() for part in parts))
    return next(known, name or "默认字体")

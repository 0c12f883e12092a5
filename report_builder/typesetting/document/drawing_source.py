"""Relationship ids and places of a part → the pictures behind them, and findings about what is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from report_builder.diagnostics import Finding, Place, Severity
from report_builder.typesetting.document.charts import framed
from report_builder.typesetting.document.content import Image, Shape
from report_builder.typesetting.document.pictures import (
    PictureError,
    Retouching,
    admit_picture,
)
from report_builder.word.charts import ChartData, read_chart, words_of_smart_art

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.etree import _Element

    from report_builder.diagnostics import Findings
    from report_builder.typesetting.document.content import Block
    from report_builder.typesetting.document.links import LinkReader
    from report_builder.typesetting.document.properties import Border
    from report_builder.word.packages import Package


class DrawingSource(Struct):
    """What reading a drawing needs of the document around it.

    ``links`` knows the relationships of the part being read, ``ordinal`` is the paragraph, ``scheme``
    the theme's colours; ``unknown`` takes the names of what is left out, each with its first paragraph.
    ``line_across`` is a line that the paragraph shows from side to side.
    """

    package: Package
    findings: Findings
    unknown: dict[str, int]
    links: LinkReader
    scheme: Mapping[str, str]
    read_blocks: Callable[[_Element], tuple[Block, ...]]
    ordinal: int = 0
    line_across: Border | None = None
    _admitted: dict[tuple[str, Retouching], bytes | None] = field(default_factory=dict)
    _pixels: int = 0

    def turn_to(self, ordinal: int) -> None:
        """Read the drawings of another paragraph."""
        self.ordinal = ordinal

    def draw_across(self, line: Border) -> None:
        """Take a line from side to side, which the paragraph shows as a border."""
        self.line_across = line

    def take_line_across(self) -> Border | None:
        """The line that the paragraph shows from side to side; the next one shows none."""
        taken, self.line_across = self.line_across, None
        return taken

    def stand_in(self, kind: str, link_id: str, text: str) -> Shape:
        """A frame with what a chart or a SmartArt drawing says, which is not drawn; a warning tells of it."""
        link = self.links.relationships.get(link_id)
        root = None if link is None or link.external else self.package.xml(link.target)
        self.tell(
            Severity.WARNING,
            "docx.picture",
            f"这一段的{kind}还不会画，PDF 和网页里在它的位置列出其中的文字和数字",
            remedy="需要图形的，请在 Word 中把它另存为图片再插入",
        )
        if root is None:
            return framed((f"{kind}：{text}" if text else kind,), self.ordinal)
        if str(root.tag).endswith("}chartSpace"):
            figures = read_chart(root)
            return framed((figures.title or text or kind,), self.ordinal, figures)
        return framed(words_of_smart_art(root), self.ordinal, ChartData("", ()))

    def leave_out(self, name: str) -> None:
        """Note that something is not set."""
        self.unknown.setdefault(name, self.ordinal)

    def tell(self, severity: Severity, code: str, message: str, evidence: str = "", remedy: str = "") -> None:
        """Tell something about this paragraph once."""
        finding = Finding(
            code, severity, Place(self.package.name, paragraph=self.ordinal), message, evidence, remedy
        )
        if finding not in tuple(self.findings):
            self.findings.add(finding)

    def image(self, link_id: str, text: str, *, decorative: bool, retouching: Retouching) -> Image | None:
        """The picture that a relationship leads to; ``None``, and a finding, where it cannot be shown."""
        link = self.links.relationships.get(link_id)
        if link is None or link.external:
            self._refuse("图片没有存在这个文件里，只有指向别处的链接")
            return None
        key = (link.target, retouching)
        if key not in self._admitted:
            self._admitted[key] = self._admit(link.target, retouching)
        data = self._admitted[key]
        return None if data is None else Image(data, text, decorative)

    def _admit(self, target: str, retouching: Retouching) -> bytes | None:
        data = self.package.file(target)
        try:
            if data is None:
                msg = f"文件里没有 {target}"
                raise PictureError(msg)  # noqa: TRY301 - told like every other reason
            if self._pixels > self.package.budget.pixels_together:
                msg = f"全文的图片加起来过大；{self.package.budget.way_out('megapixels')}"
                raise PictureError(msg)  # noqa: TRY301 - told like every other reason
            admitted = admit_picture(data, retouching, self.package.budget)
        except PictureError as fault:
            self._refuse(f"{target}：{fault}")
            return None
        self._pixels += admitted.pixels
        if admitted.converted_from:
            self.tell(
                Severity.NOTICE,
                "docx.picture_converted",
                "图片已换成 PDF 可以直接存放的格式",
                f"{target} 原是 {admitted.converted_from}，已换成 RGB 颜色的 PNG",
                "颜色要求准确的，请在 PDF 中核对",
            )
        if admitted.turned:
            self.tell(
                Severity.NOTICE,
                "docx.picture_turned",
                "这一段的照片已按相机记下的方向转正",
                target,
                "请在 PDF 里看一看照片的方向",
            )
        return admitted.data

    def _refuse(self, evidence: str) -> None:
        self.tell(
            Severity.WARNING,
            "docx.picture",
            "这一段的图片不能排进 PDF，它的位置画了一个框",
            evidence,
            "请在 Word 中把图片另存为 PNG 或 JPEG，再重新插入",
        )
